"""The history layer: what an earlier version had that is gone, and what came since."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPen, QPolygonF, QTransform

from unet_studio.domain.annotation_difference import AnnotationDifference
from unet_studio.domain.polygon import is_closed, outline
from unet_studio.ui.canvas.layer import CanvasLayer

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from unet_studio.domain.annotation import Shape
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
        self._gone = _Outlines(GONE_COLOUR, ())
        self._come = _Outlines(COME_COLOUR, ())

    def set_difference(self, difference: AnnotationDifference | None) -> None:
        """Show another difference, or none."""
        found = difference or AnnotationDifference()
        before, after = (tuple(pair[side] for pair in found.changed) for side in (0, 1))
        self._gone = _Outlines(GONE_COLOUR, (*found.removed, *before))
        self._come = _Outlines(COME_COLOUR, (*found.added, *after))
        self.changed.emit()

    def paint(self, painter: QPainter, viewport: Viewport) -> None:
        """Paint both kinds, what is gone uppermost."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        scale = viewport.scale
        placed = QTransform(scale, 0, 0, scale, viewport.left, viewport.top)
        painter.setTransform(placed, True)
        self._come.paint(painter, dashed=False)
        self._gone.paint(painter, dashed=True)


class _Outlines:
    """Shapes as one path and, of those that are masks, pictures of their edges."""

    def __init__(self, colour: str, shapes: Sequence[Shape]) -> None:
        self._colour = QColor(colour)
        self._path = _path(shape for shape in shapes if shape.mask is None)
        self._edges = [
            (QPointF(*np.floor(shape.points[0]).tolist()), _edge(shape.mask, self._colour))
            for shape in shapes
            if shape.mask is not None and len(shape.points)
        ]

    def paint(self, painter: QPainter, *, dashed: bool) -> None:
        """Paint in image pixels."""
        for corner, edge in self._edges:
            painter.drawImage(corner, edge)
        if not self._path.isEmpty():
            painter.strokePath(self._path, _pen(_SHADOW, _WIDTH_PX + 2))
            painter.strokePath(self._path, _pen(self._colour, _WIDTH_PX, dashed=dashed))


def _edge(mask: NDArray[np.bool_], colour: QColor) -> QImage:
    """The pixels of a mask, (h, w) bool, that have a neighbour outside."""
    padded = np.pad(mask, 1)
    inside = padded[:-2, 1:-1] & padded[2:, 1:-1] & padded[1:-1, :-2] & padded[1:-1, 2:]
    pixels = np.where(mask & ~inside, np.uint32(colour.rgba()), np.uint32(0))
    height, width = mask.shape
    return QImage(pixels.tobytes(), width, height, 4 * width, QImage.Format.Format_ARGB32).copy()


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
