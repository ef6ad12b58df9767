"""The long work a person asked for, besides training: import, export, prediction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from unet_studio.domain.message import Message, say
from unet_studio.workspace.job import Job
from unet_studio.workspace.notices import Notice, Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from unet_studio.domain.report import PredictionReport, ProgressReport


class Task(QObject):
    """Runs at most one generator of reports at a time and tells how far it is.

    Attributes
    ----------
    title
        What is being done.
    done, total
        How far it is.
    problems
        What went wrong with single steps.

    Signals
    -------
    changed()
        It started, moved on or ended.
    noticed(Notice)
        It failed or was cancelled, or something else has to wait for it.
    """

    changed = Signal()
    noticed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._job: Job | None = None
        self._then: Callable[[Any], object] | None = None
        self._each: Callable[[list[Any]], None] | None = None
        self._over: Callable[[], object] | None = None
        self._forget()

    def _forget(self) -> None:
        self.title: Message | None = None
        self.done, self.total = 0, 0
        self.problems: list[Message] = []

    @property
    def is_running(self) -> bool:
        """Whether something is being done."""
        return self._job is not None

    def start(
        self,
        title: Message,
        work: Callable[[], Generator[ProgressReport | PredictionReport, None, Any]],
        then: Callable[[Any], object],
        each: Callable[[list[Any]], None] | None = None,
        *,
        over: Callable[[], object] | None = None,
        is_awaited: bool = False,
    ) -> bool:
        """Start a piece of work; False, and a word about it, if another one is under way.

        Parameters
        ----------
        title
            What to tell meanwhile.
        work
            Makes the generator, on the thread of the job.
        then
            Takes what the generator returns; not called if it fails or is cancelled.
        each
            Takes the reports as they come.
        over
            Called when it has come to an end, also if it failed or was cancelled.
        is_awaited
            Whether there is nothing else to do in the window until it is done.
        """
        if self._job is not None:
            text = say("tasks", "Please wait until this is done, or cancel it: {title}")
            self.noticed.emit(Notice(text(title=self.title)))
            return False
        self._forget()
        self.title, self._then, self._each, self._over = title, then, each, over
        self._job = Job(work, self, is_awaited=is_awaited)
        self._job.reported.connect(self._on_reported)
        self._job.returned.connect(self._on_returned)
        self._job.failed.connect(self._on_failed)
        self._job.cancelled.connect(self._on_cancelled)
        self._job.start()
        self.changed.emit()
        return True

    def cancel(self) -> None:
        """Stop soon; what is finished is kept."""
        if self._job is not None:
            self._job.cancel()

    def close(self) -> None:
        """Stop and wait until the thread is gone; an answer on its way starts nothing more."""
        if self._job is not None:
            self._job.cancel()
            self._job.wait()
            self._then = self._each = self._over = None

    def _on_reported(self, reports: list[ProgressReport | PredictionReport]) -> None:
        self.done, self.total = reports[-1].done, reports[-1].total
        self.problems += [r.problem for r in reports if r.problem is not None]
        if self._each is not None:
            self._each(reports)
        self.changed.emit()

    def _on_returned(self, value: Any) -> None:
        then = self._then
        self._end()
        if then is not None:
            then(value)

    def _on_failed(self, message: Message, details: str) -> None:
        self._end()
        self.noticed.emit(Notice(message, Severity.ERROR, details))

    def _on_cancelled(self) -> None:
        self._end()
        self.noticed.emit(Notice(say("tasks", "Cancelled; what was finished is kept.")()))

    def _end(self) -> None:
        if self._job is not None:
            self._job.wait()
            self._job.deleteLater()
            self._job = None
        over, self._over = self._over, None  # whoever hears of the end may start something else
        self.title = None
        self.changed.emit()
        if over is not None:
            over()
