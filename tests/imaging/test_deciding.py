from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from unet_studio.domain.decision import Decision
from unet_studio.domain.label_class import LabelClass
from unet_studio.imaging.deciding import decided_mask, decided_places

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
