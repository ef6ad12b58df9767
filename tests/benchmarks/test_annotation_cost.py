"""The simulated person's hands: quick, but not quicker than hands are."""

from __future__ import annotations

import cv2
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
from brush_strokes import strokes_along
from hypothesis import given, settings
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


@settings(max_examples=25)
@given(st.integers(0, 2**32 - 1))
def test_correcting_never_makes_it_worse_nor_costs_more_than_drawing(seed: int) -> None:
    rng = np.random.default_rng(seed)
    truth, predicted = ((rng.random((5, 6)) < 0.4).repeat(16, 0).repeat(16, 1) for _ in "ab")
    truth, predicted = truth.astype(np.uint8), predicted.astype(np.uint8)
    found = corrected(predicted, truth)
    assert (found.mask != truth).sum() <= (predicted != truth).sum()
    assert found.seconds <= drawing_s(truth) + OPEN_S + MIND_S + 1e-9


def cross() -> np.ndarray:
    mask = blank()
    mask[60:66, 20:120] = 1
    mask[20:110, 70:76] = 1
    return mask


def ring() -> np.ndarray:
    return cv2.circle(blank(), (180, 120), 40, 1, 6)


def test_a_cross_takes_two_strokes_and_a_ring_one() -> None:
    crossed, round_ = strokes_along(cross(), 5, 2), strokes_along(ring(), 5, 2)
    assert (crossed.count, crossed.straight) == (2, 2)
    assert crossed.length_px == pytest.approx(100 + 90, rel=0.15)
    assert round_.count == 1
    assert round_.length_px == pytest.approx(2 * np.pi * 40, rel=0.15)


def test_lines_are_brushed_rather_than_outlined() -> None:
    taken = drawing_s(cross() | ring()) - drawing_s(blank())
    outlines_s = 2 * MIND_S + (12 + 2 * 12) * CLICK_S  # a cross and a ring, by their corners
    assert taken < outlines_s / 2


def test_wrong_places_close_together_are_mended_by_one_stroke() -> None:
    truth = blank()
    truth[90:100, 20:220] = 1
    near, far = truth.copy(), truth.copy()
    near[90:100, 60:70] = near[90:100, 78:88] = 0
    far[90:100, 60:70] = far[90:100, 178:188] = 0
    assert corrected(near, truth).regions == 1
    assert corrected(far, truth).regions == 2
    assert corrected(near, truth).seconds < corrected(far, truth).seconds


def test_specks_are_neither_drawn_nor_mended() -> None:
    speck = with_box(40, 40, 44, 44)
    assert drawing_s(speck) == pytest.approx(drawing_s(blank()))
    assert corrected(speck, blank()).regions == 0


def test_a_whole_shape_of_the_wrong_class_is_given_another() -> None:
    truth = with_box(40, 40, 120, 100)
    found = corrected(truth * 2, truth)
    assert np.array_equal(found.mask, truth)
    assert found.seconds - corrected(truth, truth).seconds == pytest.approx(
        MIND_S + CLICK_S + KEY_S
    )


def test_the_class_that_costs_most_to_draw_is_laid_below() -> None:
    holes = np.full_like(blank(), 1)
    holes[40:80, 40:90] = 2
    boxes = with_box(40, 40, 90, 80)
    below = drawing_s(holes) - drawing_s(boxes)
    assert below == pytest.approx(MIND_S + 2 * CLICK_S)
