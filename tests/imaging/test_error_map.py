"""Where two masks differ, and how; counts add up to what the scores are made of."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from unet_studio.domain.metrics import confusion
from unet_studio.imaging.error_map import NOT_COUNTED, ErrorKind, count_errors, error_map

IDS = (1, 4)
VALUES = st.sampled_from([0, 1, 4, 255])
MASKS = st.tuples(
    arrays(np.uint8, (5, 7), elements=VALUES),
    arrays(np.uint8, (5, 7), elements=st.sampled_from([0, 1, 4])),
)


def test_every_kind_of_error() -> None:
    truth = np.array([[0, 0, 1, 1, 1, 255]], np.uint8)
    found = np.array([[0, 4, 0, 1, 4, 4]], np.uint8)
    kinds = error_map(truth, found, IDS)
    assert kinds.tolist() == [
        [
            ErrorKind.NONE,
            ErrorKind.EXTRA,
            ErrorKind.MISSED,
            ErrorKind.NONE,
            ErrorKind.WRONG_CLASS,
            NOT_COUNTED,
        ]
    ]


def test_classes_that_only_one_side_knows_are_background() -> None:
    truth = np.array([[7, 7, 1]], np.uint8)
    found = np.array([[0, 1, 9]], np.uint8)
    kinds = error_map(truth, found, IDS)
    assert kinds.tolist() == [[ErrorKind.NONE, ErrorKind.EXTRA, ErrorKind.MISSED]]


@given(MASKS)
def test_counts_add_up_to_what_differs(masks: tuple[np.ndarray, np.ndarray]) -> None:
    truth, found = masks
    counts = count_errors(error_map(truth, found, IDS))
    counted = truth != 255
    assert counts.wrong == np.count_nonzero((truth != found) & counted)
    assert counts.counted == np.count_nonzero(counted)


@given(MASKS)
def test_they_are_the_errors_that_scores_are_made_of(masks: tuple[np.ndarray, np.ndarray]) -> None:
    truth, found = masks
    counts = count_errors(error_map(truth, found, IDS))
    classes = confusion(truth, found, IDS).values()
    assert counts.missed + counts.wrong_class == sum(c.false_negative for c in classes)
    assert counts.extra + counts.wrong_class == sum(c.false_positive for c in classes)


@given(MASKS)
def test_seen_from_the_other_side_missed_is_extra(masks: tuple[np.ndarray, np.ndarray]) -> None:
    truth, found = (np.where(mask == 255, 0, mask).astype(np.uint8) for mask in masks)
    there = count_errors(error_map(truth, found, IDS))
    back = count_errors(error_map(found, truth, IDS))
    assert (there.missed, there.extra) == (back.extra, back.missed)
    assert there.wrong_class == back.wrong_class
