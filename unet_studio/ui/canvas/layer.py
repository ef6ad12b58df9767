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

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._visible = True

    @property
    def visible(self) -> bool:
        """Whether it is painted."""
        return self._visible

    def set_visible(self, visible: bool) -> None:
        """Show it, or not."""
        if visible != self._visible:
            self._visible = visible
            self.changed.emit()

    def paint(self, painter: QPainter, viewport: Viewport) -> None:
        """Paint what is seen; the painter's frame is the view."""
        raise NotImplementedError
