"""Resume: a training that was ended at any moment goes on.

A training that is limited by epochs and was ended at any moment ends, resumed on the same CPU,
with the same weights bit for bit as one that was never ended: what a step learns from follows
from its number alone, and the rest of a training's state is in its checkpoint. A training that
is limited by minutes follows the clock: it goes on at the time it had reached, so that it takes
as long as asked for, but how many steps fit into the time left is never quite the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from unet_studio.domain.message import StudioError, say
from unet_studio.domain.report import TrainingPhase
from unet_studio.learning.computing.device import choose_device
from unet_studio.learning.computing.distributed import Team
from unet_studio.learning.course.best_weights import BestModel
from unet_studio.learning.course.clock import Clock
from unet_studio.learning.course.continuing import Beginning
from unet_studio.learning.course.control import Control
from unet_studio.learning.course.last_checkpoint import LastCheckpoint, read_last
from unet_studio.learning.course.training_messages import (
    says_left_out,
    says_misfit,
    says_not_comparable,
    says_other_classes,
    says_resumed,
)
from unet_studio.learning.data.pixel_weights import weighted
from unet_studio.learning.data.split import read_split
from unet_studio.learning.training.training_card import card_of
from unet_studio.learning.training.training_job import TrainedModel, followed, prepared
from unet_studio.learning.training.training_loop import Training
from unet_studio.storage.runs.checkpoint_file import CheckpointFileError
from unet_studio.storage.runs.file_place import noted_file
from unet_studio.storage.runs.recipe_file import read_recipe, with_values
from unet_studio.storage.runs.run_folder import BEST, RECIPE, write_recipe
from unet_studio.storage.runs.run_record import read_record

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping
    from pathlib import Path

    from unet_studio.domain.message import Message
    from unet_studio.domain.model_card import ModelCard
    from unet_studio.domain.project import Project
    from unet_studio.domain.recipe import Recipe
    from unet_studio.domain.report import TrainingReport
    from unet_studio.learning.course.origin import Origin

RESUMABLE = (
    "optimiser.learning_rate",
    "optimiser.weight_decay",
    "optimiser.momentum",
    "optimiser.clip_norm",
    "precision",
)
"""What of a recipe may be changed when a training goes on."""


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
    """Go on with a training that was stopped, killed, or has ended; see above.

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
    wanted = device or origin.device
    team = team or Team(device=choose_device(wanted))
    chosen = team.device
    split = yield from prepared(read_split(project, recipe.data), clock, control)
    newer = origin.unknown_to(split)
    split = yield from prepared(weighted(origin.split_again(split), recipe.loss), clock, control)
    best = BestModel(run / BEST, card_of(split, recipe, ""))
    last = LastCheckpoint(run, origin)
    training = Training(recipe, split, chosen, origin.seed, clock, best, run, last, control, team)
    try:
        training.go_on_from(state)
    except (KeyError, TypeError, ValueError, RuntimeError) as error:
        raise CheckpointFileError(says_misfit(last.path)) from error
    if values:
        training.pacing.is_whole = False  # nobody could say from which step on
        write_recipe(run, recipe)  # should it be resumed once more, it stays so
    _check_classes(best.card, project)
    training.scoring.beginning, missing = _beginning(origin, project.root)
    if minutes or epochs:
        clock.seconds = minutes * 60 if minutes else None
        clock.steps = epochs * training.position.steps_per_epoch if epochs else None
    yield training.report(TrainingPhase.PREPARING, note=says_resumed(training.position.step))
    for note in (missing, says_left_out(newer) if newer else None):
        yield training.report(TrainingPhase.PREPARING, note=note)
    before = read_record(run)
    title, key = (before.title, before.title_key) if before else (None, "")
    return (yield from followed(training, title, wanted, key))


def _beginning(origin: Origin, root: Path) -> tuple[Beginning | None, Message | None]:
    """The model that a training started from, or what to say if it is not there to compare with."""
    if not origin.from_model:
        return None, None
    path = noted_file(origin.from_model, root)
    try:
        return Beginning.read(path), None
    except StudioError as error:
        return None, says_not_comparable(path, error)


def _check_classes(card: ModelCard, project: Project) -> None:
    """See to it that the classes are those of the checkpoint; colours may have changed."""
    then, now = ([(c.id, c.name) for c in classes] for classes in (card.classes, project.classes))
    if then != now:
        raise StudioError(says_other_classes((n for _, n in then), (n for _, n in now)))


def changed_to_resume(recipe: Recipe, values: Mapping[str, object]) -> Recipe:
    """The recipe with some values changed, of those that a checkpoint does not depend on.

    Raises
    ------
    StudioError
        If a value may not be changed any more.
    """
    fixed = [key for key in values if key not in RESUMABLE]
    if fixed:
        raise StudioError(
            say(
                "training",
                "{keys} cannot be changed when a training goes on; only {known} can.",
            )(keys=", ".join(fixed), known=", ".join(RESUMABLE))
        )
    return with_values(recipe, values)
