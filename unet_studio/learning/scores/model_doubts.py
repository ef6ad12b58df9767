"""Doubts: where a trained model is certain of something else than the labels say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from unet_studio.domain.finding import Finding, Level, Spot
from unet_studio.domain.label_class import BACKGROUND_ID
from unet_studio.domain.message import StudioError, say
from unet_studio.domain.report import ProgressReport
from unet_studio.domain.steps import reporting
from unet_studio.learning.data.dataset import IGNORED, read_labelled
from unet_studio.learning.prediction.predictor import Predictor
from unet_studio.storage.project.project_labels import labelled_images

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator
    from pathlib import Path

    from numpy.typing import NDArray

    from unet_studio.domain.message import Message, Text
    from unet_studio.domain.model_card import ModelCard
    from unet_studio.domain.project import Project

CERTAIN = 0.9
"""Least probability of the class the model sees; the labelled one has at most the rest then."""

BORDER_PX = 2
"""So far from a labelled border, any two people disagree: nothing is made of that."""

LEAST_PX = 25
_MOST_PER_KIND = 200


@dataclass(frozen=True)
class Doubt:
    """A connected region that the model sees differently.

    Attributes
    ----------
    labelled, seen
        Positions in the class table, 0 = background.
    pixels
        How many.
    certainty
        Mean probability of the class seen, 0 to 1.
    box
        Left, top, right, bottom in image pixels.
    """

    labelled: int
    seen: int
    pixels: int
    certainty: float
    box: tuple[float, float, float, float]


def doubts_of(probabilities: NDArray[np.float32], target: NDArray[np.uint8]) -> list[Doubt]:
    """Regions where a model is certain that the label is another one; the largest first.

    Parameters
    ----------
    probabilities
        (K, H, W) float32, 0 to 1, background first, then the classes of the target.
    target
        (H, W) uint8: 0 = background, k = the k-th class, 255 = ignored.
    """
    import cv2

    kernel = np.ones((2 * BORDER_PX + 1, 2 * BORDER_PX + 1), np.uint8)
    seen, certainty = probabilities.argmax(axis=0).astype(np.uint8), probabilities.max(axis=0)
    inner = cv2.erode(target, kernel) == cv2.dilate(target, kernel)  # away from labelled borders
    differs = (certainty >= CERTAIN) & (seen != target) & (target != IGNORED) & inner
    found = []
    for labelled, other in {(int(a), int(b)) for a, b in _pairs(target, seen, differs)}:
        region = (differs & (target == labelled) & (seen == other)).astype(np.uint8)
        count, numbers, stats, _ = cv2.connectedComponentsWithStats(region)
        for k in range(1, count):
            left, top, width, height, pixels = (int(v) for v in stats[k])
            if pixels >= LEAST_PX:
                part = np.s_[top : top + height, left : left + width]
                mean = float(certainty[part][numbers[part] == k].mean())
                box = float(left), float(top), float(left + width), float(top + height)
                found.append(Doubt(labelled, other, pixels, mean, box))
    return sorted(found, key=lambda doubt: -doubt.pixels * doubt.certainty)


def _pairs(
    target: NDArray[np.uint8], seen: NDArray[np.uint8], where: NDArray[np.bool_]
) -> NDArray[np.uint8]:
    return np.unique(np.stack([target[where], seen[where]], axis=1), axis=0)


def ask_model(
    model: Path, project: Project, *, device: str = "auto"
) -> Generator[ProgressReport, None, list[Finding]]:
    """Compare a model's probabilities with all labels; a job that changes nothing.

    What it was trained on it tends to agree with, so a doubt about such an image weighs more.

    Returns
    -------
    list of Finding
        Likely missing objects, likely needless ones, and likely exchanged classes.

    Raises
    ------
    StudioError
        If the model cannot be used, or does not know the classes of the project.
    """
    predictor = Predictor(model, device)
    _check_classes(predictor.card, project)
    images = labelled_images(project)
    found: list[tuple[str, Doubt]] = []
    for done, image in enumerate(images, 1):
        problem = None
        try:
            pixels, target = read_labelled(project, image)
            probabilities = yield from _steps(predictor, pixels, done - 1, len(images), image.name)
            in_order = probabilities[_order(predictor.card, project)]
            found += [(image.name, doubt) for doubt in doubts_of(in_order, target)]
        except StudioError as error:
            problem = error.message
        message = say("doctor", "The model looked at {name}")(name=image.name)
        yield ProgressReport(done, len(images), message, problem)
    return list(_findings(found, [BACKGROUND, *(c.name for c in project.classes)]))


BACKGROUND = ""


def _steps(
    predictor: Predictor, pixels: NDArray[np.uint8], done: int, total: int, name: str
) -> Generator[ProgressReport, None, NDArray[np.float32]]:
    """Predict, with a report between two steps so that it can be stopped."""
    message = say("doctor", "The model looks at {name}")(name=name)
    steps = predictor.find_probabilities(pixels)
    return (yield from reporting(steps, lambda _: ProgressReport(done, total, message)))


def _check_classes(card: ModelCard, project: Project) -> None:
    known = {c.name for c in card.classes}
    missing = [c.name for c in project.classes if c.name not in known]
    if missing:
        raise StudioError(
            say("evaluation", "The model does not know {missing}; it knows {known}.")(
                missing=", ".join(missing), known=", ".join(sorted(known))
            )
        )


def _order(card: ModelCard, project: Project) -> list[int]:
    """Where the outputs of the model are for background and the classes of the project."""
    places = {c.name: place for place, c in enumerate(card.classes, 1)}
    return [BACKGROUND_ID, *(places[c.name] for c in project.classes)]


_MISSING = (
    "doubt-missing",
    say("doctor", "Likely missing objects: {count}"),
    say("doctor", "The model is certain of an object where the labels say background."),
    say("doctor", "Look at each; draw what was overlooked."),
)
_NEEDLESS = (
    "doubt-needless",
    say("doctor", "Shapes that the model takes for background: {count}"),
    say("doctor", "The model is certain that there is nothing where a shape is."),
    say("doctor", "Look at each; either it is rare and worth more labels, or a slip."),
)
_EXCHANGED = (
    "doubt-class",
    say("doctor", "Shapes that the model takes for another class: {count}"),
    say("doctor", "The model is certain of another class than the label."),
    say("doctor", "Look at each, and give the shape its right class."),
)


def _findings(found: list[tuple[str, Doubt]], names: list[str]) -> Iterator[Finding]:
    """One finding for each kind of doubt, the weightiest regions first."""
    kinds: dict[tuple[str, Text, Text, Text], list[tuple[str, Doubt]]] = {
        _MISSING: [(n, d) for n, d in found if d.labelled == 0],
        _NEEDLESS: [(n, d) for n, d in found if d.labelled and d.seen == 0],
        _EXCHANGED: [(n, d) for n, d in found if d.labelled and d.seen],
    }
    for (key, message, why, fix), doubts in kinds.items():
        if not doubts:
            continue
        doubts.sort(key=lambda pair: -pair[1].pixels * pair[1].certainty)
        spots = tuple(
            Spot(name, doubt.box, note=_note(doubt, names))
            for name, doubt in doubts[:_MOST_PER_KIND]
        )
        yield Finding(
            Level.HINT, message(count=len(doubts)), fix(), key=key, why=why(), spots=spots
        )


def _note(doubt: Doubt, names: list[str]) -> Message:
    seen = names[doubt.seen] or names[doubt.labelled]
    return say("doctor", "{name}, {pixels} {pixels:pixel|pixels}, {certainty} certain")(
        name=seen, pixels=doubt.pixels, certainty=f"{doubt.certainty:.0%}"
    )
