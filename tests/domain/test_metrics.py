from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from unet_studio.domain.metrics import (
    ClassScores,
    confusion,
    is_one_sided,
    mean,
    mean_scores,
    scores,
)

MASKS = arrays(np.uint8, (6, 7), elements=st.sampled_from([0, 1, 2, 255]))
PREDICTED = arrays(np.uint8, (6, 7), elements=st.sampled_from([0, 1, 2]))


@given(MASKS, PREDICTED)
def test_scores_are_those_of_their_definitions(truth: np.ndarray, predicted: np.ndarray) -> None:
    counts = truth != 255
    for class_id, found in scores(truth, predicted, (0, 1, 2)).items():
        a, b = (truth == class_id) & counts, (predicted == class_id) & counts
        both = (a & b).sum()
        expected = [
            2 * both / (a.sum() + b.sum()) if a.any() or b.any() else None,
            both / (a | b).sum() if a.any() or b.any() else None,
            both / b.sum() if b.any() else None,
            both / a.sum() if a.any() else None,
        ]
        assert [found.dice, found.iou, found.precision, found.recall] == pytest.approx(expected)


@given(MASKS, PREDICTED, MASKS, PREDICTED)
def test_counts_of_two_images_add_up(
    a: np.ndarray, b: np.ndarray, c: np.ndarray, d: np.ndarray
) -> None:
    together = confusion(np.concatenate([a, c]), np.concatenate([b, d]), (1,))[1]
    assert together == confusion(a, b, (1,))[1] + confusion(c, d, (1,))[1]


@given(MASKS)
def test_a_perfect_mask_has_dice_1(truth: np.ndarray) -> None:
    for found in scores(truth, truth, (0, 1, 2)).values():
        assert found.dice in (1.0, None)


def test_means_leave_out_what_does_not_exist() -> None:
    some, none = ClassScores(0.5, 0.4, 0.3, 0.2), ClassScores(None, None, None, None)
    assert mean_scores([some, none]) == some
    assert mean_scores([none]) == none
    assert mean([]) is None


@pytest.mark.parametrize(
    ("labelled", "is_so"),
    [
        ([1, 1, 255], True),
        ([3, 255, 255], True),
        ([1, 1, 1], False),  # all of it is labelled: there is nothing else to find
        ([1, 0, 255], False),
        ([1, 2, 255], False),
        ([0, 0, 255], False),
        ([255, 255, 255], False),
    ],
)
def test_nothing_can_be_found_wrongly_where_one_class_alone_is_labelled(
    labelled: list[int], is_so: bool
) -> None:
    truth = np.array([labelled], np.uint8)
    assert is_one_sided(truth) is is_so
    everywhere = confusion(truth, np.full_like(truth, max(labelled[0], 1)), [labelled[0]])
    if is_so:
        assert everywhere[labelled[0]].scores.dice == 1
