"""Training: one job from labelled images to a model file."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from unet_studio import __version__
from unet_studio.domain.message import StoppedError, StudioError, say
from unet_studio.domain.model_card import ModelCard
from unet_studio.domain.report import TrainingPhase, TrainingReport
from unet_studio.domain.run_entry import RunRecord
from unet_studio.learning.checkpoint import BestModel
from unet_studio.learning.clock import Clock
from unet_studio.learning.continuing import Beginning
from unet_studio.learning.control import Control
from unet_studio.learning.device import choose_device
from unet_studio.learning.distributed import Team
from unet_studio.learning.memory_reuse import give_back_memory, keep_freed_memory
from unet_studio.learning.pixel_weights import weighted
from unet_studio.learning.planner import planned, resolved
from unet_studio.learning.resume import (
    LastCheckpoint,
    Origin,
    changed_to_resume,
    read_last,
)
from unet_studio.learning.split import Split, read_split, with_held_out
from unet_studio.learning.training_loop import Training
from unet_studio.learning.views import views_of
from unet_studio.storage.recipe_file import read_recipe
from unet_studio.storage.run_folder import BEST, RECIPE, new_run, write_recipe
from unet_studio.storage.run_record import read_record, recording

if TYPE_CHECKING:
    from collections.abc import Collection, Generator, Mapping

    from unet_studio.domain.message import Message
    from unet_studio.domain.metrics import ClassScores
    from unet_studio.domain.model_card import Comparison
    from unet_studio.domain.project import Project
    from unet_studio.domain.recipe import Recipe


FEW = 6
"""From fewer labelled images than this one held-out image says little about the next ones."""

_Read = TypeVar("_Read")


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
    continued
        How it compares with the model it started from; None if it started from none.
    """

    model: Path
    run: Path
    best: Mapping[str, ClassScores]
    project: Project
    continued: Comparison | None = None


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
    from_model: Path | None = None,
    began: float | None = None,
    control: Control | None = None,
    team: Team | None = None,
    steps: int | None = None,
    only: Collection[str] | None = None,
    hints: bool = True,
) -> Generator[TrainingReport, None, TrainedModel]:
    """Train a model.

    Closing the generator at any moment leaves the best model so far in the run folder, and a
    checkpoint from which `resume_training` goes on.

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
    from_model
        A model file whose weights to start from; see `learning.continuing`. Both models are scored
        on the same held-out images in the end, and `best_model` gives the better one.
    began
        When the minutes began, by ``perf_counter``; None = now. Starting Python and torch takes
        seconds that count for whoever waits.
    control
        Through which it can be paused and stopped from another thread.
    team
        The processes that share the training, this one the first; None = this one alone.
    steps
        The most it may take; it may be given beside the minutes.
    only
        Names of the images to learn from; None = all that are labelled and not held out.
    hints
        Whether to say what else might be worth trying.

    Yields
    ------
    At least one report per batch.

    Raises
    ------
    StudioError
        If there is nothing to learn from, or the loss is no longer a number; the best model so
        far is kept.
    StoppedError
        If `control` asked it to stop; what it had learnt is kept.
    """
    if minutes is None and epochs is None:
        minutes, epochs = recipe.budget.minutes or None, recipe.budget.epochs or None
    keep_freed_memory()
    control = control or Control()
    seconds = minutes * 60 if minutes is not None else None
    clock = Clock(seconds, waited_s=lambda: control.waited_s)
    if began is not None:
        clock.began = began
    team = team or Team(device=choose_device(device))
    chosen = team.device
    beginning = Beginning.read(from_model) if from_model else None
    if beginning is not None:
        recipe = beginning.adapt(recipe)
    choosing = with_held_out(project, recipe.data.validation_share)
    opened = yield from _prepared(choosing, clock, control)
    if opened.held_out != project.held_out:
        yield TrainingReport(
            TrainingPhase.PREPARING, elapsed_s=clock.elapsed_s, held_out=opened.held_out
        )
    split = yield from _prepared(read_split(opened, recipe.data, only=only), clock, control)
    labelled = len(split.training.names) + len(split.held_out.names)
    if hints and 3 <= labelled < FEW:
        note = _says_few(labelled)
        yield TrainingReport(TrainingPhase.PREPARING, elapsed_s=clock.elapsed_s, note=note)
    recipe = resolved(recipe, split.training, len(split.project.classes))
    network = recipe.network
    if beginning is not None:
        beginning.check(network)
    seconds = None if clock.seconds is None else 0.9 * (clock.seconds - clock.elapsed_s)
    names = [label_class.name for label_class in split.project.classes]
    recipe, notes = planned(recipe, split.training, chosen, None if epochs else seconds, names)
    if beginning is not None:
        recipe = replace(recipe, network=network)  # whatever else was planned, the weights fit this
    for note in notes:
        yield TrainingReport(TrainingPhase.PREPARING, elapsed_s=clock.elapsed_s, note=note)
    split = yield from _prepared(weighted(split, recipe.loss), clock, control)
    run = run_dir or new_run(project, name or recipe.name)
    run.mkdir(parents=True, exist_ok=True)
    write_recipe(run, recipe)
    card = _card(split, recipe, name or f"{project.title} {recipe.name}")
    last = LastCheckpoint(
        run, Origin.of(split, seed, device if team.is_alone else "auto", from_model)
    )
    best = BestModel(run / BEST, card)
    training = Training(recipe, split, chosen, seed, clock, best, run, last, control, team)
    if beginning is not None:
        yield training.begin_with(beginning)
    if epochs:
        clock.steps = epochs * training.steps_per_epoch
    elif steps:
        clock.steps = steps
    return (yield from _followed(training, name))


