"""Brush strokes against what a round brush covers by definition."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from unet_studio.domain.region import Region
from unet_studio.imaging.stroke import Stroke, snapped

SIZE = (60, 90)
places = st.tuples(st.floats(-30, 120), st.floats(-30, 90))


def whole(region: Region, size: tuple[int, int] = SIZE) -> np.ndarray:
    mask = np.zeros(size, bool)
    mask[region.top : region.bottom, region.left : region.right] = region.mask
    return mask


def near_line(start, end, radius: float, size: tuple[int, int]) -> np.ndarray:
    """Pixels whose middle is at most so far from a line."""
    y, x = np.mgrid[: size[0], : size[1]] + 0.5
    dx, dy = end[0] - start[0], end[1] - start[1]
    length2 = dx * dx + dy * dy
    part = ((x - start[0]) * dx + (y - start[1]) * dy) / length2 if length2 else np.zeros(size)
    part = np.clip(part, 0, 1)
    return np.hypot(x - start[0] - part * dx, y - start[1] - part * dy) <= radius + 1e-9


@given(st.lists(places, min_size=1, max_size=5), st.integers(1, 30))
def test_a_stroke_covers_what_the_brush_passes_over(way, diameter: int) -> None:
    stroke = Stroke(SIZE, diameter)
    boxes = [stroke.go_to(x, y) for x, y in way]
    at = [snapped(x, y, diameter) for x, y in way]
    wanted = near_line(at[0], at[0], diameter / 2, SIZE)
    for start, end in pairwise(at):
        wanted |= near_line(start, end, diameter / 2, SIZE)
    assert (whole(stroke.region) == wanted).all()
    seen = np.zeros(SIZE, bool)
    for left, top, right, bottom in boxes:
        seen[top:bottom, left:right] = True
    assert seen[wanted].all()
    assert stroke.end == at[-1]


@pytest.mark.parametrize(("diameter", "count"), [(1, 1), (2, 4), (3, 9), (4, 12), (5, 21)])
def test_small_brushes_cover_the_same_pixels_wherever_they_are(diameter: int, count: int) -> None:
    for x, y in np.random.default_rng(0).uniform(10, 40, (50, 2)):
        stroke = Stroke(SIZE, diameter)
        stroke.go_to(x, y)
        assert stroke.region.area_px == count


def test_the_smallest_brush_paints_the_pixel_under_the_cursor() -> None:
    stroke = Stroke(SIZE, 1)
    stroke.go_to(7.01, 3.99)
    assert (stroke.region.left, stroke.region.top, stroke.region.mask.tolist()) == (7, 3, [[True]])


def test_the_room_grows_and_nothing_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("unet_studio.imaging.stroke._AT_ONCE_PX", 10_000)
    size = (1500, 1500)
    stroke = Stroke(size, 5)
    way = [(750, 750), (100, 700), (1450, 1490), (10, 10), (1499, 5)]
    wanted = np.zeros(size, bool)
    for x, y in way:
        stroke.go_to(x, y)
    for start, end in pairwise([snapped(x, y, 5) for x, y in way]):
        wanted |= near_line(start, end, 2.5, size)
    assert (whole(stroke.region, size) == wanted).all()


def test_keeping_off_takes_back_within_the_box_only() -> None:
    stroke = Stroke(SIZE, 11)
    box = stroke.go_to(30, 30)
    before = whole(stroke.region)
    other = np.zeros(SIZE, bool)
    other[:, 28:32] = True
    stroke.keep_off(Region(0, 0, other), (box[0], box[1], box[2], 30))
    other[30:] = False
    assert (whole(stroke.region) == (before & ~other)).all()


def test_a_stroke_beside_the_image_covers_nothing() -> None:
    stroke = Stroke(SIZE, 10)
    left, top, right, bottom = stroke.go_to(-20, 30)
    assert (right - left) * (bottom - top) == 0
    assert stroke.region.is_empty
