"""The queue of trainings: one after another, whatever becomes of each."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from unet_studio.domain.message import StudioError, say
from unet_studio.domain.run_entry import RunState
from unet_studio.domain.run_queue import QueuedRun, QueueState, RunQueue, Variation
from unet_studio.learning.recipes import recipe_named
from unet_studio.learning.recipes.recipe_sets import (
    all_recipes,
    loss_table,
    variable_values,
    varied,
)
from unet_studio.storage.runs.queue_file import read_queue, write_queue
from unet_studio.storage.runs.run_folder import LAST, RUNS
from unet_studio.storage.runs.run_record import read_record
from unet_studio.workspace.notices import Notice, Offer, Severity
from unet_studio.workspace.training.training_run import TrainingState, TrainingWish

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from unet_studio.workspace.workspace import Workspace

_STATES = {
    RunState.FINISHED: QueueState.FINISHED,
    RunState.STOPPED: QueueState.STOPPED,
    RunState.FAILED: QueueState.FAILED,
}
_OF_THE_TABLE = ("loss.", "augmentation.")


class TrainingQueue(QObject):
    """Starts the next training when the one before it has ended.

    It is kept in the project; what waits there when a project is opened waits until a person says
    so, for a training takes the computer.

    Attributes
    ----------
    queue
        As it is now.
    is_going
        Whether the next one starts by itself.

    Signals
    -------
    changed()
        The queue changed, or began or ceased to go on.
    """

    changed = Signal()

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.queue = RunQueue()
        self.is_going = False
        self._workspace = workspace
        self._root: Path | None = None
        self._is_stopped = False
        self._last_error = ""
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._start_next)
        training = workspace.training
        training.state_changed.connect(self._on_training_state)
        training.noticed.connect(self._on_training_noticed)
        training.ended.connect(self._on_training_ended)
        workspace.project_opened.connect(self._on_project_opened)
        for signal in (workspace.task.changed, workspace.states.completed):
            signal.connect(self._soon.start)

    # ---- What a person wants ----

    def add(self, runs: Iterable[QueuedRun]) -> None:
        """Train these after what waits already."""
        self._set(self.queue.with_added(runs))
        self.go_on()

    def add_wish(self, wish: TrainingWish) -> None:
        """Train what is set in the panel."""
        title = wish.name or wish.recipe.replace("\\", "/").rsplit("/", 1)[-1]
        model = str(wish.from_model or "")
        queued = _queued([Variation(title, wish.recipe, wish.values)], wish)
        self.add(replace(run, from_model=model) for run in queued)

    def add_loss_table(self, wish: TrainingWish) -> None:
        """Train the six runs of the write-up on losses, each as long as the wish says.

        What was changed of that very recipe is changed in all six, save losses and augmentations.
        """
        changed = wish.values if wish.recipe == "loss-comparison" else {}
        values = {k: v for k, v in changed.items() if not k.startswith(_OF_THE_TABLE)}
        self.add(_queued(loss_table(values), wish))

    def add_all_recipes(self, wish: TrainingWish) -> None:
        """Train every recipe, each as long as the wish says."""
        self.add(_queued(all_recipes(), replace(wish, values={})))

    def values_of(self, wish: TrainingWish) -> tuple[str, dict[str, object]]:
        """The recipe of a wish and its values that may be varied: dotted key -> value."""
        return wish.recipe, variable_values(recipe_named(wish.recipe, **wish.values))

    def add_varied(self, wish: TrainingWish, key: str, values: Sequence[str]) -> bool:
        """Train the recipe of the wish with each value; False, and why, if one does not fit."""
        try:
            variations = varied(wish.recipe, key, values)
        except StudioError as error:
            self._workspace.warn(error.message)
            return False
        merged = [replace(v, values={**wish.values, **v.values}) for v in variations]
        self.add(_queued(merged, wish))
        return True

    def move(self, key: str, by: int) -> None:
        """Put a waiting training earlier or later."""
        self._set(self.queue.moved(key, by))

    def remove(self, key: str) -> None:
        """Take a training off the list; its run, if it has one, stays."""
        self._set(self.queue.without(key))

    def stop_current(self) -> None:
        """Stop the training under way, keep its best model, and go on with the next."""
        if self.queue.running is not None:
            self._workspace.training.stop()

    def stop_all(self) -> None:
        """Stop the training under way and start none; what waits goes on waiting."""
        self.is_going = False
        self.stop_current()
        self.changed.emit()

    def go_on(self) -> None:
        """Start what waits, one after another."""
        self.is_going = True
        self._soon.start()
        self.changed.emit()

    # ---- One after another ----

    def _start_next(self) -> None:
        following = self.queue.next
        possible = self._workspace.training_start.is_possible
        if not self.is_going or self.queue.running or following is None or not possible:
            return
        self._is_stopped, self._last_error = False, ""
        training = self._workspace.training
        self._set(self.queue.with_state(following.key, QueueState.RUNNING))
        self._workspace.training_start.start(self._wish_of(following))
        if training.is_running:
            run = training.run.name if training.run else ""
            self._set(self.queue.with_state(following.key, QueueState.RUNNING, run=run))
        else:  # labels or the run folder could not be written, which was told
            self.is_going = False
            self._set(self.queue.with_state(following.key, QueueState.WAITING))

    def _wish_of(self, queued: QueuedRun) -> TrainingWish:
        """A run that the program left in the middle goes on from its last checkpoint."""
        begun = self._root / RUNS / queued.run if self._root and queued.run else None
        resume = begun if begun is not None and (begun / LAST).is_file() else None
        return TrainingWish(
            recipe=queued.recipe,
            minutes=queued.minutes,
            epochs=queued.epochs,
            device=queued.device,
            values={} if resume else queued.values,  # which the run has taken over
            seed=queued.seed,
            name=queued.title,
            title_key=queued.title_key,
            from_model=Path(queued.from_model) if queued.from_model else None,
            resume=resume,
        )

    def _on_training_state(self) -> None:
        state = self._workspace.training.state
        self._is_stopped |= state is TrainingState.STOPPING
        if state is TrainingState.IDLE:
            self._soon.start()

    def _on_training_noticed(self, notice: Notice) -> None:
        if notice.severity is Severity.ERROR:
            self._last_error = str(notice.message)

    def _on_training_ended(self, _model: Path | None) -> None:
        current, run = self.queue.running, self._workspace.training.run
        if current is None:
            return
        record = read_record(run) if run is not None else None
        state = _STATES.get(record.state) if record is not None else None
        if state is None:
            state = QueueState.STOPPED if self._is_stopped else QueueState.FAILED
        problem = (record.problem if record else "") or self._last_error
        problem = problem if state is QueueState.FAILED else ""
        self._set(self.queue.with_state(current.key, state, problem=problem))
        if self.queue.is_over:
            self._tell_it_is_over()
        elif not self.is_going:
            self._note_it_was_stopped()
        self._soon.start()

    def _tell_it_is_over(self) -> None:
        self.is_going = False
        runs = self.queue.runs
        failed = [r for r in runs if r.state is QueueState.FAILED]
        if len(runs) < 2:
            return
        if failed:
            text = say(
                "queue",
                "The queue is done: {count} {count:training|trainings}, {failed} of them failed.",
            )
            message = text(count=len(runs), failed=len(failed))
            details = "\n".join(f"{r.title}: {r.problem}" for r in failed)
            notice = Notice(message, Severity.WARNING, details)
        else:
            text = say(
                "queue",
                "The queue is done: {count} {count:training|trainings}. Compare them in Train.",
            )
            notice = Notice(text(count=len(runs)))
        self._workspace.noticed.emit(notice)
        self._workspace.outcome.note_queue(notice)

    def _note_it_was_stopped(self) -> None:
        text = say(
            "queue",
            "The queue was stopped: {count} of its trainings {count:is|are} done, {left} still "
            "{left:waits|wait}.",
        )
        message = text(count=self.queue.done, left=self.queue.waiting)
        self._workspace.outcome.note_queue(Notice(message))

    # ---- Keeping ----

    def _set(self, queue: RunQueue) -> None:
        if queue == self.queue:
            return
        self.queue = queue
        root = self._root
        if root is not None:
            self._workspace.look_into(
                lambda: write_queue(root, queue), lambda _: None, self._workspace.warn
            )
        self.changed.emit()

    def _on_project_opened(self) -> None:
        project = self._workspace.project
        self.queue, self.is_going = RunQueue(), False
        self._root = project.root if project else None
        self.changed.emit()
        root = self._root
        if root is not None:
            self._workspace.look_into(
                lambda: _as_runs_say(root, read_queue(root)),
                lambda queue: self._take(root, queue),
                self._workspace.warn,
            )

    def _take(self, root: Path, queue: RunQueue) -> None:
        if root != self._root or self.queue.runs:
            return
        self.queue = queue
        self.changed.emit()
        waiting = queue.waiting
        if waiting:
            text = say(
                "queue", "{count} {count:training still waits|trainings still wait} in the queue."
            )
            go_on = say("queue", "Go on with {count:it|them}")
            offer = Offer(go_on(count=waiting), self.go_on)
            self._workspace.noticed.emit(Notice(text(count=waiting), offer=offer))


def _as_runs_say(root: Path, queue: RunQueue) -> RunQueue:
    """A run may have ended before the queue could note it."""
    for queued in queue.runs:
        if queued.run and queued.state is QueueState.WAITING:
            record = read_record(root / RUNS / queued.run)
            if record is not None and record.state is RunState.FINISHED:
                queue = queue.with_state(queued.key, QueueState.FINISHED)
    return queue


def _queued(variations: Iterable[Variation], wish: TrainingWish) -> list[QueuedRun]:
    return [
        QueuedRun(
            each.title,
            each.recipe,
            dict(each.values),
            minutes=wish.minutes,
            epochs=wish.epochs,
            seed=wish.seed,
            device=wish.device,
            title_key=each.title_key,
        )
        for each in variations
    ]
