"""Memory reuse: what one step of a training frees, the next one gets, without asking the system.

The C library gives large blocks back to the system as soon as they are freed, and the system hands
out zeroed pages, one fault after the other: writing a new tensor then takes several times as long
as writing over an old one, and every layer makes new tensors of the same sizes in every step.
"""

from __future__ import annotations

import ctypes
import sys
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from ctypes import CDLL

# Of malloc.h of the GNU C library, see mallopt(3)
_TRIM_THRESHOLD, _MMAP_THRESHOLD, _ARENA_MAX = -1, -3, -8
_NEVER = 2**31 - 1  # bytes, in words: however large
_DEFAULT_TRIM, _DEFAULT_MMAP = 64 << 20, 32 << 20  # what the library itself ends up with

_lock = threading.Lock()
_inside: list[bool] = []  # one for each that keeps


def use_one_heap() -> None:
    """Let all threads share one heap, as only that one may become large.

    Must be called before there are threads. Does nothing where there is another C library.
    """
    if (library := _gnu_library()) is not None:
        library.mallopt(_ARENA_MAX, 1)


@contextmanager
def freed_memory_kept() -> Iterator[None]:
    """Keep what is freed for what is needed next, and give it back to the system in the end.

    May be entered on several threads at a time; the last one to leave gives back.
    """
    library = _gnu_library()
    if library is None:
        yield
        return
    _enter(library)
    try:
        yield
    finally:
        _leave(library)


def _enter(library: CDLL) -> None:
    with _lock:
        _inside.append(True)
        library.mallopt(_MMAP_THRESHOLD, _NEVER)
        library.mallopt(_TRIM_THRESHOLD, _NEVER)


def _leave(library: CDLL) -> None:
    with _lock:
        _inside.pop()
        if not _inside:
            library.mallopt(_MMAP_THRESHOLD, _DEFAULT_MMAP)
            library.mallopt(_TRIM_THRESHOLD, _DEFAULT_TRIM)
            library.malloc_trim(0)


def _gnu_library() -> CDLL | None:
    if sys.platform != "linux":
        return None
    library = ctypes.CDLL(None)
    return library if hasattr(library, "gnu_get_libc_version") else None
