"""The simulated person's hands: quick, but not quicker than hands are."""

from __future__ import annotations

import numpy as np
import pytest
from annotation_cost import (
    BORDER_PX,
    CLICK_S,
    KEY_S,
    MIND_S,
    OPEN_S,
    corrected,
    drawing_s,
    looking_s,
)
from hypothesis import given
from hypothesis import strategies as st


def blank() -> np.ndarray:
    return np.zeros((200, 240), np.uint8)


def with_box(left: int, top: int, right: int, bottom: int) -> np.ndarray:
    mask = blank()
    mask[top:bottom, left:right] = 1
    return mask


def test_a_rectangle_takes_four_clicks() -> None:
    taken = drawing_s(with_box(40, 40, 120, 100)) - drawing_s(blank())
    assert taken == pytest.approx(MIND_S + 4 * CLICK_S)


def test_a_perfect_prediction_is_looked_through_and_accepted() -> None:
    truth = with_box(40, 40, 120, 100)
    found = corrected(truth, truth)
    assert found.regions == 0
    assert found.seconds == pytest.approx(OPEN_S + looking_s(truth.shape) + KEY_S + MIND_S)


def test_a_border_a_little_off_stays_as_it_is() -> None:
    truth, off = with_box(40, 40, 120, 100), with_box(40 + BORDER_PX, 40, 120, 100)
    found = corrected(off, truth)
    assert found.regions == 0
    assert np.array_equal(found.mask, off)


def test_what_is_missed_is_drawn_and_what_is_needless_deleted() -> None:
    truth = with_box(10, 10, 60, 60)
    needless = truth.copy()
    needless[100:140, 100:160] = 1
    found = corrected(needless, truth)
    assert np.array_equal(found.mask, truth)
    assert found.seconds - corrected(truth, truth).seconds == pytest.approx(
        MIND_S + CLICK_S + KEY_S
    )
    missed = truth + with_box(100, 100, 160, 140)
    assert np.array_equal(corrected(truth, missed).mask, missed)


def test_a_hopeless_prediction_is_drawn_anew() -> None:
    truth = with_box(40, 40, 120, 100)
    noise = (np.random.default_rng(0).random((25, 30)) < 0.5).repeat(8, 0).repeat(8, 1)
    found = corrected(noise.astype(np.uint8), truth)
    assert np.array_equal(found.mask, truth)
    assert found.seconds == pytest.approx(drawing_s(truth) + OPEN_S + MIND_S)


@given(st.integers(0, 2**32 - 1))
def test_correcting_never_makes_it_worse_nor_costs_more_than_drawing(seed: int) -> None:
    rng = np.random.default_rng(seed)
    truth, predicted = ((rng.random((10, 12)) < 0.4).repeat(20, 0).repeat(20, 1) for _ in "ab")
    truth, predicted = truth.astype(np.uint8), predicted.astype(np.uint8)
    found = corrected(predicted, truth)
    assert (found.mask != truth).sum() <= (predicted != truth).sum()
    assert found.seconds <= drawing_s(truth) + OPEN_S + MIND_S + 1e-9
