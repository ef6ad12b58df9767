from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import ndimage

from unet_studio.domain.decision import Decision
from unet_studio.domain.label_class import LabelClass
from unet_studio.imaging import deciding
from unet_studio.imaging.deciding import decided_mask, decided_places
from unet_studio.imaging.split_touching import split_touching
from unet_studio.imaging.tidying import holes_filled, small_removed, smoothed

CLASSES = [LabelClass(3, "a", "#ff0000"), LabelClass(9, "b", "#00ff00")]
NAMES = ["a", "b"]


def several(seed: int) -> np.ndarray:
    made = np.random.default_rng(seed).random((3, 7, 9)).astype(np.float32) + 1e-3
    return made / made.sum(axis=0)


@pytest.mark.parametrize("threshold", [0.1, 0.5, 0.9])
def test_one_class_is_where_it_is_likely_enough(threshold: float) -> None:
    likely = np.linspace(0, 1, 12, dtype=np.float32).reshape(3, 4)

    mask = decided_mask(np.stack([1 - likely, likely]), Decision(threshold=threshold), CLASSES[:1])

    assert np.array_equal(mask == 3, likely >= threshold)


@given(st.integers(0, 1000))
def test_without_bias_the_most_probable_class_wins(seed: int) -> None:
    found = several(seed)

    assert np.array_equal(decided_places(found), found.argmax(axis=0))
    assert np.array_equal(
        decided_mask(found, Decision(), CLASSES), np.array([0, 3, 9])[found.argmax(axis=0)]
    )


@given(st.integers(0, 1000), st.floats(0.1, 4))
def test_more_bias_only_ever_adds_to_a_class(seed: int, bias: float) -> None:
    found = several(seed)

    plain = decided_places(found)
    more = decided_places(found, Decision(bias={"b": bias}), NAMES)

    assert np.all((more == 2) | (plain != 2))
    assert np.array_equal(more[more != 2], plain[more != 2])


def test_certain_pixels_stay_what_they_are() -> None:
    certain = np.array([[[1.0]], [[0.0]], [[0.0]]], np.float32)

    assert decided_places(certain, Decision(bias={"b": 3.0}), NAMES) == 0


def test_regions_are_tidied_in_the_order_that_the_decision_states() -> None:
    rows, columns = np.mgrid[:60, :90] + 0.5
    likely = np.zeros((60, 90), np.float32)
    for x in (30, 50):
        likely[(columns - x) ** 2 + (rows - 30) ** 2 < 13**2] = 0.9
    likely[29:31, 29:31] = 0.1  # a hole
    likely[5:7, 5:7] = 0.9  # a speck
    found = np.stack([1 - likely, likely])
    every = Decision(fill_holes_px=8, split_px=1.0, min_area_px=9, smooth_px=0.6)
    expected = decided_mask(found, Decision(), CLASSES[:1])
    expected = small_removed(split_touching(holes_filled(smoothed(expected, 0.6), 8), 1.0), 9)

    mask = decided_mask(found, every, CLASSES[:1])

    assert np.array_equal(mask, expected)
    assert ndimage.label(mask, np.ones((3, 3)))[1] == 2
    assert mask[30, 30] == 3
    assert not mask[5, 5]


@given(st.integers(0, 300))
def test_what_is_decided_in_bands_is_as_all_at_once(seed: int) -> None:
    found, bias = several(seed).astype(np.float16), Decision(bias={"a": 0.7, "b": -0.4})
    whole = [decided_places(found, d, NAMES) for d in (Decision(), bias)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(deciding, "_BAND_PIXELS", 10)
        bands = [decided_places(found, d, NAMES) for d in (Decision(), bias)]

    assert np.array_equal(whole, bands)
