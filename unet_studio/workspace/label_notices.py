"""What a person is told of the label files: what could not be read, saved or understood."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from unet_studio.domain.message import Message, say
from unet_studio.workspace.notices import Notice, Severity

if TYPE_CHECKING:
    from pathlib import Path

    from unet_studio.domain.project import ImageRef
    from unet_studio.workspace.label_documents import LabelDocuments


class LabelNotices(QObject):
    """Puts what happens to the label files into sentences.

    Signals
    -------
    noticed(Notice)
        Something to tell.
    withdrawn(Message)
        This is no longer so.
    """

    noticed = Signal(object)
    withdrawn = Signal(object)

    def __init__(self, labels: LabelDocuments) -> None:
        super().__init__(labels)
        self._save_failures: dict[str, Message] = {}
        labels.open_failed.connect(self._on_open_failed)
        labels.problems_found.connect(self._on_problems_found)
        labels.kept_foreign.connect(self._on_kept_foreign)
        labels.save_failed.connect(self._on_save_failed)
        labels.saved.connect(self._on_saved)

    def _warn(self, message: Message, details: str = "") -> None:
        self.noticed.emit(Notice(message, Severity.WARNING, details))

    def _on_open_failed(self, _image: ImageRef, message: Message) -> None:
        self._warn(message)

    def _on_problems_found(self, image: ImageRef, problems: tuple[Message, ...]) -> None:
        text = say(
            "labels",
            "Some labels of {name} cannot be used. They stay in its file as they are.",
        )
        self._warn(text(name=image.name), "\n".join(map(str, problems)))

    def _on_kept_foreign(self, image: ImageRef, copy: Path) -> None:
        text = say(
            "labels",
            "Another program had changed the labels of {name} while they were open here. Yours are "
            "saved; the others are kept in {copy}.",
        )
        self._warn(text(name=image.name, copy=copy))

    def _on_save_failed(self, image: ImageRef, message: Message) -> None:
        text = say(
            "labels",
            "The labels of {name} could not be saved: {reason} Your work is kept in memory; "
            "saving is tried again every few seconds.",
        )
        failure = text(name=image.name, reason=message)
        self._save_failures[image.name] = failure
        self.noticed.emit(Notice(failure, Severity.ERROR))

    def _on_saved(self, image: ImageRef) -> None:
        failure = self._save_failures.pop(image.name, None)
        if failure is not None:
            self.withdrawn.emit(failure)
