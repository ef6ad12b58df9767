"""Teaching order: of images, those first that a model is unsure of and that are unlike the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_LEAST_UNSURE = 0.02
_LEAST_NOVEL = 0.05
"""What an image counts that the model is sure of, or that looks like another: it comes last, but
where all are alike in one of the two, the other decides."""


_FAR = 1.5
_FEW = 3


class Chosen(NamedTuple):
    """One image in the order.

    Attributes
    ----------
    which
        Which.
    novelty
        Distance to the nearest image that is labelled or stands before it, 0 to 1.
    is_unlike
        Whether it is farther from all that are labelled than these usually are from each other;
        never where fewer than three are labelled.
    """

    which: int
    novelty: float
    is_unlike: bool = False


def teaching_order(
    uncertainty: NDArray[np.floating],
    features: NDArray[np.floating],
    labelled: NDArray[np.floating],
    count: int,
) -> list[Chosen]:
    """Order images by what labelling them would teach.

    Greedy farthest points, which come within twice the best core-set (Sener and Savarese, Active
    learning for convolutional neural networks: a core-set approach, ICLR 2018), each distance
    weighed by how unsure the model is (entropy: Settles, Active learning literature survey, 2009).

    Parameters
    ----------
    uncertainty
        (N,) at least 0; of any scale.
    features
        (N, D) what the images look like; of any scale in every dimension.
    labelled
        (M, D) the same of images that are labelled; M may be 0.
    count
        How many to take, at most.
    """
    if not len(features):
        return []
    features, labelled = _standardised(features, labelled)
    unsure = uncertainty / max(float(uncertainty.max()), 1e-12)
    known = labelled if len(labelled) else features.mean(axis=0, keepdims=True)
    distance = _to_nearest(features, known)
    farthest = max(float(distance.max()), 1e-12)
    is_unlike = distance > _FAR * _usual_distance(labelled)
    left, order = np.ones(len(features), bool), []
    for _ in range(min(count, len(features))):
        novelty = distance / farthest
        worth = (_LEAST_UNSURE + unsure) * (_LEAST_NOVEL + novelty)
        chosen = int(np.argmax(np.where(left, worth, -1.0)))
        order.append(Chosen(chosen, float(novelty[chosen]), bool(is_unlike[chosen])))
        left[chosen] = False
        distance = np.minimum(distance, _to_nearest(features, features[chosen : chosen + 1]))
    return order


def _standardised(
    features: NDArray[np.floating], labelled: NDArray[np.floating]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Every dimension with mean 0 and deviation 1 over all images; those that are even, 0."""
    everything = np.concatenate([labelled.reshape(-1, features.shape[1]), features]).astype(float)
    mean, deviation = everything.mean(axis=0), everything.std(axis=0)
    is_even = deviation <= 1e-6 * np.maximum(abs(mean), 1e-6)
    scaled = np.where(is_even, 0.0, (everything - mean) / np.where(is_even, 1.0, deviation))
    return scaled[len(labelled) :], scaled[: len(labelled)]


def _usual_distance(labelled: NDArray[np.float64]) -> float:
    """How far a labelled image usually is from the nearest other one; infinite if nobody knows."""
    if len(labelled) < _FEW:
        return np.inf
    others = [np.delete(labelled, k, axis=0) for k in range(len(labelled))]
    pairs = zip(labelled, others, strict=True)
    return float(np.median([_to_nearest(one[None], rest)[0] for one, rest in pairs]))


def _to_nearest(points: NDArray[np.float64], known: NDArray[np.float64]) -> NDArray[np.float64]:
    """(N,) Euclidean distance of every point to the nearest known one."""
    nearest = np.full(len(points), np.inf)
    for one in known:
        nearest = np.minimum(nearest, np.linalg.norm(points - one, axis=1))
    return nearest
