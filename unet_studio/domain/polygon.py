"""Outlines: what a shape looks like when it is drawn, as points in image pixels."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from unet_studio.domain.annotation import ShapeType

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from unet_studio.domain.annotation import Shape

CIRCLE_POINTS = 72
_ANGLES = np.linspace(0, 2 * np.pi, CIRCLE_POINTS, endpoint=False)
_UNIT_CIRCLE = np.stack([np.cos(_ANGLES), np.sin(_ANGLES)], axis=1)

CLOSED_TYPES = frozenset(
    {
        ShapeType.POLYGON,
        ShapeType.RECTANGLE,
        ShapeType.ORIENTED_RECTANGLE,
        ShapeType.CIRCLE,
        ShapeType.MASK,
    }
)
"""Kinds whose outline encloses an area."""


def outline(shape: Shape) -> NDArray[np.float64]:
    """The line that is drawn around or along a shape.

    Returns
    -------
    (N, 2) float64, x and y in image pixels; the last point is not the first one repeated. A mask
    gives the box around its pixels.
    """
    points = shape.points
    if shape.shape_type is ShapeType.RECTANGLE and len(points) == 2:
        return _box(points)
    if shape.shape_type is ShapeType.MASK and len(points) == 2:
        return _box(points + np.array([[0, 0], [1, 1]]))
    if shape.shape_type is ShapeType.CIRCLE and len(points) == 2:
        centre, rim = points
        radius = float(np.hypot(*(rim - centre)))
        circle: NDArray[np.float64] = centre + _UNIT_CIRCLE * radius
        return circle
    return points


def is_closed(shape: Shape) -> bool:
    """Whether its outline encloses an area."""
    return shape.shape_type in CLOSED_TYPES


def area_px(points: NDArray[np.float64]) -> float:
    """Area inside a closed outline, (N, 2), in square pixels; never negative."""
    x, y = points[:, 0], points[:, 1]
    return abs(float(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1)))) / 2


def contains(points: NDArray[np.float64], x: float, y: float) -> bool:
    """Whether a point lies inside a closed outline, (N, 2), by the even-odd rule."""
    ends = np.roll(points, -1, axis=0)
    crosses = (points[:, 1] > y) != (ends[:, 1] > y)
    start, end = points[crosses], ends[crosses]
    at_x = start[:, 0] + (y - start[:, 1]) / (end[:, 1] - start[:, 1]) * (end[:, 0] - start[:, 0])
    return int(np.count_nonzero(at_x > x)) % 2 == 1


def clamped(points: NDArray[np.float64], size: tuple[int, int]) -> NDArray[np.float64]:
    """Points, (N, 2), drawn back into an image of this (height, width)."""
    height, width = size
    return np.clip(points, 0.0, np.array([width, height], dtype=np.float64))


def largest_move(
    points: NDArray[np.float64], dx: float, dy: float, size: tuple[int, int]
) -> tuple[float, float]:
    """As much of a move as leaves all points, (N, 2), in an image of this (height, width).

    Points that lie outside already never keep the others from moving.
    """
    height, width = size
    low, high = points.min(axis=0), points.max(axis=0)
    move = np.array([dx, dy])
    limits = np.array([width, height])
    move = np.clip(move, np.minimum(-low, 0), np.maximum(limits - high, 0))
    return float(move[0]), float(move[1])


def _box(corners: NDArray[np.float64]) -> NDArray[np.float64]:
    (x0, y0), (x1, y1) = corners
    return np.array([[x0, y0], [x1, y0], [x1, y1], [x0, y1]])
