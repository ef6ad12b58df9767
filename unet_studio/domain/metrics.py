"""Metrics: how well a predicted mask agrees with a person's, class by class."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from unet_studio.domain.interval import Interval, mean_interval
from unet_studio.domain.label_class import BACKGROUND_ID, IGNORE_ID

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray


_COUNTED_AT_ONCE = 1 << 20
"""Pixels: numpy counts in one go, and no other thread of Python runs meanwhile."""


@dataclass(frozen=True)
class ClassScores:
    """Agreement on one class, 0 to 1; None where there is nothing to divide by.

    An image in which neither the person nor the model sees the class has no Dice: counting it as
    0 or as 1 would both be invented.

    Attributes
    ----------
    dice, iou, precision, recall
        Of pixels.
    boundary_f1
        Of outlines, see `imaging.boundary`; None also where it was not asked for.
    """

    dice: float | None
    iou: float | None
    precision: float | None
    recall: float | None
    boundary_f1: float | None = None


MEASURES = ("dice", "iou", "precision", "recall", "boundary_f1")
"""The fields of `ClassScores`, in the order in which they are shown."""


@dataclass(frozen=True)
class BoundaryCounts:
    """Pixels of outlines; counts of several images add up.

    Attributes
    ----------
    found, found_right
        Outline pixels of the prediction, and those near an outline that a person drew.
    drawn, drawn_found
        Outline pixels that a person drew, and those near one of the prediction.
    """

    found: int = 0
    found_right: int = 0
    drawn: int = 0
    drawn_found: int = 0

    def __add__(self, other: BoundaryCounts) -> BoundaryCounts:
        return BoundaryCounts(
            self.found + other.found,
            self.found_right + other.found_right,
            self.drawn + other.drawn,
            self.drawn_found + other.drawn_found,
        )

    @property
    def f1(self) -> float | None:
        """Harmonic mean of precision and recall; None where there is no outline at all."""
        if not self.found and not self.drawn:
            return None
        precision = _ratio(self.found_right, self.found) or 0.0
        recall = _ratio(self.drawn_found, self.drawn) or 0.0
        return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


@dataclass(frozen=True)
class Counts:
    """Pixels of one class: found, found wrongly, and missed; counts of several images add up."""

    true_positive: int = 0
    false_positive: int = 0
    false_negative: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            self.true_positive + other.true_positive,
            self.false_positive + other.false_positive,
            self.false_negative + other.false_negative,
        )

    @property
    def scores(self) -> ClassScores:
        """The usual four numbers."""
        hit, wrong, missed = self.true_positive, self.false_positive, self.false_negative
        return ClassScores(
            dice=_ratio(2 * hit, 2 * hit + wrong + missed),
            iou=_ratio(hit, hit + wrong + missed),
            precision=_ratio(hit, hit + wrong),
            recall=_ratio(hit, hit + missed),
        )


def confusion(
    truth: NDArray[np.uint8], predicted: NDArray[np.uint8], class_ids: Sequence[int]
) -> dict[int, Counts]:
    """Count the pixels on which two masks agree and disagree; ignored pixels do not count.

    Parameters
    ----------
    truth, predicted
        (H, W) uint8 class ids; 255 in `truth` = not counted.
    class_ids
        The classes asked for.
    """
    drawn, found = truth.reshape(-1), predicted.reshape(-1)
    counted = np.zeros(256 * 256, np.int64)
    for first in range(0, drawn.size, _COUNTED_AT_ONCE):
        part = slice(first, first + _COUNTED_AT_ONCE)
        pairs = drawn[part].astype(np.uint16) * np.uint16(256) + found[part]
        counted += np.bincount(pairs, minlength=256 * 256)
    table = counted.reshape(256, 256)
    table[IGNORE_ID] = 0
    in_truth, in_predicted = table.sum(axis=1), table.sum(axis=0)
    return {
        i: Counts(
            true_positive=int(table[i, i]),
            false_positive=int(in_predicted[i] - table[i, i]),
            false_negative=int(in_truth[i] - table[i, i]),
        )
        for i in class_ids
    }


def is_one_sided(truth: NDArray[np.uint8]) -> bool:
    """Whether people labelled one class alone: nothing that is found there can count as wrong.

    Parameters
    ----------
    truth
        (H, W) uint8 class ids; 255 = nobody labelled it.
    """
    counts, drawn = np.zeros(256, np.int64), truth.reshape(-1)
    for first in range(0, drawn.size, _COUNTED_AT_ONCE):
        counts += np.bincount(drawn[first : first + _COUNTED_AT_ONCE], minlength=256)
    classes = [c for i, c in enumerate(counts.tolist()) if i not in (BACKGROUND_ID, IGNORE_ID)]
    return counts_one_sided(classes, int(counts[BACKGROUND_ID]), int(counts[IGNORE_ID]))


def counts_one_sided(classes: Iterable[int], background_px: int, ignored_px: int) -> bool:
    """As `is_one_sided`, of so many pixels of each class, of background, and of nothing said."""
    return sum(count > 0 for count in classes) == 1 and not background_px and ignored_px > 0


def scores(
    truth: NDArray[np.uint8], predicted: NDArray[np.uint8], class_ids: Sequence[int]
) -> dict[int, ClassScores]:
    """`ClassScores` of one image; see `confusion`."""
    return {i: c.scores for i, c in confusion(truth, predicted, class_ids).items()}


def mean_scores(several: Iterable[ClassScores]) -> ClassScores:
    """Means over images, each over the images that have the number at all."""
    listed = list(several)
    return ClassScores(**{name: mean(getattr(s, name) for s in listed) for name in MEASURES})


def score_intervals(several: Iterable[ClassScores]) -> dict[str, Interval]:
    """Name of a measure -> the 95 % interval of its mean over the images; none for one image."""
    listed = list(several)
    found = {name: mean_interval([[getattr(s, name)] for s in listed]) for name in MEASURES}
    return {name: interval for name, interval in found.items() if interval is not None}


def mean(values: Iterable[float | None]) -> float | None:
    """The mean of the values there are; None if there are none."""
    known = [v for v in values if v is not None]
    return sum(known) / len(known) if known else None


def _ratio(part: int, whole: int) -> float | None:
    return part / whole if whole else None
