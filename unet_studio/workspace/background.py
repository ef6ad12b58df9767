"""Short work off the GUI thread: decoding a picture, writing a label file."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Signal

if TYPE_CHECKING:
    from collections.abc import Callable


class Background(QObject):
    """A few threads that take work and hand back answers on the GUI thread.

    Work that raises hands its exception to `failed`; nothing is lost silently.
    """

    _answered = Signal(object)  # (future, done, failed)

    def __init__(self, threads: int, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix=name)
        self._pending: set[Future[Any]] = set()
        self._is_closed = False
        self._answered.connect(self._on_answered, Qt.ConnectionType.QueuedConnection)

    @property
    def pending(self) -> int:
        """How many pieces of work have not been answered yet."""
        return len(self._pending)

    def submit(
        self,
        work: Callable[[], Any],
        done: Callable[[Any], object],
        failed: Callable[[BaseException], object],
    ) -> Future[Any]:
        """Do `work` on a thread, then call `done` or `failed` on the GUI thread.

        After `close`, nothing is done any more: the future is cancelled.
        """
        if self._is_closed:
            dropped: Future[Any] = Future()
            dropped.cancel()
            return dropped
        future = self._pool.submit(work)
        self._pending.add(future)
        future.add_done_callback(lambda f: self._answered.emit((f, done, failed)))
        return future

    def close(self) -> None:
        """Drop what has not begun, wait for the rest, and hand over no more answers."""
        self._is_closed = True
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _on_answered(self, answer: tuple[Future[Any], Any, Any]) -> None:
        future, done, failed = answer
        self._pending.discard(future)
        if self._is_closed or future.cancelled():
            return
        error = future.exception()
        if error is None:
            done(future.result())
        else:
            failed(error)
