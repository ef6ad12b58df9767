"""Saving: edited labels reach their files a moment later, and again and again until they do."""

from __future__ import annotations

from concurrent.futures import Future, wait
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from unet_studio.storage.labels.label_history import Deed
from unet_studio.workspace.labels.open_labels import OpenLabels, Save

if TYPE_CHECKING:
    from unet_studio.domain.annotation import Annotation
    from unet_studio.domain.project import Project
    from unet_studio.storage.labels.label_store import Replaced
    from unet_studio.workspace.background import Background
    from unet_studio.workspace.labels.edit_journal import EditJournal

SAVE_DELAY_MS = 400
RETRY_DELAY_MS = 5000
FLUSH_TIMEOUT_S = 3.0


class LabelSaving(QObject):
    """Saves the documents that were edited; the journal is cleared once all are on disk.

    Signals
    -------
    saved(ImageRef)
        The labels of an image are on disk.
    failed(ImageRef, BaseException)
        They are not; it is tried again.
    kept_foreign(ImageRef)
        What another program had written into the label file meanwhile is an earlier version now.
    """

    saved = Signal(object)
    failed = Signal(object, object)
    kept_foreign = Signal(object)

    def __init__(
        self, background: Background, journal: EditJournal, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._background = background
        self._journal = journal
        self._project: Project | None = None
        self._unsaved: dict[str, OpenLabels] = {}
        self._under_way: dict[str, tuple[Annotation, Future[Any]]] = {}
        self._opening = 0  # number of the present project: answers of earlier ones are dropped
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._save_idle)

    def set_project(self, project: Project) -> None:
        """Save for another project; what was edited in the old one must have been flushed."""
        self._settle()
        self._unsaved.clear()
        self._under_way.clear()
        self._project = project
        self._opening += 1

    def update_project(self, project: Project) -> None:
        """The same project with other classes or another split."""
        self._project = project

    @property
    def unsaved(self) -> list[str]:
        """Names of the images whose labels are not on disk yet."""
        return sorted(self._unsaved)

    def add(self, labels: OpenLabels) -> None:
        """Save these labels soon."""
        self._unsaved[labels.image.name] = labels
        if not self._timer.isActive() or self._timer.remainingTime() > SAVE_DELAY_MS:
            self._timer.start(SAVE_DELAY_MS)

    def save_soon(self) -> None:
        """Do not wait for the next attempt: what kept labels from being saved is gone."""
        self._timer.start(0)

    def flush(self) -> bool:
        """Save everything now and wait a moment for it; whether everything is on disk."""
        self._timer.stop()
        for labels in self._unsaved.values():
            self._save(labels)
        wait([future for _, future in self._under_way.values()], timeout=FLUSH_TIMEOUT_S)
        return self._is_all_saved()

    def close(self) -> None:
        """Save what can be saved, and try no more."""
        self.flush()
        self._timer.stop()
        self._settle()
        self._project = None

    def _is_all_saved(self) -> bool:
        return all(labels.is_saved for labels in self._unsaved.values())

    def _settle(self) -> None:
        if self._is_all_saved():
            self._journal.settle()

    def _save_idle(self) -> None:
        """Save what is not just being saved; the rest has its turn when that is done."""
        for labels in self._unsaved.values():
            if labels.image.name not in self._under_way:
                self._save(labels)

    def _save(self, labels: OpenLabels) -> None:
        project, name = self._project, labels.image.name
        annotation = labels.document.annotation
        present, _ = self._under_way.get(name, (None, None))
        if project is None or present is annotation:
            return
        deeds, through = labels.deeds, self._journal.count(name)
        session = self._journal.session
        save = Save(
            project,
            labels,
            annotation,
            labels.document.image_size,
            Deed(session.user, tuple(deeds), session.session),
            lambda digest: self._journal.note_save(name, digest, through),
        )
        future = self._background.submit(
            save,
            partial(self._on_saved, self._opening, labels, annotation, len(deeds)),
            partial(self._on_failed, self._opening, labels, annotation),
        )
        self._under_way[name] = annotation, future

    def _on_saved(
        self, opening: int, labels: OpenLabels, annotation: Annotation, deeds: int, saved: Replaced
    ) -> None:
        if opening != self._opening or self._project is None:
            return
        self._forget(labels, annotation)
        labels.deeds = labels.deeds[deeds:]
        if labels.document.annotation is annotation:
            self._unsaved.pop(labels.image.name, None)
            labels.document.mark_stored()
        if not self._unsaved:
            self._settle()
        elif not self._timer.isActive():
            self._timer.start(SAVE_DELAY_MS)
        self.saved.emit(labels.image)
        if saved.was_foreign:
            self.kept_foreign.emit(labels.image)

    def _on_failed(
        self, opening: int, labels: OpenLabels, annotation: Annotation, error: BaseException
    ) -> None:
        if opening != self._opening or self._project is None:
            return
        self._forget(labels, annotation)
        self._timer.start(RETRY_DELAY_MS)
        self.failed.emit(labels.image, error)

    def _forget(self, labels: OpenLabels, annotation: Annotation) -> None:
        present, _ = self._under_way.get(labels.image.name, (None, None))
        if present is annotation:
            del self._under_way[labels.image.name]
