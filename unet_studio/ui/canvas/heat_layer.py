"""The heat layer: a number from 0 to 1 for each pixel, as colours over the picture."""

from __future__ import annotations

from math import ceil, floor
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject, QPoint, QRect

from unet_studio.imaging.image_pyramid import ImagePyramid
from unet_studio.ui.canvas.drawn_layer import DrawnLayer
from unet_studio.ui.canvas.pyramid_part import part_in_view

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from unet_studio.imaging.image_pyramid import Levels
    from unet_studio.ui.canvas.viewport import Viewport


class HeatLayer(DrawnLayer):
    """Shows a map of one byte per pixel in the colours of a table."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(1.0, parent)
        self._pyramid: ImagePyramid | None = None
        self._known_px = 0
        self._colours = np.zeros((256, 3), np.uint8)

    def set_map(
        self, levels: Levels | None, colours: NDArray[np.uint8], known_px: int | None = None
    ) -> None:
        """Show another map, or none.

        Parameters
        ----------
        levels
            Of uint8, 0 to 255 for 0 to 1.
        colours
            (256, 3) uint8 RGB of each of these.
        known_px
            So many rows of it are there, if not all are as yet; nothing is painted below them.
        """
        self._pyramid = ImagePyramid(levels) if levels is not None else None
        self._colours = colours
        self._known_px = known_px if known_px is not None else levels.size[0] if levels else 0
        self._draw_anew()

    def grow(self, top: int, bottom: int) -> None:
        """Some more rows of the map are there, in image pixels."""
        self._known_px = max(self._known_px, bottom)
        viewport = self._cache.viewport
        if viewport is None:
            return
        reach = ceil(viewport.device_scale) + 2  # smoothing looks at neighbours
        first = floor(viewport.device_top + top * viewport.device_scale) - reach
        last = ceil(viewport.device_top + bottom * viewport.device_scale) + reach
        width, _ = viewport.device_size
        self._cache.redraw(QRect(QPoint(0, first), QPoint(width, last)))
        self.changed.emit()

    @property
    def _has_pixels(self) -> bool:
        return self._pyramid is not None

    def _draw_part(self, pixels: NDArray[np.uint8], viewport: Viewport, part: QRect) -> None:
        pixels[:] = 0
        if self._pyramid is None or not self._known_px:
            return
        found = part_in_view(self._pyramid, viewport, part, self._known_px)
        if found is None:
            return
        seen, values = found
        colours = self._table().view(np.uint32).ravel()[values].view(np.uint8)
        target = pixels[seen.top() :, seen.left() :][: seen.height(), : seen.width()]
        target[:] = colours.reshape(target.shape)

    def _table(self) -> NDArray[np.uint8]:
        """(256, 4) uint8 premultiplied BGRA."""
        table = np.full((256, 4), 255.0)
        table[:, :3] = self._colours[:, ::-1]
        return np.rint(table * self._opacity).astype(np.uint8)
