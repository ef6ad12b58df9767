"""Corrected totals: how far totals are off, by held-out images, and what they really may be."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from unet_studio.domain.interval import t_97_5

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from unet_studio.domain.measurement import ClassTotal

LEAST_IMAGES = 3
"""With fewer held-out images nobody can say how far a total may be off."""


@dataclass(frozen=True)
class CorrectedTotal:
    """A total of predictions, and what it would be by a person's hand.

    Attributes
    ----------
    observed
        What the predictions add up to.
    value
        What it most likely is.
    low, high
        95 % interval of it.
    bias
        How far predictions are off on held-out images, relative to the truth: 0.1 = 10 % too much.
    images
        From how many held-out images that is known.
    """

    observed: float
    value: float
    low: float
    high: float
    bias: float
    images: int


@dataclass(frozen=True)
class TotalBias:
    """How a quantity of predictions relates to the truth, by held-out images.

    The ratio estimator (Cochran 1977, chapter 6): truth = ratio x prediction, the ratio being that
    of the sums over the images.

    Attributes
    ----------
    images
        How many.
    ratio
        Truth to prediction.
    residual
        Standard deviation of what the ratio leaves unexplained in an image.
    mean
        Of the predictions, per image.
    """

    images: int
    ratio: float
    residual: float
    mean: float

    @property
    def bias(self) -> float:
        """How far predictions are off, relative to the truth."""
        return 1 / self.ratio - 1 if self.ratio else math.inf

    def corrected(self, observed: float) -> CorrectedTotal:
        """What a total of predictions of other images most likely is.

        The interval has two parts: the ratio is known from few images only, and the other images
        scatter around it as those did. How many images' worth the total is, their mean tells, for
        pictures may differ in size.
        """
        worth = observed / self.mean
        error = self.residual * math.sqrt(worth**2 / self.images + worth)
        value, reach = observed * self.ratio, t_97_5(self.images - 1) * error
        return CorrectedTotal(
            observed, value, max(0.0, value - reach), value + reach, self.bias, self.images
        )


def total_bias(truth: Sequence[float], predicted: Sequence[float]) -> TotalBias | None:
    """How predictions relate to the truth.

    Parameters
    ----------
    truth, predicted
        Area or number of objects in each of the same held-out images, never of images that the
        model was trained on.

    Returns
    -------
    None for fewer than three images, or if nothing was predicted in them.
    """
    y, x = np.asarray(truth, np.float64), np.asarray(predicted, np.float64)
    if len(y) < LEAST_IMAGES or x.sum() <= 0:
        return None
    ratio = float(y.sum() / x.sum())
    residual = math.sqrt(float(((y - ratio * x) ** 2).sum()) / (len(y) - 1))
    return TotalBias(len(y), ratio, residual, float(x.mean()))


@dataclass(frozen=True)
class ClassBias:
    """Of one class; None where nobody can say."""

    count: TotalBias | None
    area: TotalBias | None


def class_biases(
    pairs: Sequence[tuple[Mapping[str, ClassTotal], Mapping[str, ClassTotal]]],
) -> dict[str, ClassBias]:
    """Class name -> how its totals are off.

    Parameters
    ----------
    pairs
        Of each held-out image: what a person drew, and what was predicted there.
    """
    names = dict.fromkeys(name for truth, found in pairs for name in truth if name in found)
    return {name: _class_bias([(t[name], f[name]) for t, f in pairs]) for name in names}


def _class_bias(pairs: Sequence[tuple[ClassTotal, ClassTotal]]) -> ClassBias:
    return ClassBias(
        total_bias([t.count for t, _ in pairs], [f.count for _, f in pairs]),
        total_bias([t.area_px for t, _ in pairs], [f.area_px for _, f in pairs]),
    )
