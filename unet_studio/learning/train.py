"""Training: one job from labelled images to a model file."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from time import perf_counter
from typing import TYPE_CHECKING

import numpy as np

from unet_studio import __version__
from unet_studio.domain.message import Message, StudioError, say
from unet_studio.domain.model_card import ModelCard
from unet_studio.domain.report import TrainingPhase, TrainingReport
from unet_studio.learning.checkpoint import BestModel
from unet_studio.learning.clock import Clock, one_cycle
from unet_studio.learning.device import choose_device
from unet_studio.learning.inference import ready_to_predict
from unet_studio.learning.learner import Learner
from unet_studio.learning.planner import planned, resolved
from unet_studio.learning.split import Split, read_split
from unet_studio.learning.validation import Validation, evenly, validate
from unet_studio.storage.run_folder import BEST, append_metrics, new_run, write_recipe

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Mapping
    from pathlib import Path

    from numpy.random import Generator as Rng

    from unet_studio.domain.metrics import ClassScores
    from unet_studio.domain.project import Project
    from unet_studio.domain.recipe import Recipe
    from unet_studio.learning.dataset import LabelledImage
    from unet_studio.learning.device import Device

_VALIDATION_SHARE = 0.08  # of the time, at most
_MOST_VALIDATIONS = 20
_METRICS_EVERY_S = 2.0


@dataclass(frozen=True)
class TrainedModel:
    """What a training ends with.

    Attributes
    ----------
    model
        The model file.
    run
        Its run folder.
    best
        Class name -> means over the held-out images; empty if none are held out.
    project
        As it is now: the images held out may have been chosen by this training.
    """

    model: Path
    run: Path
    best: Mapping[str, ClassScores]
    project: Project


def train(
    project: Project,
    recipe: Recipe,
    *,
    minutes: float | None = None,
    epochs: int | None = None,
    device: str = "auto",
    seed: int = 0,
    run_dir: Path | None = None,
    name: str | None = None,
) -> Generator[TrainingReport, None, TrainedModel]:
    """Train a model.

    Closing the generator at any moment leaves the best model so far in the run folder.

    Parameters
    ----------
    project
        Its labelled images are learnt from, those held out give the scores.
    recipe
        How; see `learning.recipes`.
    minutes
        The whole job may take, planning, validation and saving included.
    epochs
        Passes over the training images; without minutes and epochs the recipe says how long.
    device
        See `learning.device.choose_device`.
    seed
        With the same data, recipe, epochs and CPU it gives the same model.
    run_dir
        Where to keep the run; None = a new folder in the project's runs.
    name
        What to call the model; None = project and recipe.

    Yields
    ------
    At least one report per batch.

    Raises
    ------
    StudioError
        If there is nothing to learn from, or the loss is no longer a number; the best model so
        far is kept.
    """
    if minutes is None and epochs is None:
        minutes, epochs = recipe.budget.minutes or None, recipe.budget.epochs or None
    clock = Clock(minutes * 60 if minutes is not None else None)
    chosen = choose_device(device)
    split = yield from _reading(project, recipe, clock)
    recipe = resolved(recipe, split.training, len(split.project.classes))
    seconds = None if clock.seconds is None else 0.9 * (clock.seconds - clock.elapsed_s)
    recipe, notes = planned(recipe, split.training, chosen, None if epochs else seconds)
    for note in notes:
        yield TrainingReport(TrainingPhase.PREPARING, elapsed_s=clock.elapsed_s, note=note)
    run = run_dir or new_run(project, name or recipe.name)
    run.mkdir(parents=True, exist_ok=True)
    write_recipe(run, recipe)
    card = _card(split, recipe, name or f"{project.title} {recipe.name}")
    training = _Training(recipe, split, chosen, seed, clock, BestModel(run / BEST, card), run)
    if epochs:
        clock.steps = epochs * training.steps_per_epoch
    try:
        yield from training.reports()
    finally:
        training.best.write()
    return TrainedModel(training.best.path, run, training.best.card.scores, split.project)


def _reading(
    project: Project, recipe: Recipe, clock: Clock
) -> Generator[TrainingReport, None, Split]:
    reading = read_split(project, recipe.data)
    while True:
        try:
            note = next(reading)
        except StopIteration as stop:
            split: Split = stop.value
            return split
        yield TrainingReport(
            TrainingPhase.PREPARING,
            elapsed_s=clock.elapsed_s,
            remaining_s=clock.remaining_s(0),
            note=note,
        )


def _card(split: Split, recipe: Recipe, name: str) -> ModelCard:
    return ModelCard(
        name=name,
        recipe=recipe.name,
        network=recipe.network,
        classes=tuple(split.project.classes),
        normalisation=recipe.data.normalisation,
        patch_px=recipe.data.patch_px,
        pixel_size_um=split.project.pixel_size_um,
        held_out=split.held_out.names,
        trained_on=split.training.names,
        data_fingerprint=split.training.fingerprint,
        software=f"UNet Studio {__version__}",
        created=datetime.now(UTC).isoformat(timespec="seconds"),
    )


@dataclass
class _Training:
    """One training under way."""

    recipe: Recipe
    split: Split
    device: Device
    seed: int
    clock: Clock
    best: BestModel
    run: Path
    step: int = 0
    losses: list[float] = field(default_factory=list)
    last_row_s: float = 0.0

    def __post_init__(self) -> None:
        self.learner = Learner(self.recipe, self.device, seed=self.seed)
        self.rng = np.random.default_rng(self.seed)
        self.checked = list(self.split.held_out.images)
        self.checked_at: int | None = None  # the step after which the last validation was made

    @property
    def steps_per_epoch(self) -> int:
        """Steps that show as many pixels as there are."""
        images = self.split.training
        if not self.recipe.data.patch_px:
            return math.ceil(len(images.images) / self.recipe.batch)
        shown = self.recipe.data.patch_px**2 * self.recipe.batch
        return max(1, math.ceil(images.pixel_count / shown))

    @property
    def epoch(self) -> int:
        """Whole passes so far."""
        return self.step // self.steps_per_epoch

    def reports(self) -> Iterator[TrainingReport]:
        """The whole training, step by step."""
        yield from self._plan_validation()
        self.clock.start_training()
        due = iter(self._validation_times())
        next_due = next(due, math.inf)
        for images in self._batches():
            yield self._take_step(images)
            done = self.clock.fraction(self.step)
            if done >= next_due:
                yield from self._validated()
                next_due = next((t for t in due if t > done), math.inf)
            elif self.step % self.steps_per_epoch == 0:
                self._write_row(None)
            if done >= 1:
                break
        yield from self._finished()

    def _take_step(self, images: list[LabelledImage]) -> TrainingReport:
        batch = self.learner.batch(images, self.rng)
        rate = 1.0
        if self.recipe.optimiser.schedule == "one-cycle":
            rate = one_cycle(self.clock.fraction(self.step))
        loss = self.learner.step(batch, rate=rate)
        if not math.isfinite(loss):
            raise StudioError(self._broken_loss())
        self.step += 1
        self.losses.append(loss)
        keeps_lowest = self.recipe.keep == "lowest-batch-loss"
        if keeps_lowest and (self.best.value is None or -loss > self.best.value):
            self.best.keep(self.learner.network, value=-loss, scores={})
        return self._report(TrainingPhase.TRAINING, train_loss=loss)

    def _batches(self) -> Iterator[list[LabelledImage]]:
        """Images in random order, each as often as any other."""
        yield from _in_turn(self.split.training.images, self.recipe.batch, self.rng)

    def _plan_validation(self) -> Iterator[TrainingReport]:
        """Measure how long a validation takes; check fewer images if it takes too long."""
        if not self.checked:
            return
        yield self._report(TrainingPhase.PREPARING)
        first = self.checked[0]
        began = perf_counter()
        validate(self.learner.inference(), [first], self._class_count, self.recipe.loss)
        pixel_s = (perf_counter() - began) / first.target.size
        whole_s = pixel_s * sum(image.target.size for image in self.checked)
        if self.clock.seconds is not None:
            most_s = _VALIDATION_SHARE / 2 * self.clock.seconds
            if whole_s > most_s:
                count = max(1, int(len(self.checked) * most_s / whole_s))
                self.checked = evenly(self.checked, count)
                yield self._report(TrainingPhase.PREPARING, note=self._says_fewer(count))
        self.validation_s = pixel_s * sum(image.target.size for image in self.checked)
        self.clock.reserve_s = 0.5 + 1.5 * self.validation_s

    def _validation_times(self) -> list[float]:
        """At which fractions of the training to validate."""
        if not self.checked:
            return []
        count = _MOST_VALIDATIONS
        if self.clock.seconds is not None:
            affordable = _VALIDATION_SHARE * self.clock.seconds / max(self.validation_s, 1e-3)
            count = max(2, min(count, int(affordable)))
        elif self.clock.steps is not None:
            count = min(count, max(1, self.clock.steps // self.steps_per_epoch))
        return [k / count for k in range(1, count + 1)]

    def _validated(self) -> Iterator[TrainingReport]:
        yield self._report(TrainingPhase.VALIDATING)
        found = self._validation(self.learner.inference())
        self.checked_at = self.step
        value = found.mean_dice
        if self.recipe.keep == "best-validation" and (
            self.best.is_empty or (value or 0.0) > (self.best.value or 0.0)
        ):
            self.best.keep(
                self.learner.network, value=value or 0.0, scores=self._by_name(found)
            )
        self.best.write()
        self._write_row(found)
        yield self._report(TrainingPhase.VALIDATING, found=found)
