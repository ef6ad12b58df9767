"""Vertices: the handles by which a person changes one shape; every edit gives a new shape."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from unet_studio.domain.annotation import POINT_COUNTS, ShapeType
from unet_studio.domain.polygon import outline

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from unet_studio.domain.annotation import Shape

TURNING_HANDLE = 4
"""Index of the handle by which an oriented rectangle is turned."""

_GROWING = frozenset({ShapeType.POLYGON, ShapeType.LINESTRIP})
_TURNING_HANDLE_AT = 0.6  # of the way from the middle to the first edge


def handles(shape: Shape) -> NDArray[np.float64]:
    """Where a shape can be grabbed, (N, 2) in image pixels.

    A rectangle has its four corners, an oriented one a fifth handle inside that turns it, a mask
    nothing, every other kind its points.
    """
    if shape.shape_type is ShapeType.RECTANGLE:
        return outline(shape)
    if shape.shape_type is ShapeType.MASK:
        return np.empty((0, 2))
    if _is_oriented(shape):
        return np.vstack([shape.points, _turning_handle(shape.points)])
    return shape.points


def with_handle_moved(shape: Shape, index: int, x: float, y: float) -> Shape:
    """The shape after one of its `handles` went to (x, y).

    A rectangle keeps the opposite corner; an oriented rectangle keeps it and its angles, or turns
    around its middle; a circle follows its centre or passes through its new rim point.
    """
    target = np.array([x, y])
    if shape.shape_type is ShapeType.RECTANGLE:
        opposite = handles(shape)[(index + 2) % 4]
        return shape.with_points(_in_stored_order(shape.points, opposite, target))
    if _is_oriented(shape):
        if index == TURNING_HANDLE:
            return shape.with_points(_turned(shape.points, target))
        return shape.with_points(_oriented(shape.points, index, target))
    if shape.shape_type is ShapeType.CIRCLE and index == 0:
        return shape.with_points(shape.points + (target - shape.points[0]))
    points = shape.points.copy()
    points[index] = target
    return shape.with_points(points)


def can_insert_vertex(shape: Shape) -> bool:
    """Whether this kind takes more points."""
    return shape.shape_type in _GROWING


def with_vertex_inserted(shape: Shape, edge: int, x: float, y: float) -> Shape:
    """The shape with a new point on an edge: edge i runs from point i to the next one."""
    return shape.with_points(np.insert(shape.points, edge + 1, [x, y], axis=0))


def can_delete_vertex(shape: Shape) -> bool:
    """Whether a point can go and leave enough of them."""
    return shape.shape_type in _GROWING and len(shape.points) > POINT_COUNTS[shape.shape_type][0]


def without_vertex(shape: Shape, index: int) -> Shape:
    """The shape without one point.

    Raises
    ------
    ValueError
        If its kind needs all the points it has.
    """
    if not can_delete_vertex(shape):
        raise ValueError(f"a {shape.shape_type} needs all its {len(shape.points)} points")
    return shape.with_points(np.delete(shape.points, index, axis=0))


def turns(shape: Shape, index: int) -> bool:
    """Whether one of its `handles` turns a shape rather than moves a corner."""
    return _is_oriented(shape) and index == TURNING_HANDLE


def _is_oriented(shape: Shape) -> bool:
    return shape.shape_type is ShapeType.ORIENTED_RECTANGLE and len(shape.points) == 4


def _turning_handle(corners: NDArray[np.float64]) -> NDArray[np.float64]:
    middle = corners.mean(axis=0)
    handle: NDArray[np.float64] = middle + (corners[:2].mean(axis=0) - middle) * _TURNING_HANDLE_AT
    return handle


def _turned(corners: NDArray[np.float64], target: NDArray[np.float64]) -> NDArray[np.float64]:
    """Corners turned around their middle until the turning handle points at a target."""
    middle = corners.mean(axis=0)
    before, after = _turning_handle(corners) - middle, target - middle
    angle = np.arctan2(after[1], after[0]) - np.arctan2(before[1], before[0])
    cos, sin = np.cos(angle), np.sin(angle)
    turned: NDArray[np.float64] = middle + (corners - middle) @ np.array([[cos, sin], [-sin, cos]])
    return turned


def _in_stored_order(
    stored: NDArray[np.float64], opposite: NDArray[np.float64], target: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Two corners again, the first one left or right, above or below as it was in the file."""
    first_is_low = stored[0] <= stored[1]
    low, high = np.minimum(opposite, target), np.maximum(opposite, target)
    return np.stack([np.where(first_is_low, low, high), np.where(first_is_low, high, low)])


def _oriented(
    corners: NDArray[np.float64], index: int, target: NDArray[np.float64]
) -> NDArray[np.float64]:
    kept, before, after = (index + 2) % 4, (index + 3) % 4, (index + 1) % 4
    along = corners[after] - corners[kept]
    length = float(np.hypot(*along))
    unit = along / length if length > 0 else np.array([1.0, 0.0])
    across = np.array([-unit[1], unit[0]])
    diagonal = target - corners[kept]
    moved = corners.copy()
    moved[index] = target
    moved[after] = corners[kept] + unit * float(diagonal @ unit)
    moved[before] = corners[kept] + across * float(diagonal @ across)
    return moved
