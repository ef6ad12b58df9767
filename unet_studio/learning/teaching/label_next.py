"""Label next: which images, and which spot in each, would teach a model most."""

from __future__ import annotations

from contextlib import closing
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from unet_studio.domain.annotation import LabelExtent
from unet_studio.domain.label_class import IGNORE_ID
from unet_studio.domain.message import StudioError, say
from unet_studio.domain.report import ProgressReport
from unet_studio.domain.steps import reporting
from unet_studio.domain.suggestion import LabelQueue, Suggestion
from unet_studio.learning.computing.memory_reuse import freed_memory_kept
from unet_studio.learning.teaching.looking import WHOLE_PIXELS, Look, Onlooker, look_of
from unet_studio.learning.teaching.teaching_order import teaching_order
from unet_studio.storage.predictions.stored_probabilities import StoredProbabilities
from unet_studio.storage.project.project_file import list_images
from unet_studio.storage.project.project_labels import read_extents, read_mask
from unet_studio.storage.runs.model_file import signature_of

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from unet_studio.domain.message import Message
    from unet_studio.domain.project import ImageRef, Project
    from unet_studio.domain.suggestion import Box
    from unet_studio.learning.teaching.looking import Glimpse

USUAL_COUNT = 20
LOOKED_AT = 200
"""So many images the model looks at: of more, a sample spread over all of them is taken, another
one each time labels were added."""

_SURE = 0.05
_ALONG_BORDERS = 0.6
_ERRORS = (StudioError, MemoryError, OSError)


def label_next(
    model: Path,
    project: Project,
    *,
    count: int = USUAL_COUNT,
    device: str = "auto",
    looked_at: int = LOOKED_AT,
) -> Generator[ProgressReport, None, LabelQueue]:
    """Find what to label next; a job that changes nothing.

    Every image is asked for its most uncertain square (`looking`), and the images are ordered by
    uncertainty and by how unlike they are to each other and to what is labelled
    (`teaching_order`). What the model said of an image in an earlier prediction is used if its
    probabilities were kept.

    Images that are held out are never suggested, labelled or not: nothing learns from them, so
    labelling them makes the scores surer and teaches nothing. Of partly labelled images only what
    is not labelled yet counts.

    Parameters
    ----------
    model
        The model file.
    project
        Its images that are neither held out nor fully labelled are the candidates.
    count
        How many to suggest, at most.
    device
        See `learning.computing.device.choose_device`.
    looked_at
        How many candidates to look at; see `LOOKED_AT`.

    Yields
    ------
    One report per image looked at, and more of them within a large one.

    Raises
    ------
    StudioError
        If the model cannot be used.
    """
    onlooker = Onlooker(model, device)
    images = list_images(project)
    extents = read_extents(project, images)
    learnt = [i for i in images if i.name not in project.held_out]
    labelled = [i for i in learnt if extents.get(i.name) not in (None, LabelExtent.UNLABELLED)]
    open_ones = [i for i in learnt if extents.get(i.name) not in (None, LabelExtent.FULLY)]
    asked = spread_sample(open_ones, looked_at, len(labelled))
    known = spread_sample(labelled, looked_at, 0)
    stored = StoredProbabilities(project, signature_of(onlooker.card, model))
    looks: list[tuple[ImageRef, Look]] = []
    features: list[NDArray[np.float32]] = []
    total = max(1, len(asked) + len(known))
    for done, image in enumerate(asked):
        partly = extents[image.name] is LabelExtent.PARTLY
        problem = None
        try:
            with closing(onlooker.open(image)) as glimpse, freed_memory_kept():
                said = _said_of(onlooker, glimpse, image, stored)
                parts = yield from reporting(
                    said, partial(_report, done=done, total=total, image=image)
                )
                drawn = _labelled_part(project, image) if partly else None
                seen = onlooker.features(glimpse)
            looks.append((image, look_of(glimpse.size, parts, drawn)))
            features.append(seen)
        except _ERRORS as error:
            problem = _problem(image, error)
        yield _report(problem, done + 1, total, image)
    before: list[NDArray[np.float32]] = []
    for done, image in enumerate(known, len(asked) + 1):
        problem = None
        try:
            with closing(onlooker.open(image)) as glimpse, freed_memory_kept():
                before.append(onlooker.features(glimpse))
        except _ERRORS as error:
            problem = _problem(image, error)
        yield _report(problem, done, total, image)
    return LabelQueue(_suggested(looks, features, before, count), len(asked), len(open_ones))


def spread_sample(images: Sequence[ImageRef], most: int, turn: int) -> list[ImageRef]:
    """So many images from all over a list: one at random from each of as many equal stretches.

    Parameters
    ----------
    images
        In natural order, in which neighbours tend to be alike.
    most
        How many to take; all if there are no more.
    turn
        With the same number the choice is the same.
    """
    if len(images) <= most:
        return list(images)
    edges = np.linspace(0, len(images), most + 1).astype(int)
    places = np.random.default_rng(turn).integers(edges[:-1], edges[1:])
    return [images[int(place)] for place in places]


def _said_of(
    onlooker: Onlooker, glimpse: Glimpse, image: ImageRef, stored: StoredProbabilities
) -> Generator[None, None, list[tuple[Box, NDArray[np.floating]]]]:
    """What the model says of an image: as it was kept, else predicted now."""
    height, width = glimpse.size
    if height * width <= WHOLE_PIXELS:
        kept = stored.read(image, (1 + len(onlooker.card.classes), height, width))
        if kept is not None:
            return [((0, 0, width, height), kept)]
    parts: list[tuple[Box, NDArray[np.floating]]] = []
    for part in onlooker.probabilities(glimpse):
        if part is None:
            yield
        else:
            parts.append(part)
    return parts


def _labelled_part(project: Project, image: ImageRef) -> NDArray[np.bool_] | None:
    """(H, W) bool: what is labelled of a partly labelled image."""
    mask = read_mask(project, image)
    return None if mask is None else mask != IGNORE_ID


def _suggested(
    looks: list[tuple[ImageRef, Look]],
    features: list[NDArray[np.float32]],
    before: list[NDArray[np.float32]],
    count: int,
) -> tuple[Suggestion, ...]:
    if not looks:
        return ()
    unsure = np.array([look.uncertainty for _, look in looks])
    labelled = np.array(before).reshape(len(before), features[0].size)
    suggestions = []
    for which, novelty, is_unlike in teaching_order(unsure, np.array(features), labelled, count):
        image, look = looks[which]
        reasons = _reasons(look, is_unlike=is_unlike)
        suggestions.append(
            Suggestion(image.name, look.size, look.spot, reasons, look.uncertainty, novelty)
        )
    return tuple(suggestions)


def _reasons(look: Look, *, is_unlike: bool) -> tuple[Message, ...]:
    reasons = []
    if is_unlike:
        reasons.append(say("label next", "unlike anything labelled so far")())
    if look.uncertainty < _SURE:
        if not is_unlike:
            reasons.append(say("label next", "the model is rather sure here")())
    elif look.border_share >= _ALONG_BORDERS:
        reasons.append(say("label next", "unsure along borders")())
    else:
        reasons.append(say("label next", "unsure about whole areas")())
    return tuple(reasons)


def _report(problem: Message | None, done: int, total: int, image: ImageRef) -> ProgressReport:
    message = say("label next", "The model looks at {name}")(name=image.name)
    return ProgressReport(done, total, message, problem)


def _problem(image: ImageRef, error: BaseException) -> Message:
    if isinstance(error, StudioError):
        return error.message
    return say("prediction", "{name}: {detail}")(name=image.name, detail=error)
