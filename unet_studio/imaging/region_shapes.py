"""From a shape to the region it covers, and from a region to shapes that draw it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from unet_studio.domain.annotation import Shape, ShapeType, new_shape_id
from unet_studio.domain.polygon import is_closed, outline
from unet_studio.domain.region import Region
from unet_studio.imaging.rasterize import LINE_WIDTH_PX, shape_part
from unet_studio.imaging.vectorize import region_outlines

if TYPE_CHECKING:
    from numpy.typing import NDArray

_MARGIN_PX = LINE_WIDTH_PX
"""How far what is drawn may reach over the outline: lines and points have a width."""


def region_of(shape: Shape, size: tuple[int, int]) -> Region:
    """The pixels that a shape draws in an image of this (height, width)."""
    if not shape.is_drawable:
        return Region.empty()
    if shape.shape_type is ShapeType.MASK and shape.mask is not None:
        left, top = (int(v) for v in shape.points[0])
        return Region(left, top, shape.mask).clipped(size)
    low = np.floor(outline(shape).min(axis=0)) - _MARGIN_PX
    high = np.ceil(outline(shape).max(axis=0)) + _MARGIN_PX
    left, top = (int(v) for v in np.clip(low, 0, (size[1], size[0])))  # only then do they fit int
    right, bottom = (int(v) for v in np.clip(high, 0, (size[1], size[0])))
    if right <= left or bottom <= top:
        return Region.empty()
    return Region(left, top, shape_part(shape, left, top, right, bottom)).trimmed()


def as_mask_shape(region: Region, like: Shape) -> Shape:
    """A mask shape that draws a region, with class, group, flags and id of another shape.

    The region must cover something.
    """
    trimmed = region.trimmed()
    corners = [[trimmed.left, trimmed.top], [trimmed.right - 1, trimmed.bottom - 1]]
    return replace(
        like,
        shape_type=ShapeType.MASK,
        points=np.array(corners, np.float64),
        mask=trimmed.mask,
    )


def as_polygon_shapes(
    region: Region, like: Shape, *, tolerance_px: float = 0.0
) -> tuple[Shape, ...]:
    """Polygons around the parts of a region, with class, group and flags of another shape.

    The largest part keeps the other's id. A part with a hole becomes a mask shape: a polygon of
    labelme's cannot have one.

    Parameters
    ----------
    tolerance_px
        How far a polygon may stray from the pixels in exchange for fewer vertices; with 0 it
        draws exactly the pixels of the region.
    """
    parts = sorted(parts_of(region), key=lambda part: -part.area_px)
    shapes = [_part_shape(part, like, tolerance_px) for part in parts]
    return tuple(
        shape if place == 0 else replace(shape, shape_id=new_shape_id())
        for place, shape in enumerate(shapes)
    )


def shapes_like(shape: Shape, region: Region, *, tolerance_px: float = 0.0) -> tuple[Shape, ...]:
    """Shapes that draw a region as the kind that a shape was: a mask, or polygons.

    Empty where the region is.
    """
    if region.is_empty:
        return ()
    if shape.shape_type is ShapeType.MASK or not is_closed(shape):
        return (as_mask_shape(region, shape),)
    return as_polygon_shapes(region, shape, tolerance_px=tolerance_px)


def parts_of(region: Region) -> list[Region]:
    """The parts of a region that do not touch, not even by a corner."""
    import cv2

    if region.is_empty:
        return []
    count, labels, stats, _centres = cv2.connectedComponentsWithStats(
        region.mask.astype(np.uint8), connectivity=8
    )
    parts = []
    for number in range(1, count):
        x, y, width, height = (int(v) for v in stats[number][:4])
        covered = labels[y : y + height, x : x + width] == number
        parts.append(Region(region.left + x, region.top + y, covered))
    return parts


def without_holes(region: Region) -> Region:
    """A region with everything filled that it surrounds."""
    import cv2

    filled = np.zeros(region.mask.shape, np.uint8)
    outlines, _ = cv2.findContours(
        region.mask.astype(np.uint8), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE
    )
    cv2.drawContours(filled, outlines, -1, 1, cv2.FILLED)
    return Region(region.left, region.top, filled.astype(bool) | region.mask)


def has_holes(region: Region) -> bool:
    """Whether a region surrounds pixels that it does not cover."""
    return without_holes(region).area_px > region.area_px


def _part_shape(part: Region, like: Shape, tolerance_px: float) -> Shape:
    if has_holes(part):
        return as_mask_shape(part, like)
    points = region_outlines(part.mask, tolerance_px)[0] + (part.left, part.top)
    return _as_polygon(like, points)


def _as_polygon(like: Shape, points: NDArray[np.float64]) -> Shape:
    return replace(like, shape_type=ShapeType.POLYGON, mask=None, points=points).with_points(points)
