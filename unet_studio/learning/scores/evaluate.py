"""Evaluation: a model against the labels of a project, image by image and class by class."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Literal

from unet_studio.domain.decision import USUAL_DECISION
from unet_studio.domain.interval import Interval, mean_interval
from unet_studio.domain.label_class import BACKGROUND_ID, BACKGROUND_NAME
from unet_studio.domain.message import StudioError, say
from unet_studio.domain.metrics import ClassScores, is_one_sided, mean, mean_scores, score_intervals
from unet_studio.domain.report import ProgressReport
from unet_studio.imaging.agreement import (
    Agreement,
    ClassMatch,
    agreement,
    classes_in_both,
    in_project_ids,
)
from unet_studio.imaging.boundary import TOLERANCE_PX
from unet_studio.learning.data.dataset import short_hash
from unet_studio.learning.prediction.predictor import Predictor
from unet_studio.storage.pictures.image_file import read_image
from unet_studio.storage.project.project_labels import broken_labels, labelled_images, read_mask

if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from unet_studio.domain.decision import Decision
    from unet_studio.domain.model_card import ModelCard
    from unet_studio.domain.project import ImageRef, Project

SplitName = Literal["held-out", "train", "all"]


@dataclass(frozen=True)
class ImageEvaluation:
    """How a model did on one image.

    Attributes
    ----------
    name
        In the project.
    trained_on
        Whether the model learnt from it: such scores say little.
    classes
        Class name, background included -> scores.
    one_sided
        Whether one class alone is labelled, so that nothing found there counts as wrong.
    """

    name: str
    trained_on: bool
    classes: dict[str, ClassScores]
    one_sided: bool = False


@dataclass(frozen=True)
class Evaluation:
    """How a model did on a project.

    Attributes
    ----------
    model
        The model file.
    split
        Which images.
    views
        In how many positions each was looked at; more than 1 with test-time augmentation.
    images
        One by one.
    classes
        Class name, background included -> means over the images.
    pooled
        Class name, background included -> scores of all pixels taken together.
    decision
        How probabilities became masks.
    """

    model: Path
    split: SplitName
    views: int
    images: tuple[ImageEvaluation, ...]
    classes: dict[str, ClassScores]
    pooled: dict[str, ClassScores]
    decision: Decision = USUAL_DECISION

    @property
    def intervals(self) -> dict[str, dict[str, Interval]]:
        """Class name -> measure -> 95 % interval of the mean over the images."""
        return {n: score_intervals(e.classes[n] for e in self.images) for n in self.classes}

    @property
    def dice_interval(self) -> Interval | None:
        """95 % interval of `mean_dice`; None for one image."""
        names = [name for name in self.classes if name != BACKGROUND_NAME]
        return mean_interval([[e.classes[name].dice for name in names] for e in self.images])

    @property
    def mean_dice(self) -> float | None:
        """Mean over the classes; background is none."""
        return mean(s.dice for name, s in self.classes.items() if name != BACKGROUND_NAME)

    @property
    def mean_iou(self) -> float | None:
        """As `mean_dice`."""
        return mean(s.iou for name, s in self.classes.items() if name != BACKGROUND_NAME)

    def as_json(self) -> dict[str, Any]:
        """What ``evaluate --json`` prints; a score that does not exist is null."""
        intervals, over_all = self.intervals, self.dice_interval
        return {
            "model": str(self.model),
            "split": self.split,
            **({"views": self.views} if self.views > 1 else {}),
            "images": [
                {
                    "name": image.name,
                    "trained_on": image.trained_on,
                    "one_sided": image.one_sided,
                    "classes": {name: asdict(s) for name, s in image.classes.items()},
                }
                for image in self.images
            ],
            "classes": {
                name: {
                    **asdict(s),
                    "pooled": asdict(self.pooled[name]),
                    "interval_95": {m: [i.low, i.high] for m, i in intervals[name].items()},
                }
                for name, s in self.classes.items()
            },
            "mean_dice": self.mean_dice,
            "mean_iou": self.mean_iou,
            "mean_dice_interval_95": [over_all.low, over_all.high] if over_all else None,
            "boundary_tolerance_px": TOLERANCE_PX,
            "decision": self.decision.as_json(),
        }


def evaluate(
    model: Path,
    project: Project,
    *,
    split: SplitName = "held-out",
    device: str = "auto",
    augment: bool = False,
    decision: Decision = USUAL_DECISION,
    keep: Callable[[ImageRef, NDArray[np.uint8]], object] | None = None,
) -> Generator[ProgressReport, None, Evaluation]:
    """Compare a model's masks with the labels.

    Parameters
    ----------
    model
        The model file.
    project
        Its labelled images are used.
    split
        Which of them: those held out, those not, or all.
    device
        See `learning.computing.device.choose_device`.
    augment
        See `learning.prediction.predictor.Predictor`.
    decision
        How probabilities become masks.
    keep
        Takes each image with its predicted mask, in the project's class ids.

    Yields
    ------
    One report per image.

    Raises
    ------
    StudioError
        If there is no such labelled image, the model lacks the project's classes, or cannot be
        used.
    """
    images = _images_of(project, split)
    for name, problem in broken_labels(project).items():
        if split == "all" or (name in project.held_out) == (split == "held-out"):
            message = say("evaluation", "{name} compared")(name=name)
            yield ProgressReport(0, len(images), message, problem)
    predictor = Predictor(model, device, augment=augment)
    match = _match(predictor.card, project)
    found: list[ImageEvaluation] = []
    totals = dict.fromkeys(match, Agreement())
    for done, image in enumerate(images, start=1):
        failure = None
        try:
            evaluated, compared, mask = _compared(predictor, project, image, match, decision)
        except StudioError as error:
            failure = error.message
        else:
            if keep is not None:
                keep(image, mask)
            totals = {name: totals[name] + compared[name] for name in match}
            found.append(evaluated)
        message = say("evaluation", "{name} compared")(name=image.name)
        yield ProgressReport(done, len(images), message, failure)
    if not found and failure is not None:
        raise StudioError(
            say("evaluation", "No image could be scored. The last reason: {problem}")(
                problem=failure
            )
        )
    return Evaluation(
        model,
        split,
        predictor.views,
        tuple(found),
        classes={name: mean_scores(e.classes[name] for e in found) for name in match},
        pooled={name: a.scores for name, a in totals.items()},
        decision=decision,
    )


def _images_of(project: Project, split: SplitName) -> list[ImageRef]:
    wanted = [
        image
        for image in labelled_images(project)
        if split == "all" or (image.name in project.held_out) == (split == "held-out")
    ]
    if not wanted:
        raise StudioError(
            say("evaluation", "The project has no labelled image in the split {split}.")(
                split=split
            )
        )
    return wanted


def _match(card: ModelCard, project: Project) -> ClassMatch:
    """Background and the classes of the project.

    Raises
    ------
    StudioError
        If the model does not know one of them.
    """
    shared = classes_in_both(project.classes, card.classes)
    missing = [c.name for c in project.classes if c.name not in shared]
    if missing:
        raise StudioError(
            say("evaluation", "The model does not know {missing}; it knows {known}.")(
                missing=", ".join(missing), known=", ".join(c.name for c in card.classes)
            )
        )
    in_order = {c.name: shared[c.name] for c in project.classes}
    return {BACKGROUND_NAME: (BACKGROUND_ID, BACKGROUND_ID), **in_order}


def _compared(
    predictor: Predictor,
    project: Project,
    image: ImageRef,
    match: ClassMatch,
    decision: Decision,
) -> tuple[ImageEvaluation, dict[str, Agreement], NDArray[np.uint8]]:
    """The scores, what they were computed from, and the mask in the project's ids."""
    truth = read_mask(project, image)
    pixels = read_image(image.path, plane=image.plane)
    found = predictor.mask(pixels, decision)
    if truth is None or truth.shape != found.shape:
        raise StudioError(
            say("evaluation", "The label of {name} does not fit the image.")(name=image.name)
        )
    mask = in_project_ids(found, match)
    ids = {name: project_id for name, (project_id, _) in match.items()}
    is_known = predictor.card.knows(image.name, short_hash(pixels))
    compared = agreement(truth, mask, ids)
    scores = {name: a.scores for name, a in compared.items()}
    return ImageEvaluation(image.name, is_known, scores, is_one_sided(truth)), compared, mask
