"""Validation: how a network does on images it never learnt from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from unet_studio.domain.metrics import ClassScores, mean, mean_scores, scores
from unet_studio.imaging.deciding import decided_places
from unet_studio.learning.data.dataset import IGNORED
from unet_studio.learning.data.stored_images import chosen_of
from unet_studio.learning.network.losses import loss_of_probabilities

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from unet_studio.domain.recipe import LossConfig
    from unet_studio.learning.data.dataset import LabelledImage
    from unet_studio.learning.prediction.inference import Inference


@dataclass(frozen=True)
class Validation:
    """What came out.

    Attributes
    ----------
    loss
        The recipe's loss, mean over the images; None if no pixel of them is labelled.
    scores
        One per class, in the order of the classes: means over the images.
    pixel_accuracy
        Share of the labelled pixels that are right, background too, mean over the images; some
        write-ups say it. It is high wherever most is background.
    images
        How many were looked at.
    """

    loss: float | None
    scores: tuple[ClassScores, ...]
    pixel_accuracy: float | None = None
    images: int = 0

    @property
    def mean_dice(self) -> float | None:
        """Mean over the classes."""
        return mean(s.dice for s in self.scores)


def validate(
    inference: Inference, images: Iterable[LabelledImage], class_count: int, loss: LossConfig
) -> Validation:
    """Predict labelled images and compare."""
    ids = range(1, class_count + 1)
    losses: list[float | None] = []
    found: list[dict[int, ClassScores]] = []
    accuracies: list[float | None] = []
    for image in images:
        probabilities = inference.probabilities(image.pixels, image.scaling)
        losses.append(loss_of_probabilities(probabilities, image.target, loss, image.weights))
        mask = decided_places(probabilities)
        counts = image.target != IGNORED
        found.append(scores(image.target, mask, ids))
        accuracies.append(float((mask == image.target)[counts].mean()) if counts.any() else None)
    per_class = tuple(mean_scores(s[i] for s in found) for i in ids)
    return Validation(mean(losses), per_class, mean(accuracies), len(found))


def evenly(images: Sequence[LabelledImage], count: int) -> Sequence[LabelledImage]:
    """So many of the images, evenly spread; none is read for it."""
    if count >= len(images):
        return images
    places = [int(k * len(images) / count) for k in range(count)]
    return chosen_of(images, places)
