"""Final score: what is said of a finished model, from images that did not choose its weights."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from unet_studio.domain.interval import Interval, mean_interval
from unet_studio.domain.metrics import is_one_sided, mean_scores, score_intervals
from unet_studio.imaging.agreement import agreement
from unet_studio.imaging.certainty import certain_pixels
from unet_studio.imaging.deciding import decided_places
from unet_studio.learning.data.stored_images import chosen_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from unet_studio.domain.metrics import ClassScores
    from unet_studio.learning.data.dataset import LabelledImage
    from unet_studio.learning.prediction.inference import Inference

ENOUGH_TO_HALVE = 20
"""From so many held-out images on, one half chooses the weights and the other half scores them."""


@dataclass(frozen=True)
class FinalScore:
    """How a model did on held-out images.

    Attributes
    ----------
    scores
        Class name -> means over the images.
    intervals
        Class name -> measure -> 95 % interval of the mean.
    mean_interval
        Of the mean Dice over the classes.
    images
        How many there were.
    one_sided
        Names of those in which one class alone is labelled, see `domain.metrics.is_one_sided`.
    certain
        Of each image the share of pixels that the model was certain of; empty if not measured.
    """

    scores: Mapping[str, ClassScores]
    intervals: Mapping[str, Mapping[str, Interval]]
    mean_interval: Interval | None
    images: int
    certain: tuple[float, ...] = ()
    one_sided: tuple[str, ...] = ()


def halves(
    images: Sequence[LabelledImage],
) -> tuple[Sequence[LabelledImage], Sequence[LabelledImage]]:
    """Images that choose the weights, and images that score them; the same if there are few.

    The best of many validations on the same images was partly lucky on them (see
    ``docs/decisions/0017``).
    """
    if len(images) < ENOUGH_TO_HALVE:
        return images, images
    return _every_second(images, 0), _every_second(images, 1)


def final_score(
    inference: Inference, images: Iterable[LabelledImage], class_names: Sequence[str]
) -> FinalScore:
    """Predict images and compare, outlines included."""
    ids = {name: place for place, name in enumerate(class_names, start=1)}
    found, certain, one_sided = [], [], []
    for image in images:
        probabilities = inference.probabilities(image.pixels, image.scaling)
        certain.append(certain_pixels(probabilities) / image.target.size)
        mask = decided_places(probabilities)
        compared = agreement(image.target, mask, ids)
        found.append({name: a.scores for name, a in compared.items()})
        if is_one_sided(image.target):
            one_sided.append(image.name)
    scored = summary(found, class_names)
    return replace(scored, certain=tuple(certain), one_sided=tuple(one_sided))


def summary(found: Sequence[Mapping[str, ClassScores]], class_names: Sequence[str]) -> FinalScore:
    """Means and intervals over images.

    Parameters
    ----------
    found
        Of each image: class name -> scores.
    class_names
        The classes that count for the mean over classes.
    """
    return FinalScore(
        {name: mean_scores(each[name] for each in found) for name in class_names},
        {name: score_intervals(each[name] for each in found) for name in class_names},
        mean_interval([[each[name].dice for name in class_names] for each in found]),
        len(found),
    )


def _every_second(images: Sequence[LabelledImage], first: int) -> Sequence[LabelledImage]:
    return chosen_of(images, range(first, len(images), 2))
