"""The part layer: another layer, in a part of the view only, or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF

from unet_studio.ui.canvas.layer import CanvasLayer

if TYPE_CHECKING:
    from PySide6.QtCore import QObject
    from PySide6.QtGui import QPainter

    from unet_studio.ui.canvas.viewport import Viewport

WHOLE = (0.0, 1.0)


class PartLayer(CanvasLayer):
    """Shows a layer between two upright lines of the view."""

    def __init__(self, layer: CanvasLayer, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._layer = layer
        self._is_visible = True
        self._span = WHOLE
        layer.changed.connect(self._on_changed)

    def set_part(self, *, visible: bool, span: tuple[float, float] = WHOLE) -> None:
        """Show it or not, from one share of the view's width to another."""
        if (visible, span) != (self._is_visible, self._span):
            self._is_visible, self._span = visible, span
            self.changed.emit()

    def paint(self, painter: QPainter, viewport: Viewport) -> None:
        """Paint what lies in the part."""
        low, high = self._span
        if not self._is_visible or low >= high:
            return
        if self._span != WHOLE:
            left, width = low * viewport.width, (high - low) * viewport.width
            painter.setClipRect(QRectF(left, 0, width, viewport.height))
        self._layer.paint(painter, viewport)

    def _on_changed(self) -> None:
        if self._is_visible:
            self.changed.emit()
