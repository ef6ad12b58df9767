"""The history layer: what an earlier version had that is gone, and what came since."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF, QTransform

from unet_studio.domain.polygon import is_closed, outline
from unet_studio.ui.canvas.layer import CanvasLayer

if TYPE_CHECKING:
    from collections.abc import Iterable

    from unet_studio.domain.annotation import Shape
    from unet_studio.domain.annotation_difference import AnnotationDifference
    from unet_studio.ui.canvas.viewport import Viewport

GONE_COLOUR = "#e69f00"
"""Of what only the earlier version has; dashed as well, and told from blue by everyone."""

COME_COLOUR = "#56b4e9"
"""Of what only the present labels have; a plain line."""

_WIDTH_PX = 3.0
_SHADOW = QColor(0, 0, 0, 170)
_DASHES = [4.0, 2.5]  # in line widths


class HistoryLayer(CanvasLayer):
    """Outlines of two kinds over everything else: gone since a version, and come since."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._gone = QPainterPath()
        self._come = QPainterPath()

    def set_difference(self, difference: AnnotationDifference | None) -> None:
        """Show another difference, or none."""
        if difference is None:
            self._gone, self._come = QPainterPath(), QPainterPath()
        else:
            changed = difference.changed
            self._gone = _path([*difference.removed, *(before for before, _ in changed)])
            self._come = _path([*difference.added, *(after for _, after in changed)])
        self.changed.emit()

    def paint(self, painter: QPainter, viewport: Viewport) -> None:
        """Paint both kinds, what is gone uppermost."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        scale = viewport.scale
        placed = QTransform(scale, 0, 0, scale, viewport.left, viewport.top)
        painter.setTransform(placed, True)
        for path, colour, dashed in (
            (self._come, COME_COLOUR, False),
            (self._gone, GONE_COLOUR, True),
        ):
            if not path.isEmpty():
                painter.strokePath(path, _pen(_SHADOW, _WIDTH_PX + 2))
                painter.strokePath(path, _pen(QColor(colour), _WIDTH_PX, dashed=dashed))


def _pen(colour: QColor, width_px: float, *, dashed: bool = False) -> QPen:
    pen = QPen(colour, width_px)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    pen.setCosmetic(True)
    if dashed:
        pen.setDashPattern(_DASHES)
    return pen


def _path(shapes: Iterable[Shape]) -> QPainterPath:
    path = QPainterPath()
    for shape in shapes:
        points = outline(shape)
        if len(points) == 1:
            path.addEllipse(QPointF(*points[0].tolist()), 3, 3)
        elif len(points):
            polygon = QPolygonF([QPointF(x, y) for x, y in points.tolist()])
            path.addPolygon(polygon)
            if is_closed(shape):
                path.closeSubpath()
    return path
