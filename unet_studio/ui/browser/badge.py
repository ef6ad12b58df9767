"""The badge: the state of an image as a small mark, told by shape as well as by colour."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPen, QPixmap, QPolygonF

from unet_studio.domain.annotation import LabelExtent
from unet_studio.domain.message import say
from unet_studio.ui.item_models.image_status import ImageStatus, StatusFilter
from unet_studio.ui.theme import ERROR_COLOUR, GOOD_COLOUR, HELD_OUT_COLOUR, WARNING_COLOUR

BADGE_PX = 14
_DOT_PX = 2.4
EMPTY_COLOUR = QColor("#9aa3ae")


def paint_badge(painter: QPainter, centre: QPointF, status: ImageStatus) -> None:
    """Draw the badge of an image.

    Empty = unlabelled; half = partly; full, with a tick = fully labelled. A disc, or a diamond if
    it is held out. Dashed, with a dot, = drafts wait to be confirmed. A triangle = predicted. An
    exclamation mark = problem. A small amber triangle at the corner = unlike the training images.
    """
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if status.problem is not None:
        _paint_problem(painter, centre)
    elif status.is_predicted:
        _paint_outline(painter, _triangle(centre), status)
    else:
        shape = _diamond(centre) if status.is_held_out else _disc(centre)
        _paint_outline(painter, shape, status)
        _fill(painter, shape, centre, status)
    if status.unlike and status.problem is None:
        _paint_unlike(painter, centre)
    painter.restore()


def filter_icon(kind: StatusFilter, ratio: float) -> QIcon:
    """The badge of a kind of image, for a button."""
    pixmap = QPixmap(round(16 * ratio), round(16 * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    paint_badge(painter, QPointF(8, 8), _EXAMPLES[kind])
    painter.end()
    return QIcon(pixmap)


_EXAMPLES = {
    StatusFilter.UNLABELLED: ImageStatus(LabelExtent.UNLABELLED),
    StatusFilter.PARTLY: ImageStatus(LabelExtent.PARTLY),
    StatusFilter.FULLY: ImageStatus(LabelExtent.FULLY),
    StatusFilter.DRAFTS: ImageStatus(LabelExtent.UNLABELLED, has_drafts=True),
    StatusFilter.HELD_OUT: ImageStatus(LabelExtent.UNLABELLED, is_held_out=True),
    StatusFilter.UNLIKE: ImageStatus(unlike=(say("browser", "Unlike the training images")(),)),
    StatusFilter.PROBLEM: ImageStatus(problem=say("browser", "With problems")()),
}


def _colour(status: ImageStatus) -> QColor:
    if status.is_held_out:
        return QColor(HELD_OUT_COLOUR)
    is_empty = status.extent in (None, LabelExtent.UNLABELLED) and not status.is_predicted
    return EMPTY_COLOUR if is_empty and not status.has_drafts else QColor(GOOD_COLOUR)


def _box(centre: QPointF) -> QRectF:
    box = QRectF(0, 0, BADGE_PX - 2, BADGE_PX - 2)
    box.moveCenter(centre)
    return box


def _disc(centre: QPointF) -> QPainterPath:
    path = QPainterPath()
    path.addEllipse(_box(centre))
    return path


def _diamond(centre: QPointF) -> QPainterPath:
    reach = BADGE_PX / 2
    corners = [QPointF(0, -reach), QPointF(reach, 0), QPointF(0, reach), QPointF(-reach, 0)]
    path = QPainterPath()
    path.addPolygon(QPolygonF([centre + corner for corner in corners]))
    path.closeSubpath()
    return path


def _triangle(centre: QPointF) -> QPainterPath:
    box = _box(centre)
    path = QPainterPath()
    path.addPolygon(QPolygonF([box.topLeft(), box.bottomLeft(), QPointF(box.right(), centre.y())]))
    path.closeSubpath()
    return path


def _paint_outline(painter: QPainter, shape: QPainterPath, status: ImageStatus) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    pen = QPen(_colour(status), 1.6)
    if status.has_drafts:
        pen.setDashPattern([1.6, 1.4])
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    painter.setPen(pen)
    painter.drawPath(shape)


def _fill(painter: QPainter, shape: QPainterPath, centre: QPointF, status: ImageStatus) -> None:
    if status.has_drafts:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(_colour(status))
        painter.drawEllipse(centre, _DOT_PX, _DOT_PX)
    elif status.extent is LabelExtent.PARTLY:
        left = QPainterPath()
        left.addRect(QRectF(centre.x() - BADGE_PX, centre.y() - BADGE_PX, BADGE_PX, 2 * BADGE_PX))
        painter.fillPath(shape.intersected(left), _colour(status))
    elif status.extent is LabelExtent.FULLY:
        painter.fillPath(shape, _colour(status))
        tick = [QPointF(-2.8, 0.2), QPointF(-0.8, 2.4), QPointF(2.9, -2.0)]
        painter.setPen(QPen(QColor("white"), 1.5))
        painter.drawPolyline([centre + point for point in tick])


def _paint_unlike(painter: QPainter, centre: QPointF) -> None:
    at = centre + QPointF(BADGE_PX / 2 - 2, BADGE_PX / 2 - 2)
    corners = [QPointF(0, -5.5), QPointF(5.5, 4.5), QPointF(-5.5, 4.5)]
    painter.setPen(QPen(QColor("white"), 1.2))
    painter.setBrush(QColor(WARNING_COLOUR))
    painter.drawPolygon([at + corner for corner in corners])
    painter.drawLine(at + QPointF(0, -2), at + QPointF(0, 1.2))
    painter.drawPoint(at + QPointF(0, 3))


def _paint_problem(painter: QPainter, centre: QPointF) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(ERROR_COLOUR))
    painter.drawRoundedRect(_box(centre), 3, 3)
    painter.setPen(QPen(QColor("white"), 1.7))
    painter.drawLine(centre + QPointF(0, -3.2), centre + QPointF(0, 1))
    painter.drawPoint(centre + QPointF(0, 3.6))
