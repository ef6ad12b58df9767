"""Outlines of shapes."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from unet_studio.domain.annotation import Shape, ShapeType
from unet_studio.domain.polygon import area_px, clamped, contains, largest_move, outline

SQUARE = np.array([[0.0, 0.0], [4.0, 0.0], [4.0, 4.0], [0.0, 4.0]])
coordinates = st.floats(-50, 150, allow_nan=False)
point_lists = st.lists(st.tuples(coordinates, coordinates), min_size=1, max_size=12).map(np.array)


def test_a_rectangle_is_outlined_by_its_four_corners() -> None:
    shape = Shape("a", [[4, 0], [0, 4]], ShapeType.RECTANGLE)
    assert sorted(map(tuple, outline(shape))) == sorted(map(tuple, SQUARE))


def test_a_mask_is_outlined_by_the_box_around_its_pixels() -> None:
    shape = Shape("a", [[2, 3], [5, 9]], ShapeType.MASK, mask=np.ones((7, 4), bool))
    assert outline(shape).min(axis=0).tolist() == [2, 3]
    assert outline(shape).max(axis=0).tolist() == [6, 10]


def test_every_point_of_a_circle_is_as_far_from_the_centre_as_its_rim_point() -> None:
    line = outline(Shape("a", [[10, 20], [13, 24]], ShapeType.CIRCLE))
    assert np.hypot(*(line - [10, 20]).T) == pytest.approx(5)


def test_area_of_a_square() -> None:
    assert area_px(SQUARE) == 16
    assert area_px(SQUARE[::-1]) == 16


def test_inside_and_outside_of_a_dented_outline() -> None:
    dented = np.array([[0, 0], [10, 0], [10, 10], [5, 2], [0, 10]])
    assert contains(dented, 5, 1)
    assert not contains(dented, 5, 5)
    assert contains(dented, 1, 5)
    assert not contains(dented, -1, 1)


@given(point_lists)
def test_clamped_points_lie_in_the_image(points: np.ndarray) -> None:
    inside = clamped(points, (80, 100))
    assert (inside >= 0).all()
    assert (inside <= [100, 80]).all()
    assert np.array_equal(clamped(inside, (80, 100)), inside)


@given(point_lists, coordinates, coordinates)
def test_a_move_never_takes_points_out_of_the_image(points, dx, dy) -> None:
    points = clamped(points, (80, 100))
    move = largest_move(points, dx, dy, (80, 100))
    moved = points + move
    assert (moved >= -1e-9).all()
    assert (moved <= np.array([100, 80]) + 1e-9).all()
    assert abs(move[0]) <= abs(dx)
    assert abs(move[1]) <= abs(dy)
