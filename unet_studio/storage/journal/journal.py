"""The journal: every finished edit, in a file before the next one starts.

A journal is one file per session. Each line is a checksum and a JSON object, the first says whose
session it is. A line torn by a crash is recognised and left out.
"""

from __future__ import annotations

import json
import os
import threading
import zlib
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from unet_studio.domain.message import Message, say
from unet_studio.storage.atomic_write import sync_folder
from unet_studio.storage.file_lock import take_lock

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

JOURNAL_FOLDER = ".unet-studio/journal"
"""Below the project: one file for each window that has it open, or had when it crashed."""

SUFFIX = ".journal"


class Journal:
    """The journal of one session; it never raises, and keeps in memory what cannot be written.

    All methods may be called on any thread.

    Attributes
    ----------
    problem
        Why the latest lines are in no file; None if they are.
    """

    def __init__(self, folders: Sequence[Path], header: Mapping[str, Any]) -> None:
        """Begin a file in the first folder; the others are tried when that cannot be written."""
        name = f"{header['session']}{SUFFIX}"
        self._files = [_JournalFile(folder / name) for folder in folders]
        self._present = self._files[0]
        self._header = encoded_line(header)
        self._lines: list[bytes] = []  # all since the journal was last cleared
        self._number = 0
        self._guard = threading.Lock()
        self.problem: Message | None = None
        self._write(b"")

    @property
    def path(self) -> Path:
        """The file written to."""
        return self._present.path

    @property
    def paths(self) -> list[Path]:
        """Every file of this session there may be."""
        return [file.path for file in self._files]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing in it that is needed any more."""
        return not self._lines

    def append(self, record: Mapping[str, Any]) -> None:
        """Write one line at once; `problem` tells whether that went well."""
        with self._guard:
            self._number += 1
            line = encoded_line({"n": self._number, **record})
            self._lines.append(line)
            self._write(line)

    def retry(self) -> None:
        """Try once more to write what could not be written."""
        with self._guard:
            if self.problem is not None:
                self._write(b"")

    def sync(self) -> None:
        """Wait until what was written would survive a power cut; not for the GUI thread."""
        self._present.sync()

    def clear(self) -> None:
        """Forget all lines: everything they say is safe elsewhere."""
        with self._guard:
            self._lines.clear()
            for file in self._files:
                file.shorten(len(self._header))
            self._present = self._files[0]
            self.problem = None
            self._write(b"")

    def close(self) -> None:
        """End the session; the file stays if there is something in it that is still needed."""
        with self._guard:
            for file in self._files:
                file.close(remove=not self._lines)

    def _write(self, line: bytes) -> None:
        """Append a line, or write all lines anew where a file is not as it should be."""
        for file in [self._present, *(f for f in self._files if f is not self._present)]:
            try:
                if file.is_behind or file is not self._present:
                    file.write_all(self._header + b"".join(self._lines))
                else:
                    file.write(line)
            except OSError as error:
                reason = error
                continue
            self._present, self.problem = file, None
            return
        text = say("labels", "Cannot write {path}: {reason}.")
        path = self._files[0].path
        self.problem = text(path=path, reason=reason.strerror or str(reason))


class _JournalFile:
    """A file that is appended to, opened when it is first needed."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.is_behind = True  # it does not hold all lines, and nothing can be appended to it
        self._descriptor: int | None = None
        self._length = 0
        self._is_listed = False  # its folder was written to disk since it was made

    def write(self, line: bytes) -> None:
        descriptor = self._opened()
        try:
            _write_all(descriptor, line)
        except OSError:
            self.is_behind = True
            with suppress(OSError):
                os.ftruncate(descriptor, self._length)  # half a line
            raise
        self._length += len(line)

    def write_all(self, content: bytes) -> None:
        """Write everything anew, after what is there: until it is whole, the old lines count."""
        descriptor = self._opened()
        self._length = os.fstat(descriptor).st_size
        self.is_behind = False
        self.write((b"\n" if self._length else b"") + content)

    def sync(self) -> None:
        descriptor = self._descriptor
        if descriptor is None:
            return
        with suppress(OSError):  # closed meanwhile
            os.fsync(descriptor)
            if not self._is_listed:
                sync_folder(self.path.parent)
                self._is_listed = True

    def shorten(self, length: int) -> None:
        """Leave the first line only, which is so long; where it is not whole, leave nothing."""
        if self._descriptor is None:
            return
        self.is_behind = True
        with suppress(OSError):
            is_whole = os.fstat(self._descriptor).st_size >= length
            self._length = length if is_whole else 0
            os.ftruncate(self._descriptor, self._length)
            self.is_behind = not is_whole

    def close(self, *, remove: bool) -> None:
        if self._descriptor is None:
            return
        if remove:  # first on systems that can remove open files: nobody sees it without its lock
            with suppress(OSError):
                self.path.unlink()
        os.close(self._descriptor)
        self._descriptor = None
        if remove:
            with suppress(OSError):
                self.path.unlink(missing_ok=True)

    def _opened(self) -> int:
        if self._descriptor is None:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            flags = os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0)
            self._descriptor = os.open(self.path, flags, 0o644)
            take_lock(self._descriptor)
        return self._descriptor


def _write_all(descriptor: int, content: bytes) -> None:
    rest = memoryview(content)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


def encoded_line(record: Mapping[str, Any]) -> bytes:
    """A line of a journal: checksum, space, JSON, line end."""
    text = json.dumps(record, separators=(",", ":")).encode("ascii")
    return b"%08x %s\n" % (zlib.crc32(text), text)


def decoded_line(line: bytes) -> dict[str, Any] | None:
    """What a line says; None if it is not whole."""
    checksum, _, text = line.partition(b" ")
    try:
        if int(checksum, 16) != zlib.crc32(text):
            return None
        record = json.loads(text)
    except ValueError:
        return None
    return record if isinstance(record, dict) else None


def read_journal(path: Path) -> list[dict[str, Any]]:
    """The lines of a journal as they were written, the header first; torn ones are left out.

    Raises
    ------
    OSError
        If it cannot be read.
    """
    lines = path.read_bytes().split(b"\n")
    return [record for line in lines if (record := decoded_line(line)) is not None]
