"""How one image looks in the browser: thumbnail, name, and a badge for its state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPalette, QPen
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from unet_studio.domain.annotation import LabelExtent
from unet_studio.ui.item_models.image_list import ImageRole, ImageStatus, status_text
from unet_studio.ui.theme import ERROR_COLOUR, GOOD_COLOUR, VALIDATION_COLOUR
from unet_studio.ui.translations import translate

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex

THUMBNAIL_PX = 56
MARGIN_PX = 6
BADGE_PX = 12
EMPTY_COLOUR = QColor("#9aa3ae")


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
        status: ImageStatus = index.data(ImageRole.STATUS)
        picture = QRect(rect.topLeft(), QSize(THUMBNAIL_PX, THUMBNAIL_PX))
        self._paint_thumbnail(painter, option, picture, index.data(Qt.ItemDataRole.DecorationRole))
        text = rect.adjusted(THUMBNAIL_PX + 2 * MARGIN_PX, 4, 0, -4)
        self._paint_text(painter, option, text, str(index.data()), status)
        painter.restore()

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
    def _paint_text(
        painter: QPainter, option: QStyleOptionViewItem, rect: QRect, name: str, status: ImageStatus
    ) -> None:
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        role = QPalette.ColorRole.HighlightedText if selected else QPalette.ColorRole.Text
        colour = option.palette.color(role)
        upper = QRect(rect.left(), rect.top(), rect.width(), rect.height() // 2)
        lower = QRect(rect.left(), upper.bottom(), rect.width(), rect.height() // 2)
        painter.setPen(colour)
        painter.setFont(option.font)
        metrics = option.fontMetrics
        elided = metrics.elidedText(name, Qt.TextElideMode.ElideMiddle, upper.width())
        painter.drawText(upper, Qt.AlignmentFlag.AlignVCenter, elided)
        paint_badge(painter, QPointF(lower.left() + BADGE_PX / 2, lower.center().y()), status)
        faint = QColor(colour)
        faint.setAlphaF(0.7)
        painter.setPen(faint)
        small = QFont(option.font)
        small.setPointSizeF(option.font.pointSizeF() * 0.88)
        painter.setFont(small)
        words = lower.adjusted(BADGE_PX + 6, 0, 0, 0)
        # The sentence about a problem is too long for here: the tooltip and the banner say it.
        said = (
            translate("browser", "problem: point here") if status.problem else status_text(status)
        )
        elided = painter.fontMetrics().elidedText(said, Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, elided)


def paint_badge(painter: QPainter, centre: QPointF, status: ImageStatus) -> None:
    """The state of an image as a small mark.

    A disc: empty = unlabelled, half = partly, full = labelled; orange = held out. A triangle =
    predicted. An exclamation mark on red = problem. Shape and colour both tell, so that it reads
    without colour vision too.
    """
    colour = QColor(VALIDATION_COLOUR if status.is_held_out else GOOD_COLOUR)
    disc = QRectF(0, 0, BADGE_PX - 2, BADGE_PX - 2)
    disc.moveCenter(centre)
    if status.problem is not None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ERROR_COLOUR))
        painter.drawEllipse(disc)
        painter.setPen(QPen(QColor("white"), 1.6))
        painter.drawLine(centre + QPointF(0, -3), centre + QPointF(0, 1))
        painter.drawPoint(centre + QPointF(0, 3.4))
        return
    painter.setBrush(Qt.BrushStyle.NoBrush)
    is_empty = status.extent in (None, LabelExtent.UNLABELLED)
    painter.setPen(QPen(EMPTY_COLOUR if is_empty and not status.is_held_out else colour, 1.6))
    if status.is_predicted:
        painter.drawPolygon([disc.topLeft(), disc.bottomLeft(), QPointF(disc.right(), centre.y())])
        return
    painter.drawEllipse(disc)
    painter.setBrush(colour)
    if status.extent is LabelExtent.FULLY:
        painter.drawEllipse(disc)
    elif status.extent is LabelExtent.PARTLY:
        painter.drawPie(disc, 90 * 16, 180 * 16)
