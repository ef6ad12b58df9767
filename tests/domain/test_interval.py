from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from unet_studio.domain.interval import Interval, mean_interval, t_97_5

scores = st.lists(st.floats(0, 1), min_size=2, max_size=12)


@pytest.mark.parametrize("freedom", [*range(1, 14), 20, 40, 200, 10_000])
def test_students_t(freedom: int) -> None:
    assert t_97_5(freedom) == pytest.approx(stats.t.ppf(0.975, freedom), abs=2e-4)


@given(scores)
def test_one_class_is_students_interval(values: list[float]) -> None:
    found = mean_interval([[v] for v in values])
    assert found is not None
    reach = stats.t.ppf(0.975, len(values) - 1) * np.std(values, ddof=1) / len(values) ** 0.5
    assert found.low == pytest.approx(max(0, np.mean(values) - reach), abs=1e-3)
    assert found.high == pytest.approx(min(1, np.mean(values) + reach), abs=1e-3)


def test_one_image_has_no_interval() -> None:
    assert mean_interval([]) is None
    assert mean_interval([[0.7]]) is None
    assert mean_interval([[0.7], [None]]) is None
    assert mean_interval([[None], [None]]) is None


def test_two_images_that_differ_say_next_to_nothing() -> None:
    assert mean_interval([[0.6], [0.8]]) == Interval(0.0, 1.0)


@given(scores)
def test_a_class_nowhere_to_be_seen_changes_nothing(values: list[float]) -> None:
    assert mean_interval([[v, None] for v in values]) == mean_interval([[v] for v in values])


def test_covers_the_truth_as_often_as_it_says() -> None:
    rng = np.random.default_rng(0)
    hits = 0
    for _ in range(2000):
        drawn = rng.normal(0.7, [0.05, 0.1], (6, 2))
        drawn[rng.random((6, 2)) < 0.2] = np.nan
        table = [[None if np.isnan(v) else float(v) for v in row] for row in drawn]
        found = mean_interval(table)
        hits += found is not None and found.low <= 0.7 <= found.high
    assert 0.92 < hits / 2000 < 0.985
