"""Paths follow edges and lines, not the straight way."""

import numpy as np
import pytest
from real_things import fruit, overlap

from unet_studio.domain.annotation import Shape
from unet_studio.imaging.rasterize import shape_mask
from unet_studio.imaging.smart_select.live_wire import (
    Follows,
    LiveWire,
    path_between,
    path_cost,
    simplified,
    snapped,
    wide_line,
)


@pytest.fixture
def disc():
    """A grey disc of radius 30 around (60, 50)."""
    rows, columns = np.ogrid[:100, :120]
    inside = np.hypot(rows - 50, columns - 60) <= 30
    return np.repeat(np.where(inside, 150, 60).astype(np.uint8)[..., None], 3, axis=2)


def test_a_path_follows_the_edge(disc):
    path = LiveWire(path_cost(disc), 30, 50).path_to(60, 20)
    assert path[0].tolist() == [30, 50]
    assert path[-1].tolist() == [60, 20]
    assert np.abs(np.hypot(*(path - (60, 50)).T) - 30).max() < 2.5
    assert np.abs(np.diff(path, axis=0)).max() == 1


def test_a_target_beyond_the_window_is_drawn_into_it(disc):
    wire = LiveWire(path_cost(disc), 0, 0)
    assert wire.path_to(500, -7)[-1].tolist() == [119, 0]
    assert wire.path_to(0, 0).shape == (1, 2)


@pytest.mark.parametrize(
    ("follows", "line", "ground"), [(Follows.DARK_LINE, 20, 200), (Follows.BRIGHT_LINE, 200, 20)]
)
def test_a_path_runs_in_the_middle_of_a_line(follows, line, ground):
    columns = np.arange(200)
    middle = (50 + 20 * np.sin(columns / 25)).round().astype(int)
    rgb = np.full((100, 200, 3), ground, np.uint8)
    for offset in (-1, 0, 1):
        rgb[middle + offset, columns] = line
    path = LiveWire(path_cost(rgb, follows, 3), 0, middle[0]).path_to(199, middle[-1])
    off = path[:, 1] - middle[path[:, 0].astype(int)]
    assert np.abs(off).max() <= 2


def test_a_plain_picture_gives_a_short_path():
    plain = np.full((50, 50, 3), 9, np.uint8)
    assert len(LiveWire(path_cost(plain), 5, 5).path_to(40, 30)) == 36


def test_a_click_snaps_to_the_edge_and_no_farther(disc):
    cost = path_cost(disc)
    x, y = snapped(cost, 34, 50, 6)
    assert abs(x - 30) <= 1
    assert snapped(cost, 34, 50, 0) == (34, 50)
    x, y = snapped(cost, 0, 0, 3)
    assert 0 <= x <= 3
    assert 0 <= y <= 3


def test_far_ends_are_joined_straight(disc):
    def crop(left, top, right, bottom):
        raise AssertionError

    ends = path_between(crop, (5000, 5000), (0, 0), (4000, 10))
    assert ends.tolist() == [[0, 0], [4000, 10]]


def test_ends_are_joined_within_the_box_around_them(disc):
    def crop(left, top, right, bottom):
        return disc[top:bottom, left:right]

    path = path_between(crop, (100, 120), (60, 20), (90, 50))
    assert path[0].tolist() == [60, 20]
    assert path[-1].tolist() == [90, 50]
    assert np.abs(np.hypot(*(path - (60, 50)).T) - 30).max() < 2.5


def test_simplified_lines_stay_near():
    angles = np.linspace(0, 6, 300)
    line = np.stack([100 + 50 * np.cos(angles), 100 + 50 * np.sin(angles)], axis=1).round()
    fewer = simplified(line, 0.7, closed=False)
    assert len(fewer) < 80
    assert fewer[0].tolist() == line[0].tolist()
    assert fewer[-1].tolist() == line[-1].tolist()


@pytest.mark.parametrize("width_px", [1, 3, 5])
def test_a_wide_line_is_as_wide_as_asked(width_px):
    region = wide_line(np.array([[10.5, 20.5], [60.5, 20.5]]), width_px)
    column = region.mask[:, 35 - region.left]
    assert column.sum() == width_px
    assert np.flatnonzero(column).mean() + region.top == 20


def test_eight_clicks_outline_real_fruit(shared_data):
    import cv2

    reached = []
    for thing in list(fruit(shared_data, "0"))[:4]:
        left, top, right, bottom = thing.box
        part = np.s_[max(top - 20, 0) : bottom + 20, max(left - 20, 0) : right + 20]
        rgb, mask = np.ascontiguousarray(thing.rgb[part]), thing.mask[part]
        rim = max(cv2.findContours(mask.astype(np.uint8), 0, 1)[0], key=len)[:, 0]
        cost = path_cost(rgb)
        anchors = [snapped(cost, *rim[len(rim) * i // 8].tolist(), 3) for i in range(8)]
        pairs = zip(anchors, anchors[1:] + anchors[:1], strict=True)
        line = np.vstack([LiveWire(cost, *start).path_to(*end) for start, end in pairs])
        outline = Shape("fruit", simplified(line, 0.7, closed=True) + 0.5)
        reached.append(overlap(shape_mask(outline, mask.shape), mask))
    assert np.median(reached) >= 0.88, reached
