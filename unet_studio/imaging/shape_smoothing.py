"""Outlines with fewer vertices, or softer ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from unet_studio.domain.annotation import POINT_COUNTS, Shape, ShapeType
from unet_studio.domain.message import StudioError, say
from unet_studio.domain.region import Region
from unet_studio.domain.shape_change import ShapeChange
from unet_studio.imaging.region_shapes import as_mask_shape

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

TOLERANCES_PX = (0.25, 0.5, 1.0, 1.5, 2.0, 3.0, 4.0, 6.0, 8.0, 12.0, 16.0)
"""Tried one after the other, so that simplifying once more always goes a step further."""

_WORTHWHILE = 0.95  # of the vertices: a step that leaves more is no step
_LEAST_AREA = 0.8  # of the area: a simpler outline that loses more is another shape
_OUTLINED = frozenset({ShapeType.POLYGON, ShapeType.LINESTRIP})
_SIGMA_PER_LENGTH = 1 / 100
_MASK_SIGMA_PX = 1.5
_RESAMPLED_AT_MOST = 20_000


def simplified(shapes: Sequence[Shape], size: tuple[int, int]) -> ShapeChange:
    """Polygons and line strips with fewer of their vertices; none of them is moved.

    Raises
    ------
    StudioError
        If there is no polygon or line strip among them, or none can do with fewer vertices.
    """
    del size
    outlined = [s for s in shapes if s.shape_type in _OUTLINED and s.is_drawable]
    if not outlined:
        raise StudioError(say("edit", "Only polygons and line strips have corners to leave out.")())
    for tolerance in TOLERANCES_PX:
        simpler = [_simpler(shape, tolerance) for shape in outlined]
        before, after = (sum(len(s.points) for s in some) for some in (outlined, simpler))
        if after <= before * _WORTHWHILE:
            remark = say("edit", "{before} corners became {after}, at most {px} px off.")
            return ShapeChange(
                {shape.shape_id: (shape,) for shape in simpler},
                remark(before=before, after=after, px=f"{tolerance:g}"),
            )
    raise StudioError(say("edit", "The outline is as simple as it can be.")())


def smoothed(shapes: Sequence[Shape], size: tuple[int, int]) -> ShapeChange:
    """Polygons, line strips and masks with softer outlines of about the same area.

    Raises
    ------
    StudioError
        If there is none of these among them.
    """
    becomes: dict[str, tuple[Shape, ...]] = {}
    for shape in shapes:
        softer = _softer(shape, size) if shape.is_drawable else None
        if softer is not None:
            becomes[shape.shape_id] = (softer,)
    if not becomes:
        raise StudioError(
            say("edit", "Only polygons, line strips and masks can be made smoother.")()
        )
    return ShapeChange(becomes)


def _simpler(shape: Shape, tolerance_px: float) -> Shape:
    from shapely import LineString, Polygon

    closed = shape.shape_type is ShapeType.POLYGON
    drawn = Polygon(shape.points) if closed else LineString(shape.points)
    simple = drawn.simplify(tolerance_px, preserve_topology=True)
    ring = simple.exterior if closed else simple
    points = np.asarray(ring.coords, np.float64)[: -1 if closed else None]
    if len(points) < POINT_COUNTS[shape.shape_type][0]:
        return shape
    if closed and simple.area < drawn.area * _LEAST_AREA:
        return shape
    return shape.with_points(points)


def _softer(shape: Shape, size: tuple[int, int]) -> Shape | None:
    if shape.mask is not None:
        return _softer_mask(shape, shape.mask, size)
    if shape.shape_type not in _OUTLINED:
        return None
    closed = shape.shape_type is ShapeType.POLYGON
    points = _softer_line(shape.points, closed=closed)
    limits = np.array([size[1], size[0]], np.float64)
    inside = bool(((shape.points >= 0) & (shape.points <= limits)).all())
    softer = shape.with_points(np.clip(points, 0, limits) if inside else points)
    return softer if _is_sound(shape, softer) else None


def _softer_mask(shape: Shape, mask: NDArray[np.bool_], size: tuple[int, int]) -> Shape | None:
    import cv2

    margin = round(4 * _MASK_SIGMA_PX)
    padded = np.pad(mask, margin).astype(np.float32)
    blurred = cv2.GaussianBlur(padded, (0, 0), _MASK_SIGMA_PX)
    left, top = (int(v) - margin for v in shape.points[0])
    region = Region(left, top, np.asarray(blurred > 0.5)).clipped(size).trimmed()
    return None if region.is_empty else as_mask_shape(region, shape)


def _softer_line(points: NDArray[np.float64], *, closed: bool) -> NDArray[np.float64]:
    """Points resampled evenly, smoothed without shrinking (Taubin 1995), and thinned again."""
    from scipy.ndimage import gaussian_filter1d
    from shapely import LineString, Polygon

    line = np.vstack([points, points[:1]]) if closed else points
    places = np.concatenate([[0], np.cumsum(np.hypot(*np.diff(line, axis=0).T))])
    length = float(places[-1])
    if length == 0:
        return points
    sigma_px = float(np.clip(length * _SIGMA_PER_LENGTH, 0.7, 8.0))
    count = int(np.clip(length * 4 / sigma_px, 16, _RESAMPLED_AT_MOST))
    at = np.linspace(0, length, count, endpoint=not closed)
    even = np.stack([np.interp(at, places, line[:, axis]) for axis in (0, 1)], axis=1)
    sigma = sigma_px * count / length
    soft = even
    for share in (1.0, -1.02):
        padded, margin = _extended(soft, closed=closed, by=int(4 * sigma) + 1)
        away = gaussian_filter1d(padded, sigma, axis=0)[margin : margin + count] - soft
        soft = soft + share * away
    if not closed:
        soft[[0, -1]] = even[[0, -1]]
        return np.asarray(LineString(soft).simplify(0.1).coords, np.float64)
    ring = Polygon(soft).simplify(0.1).exterior
    return np.asarray(ring.coords, np.float64)[:-1]


def _extended(
    points: NDArray[np.float64], *, closed: bool, by: int
) -> tuple[NDArray[np.float64], int]:
    """Points with more at both ends, so that the ends are smoothed as the middle is."""
    by = min(by, len(points) - 1)
    if closed:
        return np.pad(points, ((by, by), (0, 0)), mode="wrap"), by
    return np.pad(points, ((by, by), (0, 0)), mode="reflect", reflect_type="odd"), by


def _is_sound(before: Shape, after: Shape) -> bool:
    """Whether smoothing left a shape, and did not make its outline cross itself."""
    from shapely import Polygon

    if not after.is_drawable:
        return False
    if after.shape_type is not ShapeType.POLYGON:
        return True
    old, new = Polygon(before.points), Polygon(after.points)
    return new.is_valid or not old.is_valid
