"""Totals corrected by what is known from held-out images."""

import numpy as np
import pytest

from unet_studio.domain.corrected_total import class_biases, total_bias
from unet_studio.domain.measurement import ClassTotal


def test_a_known_bias_is_taken_out() -> None:
    found = total_bias([100, 200, 300], [110, 220, 330])
    assert found is not None
    assert found.bias == pytest.approx(0.1)
    corrected = found.corrected(1100)
    assert corrected.value == corrected.low == corrected.high == pytest.approx(1000)
    assert (corrected.observed, corrected.images) == (1100, 3)


def test_nothing_is_known_from_too_few_images_or_where_nothing_was_found() -> None:
    assert total_bias([], []) is None
    assert total_bias([10, 20], [10, 21]) is None
    assert total_bias([10, 20, 30], [0, 0, 0]) is None


def test_what_was_found_where_nothing_is_leaves_nothing() -> None:
    found = total_bias([0, 0, 0], [5, 5, 5])
    assert found is not None
    assert (found.bias, found.corrected(50).high) == (np.inf, 0)


@pytest.mark.parametrize(("held_out", "new"), [(3, 20), (5, 1), (5, 40), (12, 10)])
def test_intervals_cover_the_truth_about_95_times_of_100(held_out: int, new: int) -> None:
    rng = np.random.default_rng(3)
    covered = []
    for _ in range(600):
        truth = rng.gamma(8, 50, held_out + new)
        predicted = truth * 1.15 * rng.normal(1, 0.1, held_out + new)
        bias = total_bias(truth[:held_out], predicted[:held_out])
        assert bias is not None
        found = bias.corrected(predicted[held_out:].sum())
        covered.append(found.low <= truth[held_out:].sum() <= found.high)
    assert 0.90 <= np.mean(covered) <= 0.99


def test_the_total_as_it_is_would_miss_the_truth() -> None:
    rng = np.random.default_rng(4)
    covered, by_chance = [], []
    for _ in range(200):
        truth = rng.gamma(8, 50, 45)
        predicted = truth * 1.15 * rng.normal(1, 0.03, 45)
        bias = total_bias(truth[:5], predicted[:5])
        assert bias is not None
        found = bias.corrected(predicted[5:].sum())
        covered.append(found.low <= truth[5:].sum() <= found.high)
        by_chance.append(found.low <= found.observed <= found.high)
    assert np.mean(covered) > 0.9
    assert np.mean(by_chance) < 0.1


def test_classes_are_corrected_one_by_one() -> None:
    drawn = {"cell": ClassTotal(10, 500, 1000), "dirt": ClassTotal(0, 0, 1000)}
    found = {"cell": ClassTotal(8, 600, 1000), "dirt": ClassTotal(0, 0, 1000)}
    biases = class_biases([(drawn, found)] * 3)
    cell = biases["cell"]
    assert cell.count is not None
    assert cell.area is not None
    assert cell.count.bias == pytest.approx(-0.2)
    assert cell.area.bias == pytest.approx(0.2)
    assert biases["dirt"].area is None
    assert class_biases([]) == {}
