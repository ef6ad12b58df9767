"""What is bright, or dark, in a part of a picture."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from real_things import nuclei, overlap

from unet_studio.imaging.smart_select.threshold import (
    Side,
    brightness,
    otsu_threshold,
    side_of_things,
    thresholded,
)


@pytest.fixture
def spots():
    """Two bright spots, of 9 x 9 and 3 x 3 pixels, on grey."""
    values = np.full((40, 60), 70, np.uint8)
    values[10:19, 10:19] = 180
    values[30:33, 40:43] = 180
    return values


def test_otsu_parts_two_values(spots):
    assert 70 <= otsu_threshold(spots) < 180


@pytest.mark.parametrize("turned", [False, True])
def test_the_ground_is_what_reaches_the_rim(spots, turned):
    values = 255 - spots if turned else spots
    threshold = otsu_threshold(values)
    assert side_of_things(values, threshold) is (Side.DARK if turned else Side.BRIGHT)
    assert thresholded(values, threshold, Side.AUTO).sum() == 90


def test_small_parts_are_left_out(spots):
    assert thresholded(spots, 100, Side.BRIGHT, min_area_px=10).sum() == 81
    assert thresholded(spots, 100, Side.BRIGHT, min_area_px=9).sum() == 90


def test_only_what_lies_within_counts(spots):
    within = np.zeros(spots.shape, bool)
    within[:, 30:] = True
    assert thresholded(spots, 100, Side.BRIGHT, within=within).sum() == 9
    assert thresholded(spots, 100, Side.AUTO, within=within).sum() == 9


@given(threshold=st.floats(0, 255), seed=st.integers(0, 2**32 - 1))
def test_bright_and_dark_share_the_picture(threshold, seed):
    values = np.random.default_rng(seed).integers(0, 256, (9, 11), dtype=np.uint8)
    bright = thresholded(values, threshold, Side.BRIGHT)
    dark = thresholded(values, threshold, Side.DARK)
    assert (bright ^ dark).all()


def test_a_plain_picture_is_no_trouble():
    values = np.full((5, 5), 3, np.uint8)
    assert thresholded(values, otsu_threshold(values), Side.AUTO).shape == (5, 5)


def test_real_nuclei_stand_out(shared_data):
    things = list(nuclei(shared_data, "2c61fdcb36fd"))
    truth = np.any([thing.mask for thing in things], axis=0)
    values = brightness(things[0].rgb)
    found = thresholded(values, otsu_threshold(values), Side.AUTO, min_area_px=20)
    assert overlap(found, truth) > 0.7
