from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import ndimage

from unet_studio.imaging import split_touching as module
from unet_studio.imaging.split_touching import split_touching

EIGHT = np.ones((3, 3))
SIZE = (90, 120)


def disc(x: float, y: float, radius: float) -> np.ndarray:
    rows, columns = np.mgrid[: SIZE[0], : SIZE[1]] + 0.5
    return (columns - x) ** 2 + (rows - y) ** 2 <= radius**2


def labelled(mask: np.ndarray) -> tuple[np.ndarray, int]:
    return ndimage.label(mask > 0, EIGHT)


def blobs(seed: int) -> np.ndarray:
    field = ndimage.gaussian_filter(np.random.default_rng(seed).normal(size=(2, 60, 70)), (0, 2, 2))
    return np.where(field.max(axis=0) > 0.02, field.argmax(axis=0) * 4 + 1, 0).astype(np.uint8)


@given(st.floats(40, 80), st.floats(38, 52), st.floats(6, 30), st.floats(1, 3))
def test_one_disc_stays_one(x: float, y: float, radius: float, split_px: float) -> None:
    mask = disc(x, y, radius).astype(np.uint8)

    assert np.array_equal(split_touching(mask, split_px), mask)


@given(st.floats(9, 16), st.floats(9, 16), st.floats(0, 6.3), st.floats(0.4, 0.9))
def test_two_overlapping_discs_become_two(
    one: float, two: float, angle: float, overlap: float
) -> None:
    apart = max(one, two) + min(one, two) * overlap
    x, y = 60 + apart * np.cos(angle), 45 + apart * np.sin(angle)
    assume(two < x < SIZE[1] - two and two < y < SIZE[0] - two)
    to_neck = (apart**2 + one**2 - two**2) / (2 * apart)
    assume(min(one, two) - np.sqrt(one**2 - to_neck**2) > 2.5)  # the notch shows in whole pixels
    first, second = disc(60, 45, one), disc(x, y, two)
    found = split_touching((first | second).astype(np.uint8), 0.5)
    labels, count = labelled(found)

    assert count == 2
    assert labels[45, 60] != labels[int(y), int(x)]
    taken = (first | second) & (found == 0)
    assert taken.sum() <= 3 * min(one, two)  # a line
    cut_at = np.argwhere(taken) + 0.5
    assert np.hypot(*(cut_at - (45, 60)).T).min() > one * 0.3  # and not through a disc


@given(st.integers(0, 300), st.floats(0.25, 4))
def test_splitting_only_takes_away_and_never_merges(seed: int, split_px: float) -> None:
    mask = blobs(seed)
    found = split_touching(mask, split_px)

    assert np.all((found == mask) | (found == 0))
    for k in (1, 5):
        before, _ = ndimage.label(mask == k, EIGHT)
        after, count = ndimage.label(found == k, EIGHT)
        for number in range(1, count + 1):
            assert len(np.unique(before[after == number])) == 1
        assert set(np.unique(before)) - {0} == set(np.unique(before[found == k])) - {0}


@given(st.integers(0, 300), st.floats(0.25, 3), st.floats(0.25, 3))
def test_higher_peaks_are_fewer(seed: int, one: float, two: float) -> None:
    mask = blobs(seed)
    less, more = sorted((one, two))
    kept = [np.count_nonzero(split_touching(mask, h)) for h in (less, more)]

    assert kept[0] <= kept[1]


@given(st.integers(0, 300), st.floats(0.5, 2))
def test_region_by_region_is_as_all_at_once(seed: int, split_px: float) -> None:
    mask = blobs(seed)
    whole = split_touching(mask, split_px)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_AT_ONCE_PIXELS", 0)
        parts = split_touching(mask, split_px)

    assert labelled(parts)[1] == labelled(whole)[1]
    assert np.array_equal(parts, whole)


def test_classes_are_split_each_by_itself() -> None:
    mask = np.zeros(SIZE, np.uint8)
    mask[disc(40, 45, 14)] = 2
    mask[disc(62, 45, 14) & (mask == 0)] = 6
    mask[disc(84, 45, 14) & (mask == 0)] = 6
    found = split_touching(mask, 1.0)

    assert ndimage.label(found == 2, EIGHT)[1] == 1
    assert ndimage.label(found == 6, EIGHT)[1] == 2
    assert found[45, 40] == 2


@pytest.mark.parametrize("shape", [(0, 0), (1, 1), (1, 8), (3, 3)])
def test_the_smallest_pictures(shape: tuple[int, int]) -> None:
    full = np.ones(shape, np.uint8)
    assert np.array_equal(split_touching(full, 1.0), full)
    assert not split_touching(np.zeros(shape, np.uint8), 1.0).any()
