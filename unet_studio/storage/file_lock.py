"""Locks that the system takes off a file when the process that holds them ends, however it ends."""

from __future__ import annotations

import errno
import os
import sys

_BUSY = {errno.EWOULDBLOCK, errno.EAGAIN, errno.EACCES, errno.EDEADLK}

if sys.platform == "win32":
    import msvcrt

    _FAR_AWAY = 1 << 40  # a lock of Windows hides what it covers from readers

    def _take(descriptor: int) -> None:
        position = os.lseek(descriptor, 0, os.SEEK_CUR)
        os.lseek(descriptor, _FAR_AWAY, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        finally:
            os.lseek(descriptor, position, os.SEEK_SET)

else:
    import fcntl

    def _take(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


def take_lock(descriptor: int) -> bool | None:
    """Lock an open file until it is closed.

    Returns
    -------
    bool or None
        Whether it is ours now; None if this file system knows no locks.
    """
    try:
        _take(descriptor)
    except OSError as error:
        return False if error.errno in _BUSY else None
    return True