def resume_training(
    project: Project,
    run: Path,
    *,
    minutes: float | None = None,
    epochs: int | None = None,
    device: str | None = None,
    values: Mapping[str, object] | None = None,
    control: Control | None = None,
    team: Team | None = None,
) -> Generator[TrainingReport, None, TrainedModel]:
    """Go on with a training that was stopped, killed, or has ended; see `learning.resume`.

    Parameters
    ----------
    project
        As it is now; the images that the run knows must be as they were.
    run
        Its run folder.
    minutes, epochs
        The new limit, counted from the beginning of the training; None = as it was.
    device
        None = the one it was begun with.
    values
        Dotted key -> what to change of the recipe: of `RESUMABLE`.
    control
        See `train`.

    Raises
    ------
    StudioError
        If there is no checkpoint, the images or labels have changed, or it has ended and there is
        no new limit; and as `train`.
    """
    keep_freed_memory()
    control = control or Control()
    origin, state = read_last(run)
    if state["loop"]["is_finished"] and minutes is None and epochs is None:
        raise StudioError(
            say(
                "training",
                "The training in {run} has ended. Say how long it is to be in all, with more "
                "minutes or epochs than it had, to go on with it.",
            )(run=run)
        )
    recipe = changed_to_resume(read_recipe(run / RECIPE), values or {})
    clock = Clock(None, waited_s=lambda: control.waited_s)
    team = team or Team(device=choose_device(device or origin.device))
    chosen = team.device
    split = yield from _prepared(read_split(project, recipe.data), clock, control)
    split = yield from _prepared(weighted(origin.split_again(split), recipe.loss), clock, control)
    best = BestModel(run / BEST, _card(split, recipe, ""))
    last = LastCheckpoint(run, origin)
    training = Training(recipe, split, chosen, origin.seed, clock, best, run, last, control, team)
    training.go_on_from(state)
    if origin.from_model and Path(origin.from_model).is_file():
        training.beginning = Beginning.read(Path(origin.from_model))
    if minutes or epochs:
        clock.seconds = minutes * 60 if minutes else None
        clock.steps = epochs * training.steps_per_epoch if epochs else None
    note = say("training", "Going on at step {step}, where the last checkpoint was written.")
    yield TrainingReport(
        TrainingPhase.PREPARING, elapsed_s=clock.elapsed_s, note=note(step=training.step)
    )
    before = read_record(run)
    return (yield from _followed(training, before.title if before else None))


def _followed(
    training: Training, name: str | None
) -> Generator[TrainingReport, None, TrainedModel]:
    """The training to its end, be it good or bad: what it has learnt is kept."""
    best, run, clock = training.best, training.run, training.clock
    with recording(run, _record(training, name), lambda: (training.step, clock.elapsed_s)):
        try:
            yield from training.reports()
        except (GeneratorExit, KeyboardInterrupt, StoppedError):
            training.keep_state()  # first, for the training itself would keep no such model yet
            training.keep_if_none()
            raise
        finally:
            best.write()
            if not training.is_in_step:  # the helpers wait for the next one
                training.team.tell(None)
            give_back_memory()
    return TrainedModel(
        best.path, run, best.card.scores, training.split.project, best.card.continued
    )


def _prepared(
    preparing: Generator[Message | None, None, _Read], clock: Clock, control: Control
) -> Generator[TrainingReport, None, _Read]:
    while True:
        control.check()
        try:
            note = next(preparing)
        except StopIteration as stop:
            prepared: _Read = stop.value
            return prepared
        yield TrainingReport(
            TrainingPhase.PREPARING,
            elapsed_s=clock.elapsed_s,
            remaining_s=clock.remaining_s(0),
            note=note,
        )


def _says_few(labelled: int) -> Message:
    return say(
        "training",
        "With {count} labelled images, the few that are held out tell little. Cross-validation "
        "(--folds {folds}, or the box in Train) trains {folds} models in the same time and scores "
        "every image.",
    )(count=labelled, folds=min(5, labelled))


def _card(split: Split, recipe: Recipe, name: str) -> ModelCard:
    return ModelCard(
        name=name,
        recipe=recipe.name,
        network=recipe.network,
        classes=tuple(split.project.classes),
        normalisation=recipe.data.normalisation,
        patch_px=recipe.data.patch_px,
        fit=recipe.data.fit,
        fit_px=recipe.data.fit_px,
        pixel_size_um=split.project.pixel_size_um,
        views=views_of(recipe.augmentation),
        held_out=split.held_out.names,
        trained_on=split.training.names,
        held_out_pictures=split.held_out.pictures,
        trained_on_pictures=split.training.pictures,
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
