"""Likeness of training images: how far pictures of the same kind lie from one another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from unet_studio.domain.likeness import FEATURES, Likeness

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

_USUAL_SPREAD = np.array([0.04, 0.04, 0.05, 0.1, 0.25, 0.18, 0.1, 0.07, 0.05, 0.2])
"""Of each feature over pictures taken in one series, about as in ISBI 2012."""

_WORTH_IMAGES = 5
"""The usual spread counts as much as so many images: of three nobody knows their spread."""

_USUAL_CERTAINTY = 0.3
"""As `_USUAL_SPREAD`, of the logarithm of the odds of being certain of a pixel."""

LEAST_HELD_OUT = 3

FALSE_ALARMS = 0.002
"""Of pictures of the same kind, so many may be flagged; shared among the features."""

MOST_IMAGES = 256
"""More are not looked at; they tell no more."""


def likeness_of(features: Sequence[Sequence[float]]) -> Likeness | None:
    """What training images look like.

    A picture is as far from them as its oddest feature, in standard deviations. The limit is the
    quantile of Student's t, shared among the features (Bonferroni), for a new picture of the same
    kind; if one of the training images lies further from all the others, it is that distance, for
    some sets are of several kinds.

    Parameters
    ----------
    features
        Of each image, see `imaging.picture_features`; at least one.
    """
    table = np.array([row for row in features if len(row) == len(FEATURES)], np.float64)
    if not len(table):
        return None
    centre, spread = _centre_and_spread(table)
    limit = max(_quantile(len(table)), _furthest(table))
    return Likeness(
        len(table),
        tuple(centre.round(4).tolist()),
        tuple(spread.round(4).tolist()),
        round(limit, 3),
    )


def least_certain(shares: Sequence[float]) -> float | None:
    """The share of certain pixels below which a picture is unusual.

    As `likeness_of`, of the logarithm of the odds, one-sided.

    Parameters
    ----------
    shares
        Of held-out images, 0 to 1: of those that it learnt from, a model is too certain.

    Returns
    -------
    None for fewer than three images.
    """
    from scipy.stats import t

    count = len(shares)
    if count < LEAST_HELD_OUT:
        return None
    clipped = np.clip(np.array(shares), 1e-3, 1 - 1e-3)
    odds = np.log(clipped / (1 - clipped))
    squares = ((odds - odds.mean()) ** 2).sum() + _WORTH_IMAGES * _USUAL_CERTAINTY**2
    freedom = count - 1 + _WORTH_IMAGES
    spread = np.sqrt(squares / freedom * (1 + 1 / count))
    limit = odds.mean() - float(t.ppf(1 - FALSE_ALARMS, freedom)) * spread
    return round(float(1 / (1 + np.exp(-limit))), 4)


def _centre_and_spread(
    table: NDArray[np.float64],
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The spread is that of one more image around the mean of these."""
    count = len(table)
    centre = table.mean(axis=0)
    squares = ((table - centre) ** 2).sum(axis=0) + _WORTH_IMAGES * _USUAL_SPREAD**2
    variance = squares / (count - 1 + _WORTH_IMAGES)
    return centre, np.asarray(np.sqrt(variance * (1 + 1 / count)))


def _quantile(images: int) -> float:
    from scipy.stats import t

    freedom = images - 1 + _WORTH_IMAGES
    return float(t.ppf(1 - FALSE_ALARMS / 2 / len(FEATURES), freedom))


def _furthest(table: NDArray[np.float64]) -> float:
    """How far the oddest of the images is from the others."""
    if len(table) < 2:
        return 0.0
    furthest = 0.0
    for place, row in enumerate(table):
        centre, spread = _centre_and_spread(np.delete(table, place, axis=0))
        furthest = max(furthest, float(np.abs((row - centre) / spread).max()))
    return furthest
