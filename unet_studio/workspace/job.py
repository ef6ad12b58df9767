"""Jobs: the one thread class on which every long piece of work runs."""

from __future__ import annotations

import os
import sys
import threading
import time
import traceback
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QThread, Signal

from unet_studio.domain.message import Message, StoppedError, StudioError, say

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

REPORT_INTERVAL_S = 0.05
NICENESS = 5


class Job(QThread):
    """Runs a generator of reports; closing the generator is how it is cancelled.

    The generator is made on the thread, so that what it imports is imported there. Exactly one of
    `returned`, `failed` and `cancelled` follows the last report.

    Signals
    -------
    reported(list)
        The reports since the last signal, oldest first; at most twenty signals a second.
    returned(object)
        What the generator returned.
    failed(Message, str)
        Why it stopped, and details for those who ask (empty when the message says it all).
    cancelled()
        It stopped because `cancel` was called.
    """

    reported = Signal(list)
    returned = Signal(object)
    failed = Signal(object, str)
    cancelled = Signal()

    def __init__(
        self,
        start: Callable[[], Generator[Any, None, Any]],
        parent: QObject | None = None,
        *,
        is_awaited: bool = False,
    ) -> None:
        super().__init__(parent)
        self._start = start
        self._is_awaited = is_awaited
        self._unsent: list[Any] = []
        self._sent_at = 0.0

    def cancel(self) -> None:
        """Ask the job to stop at its next report; answers at once."""
        self.requestInterruption()

    def _run_generator(self) -> None:
        generator = self._start()
        try:
            while not self.isInterruptionRequested():
                self._unsent.append(next(generator))
                if time.monotonic() - self._sent_at >= REPORT_INTERVAL_S:
                    self._send_reports()
        except StopIteration as stop:
            self._send_reports()
            self.returned.emit(stop.value)
        except StoppedError:  # it noticed by itself, in the middle of something
            self._send_reports()
            self.cancelled.emit()
        else:
            generator.close()
            self._send_reports()
            self.cancelled.emit()

    def _send_reports(self) -> None:
        if self._unsent:
            self.reported.emit(self._unsent)
            self._unsent = []
            self._sent_at = time.monotonic()

    def run(self) -> None:
        """Qt: the body of the thread."""
        if not self._is_awaited:  # a person who waits for it does nothing else meanwhile
            _yield_to_the_window()
        try:
            self._run_generator()
        except StudioError as error:
            self._send_reports()
            self.failed.emit(error.message, "")
        except Exception as error:  # noqa: BLE001 - the one place where a defect becomes a message
            self._send_reports()
            self.failed.emit(unexpected(error), traceback.format_exc())


def unexpected(error: BaseException) -> Message:
    """What a person is told of a defect."""
    return say("jobs", "Something unexpected went wrong: {error}.")(
        error=f"{type(error).__name__}: {error}"
    )


def reason_of(error: BaseException) -> Message:
    """What a person is told of an error."""
    return error.message if isinstance(error, StudioError) else unexpected(error)


def _yield_to_the_window() -> None:
    """Let the GUI thread go first where cores are few; threads made by this one inherit it."""
    if sys.platform == "linux":
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), NICENESS)
