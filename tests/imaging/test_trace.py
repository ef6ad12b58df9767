"""Traces with few points stay near what the hand drew."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from unet_studio.domain.hit_test import nearest_edge
from unet_studio.imaging.trace import simplified

points = st.lists(st.tuples(st.floats(0, 500), st.floats(0, 500)), min_size=1, max_size=60)


@given(points, st.floats(0.1, 10), st.booleans())
def test_no_point_strays_further_than_the_tolerance(line, tolerance: float, closed: bool) -> None:
    line = np.array(line) + 20_000
    simple = simplified(line, tolerance, closed=closed)
    assert 0 < len(simple) <= len(line)
    for x, y in line:
        _edge, distance, _at = nearest_edge(np.vstack([simple, simple[-1:]]), x, y, closed=closed)
        assert distance <= tolerance + 1e-3


def test_a_circle_needs_few_points_and_open_lines_keep_their_ends() -> None:
    angles = np.linspace(0, 2 * np.pi, 600, endpoint=False)
    circle = 100 * np.stack([np.cos(angles), np.sin(angles)], axis=1) + 120
    assert len(simplified(circle, 0.75, closed=True)) < 40
    half = simplified(circle[:300], 0.75, closed=False)
    assert half[0] == pytest.approx(circle[0], abs=1e-3)
    assert half[-1] == pytest.approx(circle[299], abs=1e-3)
