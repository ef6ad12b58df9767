"""Stopping: Ctrl-C and the system's wish to end become a training's wish to stop in order."""

from __future__ import annotations

import signal
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import FrameType

_SIGNALS = [signal.SIGINT, signal.SIGTERM]


@contextmanager
def stopping_on_signals(stop: Callable[[], None]) -> Iterator[None]:
    """Call `stop` on the first signal, so that files are put in order; the second ends at once.

    A signal that raised an exception wherever the program happens to be could cut the update of
    the weights in two.
    """

    def on_signal(_number: int, _frame: FrameType | None) -> None:
        for number in _SIGNALS:
            signal.signal(number, signal.default_int_handler)
        stop()

    before = [signal.signal(number, on_signal) for number in _SIGNALS]
    try:
        yield
    finally:
        for number, handler in zip(_SIGNALS, before, strict=True):
            signal.signal(number, handler)
