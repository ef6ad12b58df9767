"""The outcome of the last training and of the queue: what is to be read of it until the next."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from unet_studio.domain.message import Message, say
from unet_studio.workspace.notices import Notice

if TYPE_CHECKING:
    from unet_studio.workspace.workspace import Workspace


class TrainingOutcome(QObject):
    """Keeps sentences, for a notice is gone by the time a person comes back to a long training.

    Signals
    -------
    changed()
        There is something else to say.
    """

    changed = Signal()

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._of_queue: Notice | None = None
        self._failure: Notice | None = None
        self._of_model: Notice | None = None
        self._training = workspace.training
        self._was_running = False
        self._training.state_changed.connect(self._on_state)
        self._training.ended.connect(self._on_ended)
        workspace.project_opened.connect(self._forget)

    @property
    def notices(self) -> tuple[Notice, ...]:
        """What became of the queue, why the last training failed, what its model is worth."""
        known = (self._of_queue, self._failure, self._of_model)
        return tuple(notice for notice in known if notice is not None)

    def note_queue(self, notice: Notice) -> None:
        """The queue is done, or was stopped."""
        self._of_queue = notice
        self.changed.emit()

    def note_model(self, message: Message) -> None:
        """The last training gave a model."""
        self._of_model = Notice(message)
        self.changed.emit()

    def _on_state(self) -> None:
        was_running, self._was_running = self._was_running, self._training.is_running
        if self._was_running and not was_running:
            self._forget()

    def _on_ended(self) -> None:
        failure = self._training.failure
        if failure is not None and failure.offer is not None:  # which takes the place of advice
            text = say("train", "The training stopped, for its loss was no longer a number.")
            failure = replace(failure, message=text())
        self._failure = failure
        self.changed.emit()

    def _forget(self) -> None:
        self._of_queue = self._failure = self._of_model = None
        self.changed.emit()
