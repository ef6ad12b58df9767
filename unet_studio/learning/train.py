"""Training: one job from labelled images to a model file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from unet_studio import __version__
from unet_studio.domain.model_card import ModelCard
from unet_studio.domain.report import TrainingPhase, TrainingReport
from unet_studio.domain.run_entry import RunRecord
from unet_studio.learning.checkpoint import BestModel
from unet_studio.learning.clock import Clock
from unet_studio.learning.device import choose_device
from unet_studio.learning.pixel_weights import weighted
from unet_studio.learning.planner import planned, resolved
from unet_studio.learning.split import Split, read_split
from unet_studio.learning.training_loop import Training
from unet_studio.learning.views import views_of
from unet_studio.storage.run_folder import BEST, new_run, write_recipe
from unet_studio.storage.run_record import recording

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping
    from pathlib import Path

    from unet_studio.domain.message import Message
    from unet_studio.domain.metrics import ClassScores
    from unet_studio.domain.project import Project
    from unet_studio.domain.recipe import Recipe


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
    began: float | None = None,
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
    began
        When the minutes began, by ``perf_counter``; None = now. Starting Python and torch takes
        seconds that count for whoever waits.

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
    if began is not None:
        clock.began = began
    chosen = choose_device(device)
    split = yield from _prepared(read_split(project, recipe.data), clock)
    recipe = resolved(recipe, split.training, len(split.project.classes))
    seconds = None if clock.seconds is None else 0.9 * (clock.seconds - clock.elapsed_s)
    names = [label_class.name for label_class in split.project.classes]
    recipe, notes = planned(recipe, split.training, chosen, None if epochs else seconds, names)
    for note in notes:
        yield TrainingReport(TrainingPhase.PREPARING, elapsed_s=clock.elapsed_s, note=note)
    split = yield from _prepared(weighted(split, recipe.loss), clock)
    run = run_dir or new_run(project, name or recipe.name)
    run.mkdir(parents=True, exist_ok=True)
    write_recipe(run, recipe)
    card = _card(split, recipe, name or f"{project.title} {recipe.name}")
    training = Training(recipe, split, chosen, seed, clock, BestModel(run / BEST, card), run)
    if epochs:
        clock.steps = epochs * training.steps_per_epoch
    with recording(run, _record(training, name), lambda: (training.step, clock.elapsed_s)):
        try:
            yield from training.reports()
        except GeneratorExit:
            training.keep_if_none()
            raise
        finally:
            training.best.write()
    return TrainedModel(training.best.path, run, training.best.card.scores, split.project)


def _prepared(
    preparing: Generator[Message | None, None, Split], clock: Clock
) -> Generator[TrainingReport, None, Split]:
    while True:
        try:
            note = next(preparing)
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
        views=views_of(recipe.augmentation),
        held_out=split.held_out.names,
        trained_on=split.training.names,
        data_fingerprint=split.training.fingerprint,
        software=f"UNet Studio {__version__}",
        created=datetime.now(UTC).isoformat(timespec="seconds"),
    )


def _record(training: Training, name: str | None) -> RunRecord:
    card = training.best.card
    return RunRecord(
        title=name or "",
        recipe=card.recipe,
        seed=training.seed,
        device=training.device.name,
        parameters=sum(p.numel() for p in training.learner.model.parameters()),
        held_out=card.held_out,
        trained_on=card.trained_on,
        data_fingerprint=card.data_fingerprint,
        held_out_fingerprint=training.split.held_out.fingerprint,
        software=card.software,
    )
