"""Curves of runs: axes, best step and thinning."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from unet_studio.domain.run_curves import Progress, RunCurves, drawn, known_points

NAN = float("nan")


def curves(**dice: list[float]) -> RunCurves:
    count = len(next(iter(dice.values())))
    steps = np.arange(1, count + 1, dtype=np.float64) * 10
    loss = np.linspace(1, 0, count)
    return RunCurves(
        steps,
        steps / 10,
        steps / 100,
        loss,
        np.full(count, NAN),
        {name: np.array(values) for name, values in dice.items()},
    )


def test_the_best_step_is_that_of_the_highest_mean() -> None:
    assert curves(a=[0.1, 0.9, 0.8], b=[0.1, 0.2, 0.8]).best_step == 30
    assert curves(a=[NAN, 0.9, NAN], b=[0.1, NAN, 0.8]).best_step == 20
    assert curves(a=[NAN, NAN]).best_step is None


def test_drawn_curves_have_only_points_with_values() -> None:
    found = drawn(curves(a=[NAN, 0.5, 0.75]))
    assert found["mean_dice"].values.tolist() == [0.5, 0.75]
    assert found["mean_dice"].along[Progress.STEPS].tolist() == [20, 30]
    assert found["mean_dice"].along[Progress.EPOCHS].tolist() == [2, 3]
    assert found["mean_dice"].along[Progress.MINUTES].tolist() == [0.2, 0.3]
    assert len(found["validation_loss"].values) == 0


@given(st.lists(st.floats(-1e6, 1e6) | st.just(NAN), max_size=300), st.integers(2, 40))
def test_thinning_keeps_the_extremes_and_the_order(values: list[float], most: int) -> None:
    y = np.array(values, np.float64)
    x = np.arange(len(y), dtype=np.float64)
    thin_x, thin_y = known_points(x, y, most)
    known = y[np.isfinite(y)]
    assert len(thin_x) == len(thin_y) <= max(most, len(known) if len(known) <= most else 0)
    assert np.all(np.diff(thin_x) > 0)
    assert np.array_equal(y[thin_x.astype(int)], thin_y)
    if len(known):
        assert thin_y.min() == known.min()
        assert thin_y.max() == known.max()
