"""How one row looks in the browser: thumbnail, name and badge of an image, or a heading."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPersistentModelIndex, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPalette, QPolygonF
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from unet_studio.domain.message import filled
from unet_studio.ui.browser.badge import BADGE_PX, paint_badge
from unet_studio.ui.item_models.image_list import ImageRole
from unet_studio.ui.item_models.image_order import Heading, HeadingKind, stack_of
from unet_studio.ui.item_models.image_status import ImageStatus, status_text
from unet_studio.ui.translations import translate

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex

THUMBNAIL_PX = 56
MARGIN_PX = 6


class ImageDelegate(QStyledItemDelegate):
    """Paints rows of equal height, so that 50,000 of them scroll like 50."""

    def sizeHint(
        self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Qt: size of a row."""
        return QSize(160, THUMBNAIL_PX + 2 * MARGIN_PX)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Qt: draw a row."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        style = option.widget.style() if option.widget else QApplication.style()
        style.drawPrimitive(
            QStyle.PrimitiveElement.PE_PanelItemViewItem, option, painter, option.widget
        )
        rect = option.rect.adjusted(MARGIN_PX, MARGIN_PX, -MARGIN_PX, -MARGIN_PX)
        picture = QRect(rect.topLeft(), QSize(THUMBNAIL_PX, THUMBNAIL_PX))
        text = rect.adjusted(THUMBNAIL_PX + 2 * MARGIN_PX, 4, 0, -4)
        heading: Heading | None = index.data(ImageRole.HEADING)
        if heading is None:
            self._paint_image(painter, option, index, picture, text)
        else:
            self._paint_heading(painter, option, heading, picture, text)
        painter.restore()

    def _paint_image(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
        picture: QRect,
        text: QRect,
    ) -> None:
        status: ImageStatus = index.data(ImageRole.STATUS)
        self._paint_thumbnail(painter, option, picture, index.data(Qt.ItemDataRole.DecorationRole))
        upper, lower = _halves(text)
        elide = Qt.TextElideMode.ElideMiddle
        _write(painter, option, upper, _short_name(str(index.data())), elide)
        centre = QPointF(lower.left() + BADGE_PX / 2, lower.center().y())
        if option.state & QStyle.StateFlag.State_Selected:  # else green would lie on blue
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(option.palette.color(QPalette.ColorRole.Base))
            painter.drawEllipse(centre, 9.5, 9.5)
        paint_badge(painter, centre, status)
        # The sentence about a problem is too long for here: the tooltip and the banner say it.
        said = (
            translate("browser", "problem: point here") if status.problem else status_text(status)
        )
        _write_small(painter, option, lower.adjusted(BADGE_PX + 6, 0, 0, 0), said)

    @staticmethod
    def _paint_thumbnail(
        painter: QPainter, option: QStyleOptionViewItem, rect: QRect, thumbnail: QImage | None
    ) -> None:
        if thumbnail is None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(option.palette.color(QPalette.ColorRole.Midlight))
            painter.drawRoundedRect(rect, 4, 4)
            return
        size = thumbnail.size().scaled(rect.size(), Qt.AspectRatioMode.KeepAspectRatio)
        target = QRect(rect.topLeft(), size)
        target.moveCenter(rect.center())
        painter.drawImage(target, thumbnail)

    @staticmethod
    def _paint_heading(
        painter: QPainter, option: QStyleOptionViewItem, heading: Heading, box: QRect, text: QRect
    ) -> None:
        colour = _text_colour(option)
        centre = QPointF(box.center())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        corners = [(-4, -6), (5, 0), (-4, 6)] if heading.is_folded else [(-6, -4), (6, -4), (0, 5)]
        painter.drawPolygon(QPolygonF([centre + QPointF(x, y) for x, y in corners]))
        upper, lower = _halves(text)
        bold = QStyleOptionViewItem(option)
        bold.font.setBold(True)
        _write(painter, bold, upper, heading_title(heading), Qt.TextElideMode.ElideLeft)
        _write_small(painter, option, lower, heading_text(heading))


def heading_title(heading: Heading) -> str:
    """What a heading is called."""
    if heading.kind is HeadingKind.FOLDER and not heading.path:
        return translate("browser", "In the folder itself")
    name = heading.path.rpartition("/")[2]
    return heading.path if heading.kind is HeadingKind.FOLDER else name


def heading_text(heading: Heading) -> str:
    """How much stands below a heading."""
    if heading.kind is HeadingKind.STACK:
        text = translate("browser", "{n} {n:plane|planes}, {labelled} labelled")
    else:
        text = translate("browser", "{n} {n:image|images}, {labelled} labelled")
    return filled(text, n=heading.count, labelled=heading.labelled)


def _short_name(name: str) -> str:
    """Of a plane, its number: the heading above says of which stack."""
    if stack_of(name) is None:
        return name
    number = int(name.rpartition("#")[2])
    return translate("browser", "Plane {number}").format(number=number)


def _halves(rect: QRect) -> tuple[QRect, QRect]:
    upper = QRect(rect.left(), rect.top(), rect.width(), rect.height() // 2)
    return upper, QRect(rect.left(), upper.bottom(), rect.width(), rect.height() // 2)


def _text_colour(option: QStyleOptionViewItem) -> QColor:
    selected = bool(option.state & QStyle.StateFlag.State_Selected)
    role = QPalette.ColorRole.HighlightedText if selected else QPalette.ColorRole.Text
    return option.palette.color(role)


def _write(
    painter: QPainter, option: QStyleOptionViewItem, rect: QRect, text: str, mode: Qt.TextElideMode
) -> None:
    painter.setPen(_text_colour(option))
    painter.setFont(option.font)
    elided = painter.fontMetrics().elidedText(text, mode, rect.width())
    painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter, elided)


def _write_small(painter: QPainter, option: QStyleOptionViewItem, rect: QRect, text: str) -> None:
    faint = _text_colour(option)
    faint.setAlphaF(0.7)
    painter.setPen(faint)
    small = QFont(option.font)
    small.setPointSizeF(option.font.pointSizeF() * 0.88)
    painter.setFont(small)
    elided = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter, elided)
