"""The pixels of one shape, without drawing on the whole image."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from unet_studio.domain.annotation import ShapeType
from unet_studio.imaging.pixel_outline import Patch
from unet_studio.imaging.rasterize import LINE_WIDTH_PX, POINT_RADIUS_PX, shape_mask

if TYPE_CHECKING:
    from unet_studio.domain.annotation import Shape


def shape_patch(shape: Shape, size: tuple[int, int]) -> Patch:
    """The pixels that a shape covers in an image of this height and width, as labelme draws it.

    The shape is moved by whole pixels for that, which changes nothing: coordinates above zero stay
    exact when a smaller whole number is taken away.
    """
    if not shape.is_drawable:
        return Patch(0, 0, np.zeros((0, 0), bool))
    low, high = _reach(shape)
    limits = np.array([size[1], size[0]])
    if (low < 0).any():
        return Patch(0, 0, shape_mask(shape, size))
    left, top = (int(v) for v in np.clip(low, 0, limits - 1))
    right, bottom = (int(v) for v in np.clip(high, [left + 1, top + 1], limits))
    part = shape_mask(shape.with_points(shape.points - [left, top]), (bottom - top, right - left))
    return Patch(left, top, part)


def _reach(shape: Shape) -> tuple[np.ndarray, np.ndarray]:
    """A box, first and last corner, that holds all pixels of a shape."""
    points = shape.points
    margin = 2.0
    if shape.shape_type is ShapeType.CIRCLE:
        (cx, cy), (px, py) = points
        margin += math.hypot(px - cx, py - cy)
        points = points[:1]
    elif shape.shape_type is ShapeType.POINT:
        margin += POINT_RADIUS_PX
    elif shape.shape_type in (ShapeType.LINE, ShapeType.LINESTRIP):
        margin += LINE_WIDTH_PX
    elif shape.mask is not None:
        height, width = shape.mask.shape
        points = np.stack([points[0], points[0] + [width, height]])
    return np.floor(points.min(axis=0) - margin), np.ceil(points.max(axis=0) + margin)
