"""What is known of the labels of one image that was visited: its document and its label file."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from unet_studio.domain.message import StudioError, say
from unet_studio.storage.labels.label_history import Deed, digest_of, kept_content
from unet_studio.storage.labels.label_place import label_path
from unet_studio.storage.labels.label_store import Replaced, label_version, replace_labels
from unet_studio.storage.labels.labelme_file import check_labels, label_bytes
from unet_studio.storage.pictures.image_file import read_size
from unet_studio.storage.project.project_file import is_project
from unet_studio.storage.project.project_labels import read_label_content

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from unet_studio.domain.annotation import Annotation
    from unet_studio.domain.message import Message
    from unet_studio.domain.project import ImageRef, Project
    from unet_studio.storage.labels.labelme_file import LabelContent
    from unet_studio.workspace.labels.document import AnnotationDocument


@dataclass(frozen=True)
class FoundLabels:
    """What a label file says.

    Attributes
    ----------
    path, digest, stamp
        Where it lies, what changes with every byte of it, and what changes whenever it is written.
    content, size
        What is in it, and the height and width of the image.
    """

    path: Path
    digest: str | None
    stamp: object
    content: LabelContent
    size: tuple[int, int]


@dataclass(frozen=True)
class Origin:
    """The label file as it was before anything was done here.

    Attributes
    ----------
    annotation
        What it said.
    path, digest
        Where it lay, and its digest; None if there was none.
    """

    annotation: Annotation
    path: Path
    digest: str | None

    @staticmethod
    def of(found: FoundLabels) -> Origin:
        """What was found, before it is edited."""
        return Origin(found.content.annotation, found.path, found.digest)


@dataclass(eq=False)
class OpenLabels:
    """The document of one image and what is known of its label file.

    Attributes
    ----------
    image, document
        Whose labels, and the labels.
    path
        The label file.
    digest
        Of the file as it was last read or written here.
    stamp
        Of the file as it was last looked at.
    noted
        The annotation as the journal knows it.
    written
        The annotation as it was written or read last.
    origin
        What the file was before it was edited here: undoing everything brings that back.
    deeds
        What was done since it was last saved.
    """

    image: ImageRef
    document: AnnotationDocument
    path: Path
    digest: str | None
    stamp: object
    noted: Annotation
    written: Annotation
    origin: Origin
    deeds: list[Message] = field(default_factory=list)

    @property
    def is_saved(self) -> bool:
        """Whether the label file says what the document says."""
        return self.written is self.document.annotation

    def add_deed(self, message: Message | None) -> None:
        """Something was done."""
        if message is not None:
            self.deeds.append(message)


@dataclass(frozen=True)
class Save:
    """One saving of the labels of an image, to be done off the GUI thread.

    Attributes
    ----------
    project, labels
        Whose.
    annotation, size
        What to write, and the height and width of the image.
    deed
        Who did what since the last time.
    announce
        Called with the digest of the file before it is written.
    """

    project: Project
    labels: OpenLabels
    annotation: Annotation
    size: tuple[int, int]
    deed: Deed
    announce: Callable[[str | None], object]

    def __call__(self) -> Replaced:
        """Do it.

        Raises
        ------
        StudioError
            If the label file cannot be written, is one that cannot be understood, or the project
            is not there: moved, or on a drive that is gone.
        """
        labels = self.labels
        if not (is_project(self.project.root) or labels.image.path.exists()):
            text = say("labels", "The folder {folder} is not there any more.")
            raise StudioError(text(folder=self.project.root))  # else it would be made, for this
        path = label_path(self.project, labels.image)
        if label_version(path) != labels.digest:
            check_labels(path)
        content = self._content(path)
        self.announce(digest_of(content))
        replaced = replace_labels(
            self.project,
            labels.image,
            path,
            content,
            shapes=len(self.annotation.shapes),
            deed=self.deed,
            known=labels.digest,
        )
        labels.path, labels.digest, labels.stamp = path, replaced.digest, stamp_of(path)
        labels.written = self.annotation
        return replaced

    def _content(self, path: Path) -> bytes | None:
        """What to write: the very bytes that were there, if everything done since was undone."""
        labels, origin = self.labels, self.labels.origin
        if origin.path == path and self.annotation.equals(origin.annotation):
            if origin.digest is None:
                return None
            kept = kept_content(self.project, labels.image, origin.digest)
            if kept is not None:
                return kept
        return label_bytes(path, self.annotation, image=labels.image.path, size=self.size)


def read_labels(project: Project, image: ImageRef) -> FoundLabels:
    """Read the label file of an image.

    Raises
    ------
    StudioError
        If it cannot be understood, or the image cannot be read.
    """
    path = label_path(project, image)
    stamp, digest = stamp_of(path), label_version(path)  # first: a later change is noticed later
    return FoundLabels(
        path,
        digest,
        stamp,
        read_label_content(project, image),
        read_size(image.path, plane=image.plane),
    )


def read_if_changed(project: Project, labels: OpenLabels) -> FoundLabels | None:
    """Read the label file of an image if another program changed it.

    Raises
    ------
    StudioError
        If it cannot be understood any more.
    """
    stamp = stamp_of(labels.path)
    if stamp in (None, labels.stamp):
        return None
    if label_version(labels.path) == labels.digest:
        labels.stamp = stamp
        return None
    return read_labels(project, labels.image)


def stamp_of(path: Path) -> object:
    """Changes whenever a file is written; None if there is none."""
    try:
        state = path.stat()
    except OSError:
        return None
    return state.st_mtime_ns, state.st_size, state.st_ino
