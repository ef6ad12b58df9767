"""Flaws of drawn shapes, and annotations without them: duplicates, slivers, parts outside."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from unet_studio.domain.annotation import ShapeType
from unet_studio.domain.polygon import CLOSED_TYPES, area_px, outline
from unet_studio.imaging.exact_area import as_polygons, exact_area, outlines_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from unet_studio.domain.annotation import Annotation, Shape

SLIVER_PX2 = 4.0
"""A closed outline around less is a slip of the hand: four pixels are no object that a network
could learn."""

SLIVER_WIDTH_PX = 0.75
"""So is one that is thinner than this from end to end, and `SLIVER_LENGTH_PX` long at least."""

SLIVER_LENGTH_PX = 8.0
_OUTSIDE_PX = 1.0  # labelme lets points lie on the border, and rounding takes them beyond it
_SAME_PX = 0.01
_MOST_POINTS = 5000  # of an outline that is looked through for crossings


def duplicate_indices(annotation: Annotation) -> list[int]:
    """Positions of the shapes that say again what an earlier one says: same kind, class, place.

    Drafts say nothing yet.
    """
    seen: set[tuple[object, ...]] = set()
    found = []
    for index, shape in enumerate(annotation.shapes):
        if shape.is_draft:
            continue
        key = (shape.class_name, *geometry_key(shape))
        if key in seen:
            found.append(index)
        seen.add(key)
    return found


def geometry_key(shape: Shape) -> tuple[object, ...]:
    """Equal for shapes that cover the same, whatever they are called and where they begin."""
    points = np.round(shape.points / _SAME_PX).astype(np.int64)
    if shape.shape_type is ShapeType.POLYGON and len(points):
        first = points[np.lexsort(points.T[::-1])[0]]
        starts = np.flatnonzero((points == first).all(axis=1))  # a corner may be there twice
        points = min((np.roll(points, -k, axis=0) for k in starts), key=np.ndarray.tolist)
    mask = b"" if shape.mask is None else np.packbits(shape.mask).tobytes()
    return shape.shape_type, len(points), points.tobytes(), mask


def is_sliver(shape: Shape) -> bool:
    """Whether a closed shape encloses next to nothing."""
    if shape.shape_type not in CLOSED_TYPES or not shape.is_drawable:
        return False
    if shape.mask is not None:
        return int(np.count_nonzero(shape.mask)) < SLIVER_PX2
    line = outline(shape)
    area = area_px(line)
    if area < SLIVER_PX2:
        return not crosses_itself(shape)  # of an eight, the two halves cancel out
    perimeter = float(np.hypot(*(np.roll(line, -1, axis=0) - line).T).sum())
    return perimeter > 2 * SLIVER_LENGTH_PX and 2 * area / perimeter < SLIVER_WIDTH_PX


def crosses_itself(shape: Shape) -> bool:
    """Whether the outline of a polygon runs through itself; touching itself is no crossing."""
    if shape.shape_type is not ShapeType.POLYGON or not 4 <= len(shape.points) <= _MOST_POINTS:
        return False
    from shapely import LinearRing, Polygon, is_valid_reason

    if not shape.is_drawable or LinearRing(shape.points).is_simple:
        return False
    return str(is_valid_reason(Polygon(shape.points))).startswith("Self-intersection")


def reaches_outside(shape: Shape, size: tuple[int, int]) -> bool:
    """Whether a shape reaches beyond an image of this (height, width) by more than a pixel."""
    if shape.shape_type not in CLOSED_TYPES or not shape.is_drawable:
        return False
    line, (height, width) = outline(shape), size
    low, high = line.min(axis=0), line.max(axis=0)
    beyond = max(-low[0], -low[1], high[0] - width, high[1] - height)
    return bool(beyond > _OUTSIDE_PX)


def is_outside(shape: Shape, size: tuple[int, int]) -> bool:
    """Whether a shape lies wholly outside an image of this (height, width)."""
    if not shape.is_drawable:
        return False
    line, (height, width) = outline(shape), size
    low, high = line.min(axis=0), line.max(axis=0)
    gap = max(-high[0], -high[1], low[0] - width, low[1] - height)
    return bool(gap > _OUTSIDE_PX)  # nearer, rounding may bring a pixel of it inside


def without_duplicates(annotation: Annotation) -> Annotation:
    """Of shapes that say the same, the first ones."""
    gone = set(duplicate_indices(annotation))
    return _keeping(annotation, lambda index, _shape: index not in gone)


def without_slivers(annotation: Annotation) -> Annotation:
    """Without the closed shapes that enclose next to nothing."""
    return _keeping(annotation, lambda _index, shape: not is_sliver(shape))


def clipped(annotation: Annotation, size: tuple[int, int]) -> Annotation:
    """With closed shapes cut off where the image, of this (height, width), ends.

    What lies wholly outside is gone, and shapes inside are the same objects. What the others draw
    stays as it is, but for pixels that a cut edge runs through, which may be rounded anew. Circles
    and outlines that cross themselves are left alone where they reach into the image: no polygon
    says exactly the same.
    """
    shapes: list[Shape] = []
    for shape in annotation.shapes:
        shapes.extend(_clipped(shape, size) if reaches_outside(shape, size) else (shape,))
    return _with_shapes(annotation, tuple(shapes))


def _clipped(shape: Shape, size: tuple[int, int]) -> tuple[Shape, ...]:
    height, width = size
    if is_outside(shape, size):
        return ()
    if shape.mask is not None:
        return _clipped_mask(shape, size)
    if shape.shape_type is ShapeType.RECTANGLE:
        return (shape.with_points(np.clip(shape.points, 0, [width, height])),)
    area = exact_area(shape)
    if area is None or shape.shape_type is ShapeType.CIRCLE:
        return (shape,)
    from shapely import box

    # a pixel more on each side: Pillow draws outlines too, and the cut is none to be seen
    parts = outlines_of(area.intersection(box(-1.0, -1.0, width + 1.0, height + 1.0)))
    return as_polygons(parts, shape) if parts else ()


def _clipped_mask(shape: Shape, size: tuple[int, int]) -> tuple[Shape, ...]:
    assert shape.mask is not None
    left, top = (int(value) for value in shape.points[0])
    bottom, right = max(0, size[0] - top), max(0, size[1] - left)
    kept = shape.mask[max(0, -top) : bottom, max(0, -left) : right]
    if not kept.any():
        return ()
    left, top = max(0, left), max(0, top)
    points = np.array([[left, top], [left + kept.shape[1] - 1, top + kept.shape[0] - 1]])
    return (replace(shape, mask=kept.copy(), points=points),)


def _keeping(annotation: Annotation, keeps: Callable[[int, Shape], bool]) -> Annotation:
    kept = (shape for index, shape in enumerate(annotation.shapes) if keeps(index, shape))
    return _with_shapes(annotation, tuple(kept))


def _with_shapes(annotation: Annotation, shapes: tuple[Shape, ...]) -> Annotation:
    """With other shapes; how far the image is labelled stays, also when the last one went."""
    if shapes == annotation.shapes:
        return annotation
    return replace(
        annotation,
        shapes=shapes,
        stated_extent=annotation.stated_extent if shapes else annotation.extent,
    )
