"""The highlight layer: the outline of the one object that is spoken of."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from unet_studio.ui.canvas.layer import CanvasLayer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from PySide6.QtCore import QObject

    from unet_studio.ui.canvas.viewport import Viewport

_SHADOW, _LINE = QColor(0, 0, 0, 200), QColor(255, 255, 255)
_WIDTH_PX = 2.0
_MARGIN_PX = 3.0
"""How far outside the object's box the outline runs, in view pixels."""

BOX_CORNERS = 4


class HighlightLayer(CanvasLayer):
    """Shows one outline in white on black, seen over any picture and any class colour."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._points: NDArray[np.float64] | None = None

    @property
    def points(self) -> NDArray[np.float64] | None:
        """(N, 2) x, y in image pixels; None if nothing is shown."""
        return self._points

    def set_outline(self, points: NDArray[np.floating] | Sequence[float] | None) -> None:
        """Show another outline, or none.

        Parameters
        ----------
        points
            (N, 2) x, y in image pixels, closed by itself; or a box: left, top, right, bottom.
        """
        self._points = None if points is None else _as_points(points)
        self.changed.emit()

    def box(self) -> tuple[float, float, float, float] | None:
        """Left, top, right, bottom in image pixels."""
        if self._points is None:
            return None
        (left, top), (right, bottom) = self._points.min(axis=0), self._points.max(axis=0)
        return float(left), float(top), float(right), float(bottom)

    def paint(self, painter: QPainter, viewport: Viewport) -> None:
        """Paint the outline; of a box, a little outside of what is in it."""
        if self._points is None:
            return
        seen = np.array([viewport.to_view(x, y) for x, y in self._points.tolist()])
        if len(seen) == BOX_CORNERS:
            seen += np.sign(seen - seen.mean(axis=0)) * _MARGIN_PX
        polygon = QPolygonF([QPointF(x, y) for x, y in seen.tolist()])
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for colour, width in ((_SHADOW, _WIDTH_PX + 2), (_LINE, _WIDTH_PX)):
            painter.setPen(QPen(colour, width))
            painter.drawPolygon(polygon)


def _as_points(points: NDArray[np.floating] | Sequence[float]) -> NDArray[np.float64]:
    found = np.asarray(points, np.float64)
    if found.ndim == 1:
        left, top, right, bottom = found
        found = np.array([[left, top], [right, top], [right, bottom], [left, bottom]])
    return found
