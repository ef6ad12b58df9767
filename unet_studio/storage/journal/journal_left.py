"""What sessions that ended without saving left in their journals, sorted by image."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from unet_studio.storage.journal.journal import encoded_line, read_journal
from unet_studio.storage.journal.project_lock import held, is_living, journals_in, read_session
from unet_studio.storage.labels.journal_record import applied, message_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from contextlib import ExitStack
    from pathlib import Path

    from unet_studio.domain.annotation import Annotation
    from unet_studio.domain.message import Message
    from unet_studio.storage.journal.project_lock import Session


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
        Whether the first edit, once it is there, is all that was in the journals it knew of.
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


class Left:
    """What a session that is gone has left: its journal, in one file or more.

    Attributes
    ----------
    paths, name
        The files, and the name they share.
    session
        Whose they are, if they say so.
    after
        Names of the journals that had been left when it began.
    records
        The lines.
    """

    def __init__(self, paths: Sequence[Path]) -> None:
        self.paths, self.name = paths, paths[0].name
        self.session = _session_of(paths)
        lines: dict[int, dict[str, Any]] = {}
        self.after: set[str] = set()
        for path in paths:
            with suppress(OSError):
                content = read_journal(path)
                lines |= {r["n"]: r for r in content if isinstance(r.get("n"), int)}
                headers = [r for r in content if "journal" in r]
                self.after |= {name for header in headers for name in header.get("after", ())}
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


def open_chains(left: Sequence[Left]) -> list[tuple[Left, Chain]]:
    """The chains of edits to look at, the oldest first; what a later one went on from is in it.

    That is so from its first edit on: a session may have ended before it wrote that one down.
    """
    by_image: dict[str, list[tuple[Left, Chain]]] = {}
    for one in left:
        for name, chain in chains_of(one.records).items():
            if not chain.records:
                continue
            earlier = by_image.setdefault(name, [])
            if chain.resumes:
                earlier[:] = [pair for pair in earlier if pair[0].name not in one.after]
            earlier.append((one, chain))
    return [pair for pairs in by_image.values() for pair in pairs]


def left_in(folders: Sequence[Path], stack: ExitStack) -> list[Left]:
    """What is left of sessions that are gone, the oldest first; ours alone until `stack` closes."""
    left = [Left(paths) for paths in _gone(folders) if _hold(stack, paths)]
    return sorted(left, key=lambda one: one.session.since if one.session else 0.0)


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
