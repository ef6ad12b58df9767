"""The region painter: pixels about to be labelled or erased, tinted over the picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from unet_studio.ui.canvas.colours import rgb_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from unet_studio.domain.label_class import ClassTable
    from unet_studio.ui.canvas.viewport import Viewport
    from unet_studio.workspace.tools.preview import RegionPreview

_INSIDE = 110  # of 255
_RIM = 255
_ERASED_RGB = (255, 255, 255)


class RegionPainter:
    """Paints the visible part of a region; the same region again costs next to nothing."""

    def __init__(self) -> None:
        self._drawn: tuple[object, ...] | None = None
        self._image = QImage()

    def paint(
        self, painter: QPainter, viewport: Viewport, preview: RegionPreview, classes: ClassTable
    ) -> None:
        """Paint what of a region is in view."""
        left, top, right, bottom = (round(v) for v in viewport.visible_box())
        seen = preview.region.clipped((max(bottom + 1, 0), max(right + 1, 0)))
        first_row, first_column = max(top - 1 - seen.top, 0), max(left - 1 - seen.left, 0)
        mask = seen.mask[first_row:, first_column:]
        if mask.size == 0:
            return
        rgb = _ERASED_RGB if preview.erases else rgb_of(preview.class_name, classes)
        # One picture pixel for each screen pixel is enough where the picture is shown smaller.
        step = max(int(1 / viewport.device_scale), 1)
        key = (preview.region, first_row, first_column, mask.shape, rgb, step)
        if self._drawn is None or self._drawn[0] is not key[0] or self._drawn[1:] != key[1:]:
            self._image = _tinted(np.ascontiguousarray(mask[::step, ::step]), rgb)
            self._drawn = key
        x, y = viewport.to_view(seen.left + first_column, seen.top + first_row)
        scale = viewport.scale * step
        target = QRectF(x, y, self._image.width() * scale, self._image.height() * scale)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, viewport.scale < 1)
        painter.drawImage(target, self._image)


def _tinted(mask: NDArray[np.bool_], rgb: tuple[int, int, int]) -> QImage:
    """A mask, (h, w) bool, as a translucent picture with an opaque rim."""
    inner = mask.copy()
    inner[1:] &= mask[:-1]
    inner[:-1] &= mask[1:]
    inner[:, 1:] &= mask[:, :-1]
    inner[:, :-1] &= mask[:, 1:]
    pixels = np.zeros((*mask.shape, 4), np.uint8)
    pixels[mask, :3] = rgb
    pixels[mask, 3] = _RIM
    pixels[inner, 3] = _INSIDE
    height, width = mask.shape
    return QImage(pixels.data, width, height, 4 * width, QImage.Format.Format_RGBA8888).copy()
