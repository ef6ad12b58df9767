"""The models that answer points and boxes: fetched once, one of them held in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from unet_studio.domain.message import say
from unet_studio.imaging.smart_select.prompt import (
    MODEL_NAMES,
    PromptModel,
    download_prompt_model,
    prompt_model,
)
from unet_studio.workspace.job import reason_of
from unet_studio.workspace.notices import Notice, Severity

if TYPE_CHECKING:
    from unet_studio.workspace.background import Background
    from unet_studio.workspace.task import Task


class PromptModels(QObject):
    """Knows which models are on this computer, and fetches one when a person wants it.

    Signals
    -------
    listed(tuple)
        The answer to `look`: a `PromptModel` for each model offered.
    fetched(str)
        A model is here now.
    noticed(Notice)
        Something went wrong.
    """

    listed = Signal(object)
    fetched = Signal(str)
    noticed = Signal(object)

    def __init__(self, background: Background, task: Task, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._background = background
        self._task = task

    def look(self) -> None:
        """Find out what there is, off the GUI thread; `listed` follows."""
        self._background.submit(
            _models,
            self.listed.emit,
            lambda error: self.noticed.emit(Notice(reason_of(error), Severity.ERROR)),
        )

    def fetch(self, name: str) -> bool:
        """Fetch a model as a task, which can be cancelled; False if another task is under way."""
        title = say("prompt", "Fetching the model {name}")(name=name)
        return self._task.start(title, lambda: download_prompt_model(name), self.fetched.emit)


def _models() -> tuple[PromptModel, ...]:
    return tuple(prompt_model(name) for name in MODEL_NAMES)
