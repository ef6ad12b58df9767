"""Files that are either the old one or the new one, never half of one."""

from __future__ import annotations

import os
import re
import shutil
import time
import uuid
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from unet_studio.domain.message import StudioError, say

if TYPE_CHECKING:
    from collections.abc import Iterator

_TEMPORARY = re.compile(r"\.[0-9a-f]{12}(\.[^.]*)?$")
_LEFT_AFTER_S = 10.0  # another window may just be writing a younger one


class WriteError(StudioError):
    """A file could not be written; what was there before is untouched."""


@contextmanager
def atomic_path(path: Path, *, durable: bool = True) -> Iterator[Path]:
    """Lend a temporary path in the same folder; it becomes `path` when the block ends well.

    Folders on the way are made. Links are followed, so a linked file stays a link.

    Parameters
    ----------
    path
        The file to write or replace.
    durable
        Wait until the disk has it, so that a power cut costs nothing. Without that a power cut may
        cost the last state, and writing takes no time: the disk may need a second.

    Yields
    ------
    Path
        Where to write; it has the suffix of `path`, and a short name because `path` may already
        have the longest that the file system takes.

    Raises
    ------
    WriteError
        If the disk is full, the folder is read-only or the file is locked.
    """
    target = Path(os.path.realpath(path))
    temporary = target.with_name(f".{uuid.uuid4().hex[:12]}{target.suffix[:12]}")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        yield temporary
        if durable:
            _flush_to_disk(temporary)
        if target.exists():
            shutil.copymode(target, temporary)
        temporary.replace(target)
    except OSError as error:
        raise WriteError(
            say("storage", "Cannot write {path}: {reason}. What was there before is unchanged.")(
                path=path, reason=error.strerror or error
            )
        ) from error
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def write_bytes(path: Path, content: bytes, *, durable: bool = True) -> None:
    """Write or replace a file as a whole; see `atomic_path`."""
    with atomic_path(path, durable=durable) as temporary:
        temporary.write_bytes(content)


def remove_file(path: Path) -> None:
    """Take a file away; nothing happens if there is none.

    Raises
    ------
    WriteError
        If it stays.
    """
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        text = say("storage", "Cannot remove {path}: {reason}. It is as it was.")
        raise WriteError(text(path=path, reason=error.strerror or error)) from error


def write_text(path: Path, text: str, *, durable: bool = True) -> None:
    """Write or replace a UTF-8 text file as a whole; line ends stay as they are."""
    write_bytes(path, text.encode("utf-8"), durable=durable)


def remove_leftovers(folder: Path) -> None:
    """Remove temporary files that a program left in a folder when it ended while writing."""
    with suppress(OSError):
        for path in folder.iterdir():
            if _TEMPORARY.match(path.name) and time.time() - path.stat().st_mtime > _LEFT_AFTER_S:
                path.unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """Make the names in a folder survive a power cut, where the system can do that."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _flush_to_disk(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())
