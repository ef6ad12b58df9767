from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from unet_studio.learning.trials.learning_curve import LearningCurve, Point


def law(images: int, a: float = 0.9, b: float = 0.5, c: float = 0.6) -> float:
    return float(a - b * images**-c)


def test_a_known_law_is_found_again() -> None:
    curve = LearningCurve([Point(n, law(n)) for n in (2, 4, 8, 16, 32) for _ in range(4)])
    for images in (8, 32, 64):
        found = curve.dice(images)
        assert found.value == pytest.approx(law(images), abs=0.01)
        assert found.low <= law(images) <= found.high
        assert found.high - found.low < 0.05
    assert curve.gain(32, 32).value == pytest.approx(law(64) - law(32), abs=0.01)


def test_the_range_covers_the_truth_about_as_often_as_it_says() -> None:
    rng = np.random.default_rng(1)
    hits = []
    for _ in range(60):
        a, c = rng.uniform(0.6, 0.97), rng.uniform(0.25, 1.2)
        b, noise, most = a * rng.uniform(0.2, 0.9), rng.uniform(0.004, 0.03), rng.integers(4, 25)
        points = [
            Point(n, law(n, a, b, c) + rng.normal(0, noise))
            for n in (max(1, most // 4), most // 2, most)
            for _ in range(3)
        ]
        found = LearningCurve(points).dice(2 * most)
        hits.append(found.low <= law(2 * most, a, b, c) <= found.high)
    assert 0.87 <= np.mean(hits) <= 1


def test_noise_makes_the_range_wider() -> None:
    rng = np.random.default_rng(0)
    ranges = []
    for noise in (0.0, 0.03, 0.1):
        points = [Point(n, law(n) + rng.normal(0, noise)) for n in (2, 4, 8) for _ in range(3)]
        found = LearningCurve(points).dice(16)
        ranges.append(found.high - found.low)
    assert ranges[0] < ranges[1] < ranges[2]


@settings(max_examples=20)
@given(st.lists(st.tuples(st.integers(1, 40), st.floats(0, 1)), min_size=2, max_size=6))
def test_whatever_the_trainings_say_a_forecast_is_a_dice(points: list[tuple[int, float]]) -> None:
    curve = LearningCurve([Point(*p) for p in points])
    for images in (1, 10, 1000):
        found = curve.dice(images)
        assert 0 <= found.low <= found.value <= found.high <= 1
    assert curve.gain(10, 5).low >= 0  # more images do no harm, on average
