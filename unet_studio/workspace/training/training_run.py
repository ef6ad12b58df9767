"""The training in progress: starts and stops it, and keeps its curves for whoever shows them."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from unet_studio.domain.message import Message, StudioError, say
from unet_studio.learning.course.control import Control
from unet_studio.learning.course.training_messages import gentler_rate
from unet_studio.storage.runs.run_folder import BEST, LAST, new_run
from unet_studio.workspace.garbage import importing_torch
from unet_studio.workspace.job import Job
from unet_studio.workspace.notices import Notice, Offer, Severity
from unet_studio.workspace.training.training_history import TrainingHistory

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping

    from unet_studio.domain.project import Project
    from unet_studio.domain.report import TrainingReport
    from unet_studio.learning.training.training_job import TrainedModel


class TrainingState(StrEnum):
    """Where a training stands."""

    IDLE = "idle"
    RUNNING = "running"
    PAUSED = "paused"
    STOPPING = "stopping"


@dataclass(frozen=True)
class TrainingWish:
    """What a person asked for.

    Attributes
    ----------
    recipe
        Name of a recipe, or the path of its file.
    minutes
        Time budget; None if epochs say how long.
    epochs
        Passes over the images; None if minutes say how long.
    device
        ``auto``, ``cpu`` or ``cuda``.
    values
        Dotted key -> what a person changed of the recipe.
    seed
        See `learning.training.train.train`.
    name, title_key
        What to call the model; None = project and recipe. See `domain.run_title`.
    from_model
        A model file whose weights to begin with, so that what it learnt is not learnt again.
    folds
        How many models to train in the time, for cross-validation; 0 = one, without it.
    resume
        A run folder whose training to go on with; see `TrainingStart.resumable`. Recipe, minutes,
        epochs and `from_model` are the run's own then; `values` are what to change of its recipe.
    is_round
        Whether it is one of many that follow each other by themselves, so that nobody needs to be
        told of its end.
    """

    recipe: str = "auto"
    minutes: float | None = 10.0
    epochs: int | None = None
    device: str = "auto"
    values: Mapping[str, object] = field(default_factory=dict)
    seed: int = 0
    name: str | None = None
    from_model: Path | None = None
    folds: int = 0
    resume: Path | None = None
    is_round: bool = False
    title_key: str = ""


class TrainingRun(QObject):
    """At most one training at a time.

    Attributes
    ----------
    state
        Where it stands.
    history
        What it has said so far.
    wish
        What the training under way, or the last one, was asked for.
    failure
        Why the last training failed, and what can be done; None if it did not.

    Signals
    -------
    state_changed()
        It started, is stopping, or ended.
    progressed()
        The history grew.
    held_out_chosen(frozenset)
        It chose images to hold out, and wrote that into the project's file; all their names.
    ended(Path)
        It ended or was stopped; the model to go on with: its best, or the one that it started from
        if that is better; None if it had none yet.
    wanted(TrainingWish)
        A person took up an offer to go on.
    noticed(Notice)
        Something to tell.
    """

    state_changed = Signal()
    progressed = Signal()
    held_out_chosen = Signal(object)
    ended = Signal(object)
    wanted = Signal(object)
    noticed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.state = TrainingState.IDLE
        self.history = TrainingHistory()
        self.wish = TrainingWish()
        self.failure: Notice | None = None
        self._job: Job | None = None
        self._run: Path | None = None
        self._control = Control()

    @property
    def is_running(self) -> bool:
        """Whether a training is under way, be it that it is stopping."""
        return self.state is not TrainingState.IDLE

    @property
    def run(self) -> Path | None:
        """The run folder of the training under way, or of the last one."""
        return self._run

    def start(self, project: Project, wish: TrainingWish) -> None:
        """Start training; nothing happens if one is under way."""
        if self.is_running:
            return
        try:
            run = wish.resume or new_run(project, wish.name or Path(wish.recipe).stem)
        except StudioError as error:
            self.noticed.emit(Notice(error.message, Severity.ERROR))
            return
        self.history = TrainingHistory()
        self._run, self.wish, self.failure = run, wish, None
        self._control = control = Control()
        self._job = Job(lambda: _train(project, wish, run, control), self)
        self._job.reported.connect(self._on_reported)
        self._job.returned.connect(self._on_returned)
        self._job.failed.connect(self._on_failed)
        self._job.cancelled.connect(self._on_cancelled)
        self._set_state(TrainingState.RUNNING)
        self._job.start()

    def forget(self) -> None:
        """Show no curves any more: another project is open."""
        if not self.is_running:
            self.history, self._run = TrainingHistory(), None
            self.progressed.emit()

    def pause(self) -> None:
        """Free the processor within a moment, even in the middle of a step; memory is kept.

        The time does not count towards the minutes, and the run could be resumed from here should
        the program end now.
        """
        if self.state is TrainingState.RUNNING:
            self._control.pause()
            self._set_state(TrainingState.PAUSED)

    def resume(self) -> None:
        """Go on after `pause`, as if there had been none."""
        if self.state is TrainingState.PAUSED:
            self._control.go_on()
            self._set_state(TrainingState.RUNNING)

    def stop(self) -> None:
        """Stop within a moment and keep the best model so far; the run can be resumed."""
        if self._job is not None and self.state in (TrainingState.RUNNING, TrainingState.PAUSED):
            self._ask_to_stop(self._job)
            self._set_state(TrainingState.STOPPING)

    def close(self) -> None:
        """Stop and wait until the thread is gone."""
        if self._job is not None:
            self._ask_to_stop(self._job)
            self._job.wait()

    def _ask_to_stop(self, job: Job) -> None:
        job.cancel()  # first, so that the job is cancelled, and has not failed, when it stops
        self._control.stop()

    def _set_state(self, state: TrainingState) -> None:
        self.state = state
        self.state_changed.emit()

    def _on_reported(self, reports: list[TrainingReport]) -> None:
        for report in reports:
            self.history.add(report)
            if report.held_out is not None:
                self.held_out_chosen.emit(report.held_out)
        self.progressed.emit()

    def _on_returned(self, trained: TrainedModel) -> None:
        continued = trained.continued
        if continued is None or continued.is_better:
            self._end(trained.model)
        else:
            self._end(trained.project.root / continued.model)

    def _on_cancelled(self) -> None:
        best = self._best_on_disk()
        if best is None:
            text = say("train", "Stopped before the first model was ready; nothing was kept.")
            self._tell(text())
        self._end(best)

    def _on_failed(self, message: Message, details: str) -> None:
        self.failure = Notice(message, Severity.ERROR, details, self._gentler_offer(message))
        self.noticed.emit(self.failure)
        self._end(self._best_on_disk())

    def _gentler_offer(self, message: Message) -> Offer | None:
        """To go on from the last good state with smaller steps, where too large ones broke it."""
        rate, run = gentler_rate(message), self._run
        if rate is None or run is None or self.wish.folds or not (run / LAST).is_file():
            return None
        values = {"optimiser.learning_rate": rate}
        wish = TrainingWish(minutes=None, device=self.wish.device, values=values, resume=run)
        text = say("train", "Go on with a tenth of the learning rate")
        return Offer(text(), lambda: self.wanted.emit(wish))

    def _tell(self, message: Message) -> None:
        if not self.wish.is_round:
            self.noticed.emit(Notice(message))

    def _best_on_disk(self) -> Path | None:
        best = self._run / BEST if self._run else None
        return best if best is not None and best.is_file() else None

    def _end(self, model: Path | None) -> None:
        if self._job is not None:
            self._job.wait()
            self._job.deleteLater()
            self._job = None
        self.history.end()
        self.progressed.emit()
        self._set_state(TrainingState.IDLE)
        self.ended.emit(model)


def _train(
    project: Project, wish: TrainingWish, run: Path, control: Control
) -> Generator[TrainingReport, None, TrainedModel]:
    # Imported here, on the job's thread: torch takes seconds, and the window must not wait for it.
    with importing_torch():
        from unet_studio.learning.recipes import recipe_named
        from unet_studio.learning.training.resume import resume_training
        from unet_studio.learning.training.train import train
        from unet_studio.learning.trials.cross_validation import cross_validate

    if wish.resume is not None:
        resumed = resume_training(
            project, run, device=wish.device, values=wish.values, control=control
        )
        return (yield from resumed)
    job = partial(
        train,
        from_model=wish.from_model,
        given=tuple(wish.values),
        title_key=wish.title_key,
    )
    if wish.folds:
        job = partial(cross_validate, folds=wish.folds)
    return (
        yield from job(
            project,
            recipe_named(wish.recipe, **wish.values),
            minutes=wish.minutes,
            epochs=wish.epochs,
            device=wish.device,
            seed=wish.seed,
            name=wish.name,
            run_dir=run,
            control=control,
        )
    )
