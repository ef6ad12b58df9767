"""Validation: how a network does on images it never learnt from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from unet_studio.domain.metrics import ClassScores, mean, mean_scores, scores
from unet_studio.learning.dataset import IGNORED
from unet_studio.learning.stored_images import StoredImages

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from unet_studio.domain.recipe import LossConfig
    from unet_studio.learning.dataset import LabelledImage
    from unet_studio.learning.inference import Inference

THRESHOLD = 0.5
_LEAST = 1e-6  # probabilities below count as this in the loss, as float32 cannot tell them from 0


@dataclass(frozen=True)
class Validation:
    """What came out.

    Attributes
    ----------
    loss
        The recipe's loss, mean over the images; None if no pixel of them is labelled.
    scores
        One per class, in the order of the classes: means over the images.
    """

    loss: float | None
    scores: tuple[ClassScores, ...]

    @property
    def mean_dice(self) -> float | None:
        """Mean over the classes."""
        return mean(s.dice for s in self.scores)


def decided(probabilities: NDArray[np.float32], threshold: float = THRESHOLD) -> NDArray[np.uint8]:
    """Which class each pixel is, as a position in the class list.

    Parameters
    ----------
    probabilities
        (K, H, W) float32, background first.
    threshold
        The least probability of the class where there is only one; of several the most probable
        wins.

    Returns
    -------
    (H, W) uint8, 0 = background.
    """
    if len(probabilities) == 2:
        return np.asarray(probabilities[1] >= threshold, np.uint8)
    return np.asarray(probabilities.argmax(axis=0), np.uint8)


def validate(
    inference: Inference, images: Iterable[LabelledImage], class_count: int, loss: LossConfig
) -> Validation:
    """Predict labelled images and compare."""
    ids = range(1, class_count + 1)
    losses: list[float | None] = []
    found: list[dict[int, ClassScores]] = []
    for image in images:
        probabilities = inference.probabilities(image.pixels, image.scaling)
        losses.append(_loss(probabilities, image.target, loss))
        found.append(scores(image.target, decided(probabilities), ids))
    return Validation(mean(losses), tuple(mean_scores(s[i] for s in found) for i in ids))


def evenly(images: Sequence[LabelledImage], count: int) -> Sequence[LabelledImage]:
    """So many of the images, evenly spread; none is read for it."""
    if count >= len(images):
        return images
    places = [int(k * len(images) / count) for k in range(count)]
    return (
        images.chosen(places) if isinstance(images, StoredImages) else [images[k] for k in places]
    )


def _loss(
    probabilities: NDArray[np.float32], target: NDArray[np.uint8], config: LossConfig
) -> float | None:
    """The loss of `losses.segmentation_loss`, from probabilities."""
    counts = target != IGNORED
    if not counts.any():
        return None
    wanted = np.where(counts, target, 0)
    total = 0.0
    if config.cross_entropy > 0:
        right = np.take_along_axis(probabilities, wanted[None].astype(np.int64), axis=0)[0]
        total += config.cross_entropy * float(-np.log(np.maximum(right[counts], _LEAST)).mean())
    if config.dice > 0:
        overlaps = []
        for k in range(1, len(probabilities)):
            truth, found = (wanted == k) & counts, probabilities[k] * counts
            overlaps.append((2 * found[truth].sum() + 1) / (found.sum() + truth.sum() + 1))
        total += config.dice * (1 - float(np.mean(overlaps)))
    return total
