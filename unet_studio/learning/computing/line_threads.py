"""Line threads: the threads that read, compute and write, and what is done with what they made."""

from __future__ import annotations

import os
import sys
import threading
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from time import perf_counter
from typing import TYPE_CHECKING, Any

from unet_studio.domain.message import StoppedError

if TYPE_CHECKING:
    from collections.abc import Callable

    Then = Callable[["Future[Any]"], object]

LOOK_EVERY_S = 0.1
_PATIENCE_S = 0.5  # for what is being read or written once a person wants to stop
_POLITENESS = 5


class LineThreads:
    """One thread each, so that each does its work in order; to be used in a with block.

    Attributes
    ----------
    reader, network, writer
        They take work; see `submit`.
    """

    def __init__(self) -> None:
        self.reader = ThreadPoolExecutor(1, "read")
        self.network = ThreadPoolExecutor(1, "network")
        self.writer = ThreadPoolExecutor(1, "write", _go_last)
        self._running: dict[Future[Any], Then] = {}
        self._stop = threading.Event()

    def __enter__(self) -> LineThreads:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    @property
    def is_stopped(self) -> bool:
        """Whether work is to be given up."""
        return self._stop.is_set()

    def check(self) -> None:
        """Give up in the middle of something if work is to be given up."""
        if self._stop.is_set():
            raise StoppedError

    def submit(
        self, thread: ThreadPoolExecutor, work: Callable[[], object], then: Then | None = None
    ) -> None:
        """Let a thread do something; its result is (seconds, what it gave).

        Parameters
        ----------
        thread
            Which.
        work
            What to do there.
        then
            What to do with the future when it is done, on the thread that calls `look`.
        """
        future = thread.submit(_timed, work)
        if then is not None:
            self._running[future] = then

    def look(self) -> None:
        """Wait a moment for something to be done, and go on with it."""
        done, _ = wait(self._running, LOOK_EVERY_S, FIRST_COMPLETED)
        for future in done:
            self._running.pop(future)(future)

    def stop(self) -> bool:
        """Give up all work; whether the threads are gone, or else busy with a single long step."""
        self._stop.set()
        threads = (self.reader, self.network, self.writer)
        for thread in threads:
            thread.shutdown(wait=False, cancel_futures=True)
        begun = [future for future in self._running if not future.cancelled()]
        are_gone = not wait(begun, _PATIENCE_S).not_done
        for thread in threads:
            thread.shutdown(wait=are_gone)
        return are_gone


def _timed(work: Callable[[], object]) -> tuple[float, object]:
    began = perf_counter()
    found = work()
    return perf_counter() - began, found


def _go_last() -> None:
    """Let the network go first where cores are few."""
    if sys.platform == "linux":
        thread = threading.get_native_id()
        niceness = os.getpriority(os.PRIO_PROCESS, thread) + _POLITENESS
        os.setpriority(os.PRIO_PROCESS, thread, niceness)
