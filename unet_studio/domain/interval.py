"""Intervals: how far a mean over images may lie from what other such images would give."""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import NormalDist
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

CONFIDENCE = 0.95

_T_97_5 = (12.7062, 4.3027, 3.1824, 2.7764, 2.5706, 2.4469, 2.3646, 2.3060, 2.2622, 2.2281)
"""97.5 % points of Student's t for 1 to 10 degrees of freedom, as any table has them."""


@dataclass(frozen=True)
class Interval:
    """A range of scores, 0 to 1, that covers the true mean 95 times of 100."""

    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.low:.2f}-{self.high:.2f}"


def mean_interval(scores: Sequence[Sequence[float | None]]) -> Interval | None:
    """The 95 % interval of a mean over classes of means over images.

    Student's t over the images, which for few images is wide, as it has to be; a bootstrap of five
    images covers the truth only some 83 times of 100. Where a class is missing from some images,
    each image counts by how much it moves the mean (the infinitesimal jackknife; Efron 1982).

    Parameters
    ----------
    scores
        For each image its scores of each class, 0 to 1; None where an image has no such score.

    Returns
    -------
    Clipped to 0 ... 1; None for fewer than two images with scores.
    """
    if len(scores) < 2:
        return None
    table = np.array([[math.nan if s is None else s for s in row] for row in scores], np.float64)
    table = table[~np.isnan(table).all(axis=1)]
    count = len(table)
    if count < 2:
        return None
    table = table[:, ~np.isnan(table).all(axis=0)]
    means = np.nanmean(table, axis=0)
    pulls = _pulls(table, means)
    error = math.sqrt(float((pulls**2).sum()) / (count * (count - 1)))
    centre, reach = float(means.mean()), t_97_5(count - 1) * error
    return Interval(max(0.0, centre - reach), min(1.0, centre + reach))


def _pulls(table: NDArray[np.float64], means: NDArray[np.float64]) -> NDArray[np.float64]:
    """How strongly each image pulls at the mean over the classes."""
    present = ~np.isnan(table)
    weights = len(table) / present.sum(axis=0)
    pulls = np.where(present, table - means, 0.0) * weights
    return np.asarray(pulls.mean(axis=1))


def t_97_5(freedom: int) -> float:
    """The 97.5 % point of Student's t.

    Parameters
    ----------
    freedom
        Degrees of freedom, at least 1. Above 10 by the expansion of Cornish and Fisher, good to
        four digits.
    """
    if freedom <= len(_T_97_5):
        return _T_97_5[freedom - 1]
    z = NormalDist().inv_cdf(0.5 + CONFIDENCE / 2)
    first = (z**3 + z) / 4
    second = (5 * z**5 + 16 * z**3 + 3 * z) / 96
    third = (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384
    return z + first / freedom + second / freedom**2 + third / freedom**3
