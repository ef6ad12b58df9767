"""The labels being edited: one document per image, read, journalled and saved."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from unet_studio.domain.message import say
from unet_studio.storage.labels.label_aside import set_labels_aside
from unet_studio.storage.labels.labelme_file import BrokenLabelFileError
from unet_studio.storage.pictures.image_file import UnreadableImageError
from unet_studio.workspace.job import reason_of
from unet_studio.workspace.labels.document import AnnotationDocument
from unet_studio.workspace.labels.label_saving import LabelSaving
from unet_studio.workspace.labels.open_labels import (
    FoundLabels,
    OpenLabels,
    Origin,
    read_if_changed,
    read_labels,
)

if TYPE_CHECKING:
    from pathlib import Path

    from unet_studio.domain.annotation import Annotation
    from unet_studio.domain.message import Message
    from unet_studio.domain.project import ImageRef, Project
    from unet_studio.storage.journal.journal_replay import Recovered
    from unet_studio.workspace.background import Background
    from unet_studio.workspace.labels.edit_journal import EditJournal

CHANGED_OUTSIDE = say("undo", "Change by another program")
BROUGHT_BACK = say("undo", "Bring back unsaved edits")


class LabelDocuments(QObject):
    """Keeps the document of every image visited, so that undo survives switching images.

    Attributes
    ----------
    saving
        Writes the documents to their label files.

    Signals
    -------
    opened(ImageRef, AnnotationDocument)
        The document asked for last is there.
    open_failed(ImageRef, Message)
        Its label file cannot be read; it is left as it is.
    problems_found(ImageRef, tuple)
        Messages about parts of a label file that could not be used; they are kept in the file.
    changed_outside(ImageRef)
        Another program changed its label file; the document says the same now, and can undo it.
    taken_in(ImageRef)
        So it was, by another program or by a task of this one.
    set_aside(ImageRef, Path)
        Its label file has another name now, so that labelling can go on.
    kept_foreign(ImageRef)
        Another program had changed its label file while it was edited here as well; what that
        wrote is among the earlier versions.
    edited(ImageRef)
        The labels of an image changed, and are not on disk yet.
    saved(ImageRef)
        The labels of an image are on disk.
    save_failed(ImageRef, Message)
        They are not; the work is kept here and saving is tried again.
    held_up()
        Something that needs all labels on disk cannot be begun: some are not.
    """

    opened = Signal(object, object)
    open_failed = Signal(object, object)
    problems_found = Signal(object, object)
    changed_outside = Signal(object)
    taken_in = Signal(object)
    set_aside = Signal(object, object)
    kept_foreign = Signal(object)
    edited = Signal(object)
    saved = Signal(object)
    save_failed = Signal(object, object)
    held_up = Signal()

    def __init__(
        self, background: Background, journal: EditJournal, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._background = background
        self._journal = journal
        self._project: Project | None = None
        self._open: dict[str, OpenLabels] = {}
        self._broken: dict[str, ImageRef] = {}
        self._recovered: dict[ImageRef, Annotation] = {}
        self._wanted: ImageRef | None = None
        self._takes_in: OpenLabels | None = None
        self.saving = LabelSaving(background, journal, self)
        self.saving.saved.connect(self._on_saved)
        self.saving.failed.connect(self._on_save_failed)
        self.saving.kept_foreign.connect(self.kept_foreign)

    # ---- Opening ----

    def set_project(self, project: Project, recovered: Recovered | None = None) -> None:
        """Work on another project; the old one's documents must have been flushed.

        Parameters
        ----------
        project
            The project.
        recovered
            What earlier sessions left; labels that could not be saved are edits of this one.
        """
        self.saving.set_project(project)
        self._project = project
        self._journal.begin(project, recovered)
        for labels in self._open.values():
            labels.document.deleteLater()
        self._open.clear()
        self._broken.clear()
        self._wanted = None
        self._recovered = {} if recovered is None else dict(recovered.unsaved)
        for image in self._recovered:
            self._read(project, image)

    def update_project(self, project: Project) -> None:
        """The same project with other classes or another split."""
        self._project = project
        self.saving.update_project(project)

    def request(self, image: ImageRef | None) -> None:
        """Ask for the document of an image; None = no longer for any."""
        self._wanted = image
        if image is None or self._project is None:
            return
        labels = self._open.get(image.name)
        if labels is None:
            self._read(self._project, image)
        else:
            self.opened.emit(image, labels.document)
            self.look_again(image)

    def _read(self, project: Project, image: ImageRef) -> None:
        self._background.submit(
            partial(read_labels, project, image),
            partial(self._on_read, project, image),
            partial(self._on_read_failed, image),
        )

    def _on_read(self, project: Project, image: ImageRef, found: FoundLabels) -> None:
        if self._project is None or project.root != self._project.root:
            return
        self._broken.pop(image.name, None)
        if image.name not in self._open:
            self._adopt(image, found)
        if image == self._wanted:
            self.opened.emit(image, self._open[image.name].document)

    def _adopt(self, image: ImageRef, found: FoundLabels) -> None:
        annotation = found.content.annotation
        document = AnnotationDocument(annotation, found.size)
        document.setParent(self)
        labels = OpenLabels(
            *(image, document, found.path, found.digest, found.stamp),
            noted=annotation,
            written=annotation,
            origin=Origin.of(found),
        )
        self._open[image.name] = labels
        document.annotation_changed.connect(lambda: self._on_edited(labels))
        if found.content.problems:
            self.problems_found.emit(image, found.content.problems)
        recovered = self._recovered.pop(image, None)
        if recovered is not None:
            document.replace_annotation(recovered, BROUGHT_BACK())

    def _on_read_failed(self, image: ImageRef, error: BaseException) -> None:
        if isinstance(error, UnreadableImageError):
            return  # whoever asks for the picture is told the same
        if isinstance(error, BrokenLabelFileError):
            self._broken[image.name] = image
        if image == self._wanted:
            self.open_failed.emit(image, reason_of(error))

    def annotation(self, name: str) -> Annotation | None:
        """The labels of an image as they are now, if it was visited."""
        labels = self._open.get(name)
        return labels.document.annotation if labels else None

    # ---- Changes by other programs ----

    def look_at_all(self, what: Message) -> None:
        """Take in what was done to the label files of images visited, under this name."""
        for labels in self._open.values():
            self._look(labels, what)

    def look_again(self, image: ImageRef) -> None:
        """Take in what another program made of a label file, as an edit that can be undone.

        Nothing is taken in while there is work of ours to save: saving notices the other's and
        keeps it.
        """
        labels = self._open.get(image.name)
        if labels is not None:
            self._look(labels, None)

    def _look(self, labels: OpenLabels, what: Message | None) -> None:
        project = self._project
        if project is not None and labels.is_saved:
            self._background.submit(
                partial(read_if_changed, project, labels),
                partial(self._on_looked, labels, labels.digest, what),
                partial(self._on_read_failed, labels.image),
            )

    def _on_looked(
        self,
        labels: OpenLabels,
        known: str | None,
        what: Message | None,
        found: FoundLabels | None,
    ) -> None:
        is_open = self._open.get(labels.image.name) is labels
        if found is None or not (is_open and labels.is_saved and labels.digest == known):
            return
        labels.path, labels.digest, labels.stamp = found.path, found.digest, found.stamp
        self._journal.forget(labels.image.name)
        before = labels.document.annotation
        self._takes_in = labels
        labels.document.replace_annotation(found.content.annotation, what or CHANGED_OUTSIDE())
        self._takes_in = None
        labels.noted = labels.written = labels.document.annotation
        labels.origin = Origin.of(found)
        labels.document.mark_stored()
        if before is not labels.document.annotation:
            self.taken_in.emit(labels.image)
            if what is None:
                self.changed_outside.emit(labels.image)
        if found.content.problems:
            self.problems_found.emit(labels.image, found.content.problems)

    def is_broken(self, name: str) -> bool:
        """Whether the label file of an image cannot be understood, and therefore not be saved."""
        return name in self._broken

    def set_broken_aside(self, image: ImageRef) -> None:
        """Give a broken label file another name, so that this image can be labelled."""
        project = self._project
        if project is None or image.name not in self._broken:
            return
        self._background.submit(
            partial(set_labels_aside, project, image),
            partial(self._on_set_aside, image),
            lambda error: self.open_failed.emit(image, reason_of(error)),
        )

    def _on_set_aside(self, image: ImageRef, aside: Path) -> None:
        self._broken.pop(image.name, None)
        labels = self._open.get(image.name)
        if labels is not None:
            labels.digest = labels.stamp = None
            self.saving.save_soon()
        elif image == self._wanted:
            self.request(image)
        self.set_aside.emit(image, aside)

    # ---- Edits and saving ----

    def _on_edited(self, labels: OpenLabels) -> None:
        if labels is self._takes_in:
            return
        document, name = labels.document, labels.image.name
        if not self._journal.has_started(name):
            self._journal.note_start(name, document.image_size, labels.digest)
        what = document.last_edit
        self._journal.note_edit(name, labels.noted, document.annotation, what)
        labels.noted = document.annotation
        labels.add_deed(what)
        self.saving.add(labels)
        self.edited.emit(labels.image)

    def _on_saved(self, image: ImageRef) -> None:
        self._broken.pop(image.name, None)
        self.saved.emit(image)

    def _on_save_failed(self, image: ImageRef, error: BaseException) -> None:
        if isinstance(error, BrokenLabelFileError):
            self._broken[image.name] = image
        self.save_failed.emit(image, reason_of(error))

    @property
    def unsaved(self) -> list[str]:
        """Names of the images whose labels are not on disk yet."""
        return self.saving.unsaved

    def flush(self) -> bool:
        """Save everything now and wait a moment for it; whether everything is on disk.

        If it is not, a person is told why what they asked for does not begin.
        """
        is_saved = self.saving.flush()
        if not is_saved:
            self.held_up.emit()
        return is_saved

    def close(self) -> None:
        """Save what can be saved, and try no more; the journal keeps the rest."""
        self.saving.close()
        self._journal.end()
        self._project = None  # an answer still on its way tries nothing more
