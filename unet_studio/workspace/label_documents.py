"""The labels being edited: one document per image, read and saved off the GUI thread."""

from __future__ import annotations

from concurrent.futures import Future, wait
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from unet_studio.storage.image_file import read_size
from unet_studio.storage.label_guard import keep_foreign_labels, label_version
from unet_studio.storage.project_labels import read_label_content, write_annotation
from unet_studio.workspace.document import AnnotationDocument
from unet_studio.workspace.job import reason_of

if TYPE_CHECKING:
    from pathlib import Path

    from unet_studio.domain.annotation import Annotation
    from unet_studio.domain.project import ImageRef, Project
    from unet_studio.storage.labelme_file import LabelContent
    from unet_studio.workspace.background import Background

SAVE_DELAY_MS = 400
RETRY_DELAY_MS = 5000


class LabelDocuments(QObject):
    """Keeps the document of every image visited, so that undo survives switching images.

    Signals
    -------
    opened(ImageRef, AnnotationDocument)
        The document asked for last is there.
    open_failed(ImageRef, Message)
        Its label file cannot be read; it is left as it is.
    problems_found(ImageRef, tuple)
        Messages about parts of a label file that could not be used; they are kept in the file.
    kept_foreign(ImageRef, Path)
        Another program had changed its label file meanwhile; what that wrote is in the copy.
    edited(ImageRef)
        The labels of an image changed, and are not on disk yet.
    saved(ImageRef)
        The labels of an image are on disk.
    save_failed(ImageRef, Message)
        They are not; the work is kept here and saving is tried again.
    """

    opened = Signal(object, object)
    open_failed = Signal(object, object)
    problems_found = Signal(object, object)
    kept_foreign = Signal(object, object)
    edited = Signal(object)
    saved = Signal(object)
    save_failed = Signal(object, object)

    def __init__(self, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._background = background
        self._project: Project | None = None
        self._documents: dict[str, AnnotationDocument] = {}
        self._versions: dict[str, str | None] = {}  # of the files, as we read or wrote them last
        self._unsaved: dict[str, ImageRef] = {}
        self._saving: dict[str, Future[Any]] = {}
        self._wanted: ImageRef | None = None
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._save_all)

    # ---- Opening ----

    def set_project(self, project: Project) -> None:
        """Work on another project; the old one's documents must have been flushed."""
        self._project = project
        for document in self._documents.values():
            document.deleteLater()
        self._documents.clear()
        self._versions = {}
        self._unsaved.clear()
        self._wanted = None

    def update_project(self, project: Project) -> None:
        """The same project with other classes or another split."""
        self._project = project

    def request(self, image: ImageRef | None) -> None:
        """Ask for the document of an image; None = no longer for any."""
        self._wanted = image
        project = self._project
        if image is None or project is None:
            return
        if image.name in self._documents:
            self.opened.emit(image, self._documents[image.name])
            self._look_for_changes(project, image)
        else:
            self._read(project, image)

    def _look_for_changes(self, project: Project, image: ImageRef) -> None:
        """Read labels anew that another program changed, unless there is work of ours to save."""
        known = self._versions.get(image.name)

        def compare(found: str | None) -> None:
            is_ours = image.name in self._unsaved or self._versions.get(image.name) != known
            if found in (None, known) or is_ours or project.root != self._root:
                return
            self._read(project, image, instead_of=self._documents[image.name])

        self._background.submit(lambda: label_version(project, image), compare, lambda _error: None)

    @property
    def _root(self) -> Path | None:
        return self._project.root if self._project else None

    def _read(
        self, project: Project, image: ImageRef, *, instead_of: AnnotationDocument | None = None
    ) -> None:
        self._background.submit(
            partial(_read, project, image),
            lambda answer: self._on_read(project, image, answer, instead_of),
            lambda error: self._on_read_failed(image, error),
        )

    def _on_read(
        self,
        project: Project,
        image: ImageRef,
        answer: tuple[str | None, LabelContent, tuple[int, int]],
        instead_of: AnnotationDocument | None,
    ) -> None:
        version, content, size = answer
        if project.root != self._root:
            return
        document = self._documents.get(image.name)
        if document is None or (document is instead_of and image.name not in self._unsaved):
            self._versions[image.name] = version
            document = AnnotationDocument(content.annotation, size)
            document.setParent(self)
            document.annotation_changed.connect(lambda: self._on_edited(image))
            self._documents[image.name] = document
            if content.problems:
                self.problems_found.emit(image, content.problems)
        if image == self._wanted:
            self.opened.emit(image, document)
        if instead_of is not None and document is not instead_of:
            instead_of.deleteLater()

    def _on_read_failed(self, image: ImageRef, error: BaseException) -> None:
        if image == self._wanted:
            self.open_failed.emit(image, reason_of(error))

    def annotation(self, name: str) -> Annotation | None:
        """The labels of an image as they are now, if it was visited."""
        document = self._documents.get(name)
        return document.annotation if document else None

    # ---- Saving ----

    @property
    def unsaved(self) -> list[str]:
        """Names of the images whose labels are not on disk yet."""
        return sorted(self._unsaved)

    def flush(self, timeout_s: float = 10) -> bool:
        """Save everything now and wait for it; whether everything is on disk."""
        self._timer.stop()
        self._save_all()
        futures = list(self._saving.values())
        wait(futures, timeout=timeout_s)
        return all(f.done() and not f.cancelled() and f.exception() is None for f in futures)

    def close(self) -> None:
        """Save what can be saved, and try no more."""
        self.flush()
        self._timer.stop()
        self._project = None  # an answer still on its way tries nothing more

    def _on_edited(self, image: ImageRef) -> None:
        self._unsaved[image.name] = image
        self.edited.emit(image)
        if not self._timer.isActive():
            self._timer.start(SAVE_DELAY_MS)

    def _save_all(self) -> None:
        for image in self._unsaved.values():
            self._save(image)

    def _save(self, image: ImageRef) -> None:
        project = self._project
        if project is None:
            return
        document = self._documents[image.name]
        annotation, size = document.annotation, document.image_size
        self._saving[image.name] = self._background.submit(
            partial(_write, project, image, annotation, size, self._versions),
            lambda foreign: self._on_saved(image, annotation, foreign),
            lambda error: self._on_save_failed(image, error),
        )

    def _on_saved(self, image: ImageRef, annotation: Annotation, foreign: Path | None) -> None:
        self._saving.pop(image.name, None)
        document = self._documents.get(image.name)
        if document is not None and document.annotation is annotation:
            self._unsaved.pop(image.name, None)
            document.mark_stored()
        self.saved.emit(image)
        if foreign is not None:
            self.kept_foreign.emit(image, foreign)

    def _on_save_failed(self, image: ImageRef, error: BaseException) -> None:
        self._saving.pop(image.name, None)
        self._timer.start(RETRY_DELAY_MS)
        self.save_failed.emit(image, reason_of(error))


def _read(project: Project, image: ImageRef) -> tuple[str | None, LabelContent, tuple[int, int]]:
    version = label_version(project, image)  # first: what is written meanwhile is noticed later
    return version, read_label_content(project, image), read_size(image.path)


def _write(
    project: Project,
    image: ImageRef,
    annotation: Annotation,
    size: tuple[int, int],
    versions: dict[str, str | None],
) -> Path | None:
    """Save labels; returns where those are that another program wrote meanwhile, if it did."""
    foreign = keep_foreign_labels(project, image, versions.get(image.name))
    write_annotation(project, image, annotation, size=size)
    versions[image.name] = label_version(project, image)
    return foreign
