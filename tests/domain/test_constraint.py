"""Where points go that have to stay square, at an angle, or inside the image."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from unet_studio.domain.constraint import at_even_angle, far_edge, reach_inside, square_corner

SIZE = (80, 120)
inside = st.tuples(st.floats(0, 120), st.floats(0, 80))
anywhere = st.tuples(st.floats(-300, 300), st.floats(-300, 300))


def is_inside(*points: tuple[float, float]) -> bool:
    return all(-1e-6 <= x <= 120 + 1e-6 and -1e-6 <= y <= 80 + 1e-6 for x, y in points)


@given(inside, anywhere)
def test_a_square_has_equal_edges_and_stays_inside(corner, cursor) -> None:
    x, y = square_corner(corner, cursor, SIZE)
    assert abs(x - corner[0]) == pytest.approx(abs(y - corner[1]), abs=1e-6)
    assert is_inside((x, y))
    assert (x - corner[0]) * (cursor[0] - corner[0]) >= -1e-9
    assert (y - corner[1]) * (cursor[1] - corner[1]) >= -1e-9


def test_a_square_is_as_large_as_the_longer_way_to_the_cursor() -> None:
    assert square_corner((10, 10), (30, 15), SIZE) == (30, 30)
    assert square_corner((10, 10), (30, -90), SIZE) == (20, 0)


@given(inside, anywhere)
def test_angles_are_even_and_the_end_stays_inside(start, cursor) -> None:
    x, y = at_even_angle(start, cursor, SIZE)
    dx, dy = x - start[0], y - start[1]
    assert is_inside((x, y))
    assert min(abs(dx), abs(dy), abs(abs(dx) - abs(dy))) <= 1e-6


def test_the_nearest_direction_is_taken() -> None:
    assert at_even_angle((50, 40), (70, 43), SIZE) == pytest.approx((50 + np.hypot(20, 3), 40))
    x, y = at_even_angle((50, 40), (40, 31), SIZE)
    assert x - 50 == pytest.approx(y - 40)
    assert x < 50


@given(inside, inside, anywhere, st.booleans())
def test_the_far_edge_makes_a_rectangle_inside_the_image(first, second, cursor, square) -> None:
    edge = np.subtract(second, first)
    assume(np.hypot(*edge) > 1e-3)
    third, fourth = far_edge(first, second, cursor, SIZE, square=square)
    assert is_inside(third, fourth)
    assert np.subtract(third, fourth) == pytest.approx(edge, abs=1e-6)
    assert float(np.dot(np.subtract(third, second), edge)) == pytest.approx(0, abs=1e-3)


def test_the_far_edge_passes_through_the_cursor_on_its_side() -> None:
    assert far_edge((10, 10), (40, 10), (70, 25), SIZE) == ((40, 25), (10, 25))
    assert far_edge((10, 40), (40, 40), (0, 25), SIZE) == ((40, 25), (10, 25))
    assert far_edge((10, 10), (40, 10), (70, 12), SIZE, square=True) == ((40, 40), (10, 40))


def test_the_reach_ends_at_the_border() -> None:
    assert reach_inside((10, 10), (1, 0), SIZE) == 110
    assert reach_inside((10, 10), (-2, 1), SIZE) == 5
    assert reach_inside((0, 10), (-1, 0), SIZE) == 0
