"""Training: one job from labelled images to a model file."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from unet_studio.domain.report import TrainingPhase, TrainingReport
from unet_studio.learning.computing.device import choose_device, fallen_back
from unet_studio.learning.computing.distributed import Team
from unet_studio.learning.computing.memory_reuse import freed_memory_kept
from unet_studio.learning.course.best_weights import BestModel
from unet_studio.learning.course.clock import Clock
from unet_studio.learning.course.continuing import Beginning, says_gentler
from unet_studio.learning.course.control import Control
from unet_studio.learning.course.last_checkpoint import LastCheckpoint
from unet_studio.learning.course.origin import Origin
from unet_studio.learning.course.training_messages import says_few
from unet_studio.learning.data.pixel_weights import weighted
from unet_studio.learning.data.split import read_split, with_held_out
from unet_studio.learning.planning.planner import planned, resolved
from unet_studio.learning.training.training_card import card_of
from unet_studio.learning.training.training_job import TrainedModel, followed, prepared
from unet_studio.learning.training.training_loop import Training
from unet_studio.storage.runs.run_folder import BEST, new_run, write_recipe

if TYPE_CHECKING:
    from collections.abc import Collection, Generator
    from pathlib import Path

    from unet_studio.domain.project import Project
    from unet_studio.domain.recipe import Recipe

FEW = 6
"""From fewer labelled images than this one held-out image says little about the next ones."""


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
    given: Collection[str] = (),
    title_key: str = "",
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
        See `learning.computing.device.choose_device`.
    seed
        With the same data, recipe, epochs and CPU it gives the same model.
    run_dir
        Where to keep the run; None = a new folder in the project's runs.
    name
        What to call the model; None = project and recipe.
    from_model
        A model file whose weights to start from; see `learning.course.continuing`. Both models are
        scored on the same held-out images in the end, and `best_model` gives the better one.
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
    given
        Dotted keys of the recipe that a person has set; where a training that starts from a model
        would change them, they stay.
    title_key
        Which of `domain.run_title.GIVEN_TITLES` the name is, if the program gave it.

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
    control = control or Control()
    seconds = minutes * 60 if minutes is not None else None
    clock = Clock(seconds, waited_s=lambda: control.waited_s)
    if began is not None:
        clock.began = began
    team = team or Team(device=choose_device(device))
    chosen = team.device
    if (fallback := fallen_back(device, chosen)) is not None:
        yield TrainingReport(TrainingPhase.PREPARING, elapsed_s=clock.elapsed_s, note=fallback)
    beginning = Beginning.read(from_model) if from_model else None
    if beginning is not None:
        usual = recipe.optimiser.learning_rate
        recipe = beginning.adapt(recipe, given)
        if (rate := recipe.optimiser.learning_rate) != usual:
            note = says_gentler(rate, usual)
            yield TrainingReport(TrainingPhase.PREPARING, elapsed_s=clock.elapsed_s, note=note)
    choosing = with_held_out(project, recipe.data.validation_share)
    opened = yield from prepared(choosing, clock, control)
    if opened.held_out != project.held_out:
        yield TrainingReport(
            TrainingPhase.PREPARING, elapsed_s=clock.elapsed_s, held_out=opened.held_out
        )
    split = yield from prepared(read_split(opened, recipe.data, only=only), clock, control)
    labelled = len(split.training.names) + len(split.held_out.names)
    if hints and 3 <= labelled < FEW:
        note = says_few(labelled)
        yield TrainingReport(TrainingPhase.PREPARING, elapsed_s=clock.elapsed_s, note=note)
    recipe = resolved(recipe, split.training, len(split.project.classes))
    network = recipe.network
    if beginning is not None:
        beginning.check(network)
        doubt = beginning.says_learnt(split.held_out.facts)
        yield TrainingReport(TrainingPhase.PREPARING, elapsed_s=clock.elapsed_s, note=doubt)
    seconds = None if clock.seconds is None else 0.9 * (clock.seconds - clock.elapsed_s)
    names = [label_class.name for label_class in split.project.classes]
    with freed_memory_kept():  # steps are timed as they will be
        recipe, notes = planned(recipe, split.training, chosen, None if epochs else seconds, names)
    if beginning is not None:
        recipe = replace(recipe, network=network)  # whatever else was planned, the weights fit this
    for note in notes:
        yield TrainingReport(TrainingPhase.PREPARING, elapsed_s=clock.elapsed_s, note=note)
    split = yield from prepared(weighted(split, recipe.loss), clock, control)
    run = run_dir or new_run(project, name or recipe.name)
    run.mkdir(parents=True, exist_ok=True)
    write_recipe(run, recipe)
    card = card_of(split, recipe, name or f"{project.title} {recipe.name}")
    if beginning is not None:
        card = beginning.remembered(card)
    last = LastCheckpoint(
        run, Origin.of(split, seed, device if team.is_alone else "auto", beginning)
    )
    best = BestModel(run / BEST, card)
    training = Training(recipe, split, chosen, seed, clock, best, run, last, control, team)
    if beginning is not None:
        yield training.begin_with(beginning)
    if epochs:
        clock.steps = epochs * training.position.steps_per_epoch
    elif steps:
        clock.steps = steps
    return (yield from followed(training, name, device, title_key))
