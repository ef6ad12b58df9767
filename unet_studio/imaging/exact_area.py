"""Exact areas: closed shapes as shapely's polygons, and back, no vertex moved."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from unet_studio.domain.annotation import Shape, ShapeType, new_shape_id
from unet_studio.domain.polygon import is_closed, outline

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray
    from shapely import Geometry, Polygon

LEAST_PART_PX2 = 0.5
"""Smaller parts come of edges that nearly run together; nobody drew them."""


def exact_area(shape: Shape) -> Polygon | None:
    """What a shape encloses; None for masks, lines, points, and outlines that cross themselves."""
    from shapely import Polygon

    if shape.mask is not None or not is_closed(shape) or not shape.is_drawable:
        return None
    area = Polygon(outline(shape))
    return area if area.is_valid and area.area > 0 else None


def exact_areas(shapes: Iterable[Shape]) -> list[Polygon] | None:
    """What each of some shapes encloses; None if that of one cannot be told exactly."""
    areas = [exact_area(shape) for shape in shapes]
    known = [area for area in areas if area is not None]
    return known if len(known) == len(areas) else None


def outlines_of(area: Geometry) -> list[NDArray[np.float64]] | None:
    """Outlines, (N, 2), of the parts of an area, larger ones first; None if one has a hole."""
    from shapely import Polygon

    parts = [part for part in getattr(area, "geoms", [area]) if isinstance(part, Polygon)]
    parts = [part for part in parts if part.area >= LEAST_PART_PX2]
    if any(len(part.interiors) for part in parts):
        return None
    parts.sort(key=lambda part: -part.area)
    return [np.asarray(part.exterior.coords, np.float64)[:-1] for part in parts]


def as_polygons(outlines: Sequence[NDArray[np.float64]], like: Shape) -> tuple[Shape, ...]:
    """Polygons with class, group and flags of another shape; the first one keeps its id."""
    return tuple(
        replace(
            like,
            shape_type=ShapeType.POLYGON,
            mask=None,
            points=points,
            shape_id=new_shape_id() if place else like.shape_id,
        )
        for place, points in enumerate(outlines)
    )
