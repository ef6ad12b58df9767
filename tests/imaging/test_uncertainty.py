"""Uncertainty is 0 where a model is certain, 1 where it knows nothing, and between elsewhere."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.stats import entropy

from unet_studio.imaging.uncertainty import uncertainty

WEIGHTS = st.integers(2, 6).flatmap(
    lambda count: arrays(np.float64, (count, 3, 4), elements=st.floats(0.001, 1))
)


@given(WEIGHTS)
def test_it_is_the_entropy_as_a_share_of_the_most_there_can_be(weights: np.ndarray) -> None:
    probabilities = weights / weights.sum(axis=0)
    found = uncertainty(probabilities, len(weights))
    assert found.dtype == np.float32
    assert found.min() >= 0
    assert found.max() <= 1
    expected = entropy(probabilities, axis=0) / np.log(len(weights))
    np.testing.assert_allclose(found, expected, atol=1e-5)


@given(st.integers(2, 9), st.data())
def test_it_is_0_just_where_one_class_is_certain(count: int, data: st.DataObject) -> None:
    certain = np.zeros((count, 1, 2))
    certain[data.draw(st.integers(0, count - 1)), 0, 0] = 1
    share = data.draw(st.floats(0.01, 0.99))
    certain[:2, 0, 1] = share, 1 - share
    found = uncertainty(certain.astype(np.float16), count)
    assert found[0, 0] == 0
    assert found[0, 1] > 0


@given(st.integers(2, 9))
def test_it_is_1_where_all_classes_are_alike(count: int) -> None:
    found = uncertainty(np.full((count, 1, 1), 1 / count), count)
    assert found[0, 0] == pytest.approx(1)


def test_one_class_alone_is_nothing_to_decide() -> None:
    with pytest.raises(ValueError, match="decide"):
        uncertainty([np.ones((1, 1))], 1)
    with pytest.raises(ValueError, match="no probabilities"):
        uncertainty([], 2)
