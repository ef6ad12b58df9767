"""Cyclic garbage, collected on the GUI thread only."""

from __future__ import annotations

import gc
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

if TYPE_CHECKING:
    from collections.abc import Iterator

INTERVAL_MS = 1000


class GarbageCollector(QObject):
    """Collects in Python's stead as long as it is open.

    Python collects on whichever thread happens to allocate. A Qt object in such garbage would be
    destroyed on the thread of a job then, and the program would crash now and again.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self, interval=INTERVAL_MS)
        self._timer.timeout.connect(collect_what_is_due)
        self._timer.start()

    def close(self) -> None:
        """Let Python collect by itself again; call when all threads are gone."""
        self._timer.stop()
        gc.enable()


@contextmanager
def importing_torch() -> Iterator[None]:
    """Around the imports of a job: what they bring is never searched for garbage.

    torch alone brings a quarter of a million objects, all of which stay. Searching them takes
    0.15 s, and for so long the window would stand still every now and then.
    """
    is_first = "torch" not in sys.modules
    yield
    if is_first:
        gc.freeze()


def collect_what_is_due() -> None:
    """Collect the oldest generation that Python would collect now."""
    due = [count > limit for count, limit in zip(gc.get_count(), gc.get_threshold(), strict=True)]
    for generation in (2, 1, 0):
        if due[generation]:
            gc.collect(generation)
            return
