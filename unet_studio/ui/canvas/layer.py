"""The layer: one thing that the canvas shows; a canvas is a short list of these."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from unet_studio.ui.canvas.viewport import Viewport


class CanvasLayer(QObject):
    """Paints itself over the layers below it."""

    changed = Signal()  # it has to be painted again

    def paint(self, painter: QPainter, viewport: Viewport) -> None:
        """Paint what is seen; the painter's frame is the view."""
        raise NotImplementedError
