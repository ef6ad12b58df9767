"""The spot layer: a frame around the part of the image that is to be labelled next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from unet_studio.ui.canvas.layer import CanvasLayer

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from unet_studio.domain.suggestion import Box
    from unet_studio.ui.canvas.viewport import Viewport

SPOT_COLOUR = "#56b4e9"
_SHADOW = QColor(0, 0, 0, 170)
_VEIL = QColor(0, 0, 0, 70)


class SpotLayer(CanvasLayer):
    """Frames one box of the image and darkens the rest a little."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._box: Box | None = None

    @property
    def box(self) -> Box | None:
        """What is framed."""
        return self._box

    def set_box(self, box: Box | None) -> None:
        """Frame another box, or none."""
        if box != self._box:
            self._box = box
            self.changed.emit()

    def paint(self, painter: QPainter, viewport: Viewport) -> None:
        """Paint the veil around the box, and its frame."""
        if self._box is None:
            return
        left, top, right, bottom = self._box
        corner, far = viewport.to_view(left, top), viewport.to_view(right, bottom)
        inner = QRectF(QPointF(*corner), QPointF(*far))
        around = QPainterPath()
        around.addRect(QRectF(0, 0, viewport.width, viewport.height))
        around.addRect(inner)
        painter.fillPath(around, _VEIL)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for pen in (QPen(_SHADOW, 4.0), QPen(QColor(SPOT_COLOUR), 2.0)):
            painter.setPen(pen)
            painter.drawRect(inner)
