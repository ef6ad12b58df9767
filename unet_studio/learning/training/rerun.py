"""Rerun: a training made again, step for step, from what its run folder says of it.

On the same CPU, with as many threads and the same versions of torch and numpy, it gives the same
weights bit for bit, also of a training that was limited by minutes: what its clock decided was
noted. GPUs round their sums in another order every time, so there the scores differ a little.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

import torch

from unet_studio.domain.message import Message, StudioError, say
from unet_studio.domain.report import TrainingPhase
from unet_studio.learning.computing.device import choose_device
from unet_studio.learning.computing.distributed import Team
from unet_studio.learning.course.best_weights import BestModel
from unet_studio.learning.course.continuing import Beginning
from unet_studio.learning.course.control import Control
from unet_studio.learning.course.last_checkpoint import LastCheckpoint
from unet_studio.learning.course.origin import Origin
from unet_studio.learning.course.pace import RepeatedClock
from unet_studio.learning.data.pixel_weights import weighted
from unet_studio.learning.data.split import read_split
from unet_studio.learning.training.training_card import card_of, packages
from unet_studio.learning.training.training_job import TrainedModel, followed, prepared
from unet_studio.learning.training.training_loop import Training
from unet_studio.storage.runs.file_place import noted_file
from unet_studio.storage.runs.recipe_file import read_recipe
from unet_studio.storage.runs.rerun_file import read_rerun
from unet_studio.storage.runs.run_folder import BEST, RECIPE, new_run, write_recipe

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Mapping
    from pathlib import Path

    from unet_studio.domain.project import Project
    from unet_studio.domain.report import TrainingReport
    from unet_studio.domain.rerun import Rerun


def rerun_training(
    project: Project,
    run: Path,
    *,
    device: str | None = None,
    name: str | None = None,
    run_dir: Path | None = None,
    control: Control | None = None,
    team: Team | None = None,
) -> Generator[TrainingReport, None, TrainedModel]:
    """Make a run again, in a new run folder; see above.

    Parameters
    ----------
    project
        As it is now; the images that the run knows must be as they were. Which of them are held
        out is taken from the run; the project's own choice stays as it is.
    run
        The run folder of the earlier training.
    device
        None = the one asked for then.
    name, run_dir, control, team
        See `train`.

    Raises
    ------
    StudioError
        If the run did not note how, its images, labels or classes have changed, or the model that
        it started from is gone or another; and as `train`.
    """
    control = control or Control()
    again, recipe = read_rerun(run), read_recipe(run / RECIPE)
    beginning = _beginning(again, project.root)
    clock = RepeatedClock(again.pace)
    clock.waited_s = lambda: control.waited_s
    wanted = device or again.device
    team = team or Team(device=choose_device(wanted))
    then = replace(project, held_out=frozenset(again.held_out))
    reading = read_split(then, recipe.data, only=again.trained_on)
    split = yield from prepared(reading, clock, control)
    origin = replace(
        Origin.of(split, again.seed, again.device, beginning),
        trained_on=again.trained_on,
        held_out=again.held_out,
    )
    if changed := origin.changed_in(split):
        raise StudioError(_says_changed(changed))
    split = origin.split_again(split)
    split = yield from prepared(weighted(split, recipe.loss), clock, control)
    new = run_dir or new_run(project, name or recipe.name)
    new.mkdir(parents=True, exist_ok=True)
    write_recipe(new, recipe)
    best = BestModel(new / BEST, card_of(split, recipe, name or f"{project.title} {recipe.name}"))
    if beginning is not None:
        best.card = beginning.remembered(best.card)
    training = Training(
        recipe,
        split,
        team.device,
        again.seed,
        clock,
        best,
        new,
        LastCheckpoint(new, origin),
        control,
        team,
        again.pace,
    )
    yield training.report(TrainingPhase.PREPARING, note=says_differences(again, packages()))
    if beginning is not None:
        yield training.begin_with(beginning)
    with _threads(again.threads):
        return (yield from followed(training, name, wanted))


def says_differences(again: Rerun, now: Mapping[str, str]) -> Message | None:
    """Why a rerun may differ from the run; None if nothing speaks for it."""
    others = [f"{n} {then} -> {now[n]}" for n, then in again.packages.items() if now.get(n) != then]
    if not others:
        return None
    return say(
        "training",
        "What computes has changed since, so the scores may differ a little: {changes}.",
    )(changes=", ".join(others))


def _says_changed(names: list[str]) -> Message:
    return say(
        "training",
        "This run cannot be made again, for its images or labels have changed since: {names}. "
        "Earlier versions of labels are kept: in the window, Edit, Earlier versions.",
    )(names=", ".join(names))


def _beginning(again: Rerun, root: Path) -> Beginning | None:
    if not again.from_model:
        return None
    path = noted_file(again.from_model, root)
    if not path.is_file():
        raise StudioError(
            say(
                "training",
                "This run cannot be made again: the model that it started from, {path}, is gone. "
                "Put it there again.",
            )(path=path)
        )
    beginning = Beginning.read(path)
    if again.from_print not in ("", beginning.weights_print):
        raise StudioError(
            say(
                "training",
                "This run cannot be made again: the model that it started from, {path}, has other "
                "weights now; its training may have gone on.",
            )(path=path)
        )
    return beginning


@contextmanager
def _threads(count: int) -> Iterator[None]:
    """How sums are cut into parts depends on how many threads share them."""
    before = torch.get_num_threads()
    if count and count != before:
        torch.set_num_threads(count)
    try:
        yield
    finally:
        if torch.get_num_threads() != before:
            torch.set_num_threads(before)
