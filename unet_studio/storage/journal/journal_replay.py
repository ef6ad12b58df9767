"""Bringing back what only a journal holds after the program ended without saving."""

from __future__ import annotations

from contextlib import ExitStack, suppress
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from unet_studio.domain.annotation import Annotation, Shape
from unet_studio.domain.annotation_difference import united
from unet_studio.domain.message import Message, StudioError, say
from unet_studio.domain.project import ImageRef
from unet_studio.domain.report import ProgressReport
from unet_studio.storage.atomic_write import remove_leftovers
from unet_studio.storage.journal.journal_left import left_in, open_chains
from unet_studio.storage.labels.journal_record import UnfitRecordError, applied
from unet_studio.storage.labels.label_history import (
    Deed,
    digest_of,
    history_folder,
    keep_version,
    label_versions,
    read_version,
)
from unet_studio.storage.labels.label_place import label_path
from unet_studio.storage.labels.label_store import label_version, replace_labels
from unet_studio.storage.labels.labelme_file import check_labels, label_bytes, parse_labels

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Mapping, Sequence
    from pathlib import Path

    from unet_studio.domain.project import Project
    from unet_studio.storage.journal.journal_left import Chain, Left

RECOVERING = say("labels", "Bringing back unsaved edits")


@dataclass(frozen=True)
class Recovered:
    """What was brought back when a project was opened.

    Attributes
    ----------
    edits
        How many edits that had not been saved.
    images
        Names of the images they were made on.
    unsaved
        Labels that could be brought back but not be saved.
    problems
        Edits that did not fit the label file any more, and where they are kept.
    journals
        The files to delete once `unsaved` is saved.
    """

    edits: int = 0
    images: tuple[str, ...] = ()
    unsaved: Mapping[ImageRef, Annotation] = field(default_factory=dict)
    problems: tuple[Message, ...] = ()
    journals: tuple[Path, ...] = ()


def recover(
    project: Project, folders: Sequence[Path], images: Iterable[ImageRef]
) -> Generator[ProgressReport, None, Recovered]:
    """Put the edits of sessions that ended without saving into the label files; a job.

    It may itself end at any moment: what is done by then is not done again.

    Parameters
    ----------
    project
        The project.
    folders
        Where journals may lie.
    images
        Its images.
    """
    found = Recovered()
    with ExitStack() as stack:
        left = left_in(folders, stack)
        work = open_chains(left)
        named = {image.name: image for image in images} if work else {}
        folders_used: set[Path] = set()
        for number, (one, chain) in enumerate(work, 1):
            name = chain.image
            image = named.get(name) or ImageRef(name, project.images_dir / name)
            recovery = _Recovery(project, image, chain, one, found.unsaved.get(image))
            found = _joined(found, recovery.outcome())
            folders_used |= {recovery.path.parent, history_folder(project, image)}
            yield ProgressReport(number, len(work), RECOVERING())
        for folder in folders_used:
            remove_leftovers(folder)
        paths = [path for one in left for path in one.paths]
    if found.unsaved:
        return replace(found, journals=tuple(paths))
    for path in paths:
        with suppress(OSError):
            path.unlink()
    return found


def _joined(found: Recovered, more: Recovered) -> Recovered:
    return Recovered(
        found.edits + more.edits,
        tuple(dict.fromkeys((*found.images, *more.images))),
        {**found.unsaved, **more.unsaved},
        (*found.problems, *more.problems),
    )


class _Recovery:
    """One image brought up to date; what another window left unsaved of it too is kept."""

    def __init__(
        self,
        project: Project,
        image: ImageRef,
        chain: Chain,
        left: Left,
        of_another: Annotation | None,
    ) -> None:
        self._project, self._image, self._chain = project, image, chain
        self._left, self._of_another = left, of_another
        self.path = label_path(project, image)
        self._who = left.session.user if left.session else ""

    def outcome(self) -> Recovered:
        chain = self._chain
        digest = label_version(self.path)
        if digest not in chain.anchors:
            return self._keep_beside()
        first = chain.anchors[digest]
        count = len(chain.records) - first
        if not count:
            return Recovered()
        try:
            content = self.path.read_bytes() if digest is not None else None
            before = self._understood(content)
            annotation = chain.edited(before, first)
        except (StudioError, OSError, UnfitRecordError):
            return self._keep_beside()
        try:
            self._write(annotation, first)
        except StudioError as error:
            if self._of_another is not None:
                annotation = united(self._of_another, annotation, before)
            unsaved = {self._image: annotation}
            return Recovered(count, (chain.image,), unsaved, (error.message,))
        return Recovered(count, (chain.image,))

    def _understood(self, content: bytes | None) -> Annotation:
        return Annotation() if content is None else parse_labels(self.path, content).annotation

    def _bytes(self, annotation: Annotation) -> bytes:
        return label_bytes(self.path, annotation, image=self._image.path, size=self._chain.size)

    def _write(self, annotation: Annotation, first: int) -> None:
        check_labels(self.path)
        content = self._bytes(annotation)
        self._left.add(
            {
                "do": "save",
                "image": self._chain.image,
                "digest": digest_of(content),
                "through": len(self._chain.records),
            }
        )
        replace_labels(
            self._project,
            self._image,
            self.path,
            content,
            shapes=len(annotation.shapes),
            deed=Deed(self._who, self._chain.what(first)),
        )

    def _keep_beside(self) -> Recovered:
        """The label file is another one meanwhile: what the edits made becomes a version."""
        chain = self._chain
        annotation, first = self._reconstructed()
        content = self._bytes(annotation)
        if digest_of(content) in {v.digest for v in label_versions(self._project, self._image)}:
            return Recovered()
        last = chain.records[-1].get("at", 0.0)
        try:
            keep_version(
                history_folder(self._project, self._image),
                content,
                written=last,
                replaced=last,
                deed=Deed(self._who, chain.what(first)),
            )
        except StudioError as error:
            return Recovered(0, (), {}, (error.message,))
        text = say(
            "labels",
            "{count} {count:edit|edits} of {name} had not been saved when the program ended, and "
            "its label file was changed since. {count:It is|They are} kept among the earlier "
            "versions of this image.",
        )
        count = len(chain.records) - first
        return Recovered(problems=(text(count=count, name=chain.image),))

    def _reconstructed(self) -> tuple[Annotation, int]:
        """What the labels were: on an earlier version if it is kept, else the edited shapes."""
        chain = self._chain
        for version in label_versions(self._project, self._image):
            first = chain.anchors.get(version.digest or None)
            if first is not None:
                with suppress(StudioError, UnfitRecordError):
                    content = read_version(version)
                    return chain.edited(self._understood(content), first), first
        return self._edited_shapes(), 0

    def _edited_shapes(self) -> Annotation:
        count = self._chain.records[0].get("count", 0)
        unknown = tuple(Shape("", np.zeros((0, 2))) for _ in range(count))
        annotation = Annotation(unknown)
        for record in self._chain.records:
            with suppress(UnfitRecordError):
                annotation = applied(annotation, record)
        ids = {shape.shape_id for shape in unknown}
        return replace(
            annotation, shapes=tuple(s for s in annotation.shapes if s.shape_id not in ids)
        )
