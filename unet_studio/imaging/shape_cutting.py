"""Cutting shapes in two along a line drawn across them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from unet_studio.domain.annotation import Shape, ShapeType, new_shape_id
from unet_studio.domain.polygon import is_closed
from unet_studio.domain.region import Region
from unet_studio.domain.shape_change import ShapeChange
from unet_studio.imaging.exact_area import as_polygons, exact_area, outlines_of
from unet_studio.imaging.region_shapes import parts_of, region_of, shapes_like
from unet_studio.imaging.shape_combining import TOLERANCE_PX

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

_STRIPS = frozenset({ShapeType.LINE, ShapeType.LINESTRIP})


def cut(shapes: Sequence[Shape], line: NDArray[np.float64], size: tuple[int, int]) -> ShapeChange:
    """The pieces into which a line parts shapes; those that it does not part are left out.

    No pixel is lost: polygons keep their vertices and get new ones on the line, and of a mask the
    pixels under the line go to the nearer piece.

    Parameters
    ----------
    shapes
        What may be cut.
    line
        (N, 2) float64 image pixels, N >= 2.
    size
        Height and width of the image.
    """
    pieces = {shape.shape_id: _pieces(shape, line, size) for shape in shapes}
    return ShapeChange({i: made for i, made in pieces.items() if len(made) > 1})


def _pieces(shape: Shape, line: NDArray[np.float64], size: tuple[int, int]) -> tuple[Shape, ...]:
    if not shape.is_drawable:
        return ()
    if shape.shape_type in _STRIPS:
        return _cut_strip(shape, line)
    if not is_closed(shape):
        return ()
    return _cut_exactly(shape, line) or _cut_pixels(shape, line, size)


def _cut_exactly(shape: Shape, line: NDArray[np.float64]) -> tuple[Shape, ...]:
    from shapely import LineString
    from shapely.ops import split

    area = exact_area(shape)
    if area is None:
        return ()
    outlines = outlines_of(split(area, LineString(line)))
    return as_polygons(outlines, shape) if outlines else ()


def _cut_strip(shape: Shape, line: NDArray[np.float64]) -> tuple[Shape, ...]:
    from shapely import LineString
    from shapely.ops import split

    strip, knife = LineString(shape.points), LineString(line)
    if strip.length == 0 or strip.intersection(knife).dwithin(strip.boundary, 1e-9):
        return ()
    pieces = [np.asarray(part.coords) for part in split(strip, knife).geoms]
    return tuple(
        replace(
            shape,
            points=points,
            shape_type=ShapeType.LINE if len(points) == 2 else ShapeType.LINESTRIP,
            shape_id=new_shape_id() if place else shape.shape_id,
        )
        for place, points in enumerate(pieces)
    )


def _cut_pixels(
    shape: Shape, line: NDArray[np.float64], size: tuple[int, int]
) -> tuple[Shape, ...]:
    """Pieces of a mask; parts that were apart before stay with the largest piece."""
    kept, fallen = Region.empty(), []
    for part in parts_of(region_of(shape, size)):
        largest, *others = sorted(_pieces_of_part(part, line), key=lambda piece: -piece.area_px)
        kept = kept.united(largest)
        fallen += others
    if not fallen:
        return ()
    made = list(shapes_like(shape, kept, tolerance_px=TOLERANCE_PX))
    for piece in fallen:
        fresh = replace(shape, shape_id=new_shape_id())
        made += shapes_like(fresh, piece, tolerance_px=TOLERANCE_PX)
    return tuple(made)


def _pieces_of_part(part: Region, line: NDArray[np.float64]) -> list[Region]:
    import cv2
    from scipy.ndimage import distance_transform_edt

    knife = np.zeros(part.mask.shape, np.uint8)
    along = np.floor(line - (part.left, part.top)).astype(np.int32)
    # Joined by edges, not corners: else the pieces would still touch across it.
    cv2.polylines(knife, [along.reshape(-1, 1, 2)], False, 1, 1, cv2.LINE_4)
    beside = part.mask & (knife == 0)
    count, labels = cv2.connectedComponents(beside.astype(np.uint8), connectivity=8)
    if count < 3:  # the background is one of them
        return [part]
    rows, columns = distance_transform_edt(labels == 0, return_distances=False, return_indices=True)
    owners = np.where(part.mask, labels[rows, columns], 0)
    return [Region(part.left, part.top, owners == number).trimmed() for number in range(1, count)]
