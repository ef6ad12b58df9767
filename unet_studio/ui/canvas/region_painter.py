"""The region painter: pixels about to be labelled or erased, tinted over the picture."""

from __future__ import annotations

from math import ceil, floor
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QRect

from unet_studio.domain.label_class import ClassTable
from unet_studio.imaging.mask_drawing import draw_mask
from unet_studio.imaging.shape_drawing import Placement
from unet_studio.ui.canvas.colours import rgb_of
from unet_studio.ui.canvas.view_cache import ViewCache

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from PySide6.QtGui import QPainter

    from unet_studio.ui.canvas.viewport import Viewport
    from unet_studio.workspace.tools.preview import RegionPreview

_OPACITY = 0.45
_ERASED_RGB = (255, 255, 255)
_RIM_PX = 1
_COVERED = 1


class RegionPainter:
    """Shows one region; what it says has not changed is not drawn again."""

    def __init__(self) -> None:
        self._preview: RegionPreview | None = None
        self._classes = ClassTable()
        self._cache = ViewCache(self._draw_part)

    def set_classes(self, classes: ClassTable) -> None:
        """Colour regions by another class table."""
        self._classes = classes
        self._cache.mark_stale()

    def follow(self, preview: RegionPreview | None) -> None:
        """Show another region from now on; to be told of every one, as `changed` counts on it."""
        before, self._preview = self._preview, preview
        if preview is before:
            return
        drawn = self._cache.viewport
        if preview is None:
            self._cache.clear()
        elif before is None or preview.changed is None or drawn is None:
            self._cache.mark_stale()
        else:
            self._cache.redraw(_device_rect(preview.changed, drawn, margin=_RIM_PX + 1))

    def paint(self, painter: QPainter, viewport: Viewport) -> None:
        """Paint what of the region is in view."""
        if self._preview is None:
            return
        if not self._cache.follow(viewport):
            self._cache.draw_all(viewport)
        self._cache.paint(painter, viewport)

    def _draw_part(self, pixels: NDArray[np.uint8], viewport: Viewport, part: QRect) -> None:
        if self._preview is None or self._preview.region.mask.size == 0:
            return
        region = self._preview.region
        box = (region.left, region.top, region.right, region.bottom)
        seen = part.intersected(_device_rect(box, viewport, margin=0))
        if seen.isEmpty():
            return
        x, y = seen.x() - part.x(), seen.y() - part.y()
        scale = viewport.device_scale
        left = viewport.device_left - seen.x() + region.left * scale
        top = viewport.device_top - seen.y() + region.top * scale
        draw_mask(
            pixels[y : y + seen.height(), x : x + seen.width()],
            region.mask.view(np.uint8),
            self._colours(self._preview),
            Placement(scale, left, top),
            opacity=_OPACITY,
            contour_px=_RIM_PX,
        )

    def _colours(self, preview: RegionPreview) -> NDArray[np.uint8]:
        colours = np.zeros((256, 3), np.uint8)
        is_erased = preview.erases
        colours[_COVERED] = _ERASED_RGB if is_erased else rgb_of(preview.class_name, self._classes)
        return colours


def _device_rect(box: tuple[int, int, int, int], viewport: Viewport, *, margin: int) -> QRect:
    """The device pixels of the view that show a box in image pixels, and a margin around it."""
    scale = viewport.device_scale
    left = floor(viewport.device_left + box[0] * scale) - margin
    top = floor(viewport.device_top + box[1] * scale) - margin
    right = ceil(viewport.device_left + box[2] * scale) + margin
    bottom = ceil(viewport.device_top + box[3] * scale) + margin
    return QRect(left, top, right - left, bottom - top)
