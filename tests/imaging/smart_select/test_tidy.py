"""Ragged selections become what a person would have drawn."""

import numpy as np
import pytest

from unet_studio.imaging.smart_select.tidy import (
    largest_part,
    part_near,
    smoothed,
    without_small_holes,
    without_specks,
)


@pytest.fixture
def two_discs():
    """Two discs of radius 8 with a bridge of one pixel between them."""
    rows, columns = np.ogrid[:40, :60]
    left = np.hypot(rows - 20, columns - 15) <= 8
    right = np.hypot(rows - 20, columns - 40) <= 8
    mask = left | right
    mask[20, 15:40] = True
    return mask, left


def test_smoothing_cuts_bridges_and_keeps_discs(two_discs):
    mask, left = two_discs
    cut = part_near(smoothed(mask, 1), 15, 20)
    assert np.count_nonzero(cut ^ left) <= 8


def test_no_smoothing_changes_nothing(two_discs):
    mask, _left = two_discs
    assert np.array_equal(smoothed(mask, 0), mask)


def test_a_window_cuts_nothing_off_what_goes_on_beyond_it():
    mask = np.zeros((20, 20), bool)
    mask[:, 5:15] = True
    assert np.array_equal(smoothed(mask, 3), mask)


def test_the_nearest_part_is_found(two_discs):
    mask, _left = two_discs
    apart = smoothed(mask, 1)
    assert part_near(apart, 26, 20)[20, 15]
    assert part_near(apart, 29, 20)[20, 40]
    assert not part_near(np.zeros((5, 5), bool), 2, 2).any()


def test_small_holes_are_filled_and_large_ones_and_bays_are_not():
    mask = np.ones((30, 30), bool)
    mask[5:7, 5:7] = False
    mask[12:20, 12:20] = False
    mask[0:2, 25:27] = False
    filled = without_small_holes(mask, 10)
    assert filled[5:7, 5:7].all()
    assert not filled[12:20, 12:20].any()
    assert not filled[0:2, 25:27].any()


def test_specks_go_and_parts_stay(two_discs):
    mask, _left = two_discs
    mask[2, 2] = True
    assert not without_specks(mask, 2)[2, 2]
    assert np.count_nonzero(without_specks(mask, 2)) == np.count_nonzero(mask) - 1
    assert not largest_part(mask)[2, 2]
    assert not largest_part(np.zeros((4, 4), bool)).any()
