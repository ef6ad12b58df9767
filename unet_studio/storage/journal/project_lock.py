"""Who has a project open: one journal file per session, locked as long as the session lives."""

from __future__ import annotations

import getpass
import os
import platform
import time
import uuid
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from unet_studio.storage.file_lock import take_lock
from unet_studio.storage.journal.journal import SUFFIX, decoded_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

HEARTBEAT_S = 5.0
SILENT_S = 60.0
"""A session on another computer that gave no sign of life for so long has ended."""


@dataclass(frozen=True)
class Session:
    """One window that has a project open.

    Attributes
    ----------
    session
        Its id.
    user, host, pid
        Whose it is, and where it runs.
    since
        When it began, in seconds since 1970.
    """

    session: str
    user: str
    host: str
    pid: int
    since: float

    @staticmethod
    def begin() -> Session:
        """A session of this process that begins now."""
        return Session(uuid.uuid4().hex, user_name(), platform.node(), os.getpid(), time.time())

    def header(self) -> dict[str, object]:
        """The first line of its journal."""
        return {"journal": 1, **asdict(self)}


def user_name() -> str:
    """The login name of whoever runs this program."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # a user without an entry, in a container
        return "?"


def living_sessions(folders: Sequence[Path], own: str) -> list[Session]:
    """The other sessions that have a project open now, the longest open first.

    Parameters
    ----------
    folders
        Where their journals may lie.
    own
        Id of the session that asks.
    """
    found = {}
    for path in journals_in(folders):
        session = read_session(path)
        if session is not None and session.session != own and is_living(path, session):
            found[session.session] = session
    return sorted(found.values(), key=lambda s: s.since)


def journals_in(folders: Sequence[Path]) -> list[Path]:
    """The journal files of all sessions, living or gone."""
    found: list[Path] = []
    for folder in folders:
        with suppress(OSError):
            found += sorted(p for p in folder.iterdir() if p.suffix == SUFFIX)
    return found


def read_session(path: Path) -> Session | None:
    """Whose a journal is; None if it does not say."""
    try:
        with path.open("rb") as file:
            header = decoded_line(file.readline().rstrip(b"\n")) or {}
        return Session(
            session=str(header["session"]),
            user=str(header["user"]),
            host=str(header["host"]),
            pid=int(header["pid"]),
            since=float(header["since"]),
        )
    except (OSError, KeyError, TypeError, ValueError):
        return None


def is_living(path: Path, session: Session | None) -> bool:
    """Whether the session of a journal goes on; one that has just begun counts as living."""
    is_here = session is not None and session.host == platform.node()
    if session is None or not is_here:
        return _was_heard_of(path)
    with held(path) as lock:
        if lock is None:
            return _was_heard_of(path) and _runs(session.pid)
        return not lock


@contextmanager
def held(path: Path) -> Iterator[bool | None]:
    """Hold the lock of a journal meanwhile, if it can be had.

    Yields
    ------
    bool or None
        Whether it could; None if this file system knows no locks, or the file cannot be opened.
    """
    try:
        descriptor = os.open(path, os.O_RDWR | getattr(os, "O_BINARY", 0))
    except OSError:
        yield None
        return
    try:
        yield take_lock(descriptor)
    finally:
        os.close(descriptor)


def give_sign_of_life(paths: Sequence[Path]) -> None:
    """Let sessions on other computers know that this one goes on."""
    for path in paths:
        with suppress(OSError):
            os.utime(path)


def _was_heard_of(path: Path) -> bool:
    try:
        return time.time() - path.stat().st_mtime < SILENT_S
    except OSError:
        return False


def _runs(pid: int) -> bool:
    if os.name == "nt":  # there, signal 0 would end the process
        return True
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
