"""Control: pause, go on and stop, said to a training from any thread; imports no torch."""

from __future__ import annotations

from threading import Condition
from time import perf_counter
from typing import TYPE_CHECKING

from unet_studio.domain.message import StoppedError

if TYPE_CHECKING:
    from collections.abc import Callable


_LOOK_EVERY_S = 0.5  # whether to stop, in case that a signal could not say so


class Control:
    """What a person wants of a training under way.

    The training calls `check` between two parts of its work, many times a second: also in the
    middle of a step, where it can wait, or give the step up without a trace.

    Attributes
    ----------
    before_waiting
        Called on the thread of the training each time that it begins to wait.
    """

    def __init__(self) -> None:
        self.before_waiting: Callable[[], object] = _nothing
        self._changed = Condition()
        self._is_paused = False
        self._is_stopping = False
        self._waited_s = 0.0
        self._waits_since: float | None = None

    @property
    def is_paused(self) -> bool:
        """Whether it is to wait, or does."""
        return self._is_paused

    @property
    def is_stopping(self) -> bool:
        """Whether it is to end soon."""
        return self._is_stopping

    @property
    def waited_s(self) -> float:
        """How long it has waited so far, all pauses together."""
        since = self._waits_since
        return self._waited_s + (perf_counter() - since if since is not None else 0.0)

    def pause(self) -> None:
        """Ask it to wait; it keeps its memory and computes nothing."""
        self._set(is_paused=True)

    def go_on(self) -> None:
        """Ask it to go on where it waits."""
        self._set(is_paused=False)

    def stop(self) -> None:
        """Ask it to end soon, and to keep what it has."""
        # No lock first: a signal may call this while this very thread holds it.
        self._is_stopping = True
        if self._changed.acquire(blocking=False):
            self._changed.notify_all()
            self._changed.release()

    def check(self) -> None:
        """Wait as long as it is paused.

        Raises
        ------
        StoppedError
            If it is to stop.
        """
        if self._is_paused and not self._is_stopping:
            self._wait()
        if self._is_stopping:
            raise StoppedError

    def _wait(self) -> None:
        self._waits_since = perf_counter()
        try:
            self.before_waiting()
            with self._changed:
                while self._is_paused and not self._is_stopping:
                    self._changed.wait(_LOOK_EVERY_S)
        finally:
            self._waited_s, self._waits_since = self.waited_s, None

    def _set(self, *, is_paused: bool) -> None:
        with self._changed:
            self._is_paused = is_paused
            self._changed.notify_all()


def _nothing() -> None:
    pass
