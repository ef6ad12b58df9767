"""Metrics: how well a predicted mask agrees with a person's, class by class."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from unet_studio.domain.label_class import IGNORE_ID

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray


@dataclass(frozen=True)
class ClassScores:
    """Agreement on one class, 0 to 1; None where there is nothing to divide by.

    An image in which neither the person nor the model sees the class has no Dice: counting it as
    0 or as 1 would both be invented.
    """

    dice: float | None
    iou: float | None
    precision: float | None
    recall: float | None


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
    table = np.bincount(
        (truth.astype(np.int32) * 256 + predicted).ravel(), minlength=256 * 256
    ).reshape(256, 256)
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


def scores(
    truth: NDArray[np.uint8], predicted: NDArray[np.uint8], class_ids: Sequence[int]
) -> dict[int, ClassScores]:
    """`ClassScores` of one image; see `confusion`."""
    return {i: c.scores for i, c in confusion(truth, predicted, class_ids).items()}


def mean_scores(several: Iterable[ClassScores]) -> ClassScores:
    """Means over images, each over the images that have the number at all."""
    listed = list(several)
    return ClassScores(
        dice=mean(s.dice for s in listed),
        iou=mean(s.iou for s in listed),
        precision=mean(s.precision for s in listed),
        recall=mean(s.recall for s in listed),
    )


def mean(values: Iterable[float | None]) -> float | None:
    """The mean of the values there are; None if there are none."""
    known = [v for v in values if v is not None]
    return sum(known) / len(known) if known else None


def _ratio(part: int, whole: int) -> float | None:
    return part / whole if whole else None
