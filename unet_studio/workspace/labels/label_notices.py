"""What a person is told of the label files: what could not be read, saved or understood."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from unet_studio.domain.message import Message, say
from unet_studio.workspace.notices import Notice, Severity

if TYPE_CHECKING:
    from pathlib import Path

    from unet_studio.domain.project import ImageRef
    from unet_studio.storage.journal.journal_replay import Recovered
    from unet_studio.storage.journal.project_lock import Session
    from unet_studio.workspace.labels.edit_journal import EditJournal
    from unet_studio.workspace.labels.label_documents import LabelDocuments


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

    def __init__(self, labels: LabelDocuments, journal: EditJournal) -> None:
        super().__init__(labels)
        self._labels = labels
        self._save_failures: dict[str, Message] = {}
        self._journal_failure: Message | None = None
        self._others: Message | None = None
        self._held_up: Message | None = None
        labels.open_failed.connect(self._on_open_failed)
        labels.problems_found.connect(self._on_problems_found)
        labels.changed_outside.connect(self._on_changed_outside)
        labels.set_aside.connect(self._on_set_aside)
        labels.kept_foreign.connect(self._on_kept_foreign)
        labels.save_failed.connect(self._on_save_failed)
        labels.saved.connect(self._on_saved)
        labels.held_up.connect(self._on_held_up)
        journal.failed.connect(self._on_journal_failed)
        journal.recovered.connect(self._on_journal_recovered)
        journal.others_changed.connect(self._on_others_changed)

    def tell_recovered(self, recovered: Recovered) -> None:
        """Say what was brought back when the project was opened."""
        details = "\n".join([*recovered.images, *map(str, recovered.problems)])
        if recovered.edits:
            text = say(
                "labels",
                "The program had ended without saving {edits} {edits:edit|edits}. {edits:It "
                "was|They were} brought back, on {images} {images:image|images}.",
            )
            self._warn(text(edits=recovered.edits, images=len(recovered.images)), details)
        elif recovered.problems:
            self._warn(recovered.problems[0], details)

    def _warn(self, message: Message, details: str = "") -> None:
        self.noticed.emit(Notice(message, Severity.WARNING, details))

    def _with_way_out(self, image: ImageRef, reason: Message) -> Message:
        if not self._labels.is_broken(image.name):
            return reason
        text = say(
            "labels",
            "{reason} To label {name} all the same, choose “Set the broken label file aside” in "
            "the Edit menu; nothing is deleted.",
        )
        return text(reason=reason, name=image.name)

    def _on_open_failed(self, image: ImageRef, message: Message) -> None:
        self._warn(self._with_way_out(image, message))

    def _on_problems_found(self, image: ImageRef, problems: tuple[Message, ...]) -> None:
        text = say(
            "labels",
            "Some labels of {name} cannot be used. They stay in its file as they are.",
        )
        self._warn(text(name=image.name), "\n".join(map(str, problems)))

    def _on_changed_outside(self, image: ImageRef) -> None:
        text = say(
            "labels",
            "Another program changed the labels of {name}; they are shown as they are now. Undo "
            "brings the ones before back.",
        )
        self.noticed.emit(Notice(text(name=image.name)))

    def _on_set_aside(self, image: ImageRef, aside: Path) -> None:
        text = say(
            "labels",
            "{name} can be labelled again. Its broken label file is now {aside}; good labels of "
            "earlier may be among the earlier versions in the Edit menu.",
        )
        self.noticed.emit(Notice(text(name=image.name, aside=aside)))

    def _on_kept_foreign(self, image: ImageRef) -> None:
        text = say(
            "labels",
            "Another program had changed the labels of {name} while they were edited here. Yours "
            "are saved; the others are kept among the earlier versions in the Edit menu.",
        )
        self._warn(text(name=image.name))

    def _on_save_failed(self, image: ImageRef, message: Message) -> None:
        text = say(
            "labels",
            "The labels of {name} could not be saved: {reason} Your work is kept; saving is tried "
            "again every few seconds.",
        )
        failure = text(name=image.name, reason=self._with_way_out(image, message))
        if self._save_failures.get(image.name) != failure:  # once is loud enough
            self._save_failures[image.name] = failure
            self._shout(failure)

    def _on_saved(self, image: ImageRef) -> None:
        failure = self._save_failures.pop(image.name, None)
        if failure is not None:
            self.withdrawn.emit(failure)
        if self._held_up is not None and not self._labels.unsaved:
            self.withdrawn.emit(self._held_up)
            self._held_up = None

    def _on_held_up(self) -> None:
        text = say(
            "labels",
            "This has to wait until the labels of {name} are saved; your work is kept. Please make "
            "room or free the folder, then try again.",
        )
        unsaved = self._labels.unsaved
        known = (self._save_failures.get(name) for name in unsaved)
        self._held_up = text(name=unsaved[0])
        details = "\n".join(str(failure) for failure in known if failure is not None)
        self.noticed.emit(Notice(self._held_up, Severity.ERROR, details))

    def _on_journal_failed(self, reason: Message) -> None:
        text = say(
            "labels",
            "Edits cannot be written down at once: {reason} They are in memory only until they are "
            "saved; please make room or free the folder.",
        )
        self._journal_failure = text(reason=reason)
        self._shout(self._journal_failure)

    def _on_journal_recovered(self) -> None:
        if self._journal_failure is not None:
            self.withdrawn.emit(self._journal_failure)

    def _on_others_changed(self, others: list[Session]) -> None:
        if self._others is not None:
            self.withdrawn.emit(self._others)
        self._others = _others_message(others[0]) if others else None
        if self._others is not None:
            self._warn(self._others)

    def _shout(self, message: Message) -> None:
        self.noticed.emit(Notice(message, Severity.ERROR))


def _others_message(other: Session) -> Message:
    text = say(
        "labels",
        "{user} on {host} has had this project open since {since}. Each window shows what the "
        "other saves; where both change one image, the labels of one become an earlier version.",
    )
    since = datetime.fromtimestamp(other.since).astimezone().strftime("%Y-%m-%d %H:%M")
    return text(user=other.user, host=other.host, since=since)
