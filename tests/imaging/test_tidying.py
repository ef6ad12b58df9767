from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import ndimage

from unet_studio.imaging import tidying
from unet_studio.imaging.tidying import classes_in, holes_filled, small_removed, smoothed

EIGHT = np.ones((3, 3))


def blobs(seed: int, classes: int = 2, size: tuple[int, int] = (41, 53)) -> np.ndarray:
    rng = np.random.default_rng(seed)
    field = ndimage.gaussian_filter(rng.normal(size=(classes, *size)), (0, 1.6, 1.6))
    return np.where(field.max(axis=0) > 0.08, field.argmax(axis=0) * 3 + 2, 0).astype(np.uint8)


def regions(mask: np.ndarray, structure: np.ndarray | None = EIGHT) -> list[int]:
    """Sizes of all regions."""
    sizes: list[int] = []
    for k in classes_in(mask):
        labels, _ = ndimage.label(mask == k, structure)
        sizes += np.bincount(labels.ravel())[1:].tolist()
    return sorted(sizes)


def holes_by_hand(mask: np.ndarray, hole_px: int) -> np.ndarray:
    found = mask.copy()
    labels, count = ndimage.label(mask == 0)
    for number in range(1, count + 1):
        hole = labels == number
        edge = hole[0].any() or hole[-1].any() or hole[:, 0].any() or hole[:, -1].any()
        around = set(mask[ndimage.binary_dilation(hole) & ~hole].tolist())
        if hole.sum() <= hole_px and not edge and len(around) == 1:
            found[hole] = around.pop()
    return found


@given(st.integers(0, 500), st.integers(1, 60))
def test_holes_are_filled_as_the_rule_says(seed: int, hole_px: int) -> None:
    mask = blobs(seed)

    assert np.array_equal(holes_filled(mask, hole_px), holes_by_hand(mask, hole_px))


@given(st.integers(0, 500), st.integers(1, 60))
def test_filling_again_fills_nothing_more(seed: int, hole_px: int) -> None:
    once = holes_filled(blobs(seed), hole_px)

    assert np.array_equal(holes_filled(once, hole_px), once)


@given(st.integers(0, 500), st.integers(2, 60))
def test_exactly_the_small_regions_go(seed: int, least: int) -> None:
    mask = blobs(seed)
    found = small_removed(mask, least)

    assert regions(found) == [size for size in regions(mask) if size >= least]
    assert np.array_equal(found[found > 0], mask[found > 0])
    assert np.array_equal(small_removed(found, least), found)


@given(st.integers(0, 500), st.integers(0, 60), st.integers(0, 60))
def test_a_higher_least_area_never_keeps_more(seed: int, one: int, two: int) -> None:
    mask = blobs(seed)
    less, more = (small_removed(mask, n) for n in sorted((one, two)))

    assert np.all((more == 0) | (more == less))


@pytest.mark.parametrize(
    "tidy",
    [
        lambda mask: smoothed(mask, 1.5),
        lambda mask: holes_filled(mask, 6),
        lambda mask: small_removed(mask, 7),
    ],
)
@given(seed=st.integers(0, 500))
def test_bands_leave_no_seams(tidy: Any, seed: int) -> None:
    mask = blobs(seed)
    whole = tidy(mask)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tidying, "_BAND_PIXELS", 5 * mask.shape[1])
        assert np.array_equal(tidy(mask), whole)


@given(st.integers(0, 500), st.floats(0.5, 4))
def test_smoothing_invents_no_class_and_keeps_what_is_even(seed: int, smooth_px: float) -> None:
    mask = blobs(seed, classes=3)

    assert set(np.unique(smoothed(mask, smooth_px))) <= set(np.unique(mask))
    even = np.full((20, 30), 7, np.uint8)
    assert np.array_equal(smoothed(even, smooth_px), even)


def test_smoothing_takes_spikes_and_leaves_straight_borders() -> None:
    mask = np.zeros((40, 60), np.uint8)
    mask[:, :30] = 1
    mask[:, 30:] = 2
    straight = mask.copy()
    mask[20, 30:40] = 1  # a spike of one class in the other
    mask[5, 10] = 0

    wrong = np.argwhere(smoothed(mask, 1.5) != straight)
    assert len(wrong) <= 3  # at most the root of the spike is left
    assert np.all(abs(wrong - (20, 30)) <= 2)


def test_a_hole_between_two_classes_and_one_at_the_edge_stay() -> None:
    mask = np.ones((30, 30), np.uint8)
    mask[:, 15:] = 2
    mask[10, 14:16] = 0  # between the two
    mask[0, 3] = 0  # at the edge of the picture
    mask[20:22, 5] = 0  # a hole
    mask[20, 20] = 1  # another class within
    found = holes_filled(mask, 100)

    assert (found[10, 14], found[10, 15], found[0, 3], found[20, 20]) == (0, 0, 0, 1)
    assert found[20:22, 5].all()


@pytest.mark.parametrize("shape", [(0, 0), (1, 1), (1, 9), (2, 2)])
def test_the_smallest_pictures(shape: tuple[int, int]) -> None:
    mask = np.ones(shape, np.uint8)
    for found in (smoothed(mask, 2), holes_filled(mask, 9), small_removed(mask, 1)):
        assert np.array_equal(found, mask)
