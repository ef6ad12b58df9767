"""The gallery of the worst images: small pictures with their masks, and what is wrong with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from unet_studio.ui.item_models.worst_list import HEADING_ROLE, IMAGE_ROLE, WorstList, said
from unet_studio.ui.translations import translate

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QImage

    from unet_studio.workspace.predictions.result_ranking import RankedImage

_PICTURE_PX = 104
_CELL = QSize(148, 152)
_MARGIN_PX = 6
_Index = QModelIndex | QPersistentModelIndex


class WorstGallery(QListView):
    """Cells of one size, so that 10,000 of them scroll like 10; arrows and Enter work too.

    Signals
    -------
    image_chosen(str)
        Bring the image of this name into view.
    """

    image_chosen = Signal(str)

    def __init__(self, thumbnail: Callable[[str], QImage | None]) -> None:
        super().__init__()
        self._list = WorstList(thumbnail)
        self._list.setParent(self)
        self._outdated: Sequence[RankedImage] | None = None
        self._marked: str | None = None
        self.setModel(self._list)
        self.setItemDelegate(_WorstDelegate(self))
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.verticalScrollBar().setSingleStep(24)
        self.setMouseTracking(True)
        self.setAccessibleName(translate("ranking", "Worst first"))
        self.setMinimumHeight(_CELL.height() // 2)
        self.selectionModel().currentChanged.connect(self._on_current_changed)

    def show_images(self, images: Sequence[RankedImage]) -> None:
        """Show these, the worst first; put off while nobody sees them."""
        self._outdated = images
        if self.isVisible():
            self._catch_up()

    def refresh(self, name: str) -> None:
        """The small picture of this image is there."""
        self._list.refresh(name)

    def mark(self, name: str) -> None:
        """Mark the image that is in view, without asking for it."""
        self._marked = name
        place = self._list.place_of(name)
        if place is not None and place != self.currentIndex().row():
            self.selectionModel().blockSignals(True)
            self.setCurrentIndex(self._list.index(place))
            self.selectionModel().blockSignals(False)
            self.viewport().update()

    def _catch_up(self) -> None:
        if self._outdated is None:
            return
        images, self._outdated = self._outdated, None
        at = self.verticalScrollBar().value()
        self._list.show_images(images)
        if self._marked is not None:
            self.mark(self._marked)
        self.verticalScrollBar().setValue(at)

    def _on_current_changed(self, current: QModelIndex) -> None:
        name = self._list.name_at(current.row()) if current.isValid() else None
        if name is not None:
            self._marked = name
            self.image_chosen.emit(name)

    # ---- Qt ----

    def showEvent(self, event: object) -> None:
        """Qt: what was put off is due."""
        super().showEvent(event)  # type: ignore[arg-type]
        self._catch_up()

    def sizeHint(self) -> QSize:
        """Qt: a row of cells."""
        return QSize(3 * _CELL.width(), _CELL.height() + 2 * self.frameWidth())


class _WorstDelegate(QStyledItemDelegate):
    def sizeHint(self, _option: QStyleOptionViewItem, _index: _Index) -> QSize:
        return _CELL

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        style = option.widget.style() if option.widget else QApplication.style()
        rect = option.rect.adjusted(_MARGIN_PX, _MARGIN_PX, -_MARGIN_PX, -_MARGIN_PX)
        heading = index.data(HEADING_ROLE)
        if heading is not None:
            _paint_heading(painter, option, rect, heading)
        else:
            style.drawPrimitive(
                QStyle.PrimitiveElement.PE_PanelItemViewItem, option, painter, option.widget
            )
            self._paint_image(painter, option, rect, index)
        painter.restore()

    def _paint_image(
        self, painter: QPainter, option: QStyleOptionViewItem, rect: QRect, index: _Index
    ) -> None:
        image: RankedImage = index.data(IMAGE_ROLE)
        box = QRect(rect.left(), rect.top(), rect.width(), _PICTURE_PX)
        picture = index.data(Qt.ItemDataRole.DecorationRole)
        if picture is None:
            painter.fillRect(box, option.palette.color(QPalette.ColorRole.Midlight))
        else:
            size = picture.size().scaled(box.size(), Qt.AspectRatioMode.KeepAspectRatio)
            target = QRect(box.topLeft(), size)
            target.moveCenter(box.center())
            painter.drawImage(target, picture)
        below = rect.adjusted(0, _PICTURE_PX + 2, 0, 0)
        line = below.height() // 2
        upper = QRect(below.left(), below.top(), below.width(), line)
        lower = QRect(below.left(), below.top() + line, below.width(), line)
        short = image.name.rpartition("/")[2]
        _write(painter, option, upper, short, Qt.TextElideMode.ElideMiddle)
        _write(painter, option, lower, said(image), Qt.TextElideMode.ElideRight, faint=True)


def _paint_heading(
    painter: QPainter, option: QStyleOptionViewItem, rect: QRect, heading: tuple[str, str]
) -> None:
    title, text = heading
    bold = QFont(option.font)
    bold.setBold(True)
    painter.setFont(bold)
    painter.setPen(option.palette.color(QPalette.ColorRole.Text))
    flags = Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap
    half = rect.height() // 2
    painter.drawText(rect.adjusted(4, 0, -4, -half), flags | Qt.AlignmentFlag.AlignBottom, title)
    painter.setFont(option.font)
    colour = option.palette.color(QPalette.ColorRole.Text)
    colour.setAlphaF(0.75)
    painter.setPen(colour)
    painter.drawText(rect.adjusted(4, half + 4, -4, 0), flags | Qt.AlignmentFlag.AlignTop, text)


def _write(
    painter: QPainter,
    option: QStyleOptionViewItem,
    rect: QRect,
    text: str,
    mode: Qt.TextElideMode,
    *,
    faint: bool = False,
) -> None:
    is_selected = bool(option.state & QStyle.StateFlag.State_Selected)
    role = QPalette.ColorRole.HighlightedText if is_selected else QPalette.ColorRole.Text
    colour = option.palette.color(role)
    colour.setAlphaF(0.75 if faint else 1.0)
    painter.setPen(colour)
    font = QFont(option.font)
    if faint:
        font.setPointSizeF(font.pointSizeF() * 0.9)
    painter.setFont(font)
    elided = painter.fontMetrics().elidedText(text, mode, rect.width())
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, elided)
