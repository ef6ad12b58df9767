"""Earlier versions of the labels in view: listed, compared with the present, restored."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from unet_studio.domain.annotation import Annotation
from unet_studio.domain.annotation_difference import AnnotationDifference, annotation_difference
from unet_studio.domain.message import say
from unet_studio.storage.labels.label_history import (
    Deed,
    LabelVersion,
    label_versions,
    read_version,
)
from unet_studio.storage.labels.label_place import label_path
from unet_studio.storage.labels.labelme_file import parse_labels
from unet_studio.storage.project.label_restore import restore_labels
from unet_studio.workspace.job import reason_of

if TYPE_CHECKING:
    from unet_studio.domain.message import Message
    from unet_studio.domain.project import ImageRef, Project
    from unet_studio.storage.project.label_restore import RestoreSummary
    from unet_studio.workspace.background import Background
    from unet_studio.workspace.labels.document import AnnotationDocument
    from unet_studio.workspace.workspace import Workspace

__all__ = ["Comparison", "LabelHistory", "LabelVersion", "spoken_deeds", "spoken_time"]

RESTORE = say("undo", "Restore the labels of {when}")
RESTORE_ALL = say("labels", "Restore all images")
COMPARE_DELAY_MS = 300


@dataclass(frozen=True)
class Comparison:
    """An earlier version beside the present labels.

    Attributes
    ----------
    version
        The version.
    annotation
        The labels as they were then.
    difference
        What was done since.
    """

    version: LabelVersion
    annotation: Annotation
    difference: AnnotationDifference = field(default_factory=AnnotationDifference)


class LabelHistory(QObject):
    """Knows the earlier versions of the image in view as long as somebody wants to see them.

    Attributes
    ----------
    is_open
        Whether anybody wants to see earlier versions.
    versions
        Of the image in view, the latest first.
    comparison
        The version looked at, if one is.

    Signals
    -------
    open_changed()
        Somebody wants to see earlier versions, or nobody any more.
    versions_changed()
        Others are known now.
    comparison_changed()
        Another version is looked at, or the labels changed meanwhile.
    failed(Message)
        A version cannot be read.
    """

    open_changed = Signal()
    versions_changed = Signal()
    comparison_changed = Signal()
    failed = Signal(object)

    def __init__(self, workspace: Workspace, background: Background) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._background = background
        self.is_open = False
        self._image: ImageRef | None = None
        self._document: AnnotationDocument | None = None
        self.versions: list[LabelVersion] = []
        self.comparison: Comparison | None = None
        self._timer = QTimer(self, singleShot=True, interval=COMPARE_DELAY_MS)
        self._timer.timeout.connect(self._compare_again)
        workspace.image_changed.connect(self._on_image_changed)
        workspace.labels.saved.connect(self._on_saved)

    # ---- what is looked at ----

    def set_open(self, *, is_open: bool) -> None:
        """Say whether anybody wants to see earlier versions."""
        self.is_open = is_open
        self._on_image_changed()
        self.open_changed.emit()

    def look_at(self, version: LabelVersion | None) -> None:
        """Compare a version with the present labels; `comparison_changed` follows."""
        project, image = self._workspace.project, self._image
        if version is None or project is None or image is None:
            self._show(None)
            return
        self._background.submit(
            partial(_read, project, image, version),
            lambda annotation: self._on_read(version, annotation),
            lambda error: self.failed.emit(reason_of(error)),
        )

    def _on_image_changed(self) -> None:
        image = self._workspace.image if self.is_open else None
        self._watch(self._workspace.document if self.is_open else None)
        if image != self._image:
            self._image = image
            self._show(None)
            self._set_versions([])
            self._list()

    def _watch(self, document: AnnotationDocument | None) -> None:
        if document is self._document:
            return
        if self._document is not None:
            self._document.annotation_changed.disconnect(self._timer.start)
            self._document.destroyed.disconnect(self._on_document_destroyed)
        self._document = document
        if document is not None:
            document.annotation_changed.connect(self._timer.start)
            document.destroyed.connect(self._on_document_destroyed)

    def _on_document_destroyed(self) -> None:
        self._document = None

    def _on_saved(self, image: ImageRef) -> None:
        if image == self._image:
            self._list()

    def _list(self) -> None:
        project, image = self._workspace.project, self._image
        if project is None or image is None:
            return

        def listed(versions: list[LabelVersion]) -> None:
            if image == self._image:
                self._set_versions(versions)

        self._background.submit(
            partial(label_versions, project, image),
            listed,
            lambda error: self.failed.emit(reason_of(error)),
        )

    def _set_versions(self, versions: list[LabelVersion]) -> None:
        if versions != self.versions:
            self.versions = versions
            self.versions_changed.emit()

    def _on_read(self, version: LabelVersion, annotation: Annotation) -> None:
        if version in self.versions:
            self._show(Comparison(version, annotation))
            self._compare_again()

    def _compare_again(self) -> None:
        comparison, document = self.comparison, self._document
        if comparison is None or document is None:
            return
        present = document.annotation

        def compared(difference: AnnotationDifference) -> None:
            if self.comparison is not None and self.comparison.version == comparison.version:
                self._show(Comparison(comparison.version, comparison.annotation, difference))

        self._background.submit(
            partial(annotation_difference, comparison.annotation, present),
            compared,
            lambda error: self.failed.emit(reason_of(error)),
        )

    def _show(self, comparison: Comparison | None) -> None:
        if comparison is not self.comparison:
            self.comparison = comparison
            self.comparison_changed.emit()

    # ---- restoring ----

    def restore(self) -> None:
        """Give the image in view the labels of the version looked at; one step to undo."""
        comparison, document = self.comparison, self._document
        if comparison is not None and document is not None:
            when = spoken_time(comparison.version.written)
            document.replace_annotation(comparison.annotation, RESTORE(when=when))
            names = [shape.class_name for shape in comparison.annotation.shapes]
            self._workspace.classes.adopt(names)  # one may be gone since

    def restore_all(self, moment: float) -> None:
        """Give all images the labels they had at a moment, in seconds since 1970."""
        workspace, project = self._workspace, self._workspace.project
        if project is None or not workspace.labels.flush():
            return
        session = workspace.journal.session
        what = RESTORE(when=spoken_time(moment))
        deed = Deed(session.user, (what,), f"{session.session} {moment}")
        workspace.task.start(
            RESTORE_ALL(), lambda: restore_labels(project, moment, deed), self._on_restored
        )

    def _on_restored(self, summary: RestoreSummary) -> None:
        workspace = self._workspace
        problems = workspace.task.problems
        workspace.labels.look_at_all(RESTORE(when=spoken_time(summary.moment)))
        if workspace.project is not None:
            workspace.states.scan(workspace.project, workspace.images)
        self._list()
        text = say(
            "labels",
            "{count} {count:image has|images have} the labels of {when} again. What "
            "{count:it|they} had until now is among {count:its|their} earlier versions.",
        )
        message = text(count=len(summary.changed), when=spoken_time(summary.moment))
        if problems:
            workspace.warn(message, "\n".join(map(str, problems)))
        else:
            workspace.tell(message)


def _read(project: Project, image: ImageRef, version: LabelVersion) -> Annotation:
    content = read_version(version)
    if content is None:
        return Annotation()
    return parse_labels(label_path(project, image), content).annotation


def spoken_time(moment: float) -> str:
    """A moment, in seconds since 1970, as date and time on this computer."""
    return datetime.fromtimestamp(moment).astimezone().strftime("%Y-%m-%d %H:%M:%S")


def spoken_deeds(version: LabelVersion) -> list[tuple[Message, int]]:
    """What was done to make a version, and how often."""
    counts: dict[str, tuple[Message, int]] = {}
    for message in version.deed.what:
        counts[str(message)] = (message, counts.get(str(message), (message, 0))[1] + 1)
    return list(counts.values())
