"""The square in which a map adds up to most, and squares spread over a picture."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from unet_studio.imaging.spot import richest_box, spread_boxes


def test_the_spot_holds_the_richest_square():
    values = np.full((60, 90), 0.1)
    values[31:41, 52:62] = 1.0
    box, mean = richest_box(values, 10)
    assert box == (52, 31, 62, 41)
    assert mean == pytest.approx(1.0)


def test_an_even_map_gives_its_first_square():
    assert richest_box(np.full((30, 40), 0.3, np.float32), 8)[0] == (0, 0, 8, 8)


@given(st.integers(1, 14), st.integers(1, 14), st.integers(1, 16), st.integers(0, 2**32 - 1))
def test_no_other_square_has_more(height, width, edge, seed):
    values = np.random.default_rng(seed).random((height, width))
    (left, top, right, bottom), mean = richest_box(values, edge)
    tall, wide = min(edge, height), min(edge, width)
    assert (right - left, bottom - top) == (wide, tall)
    sums = [
        values[y : y + tall, x : x + wide].mean()
        for y in range(height - tall + 1)
        for x in range(width - wide + 1)
    ]
    assert mean == pytest.approx(max(sums))
    assert values[top:bottom, left:right].mean() == pytest.approx(max(sums))


@given(st.integers(1, 700), st.integers(1, 700), st.integers(1, 200), st.integers(1, 16))
def test_spread_squares_lie_inside_and_reach_the_edges(height, width, edge, most):
    boxes = spread_boxes(height, width, edge, most)
    assert 1 <= len(boxes) <= most
    assert all(0 <= a < c <= width and 0 <= b < d <= height for a, b, c, d in boxes)
    assert all(c - a == min(edge, width) and d - b == min(edge, height) for a, b, c, d in boxes)
    assert len(set(boxes)) == len(boxes)


def test_where_there_is_room_for_all_squares_nothing_is_left_out():
    covered = np.zeros((500, 700), bool)
    for left, top, right, bottom in spread_boxes(500, 700, 256, 9):
        covered[top:bottom, left:right] = True
    assert covered.all()
