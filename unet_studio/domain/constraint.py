"""Constraints: where a point goes that has to stay square, at an angle, or inside the image.

Points are (x, y) in image pixels; sizes are (height, width).
"""

from __future__ import annotations

from math import atan2, cos, hypot, inf, pi, sin

Point = tuple[float, float]

_ANGLE_STEP = pi / 4


def reach_inside(start: Point, along: Point, size: tuple[int, int]) -> float:
    """How many times one can go `along` from a point before leaving the image; never negative."""
    height, width = size
    reach = inf
    for at, step, end in ((start[0], along[0], width), (start[1], along[1], height)):
        if step > 0:
            reach = min(reach, (end - at) / step)
        elif step < 0:
            reach = min(reach, -at / step)
    return max(reach, 0.0)


def square_corner(corner: Point, cursor: Point, size: tuple[int, int]) -> Point:
    """The corner of a square that lies opposite another one, on the side of the cursor."""
    dx, dy = cursor[0] - corner[0], cursor[1] - corner[1]
    along = (1.0 if dx >= 0 else -1.0, 1.0 if dy >= 0 else -1.0)
    edge = min(max(abs(dx), abs(dy)), reach_inside(corner, along, size))
    return corner[0] + edge * along[0], corner[1] + edge * along[1]


def at_even_angle(start: Point, cursor: Point, size: tuple[int, int]) -> Point:
    """The point in the nearest of eight directions from the start, as far off as the cursor."""
    dx, dy = cursor[0] - start[0], cursor[1] - start[1]
    angle = round(atan2(dy, dx) / _ANGLE_STEP) * _ANGLE_STEP
    along = (round(cos(angle), 12), round(sin(angle), 12))
    length = min(hypot(dx, dy), reach_inside(start, along, size))
    return start[0] + length * along[0], start[1] + length * along[1]


def far_edge(
    first: Point, second: Point, cursor: Point, size: tuple[int, int], *, square: bool = False
) -> tuple[Point, Point]:
    """The two other corners of a rectangle on an edge, as wide as the cursor is away from it.

    Parameters
    ----------
    first, second
        The ends of the edge; they must differ.
    square
        Whether it is to be as wide as the edge is long.

    Returns
    -------
    tuple
        The corner next to the second, then the one next to the first: the order of labelme.
    """
    dx, dy = second[0] - first[0], second[1] - first[1]
    length = hypot(dx, dy)
    across = (-dy / length, dx / length)
    width = (cursor[0] - second[0]) * across[0] + (cursor[1] - second[1]) * across[1]
    if width < 0:
        across = (-across[0], -across[1])
    reach = min(reach_inside(first, across, size), reach_inside(second, across, size))
    width = min(length if square else abs(width), reach)
    shift = (width * across[0], width * across[1])
    return (
        (second[0] + shift[0], second[1] + shift[1]),
        (first[0] + shift[0], first[1] + shift[1]),
    )
