"""Replacing a label file: what it held is kept where that is due, and who did it is noted."""

from __future__ import annotations

import json
import time
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from unet_studio.domain.message import StudioError
from unet_studio.storage.atomic_write import remove_file, sync_folder, write_bytes
from unet_studio.storage.labels.label_history import (
    UNKNOWN_DEED,
    Deed,
    deed_json,
    deed_of,
    digest_of,
    history_folder,
    keep_version,
)

if TYPE_CHECKING:
    from pathlib import Path
    from types import EllipsisType

    from unet_studio.domain.project import ImageRef, Project

_NOTE = "present.json"
_PERIOD_S = 300.0
_MAX_DEEDS = 20
_SMALL_LOSS = 3  # shapes fewer than before


@dataclass(frozen=True)
class Replaced:
    """What became of a label file.

    Attributes
    ----------
    digest
        Of what is in it now; None if there is none.
    was_foreign
        Another program had changed it since it was last read here; what that wrote is kept.
    """

    digest: str | None
    was_foreign: bool


@dataclass(frozen=True)
class _Note:
    """What is known of the present label file.

    `began` is when the first edit after the last kept version was saved; what is between the two
    was so for moments only.
    """

    digest: str
    written: float
    began: float
    shapes: int
    deed: Deed


def label_version(path: Path) -> str | None:
    """Changes with every byte of a label file; None if there is none, or it cannot be read."""
    return digest_of(_content(path))


def replace_labels(
    project: Project,
    image: ImageRef,
    path: Path,
    content: bytes | None,
    *,
    shapes: int,
    deed: Deed,
    known: str | EllipsisType | None = ...,
    always_keep: bool = False,
) -> Replaced:
    """Write a label file; what it held is kept if it was another's or too much would be gone.

    Not every save makes a version: edits of one session that follow each other are one piece of
    work, of which there is a version every five minutes and before shapes disappear.

    Parameters
    ----------
    project, image, path
        Whose label file it is, and where it lies.
    content
        What to write; None takes the file away.
    shapes
        The number of shapes in it.
    deed
        Who writes it, and what was done.
    known
        Digest of the file as it was last read or written here, None if there was none; any other
        is another program's. Left out, whatever is there is known.
    always_keep
        Keep what the file holds whatever it is.

    Raises
    ------
    WriteError
        If it cannot be written, or somebody else's labels cannot be kept: nothing is replaced then.
    """
    before = _content(path)
    if before is None and deed == UNKNOWN_DEED:  # of 50,000 labels taken over, none was replaced
        _put(path, content)
        return Replaced(digest_of(content), was_foreign=False)
    folder, now = history_folder(project, image), time.time()
    note = _read_note(folder)
    digest, fresh = digest_of(before), digest_of(content)
    was_foreign = before is not None and known is not ... and digest not in (known, fresh)
    if note is not None and note.digest != (digest or ""):
        note = None
    if digest != fresh and (always_keep or was_foreign or _is_due(note, shapes, deed, now)):
        written = note.written if note else _modified(path, now)
        author = note.deed if note else Deed()
        _keep(folder, before, written, now, author, must=was_foreign)
        note = None
    _put(path, content)
    sync_folder(path.parent)  # the journal forgets what is saved: it must not come undone
    _write_note(folder, _next_note(note, fresh or "", shapes, deed, now))
    return Replaced(fresh, was_foreign)


def _put(path: Path, content: bytes | None) -> None:
    if content is None:
        remove_file(path)
    else:
        write_bytes(path, content)


def _is_due(note: _Note | None, shapes: int, deed: Deed, now: float) -> bool:
    if note is None:
        return True  # of another program, of an earlier time, or there was no label file yet
    return (
        (note.deed.who, note.deed.session) != (deed.who, deed.session)
        or now - note.began > _PERIOD_S
        or note.shapes - shapes > _SMALL_LOSS
    )


def _next_note(note: _Note | None, digest: str, shapes: int, deed: Deed, now: float) -> _Note:
    if note is None:
        return _Note(digest, now, now, shapes, deed)
    what = (*note.deed.what, *deed.what)[-_MAX_DEEDS:]
    return _Note(digest, now, note.began, shapes, Deed(deed.who, what, deed.session))


def _keep(
    folder: Path, content: bytes | None, written: float, now: float, deed: Deed, must: bool
) -> None:
    try:
        keep_version(folder, content, written=written, replaced=now, deed=deed)
    except StudioError:
        if must:  # else our own newer work is worth more than our own older work
            raise


def _read_note(folder: Path) -> _Note | None:
    try:
        raw: dict[str, Any] = json.loads((folder / _NOTE).read_bytes())
        return _Note(
            digest=str(raw["digest"]),
            written=float(raw["written"]),
            began=float(raw["began"]),
            shapes=int(raw["shapes"]),
            deed=deed_of(raw),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def _write_note(folder: Path, note: _Note) -> None:
    entry = {
        "digest": note.digest,
        "written": note.written,
        "began": note.began,
        "shapes": note.shapes,
        **deed_json(note.deed),
    }
    path = folder / _NOTE
    temporary = path.with_suffix(".new")
    with suppress(OSError):  # it only says who: not worth waiting for the disk, nor failing
        folder.mkdir(parents=True, exist_ok=True)
        temporary.write_text(json.dumps(entry), encoding="ascii")
        temporary.replace(path)


def _modified(path: Path, now: float) -> float:
    try:
        return path.stat().st_mtime
    except OSError:  # there was no file: it was so until now
        return now


def _content(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None  # whoever reads or writes it next says why
