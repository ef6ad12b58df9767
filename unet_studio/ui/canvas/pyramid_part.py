"""The part of a pyramid that a part of the view shows."""

from __future__ import annotations

from math import ceil, floor
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QRect

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from unet_studio.imaging.image_pyramid import ImagePyramid
    from unet_studio.ui.canvas.viewport import Viewport


SQUARES_FROM = 2.0
"""View pixels per image pixel from which on pixels are squares rather than smoothed."""


def part_in_view(
    pyramid: ImagePyramid, viewport: Viewport, part: QRect, height_px: int | None = None
) -> tuple[QRect, NDArray[Any]] | None:
    """What a pyramid has for a part of the view.

    Parameters
    ----------
    part
        In device pixels of the view.
    height_px
        So many rows of the picture count; None = all of them.

    Returns
    -------
    Where it lies in the part, in device pixels, and its values, (h, w) or (h, w, C); None if the
    picture is not seen there.
    """
    scale, x0, y0 = viewport.device_scale, viewport.device_left, viewport.device_top
    height, width = pyramid.size
    rows = height if height_px is None else height_px
    box = QRect(floor(x0 + 0.5), floor(y0 + 0.5), ceil(width * scale), ceil(rows * scale))
    seen = part.intersected(box)
    if seen.isEmpty():
        return None
    values = pyramid.part(
        scale=scale,
        left=(seen.x() - x0) / scale,
        top=(seen.y() - y0) / scale,
        width=seen.width(),
        height=seen.height(),
        squares=viewport.scale >= SQUARES_FROM,
    )
    return seen.translated(-part.topLeft()), values
