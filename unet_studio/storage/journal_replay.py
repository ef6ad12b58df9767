"""Bringing back what only a journal holds after the program ended without saving."""

from __future__ import annotations

import os
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from unet_studio.domain.annotation import Annotation, Shape
from unet_studio.domain.message import Message, StudioError, say
from unet_studio.domain.project import ImageRef
from unet_studio.domain.report import ProgressReport
from unet_studio.storage.atomic_write import remove_leftovers
from unet_studio.storage.journal import encoded_line, read_journal
from unet_studio.storage.journal_record import UnfitRecordError, applied, message_of
from unet_studio.storage.label_history import (
    Deed,
    digest_of,
    history_folder,
    keep_version,
    label_versions,
    read_version,
)
from unet_studio.storage.label_place import label_path
from unet_studio.storage.label_store import label_version, replace_labels
from unet_studio.storage.labelme_file import check_labels, label_bytes, parse_labels
from unet_studio.storage.project_lock import held, is_living, journals_in, read_session

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from unet_studio.domain.project import Project
    from unet_studio.storage.project_lock import Session

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


@dataclass
class Chain:
    """The edits of one image since its label file was last known to hold everything.

    Attributes
    ----------
    image, size
        Its name, and its height and width.
    records
        The edits.
    anchors
        Digest of the label file, None for no file -> how many of the edits are in it.
    resumes
        Whether the first edit is all that earlier sessions had left unsaved.
    """

    image: str
    size: tuple[int, int]
    records: list[dict[str, Any]] = field(default_factory=list)
    anchors: dict[str | None, int] = field(default_factory=dict)
    resumes: bool = False

    def edited(self, annotation: Annotation, first: int) -> Annotation:
        """The annotation after all edits from the one with this number."""
        for record in self.records[first:]:
            annotation = applied(annotation, record)
        return annotation

    def what(self, first: int) -> tuple[Message, ...]:
        """What the edits from the one with this number are called."""
        messages = (message_of(record.get("what")) for record in self.records[first:])
        return tuple(message for message in messages if message is not None)


def chains_of(records: Iterable[Mapping[str, Any]]) -> dict[str, Chain]:
    """Sort the lines of a journal by image; what follows a missing line is left out."""
    chains: dict[str, Chain] = {}
    expected: int | None = None
    for record in records:
        number = record["n"]
        if expected is not None and number != expected:
            break
        expected = number + 1
        _take(chains, record)
    return chains


def _take(chains: dict[str, Chain], record: Mapping[str, Any]) -> None:
    image = record.get("image", "")
    match record.get("do"):
        case "begin":
            height, width = record["size"]
            anchors, resumes = {record["base"]: 0}, bool(record.get("resumes"))
            chains[image] = Chain(image, (height, width), anchors=anchors, resumes=resumes)
        case "edit" if image in chains:
            chains[image].records.append(dict(record))
        case "save" if image in chains:
            chains[image].anchors[record["digest"]] = record["through"]


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
        left = [_Left(paths) for paths in _gone(folders) if _hold(stack, paths)]
        left.sort(key=lambda one: one.session.since if one.session else 0.0)
        work = _work(left)
        named = {image.name: image for image in images} if work else {}
        folders_used: set[Path] = set()
        for number, (name, (one, chain)) in enumerate(work, 1):
            image = named.get(name) or ImageRef(name, project.images_dir / name)
            recovery = _Recovery(project, image, chain, one)
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


class _Left:
    """What a session that is gone has left: its journal, in one file or more."""

    def __init__(self, paths: Sequence[Path]) -> None:
        self.paths = paths
        self.session = _session_of(paths)
        lines: dict[int, dict[str, Any]] = {}
        for path in paths:
            with suppress(OSError):
                lines |= {r["n"]: r for r in read_journal(path) if isinstance(r.get("n"), int)}
        self.records = [lines[number] for number in sorted(lines)]

    def add(self, record: dict[str, Any]) -> None:
        """Write one more line.

        Without it a crash while recovering would make our own save look like another program's.
        """
        self.records.append({"n": self.records[-1]["n"] + 1, **record})
        for path in self.paths:
            with suppress(OSError), path.open("ab") as file:
                file.write(b"\n" + encoded_line(self.records[-1]))
                file.flush()
                os.fsync(file.fileno())


def _work(left: Sequence[_Left]) -> list[tuple[str, tuple[_Left, Chain]]]:
    """The chains of edits to look at, the oldest first; what a later one went on from is in it."""
    by_image: dict[str, list[tuple[_Left, Chain]]] = {}
    for one in left:
        for name, chain in chains_of(one.records).items():
            if chain.resumes:
                by_image[name] = []
            if chain.records:
                by_image.setdefault(name, []).append((one, chain))
    return [(name, pair) for name, pairs in by_image.items() for pair in pairs]


def _hold(stack: ExitStack, paths: Sequence[Path]) -> bool:
    """Whether it is for us to bring these back, not for another window that just does the same."""
    return False not in [stack.enter_context(held(path)) for path in paths]


def _gone(folders: Sequence[Path]) -> Iterator[list[Path]]:
    """The journals of sessions that have ended, those of one session together."""
    by_name: dict[str, list[Path]] = {}
    for path in journals_in(folders):
        by_name.setdefault(path.name, []).append(path)
    for paths in by_name.values():
        session = _session_of(paths)
        if not any(is_living(path, session) for path in paths):
            yield paths


def _session_of(paths: Sequence[Path]) -> Session | None:
    """Whose journals these are; on a full disk, one of them may hold nothing at all."""
    sessions = (read_session(path) for path in paths)
    return next((session for session in sessions if session is not None), None)


def _joined(found: Recovered, more: Recovered) -> Recovered:
    return Recovered(
        found.edits + more.edits,
        tuple(dict.fromkeys((*found.images, *more.images))),
        {**found.unsaved, **more.unsaved},
        (*found.problems, *more.problems),
    )


class _Recovery:
    """One image brought up to date."""

    def __init__(
        self,
        project: Project,
        image: ImageRef,
        chain: Chain,
        left: _Left,
    ) -> None:
        self._project, self._image, self._chain = project, image, chain
        self._left = left
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
            annotation = chain.edited(self._understood(content), first)
        except (StudioError, OSError, UnfitRecordError):
            return self._keep_beside()
        try:
            self._write(annotation, first)
        except StudioError as error:
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
            "{count} edits of {name} had not been saved when the program ended, and its label file "
            "was changed since. They are kept among the earlier versions of this image.",
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
