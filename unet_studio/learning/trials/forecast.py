"""Forecast: what more labelled images would bring, from small trainings on a part of them."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from unet_studio.domain.kinship import groups_of
from unet_studio.domain.message import Message, StudioError, say
from unet_studio.domain.report import ProgressReport
from unet_studio.learning.data.split import silently, with_held_out
from unet_studio.learning.training.train import train
from unet_studio.learning.trials.learning_curve import Estimate, LearningCurve, Point
from unet_studio.storage.project.project_labels import labelled_images
from unet_studio.storage.project.related_images import find_relations
from unet_studio.storage.runs.model_file import read_card
from unet_studio.storage.runs.recipe_file import read_recipe
from unet_studio.storage.runs.run_folder import RECIPE, read_metrics, trained_models

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Sequence

    from unet_studio.domain.project import Project
    from unet_studio.domain.recipe import Recipe
    from unet_studio.learning.course.control import Control

LEAST_IMAGES = 4
"""To learn from; a quarter of fewer is nothing."""

USUAL_MINUTES = 10.0
_MOST_DRAWS = 3
_DRAW_MINUTES = 2.0  # with fewer for three trainings, repeating them would leave each too short
_STILL_WORTH = 0.5  # of the time that a training was to have
_LEAST_SIZES = 3
_SOMETHING = 0.2  # Dice below it in every training: none of them got anywhere
_VAGUE = 0.2  # a range wider than this is no forecast
_LITTLE = 0.01  # Dice; so little more is not worth drawing outlines for

_Found = TypeVar("_Found")


@dataclass(frozen=True)
class Step:
    """What so many images would bring.

    Attributes
    ----------
    more
        Further labelled images.
    dice
        What Dice would be then.
    gain
        What of it would be new.
    """

    more: int
    dice: Estimate
    gain: Estimate


@dataclass(frozen=True)
class Forecast:
    """What the trainings tell.

    Attributes
    ----------
    points
        The trainings.
    images
        Labelled images to learn from now.
    now
        Dice with them; None if too little is known.
    steps
        With half as many more, and with twice as many: the data show nothing of what lies beyond.
    verdict
        In a sentence.
    """

    points: tuple[Point, ...]
    images: int
    now: Estimate | None
    steps: tuple[Step, ...]
    verdict: Message

    def as_json(self) -> dict[str, Any]:
        """What ``forecast --json`` prints."""
        return {
            "images": self.images,
            "now": asdict(self.now) if self.now else None,
            "forecast": [asdict(step) for step in self.steps],
            "trainings": [point._asdict() for point in self.points],
            "verdict": str(self.verdict),
        }


def forecast(
    project: Project,
    recipe: Recipe,
    *,
    minutes: float = USUAL_MINUTES,
    device: str = "auto",
    seed: int = 0,
    control: Control | None = None,
) -> Generator[ProgressReport, None, Forecast]:
    """Train on a quarter, a half and all of the labelled images, and draw the curve further.

    All trainings take the same number of steps and are scored on the same held-out images; their
    models are not kept. The forecast is for trainings of that length: a longer one starts higher.

    Parameters
    ----------
    project, recipe, device, control
        See `learning.training.train.train`.
    minutes
        For all trainings together.
    seed
        Of the draws and the trainings.

    Yields
    ------
    Many a second; `done` counts seconds.

    Raises
    ------
    StudioError
        If there are too few labelled images, or none can be held out.
    """
    began, whole = perf_counter(), max(1, round(minutes * 60))

    def report(message: Message) -> ProgressReport:
        return ProgressReport(min(whole, int(perf_counter() - began)), whole, message)

    looking = say("forecast", "Looking at the labelled images")()
    opened = yield from _reporting(
        with_held_out(project, recipe.data.validation_share), lambda: report(looking)
    )
    units = yield from _reporting(_units(opened), lambda: report(looking))
    subsets = _subsets(units, seed, draws=max(1, min(_MOST_DRAWS, int(minutes / _DRAW_MINUTES))))
    points: list[Point] = []
    steps: int | None = None
    with TemporaryDirectory(prefix="unet-studio-forecast-") as folder:
        for number, names in enumerate(subsets):
            left = max(0.5, whole - (perf_counter() - began)) / 60
            share = left / (len(subsets) - number)
            if len(points) >= _LEAST_SIZES and share < _STILL_WORTH * minutes / len(subsets):
                break  # something else keeps the machine busy; what is there has to do
            run = Path(folder) / str(number)
            job = train(
                opened,
                recipe,
                minutes=share if steps is None else left,
                steps=steps,
                device=device,
                seed=seed + number,
                run_dir=run,
                control=control,
                only=names,
                hints=False,
            )
            text = say(
                "forecast", "Training {number} of {count}, on {images} {images:image|images}"
            )
            message = text(number=number + 1, count=len(subsets), images=len(names))
            trained = yield from _reporting(job, lambda shown=message: report(shown))  # type: ignore[misc]
            dice = read_card(trained.model).mean_dice
            if dice is not None:
                points.append(Point(len(names), dice))
            if steps is None:
                # All others as the first: the planner measures once, and none takes more steps.
                recipe, steps = read_recipe(run / RECIPE), int(read_metrics(run)[-1]["step"])
    return drawn_further(points, sum(map(len, units)))


def from_earlier_runs(project: Project) -> Forecast:
    """The same from trainings that were made anyway, as the labels grew; nothing is trained.

    Of the runs that are there, those of the recipe and the held-out images that occur most often
    are taken. They may have taken different times, which makes the range wider.
    """
    cards = [card for _, card in trained_models(project) if card.mean_dice is not None]
    kinds = Counter((card.recipe, card.held_out) for card in cards)
    kind = max(kinds, key=lambda k: kinds[k], default=None)
    points = [
        Point(len(card.trained_on), card.mean_dice)
        for card in cards
        if (card.recipe, card.held_out) == kind and card.mean_dice is not None
    ]
    images = sum(image.name not in project.held_out for image in labelled_images(project))
    return drawn_further(points, images)


def drawn_further(points: Sequence[Point], images: int) -> Forecast:
    """What some trainings tell of more images than there are now.

    Parameters
    ----------
    points
        The trainings, in any order.
    images
        Labelled images to learn from now.
    """
    sizes = {point.images for point in points}
    if len(sizes) < _LEAST_SIZES or images < 1:
        few = say(
            "forecast",
            "Too little is known for a forecast: it takes trainings on {least} different numbers "
            "of images, and there {count:is|are} {count}.",
        )(least=_LEAST_SIZES, count=len(sizes))
        return Forecast(tuple(points), images, None, (), few)
    if max(point.dice for point in points) < _SOMETHING:
        short = say(
            "forecast",
            "These trainings were too short to learn anything (Dice {best} at best), so they tell "
            "nothing of more images. Give the forecast more minutes.",
        )(best=f"{max(point.dice for point in points):.2f}")
        return Forecast(tuple(points), images, None, (), short)
    curve = LearningCurve(points)
    steps = tuple(
        Step(more, curve.dice(images + more), curve.gain(images, more))
        for more in sorted({max(1, images // 2), images})
    )
    now = curve.dice(images)
    return Forecast(tuple(points), images, now, steps, _verdict(now, steps[-1], images))


def _verdict(now: Estimate, step: Step, images: int) -> Message:
    if step.dice.high - step.dice.low > _VAGUE:
        return say(
            "forecast",
            "The trainings differ too much for a forecast: with {more} more labelled "
            "{more:image|images}, Dice may be anywhere from {low} to {high}. More minutes, or more "
            "labels, would tell more.",
        )(more=step.more, low=f"{step.dice.low:.2f}", high=f"{step.dice.high:.2f}")
    if step.gain.high < _LITTLE:
        return say(
            "forecast",
            "More images like these would bring next to nothing: {more} more, at most {gain} Dice. "
            "Images that look different, or better outlines, may bring more.",
        )(more=step.more, gain=f"{step.gain.high:.2f}")
    return say(
        "forecast",
        "About {more} more labelled {more:image|images} would bring Dice {dice} (range "
        "{low}-{high}); with the {images} there {images:is|are} now it is {now} in trainings as "
        "short as these.",
    )(
        more=step.more,
        dice=f"{step.dice.value:.2f}",
        low=f"{step.dice.low:.2f}",
        high=f"{step.dice.high:.2f}",
        images=images,
        now=f"{now.value:.2f}",
    )


def _units(project: Project) -> Generator[Message | None, None, list[tuple[str, ...]]]:
    """Images to learn from, those that belong together as one."""
    labelled = labelled_images(project)
    relations = yield from silently(find_relations(project, labelled))
    names = [image.name for image in labelled if image.name not in project.held_out]
    if len(names) < LEAST_IMAGES or len(names) == len(labelled):
        raise StudioError(
            say(
                "forecast",
                "A forecast needs {least} labelled {least:image|images} to learn from and one that "
                "is held out; there are {learning} and {held_out}.",
            )(least=LEAST_IMAGES, learning=len(names), held_out=len(labelled) - len(names))
        )
    return groups_of(names, relations)


def _subsets(
    units: Sequence[tuple[str, ...]], seed: int, draws: int = _MOST_DRAWS
) -> list[frozenset[str]]:
    """What each training learns from: nested parts of some random orders, all images first."""
    total = sum(map(len, units))
    subsets = []
    for draw in range(draws):
        order = np.random.default_rng((seed, draw)).permutation(len(units))
        names = [name for place in order for name in units[place]]
        sizes = sorted({max(1, total // 4), total // 2, total}, reverse=True)
        subsets += [frozenset(names[:size]) for size in sizes]
    return subsets


def _reporting(
    job: Generator[Any, None, _Found], report: Callable[[], ProgressReport]
) -> Generator[ProgressReport, None, _Found]:
    while True:
        try:
            next(job)
        except StopIteration as end:
            found: _Found = end.value
            return found
        yield report()
