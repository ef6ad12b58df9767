"""Which threshold or bias agrees best with the labels of some images.

Each pixel is found or not depending on one number alone: its probability, or how far its class is
behind the likeliest other one. Counted in bins of that number, all thresholds are scored at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from unet_studio.domain.label_class import IGNORE_ID

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

THRESHOLDS = np.round(np.arange(0.02, 0.985, 0.01), 2)
BIASES = np.round(np.arange(-4.0, 4.01, 0.1), 1)
ROUNDS = 3
"""Biases are looked for one after the other, so often round."""

_SAMPLED_PIXELS = 200_000
_LEAST = 1e-6


@dataclass(frozen=True, eq=False)
class Sample:
    """Evenly spread pixels of one labelled image.

    Attributes
    ----------
    odds
        (K, n) float32, logarithm of the odds, background first.
    truth
        (n,) int, places in the class list, 0 = background.
    """

    odds: NDArray[np.float32]
    truth: NDArray[np.int64]


def sample_of(
    probabilities: NDArray[np.floating], truth: NDArray[np.uint8], class_ids: Sequence[int]
) -> Sample:
    """What counts of one image.

    Parameters
    ----------
    probabilities
        (K, H, W), any real type, 0 to 1, background first.
    truth
        (H, W) uint8; 255 does not count, and ids that are not asked for are background.
    class_ids
        The id in `truth` of each class, in the order of the probabilities.
    """
    places = np.zeros(256, np.int64)
    places[list(class_ids)] = np.arange(1, len(class_ids) + 1)
    counting = np.flatnonzero(truth.ravel() != IGNORE_ID)
    counting = counting[:: max(1, len(counting) // _SAMPLED_PIXELS)]
    found = probabilities.reshape(len(probabilities), -1)[:, counting].astype(np.float32)
    clipped = np.clip(found, _LEAST, 1 - _LEAST)
    return Sample(np.log(clipped / (1 - clipped)), places[truth.ravel()[counting]])


def best_threshold(samples: Sequence[Sample]) -> float | None:
    """The threshold of the highest mean Dice over images; of equal ones the nearest to 0.5.

    Returns
    -------
    None if no image shows the class.
    """
    edges = np.log(THRESHOLDS / (1 - THRESHOLDS))
    showing = [s for s in samples if (s.truth == 1).any()]
    dice = [_dice_from(s.odds[1], s.truth == 1, edges) for s in showing]
    if not dice:
        return None
    return float(THRESHOLDS[_best(np.mean(dice, axis=0), abs(THRESHOLDS - 0.5))])


def best_biases(samples: Sequence[Sample]) -> list[float] | None:
    """The bias of each class for the highest mean Dice over images and classes.

    Each class in turn gets the bias that is best while the others keep theirs, which is a local
    best; of equal ones the one nearest to 0.

    Returns
    -------
    One for each class, background left out; None if no image shows any of them.
    """
    classes = len(samples[0].odds) - 1 if samples else 0
    shown = [[(s.truth == k + 1).any() for k in range(classes)] for s in samples]
    if not np.any(shown):
        return None
    bias = np.zeros(classes + 1, np.float32)
    for _ in range(ROUNDS):
        before = bias.copy()
        for k in range(1, classes + 1):
            scores = np.array([_dice_by_bias(s, bias, k) for s in samples])
            bias[k] = BIASES[_best(np.nanmean(scores, axis=(0, 1)), abs(BIASES))]
        if np.array_equal(before, bias):
            break
    return [round(float(b), 1) for b in bias[1:]]


def _dice_by_bias(sample: Sample, bias: NDArray[np.float32], k: int) -> NDArray[np.float64]:
    """(K - 1, B) Dice of each class for each bias of class k; NaN where a class is not shown."""
    odds = sample.odds + bias[:, None]
    odds[k] = -np.inf
    rival = odds.argmax(axis=0)
    ahead = sample.odds[k] - odds[rival, np.arange(odds.shape[1])]  # k wins if above -bias
    edges = -BIASES[::-1]
    found = np.full((len(bias) - 1, len(BIASES)), np.nan)
    for other in range(1, len(bias)):
        truth = sample.truth == other
        if not truth.any():
            continue
        if other == k:
            found[other - 1] = _dice_from(ahead, truth, edges)[::-1]
        else:
            mine = rival == other
            lost = _counts_above(ahead[mine], truth[mine], edges)
            hits = np.count_nonzero(truth & mine) - lost[0][::-1]
            size = np.count_nonzero(mine) - lost[1][::-1]
            found[other - 1] = 2 * hits / np.maximum(size + np.count_nonzero(truth), 1)
    return found


def _dice_from(
    value: NDArray[np.float32], truth: NDArray[np.bool_], edges: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Dice where what has at least the value of an edge is found, for each edge."""
    hits, size = _counts_above(value, truth, edges)
    return np.asarray(2 * hits / np.maximum(size + np.count_nonzero(truth), 1), np.float64)


def _counts_above(
    value: NDArray[np.float32], truth: NDArray[np.bool_], edges: NDArray[np.float64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """How many true pixels, and how many at all, have at least the value of each edge."""
    # Probabilities are kept to 0.0005, so what is as good as on an edge counts as on it.
    bins = np.searchsorted(edges, value + 1e-5, side="right")
    every = np.bincount(bins, minlength=len(edges) + 1)
    true = np.bincount(bins[truth], minlength=len(edges) + 1)
    return tuple(c[::-1].cumsum()[::-1][1:] for c in (true, every))  # type: ignore[return-value]


def _best(scores: NDArray[np.float64], distance: NDArray[np.float64]) -> int:
    """Of the highest scores, the place of the one with the least distance."""
    highest = np.flatnonzero(scores >= scores.max() - 1e-9)
    return int(highest[distance[highest].argmin()])
