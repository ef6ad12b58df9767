"""What layers have in common that draw pixels: how much they cover, and what is drawn once only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unet_studio.ui.canvas.layer import CanvasLayer
from unet_studio.ui.canvas.view_cache import ViewCache

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from PySide6.QtCore import QObject, QRect
    from PySide6.QtGui import QPainter

    from unet_studio.ui.canvas.viewport import Viewport


class DrawnLayer(CanvasLayer):
    """Draws the part in view when it changed, and shows what was drawn as long as it did not."""

    def __init__(self, opacity: float, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._opacity = opacity
        self._cache = ViewCache(self._draw_part)

    @property
    def opacity(self) -> float:
        """How strongly it covers the picture, 0 to 1."""
        return self._opacity

    @opacity.setter
    def opacity(self, opacity: float) -> None:
        if opacity != self._opacity:
            self._opacity = min(max(opacity, 0.0), 1.0)
            self._draw_anew()

    def paint(self, painter: QPainter, viewport: Viewport) -> None:
        """Paint the visible part."""
        if not self._has_pixels:
            return
        if not self._cache.follow(viewport):
            self._cache.draw_all(viewport)
        self._cache.paint(painter, viewport)

    @property
    def _has_pixels(self) -> bool:
        """Whether there is anything to draw."""
        raise NotImplementedError

    def _draw_part(self, pixels: NDArray[np.uint8], viewport: Viewport, part: QRect) -> None:
        """Draw a part of the view, (h, w, 4) uint8 premultiplied BGRA."""
        raise NotImplementedError

    def _draw_anew(self) -> None:
        self._cache.mark_stale()
        self.changed.emit()
