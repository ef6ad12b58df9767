"""The wand takes what looks like the pixel it was pressed on."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from real_things import nerve_cells, nuclei, overlap

from unet_studio.imaging.smart_select.wand import LARGEST_TOLERANCE, WandField


def field_of(rgb, x, y, **options):
    return WandField.around(np.ascontiguousarray(rgb), x, y, **options)


@pytest.fixture
def disc():
    """A disc of 120 on 40, with noise."""
    rows, columns = np.ogrid[:100, :100]
    inside = np.hypot(rows - 50, columns - 50) <= 20
    grey = np.where(inside, 120, 40) + np.random.default_rng(1).normal(0, 4, (100, 100))
    return np.repeat(np.clip(grey, 0, 255).astype(np.uint8)[..., None], 3, axis=2), inside


def test_the_best_tolerance_finds_a_disc_by_itself(disc):
    rgb, inside = disc
    field = field_of(rgb, 45, 52)
    assert overlap(field.region(field.best_tolerance(), smooth_px=1, hole_px=50), inside) > 0.97


def test_all_alike_pixels_are_taken_if_they_need_not_touch(disc):
    rgb, inside = disc
    rgb = np.hstack([rgb, rgb])
    found = field_of(rgb, 50, 50).region(40, contiguous=False)
    assert overlap(found, np.hstack([inside, inside])) > 0.97
    assert overlap(field_of(rgb, 50, 50).region(40)[:, :100], inside) > 0.95


def test_it_never_goes_where_it_is_blocked(disc):
    rgb, inside = disc
    blocked = np.zeros(inside.shape, bool)
    blocked[:, 55:] = True
    for options in ({}, {"contiguous": False}, {"smooth_px": 3, "hole_px": 1e6}):
        for tolerance in (10, 60, LARGEST_TOLERANCE):
            found = field_of(rgb, 50, 50, blocked=blocked).region(tolerance, **options)
            assert found.any()
            assert not (found & blocked).any()


def test_a_thing_thinner_than_the_smoothing_stays():
    rgb = np.zeros((40, 40, 3), np.uint8)
    rgb[20:23, 5:35] = 200
    assert field_of(rgb, 20, 21).region(20, smooth_px=5).sum() >= 80


@given(
    seed=st.integers(0, 2**32 - 1),
    tolerances=st.tuples(st.integers(0, 254), st.integers(0, 254)).map(sorted),
)
def test_more_tolerance_never_takes_less(seed, tolerances):
    rgb = np.random.default_rng(seed).integers(0, 256, (24, 24, 3), dtype=np.uint8)
    field = field_of(rgb, 12, 12)
    low, high = (field.region(tolerance) for tolerance in tolerances)
    assert low[12, 12]
    assert not (low & ~high).any()


def test_a_plain_picture_and_the_corners_are_no_trouble():
    plain = np.full((30, 30, 3), 7, np.uint8)
    for x, y in [(0, 0), (29, 29), (0, 29)]:
        field = field_of(plain, x, y, sample_px=5)
        assert field.region(field.best_tolerance(), smooth_px=1).all()


@pytest.mark.parametrize(
    ("things", "least"),
    [
        (lambda data: nuclei(data, "2c61fdcb36fd"), 0.75),
        (lambda data: nerve_cells(data, "0"), 0.7),
    ],
)
def test_one_click_finds_most_real_things(shared_data, things, least):
    reached = []
    for thing in list(things(shared_data))[:12]:
        (x, y), (height, width) = thing.middle, thing.mask.shape
        left, top, right, bottom = max(x - 128, 0), max(y - 128, 0), x + 128, y + 128
        field = field_of(thing.rgb[top:bottom, left:right], x - left, y - top)
        found = np.zeros((height, width), bool)
        found[top:bottom, left:right] = field.region(
            field.best_tolerance(), smooth_px=1, hole_px=1e6
        )
        reached.append(overlap(found, thing.mask))
    assert np.median(reached) >= least, reached
