"""Cyclic garbage, collected on the GUI thread only."""

from __future__ import annotations

import gc
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from unet_studio.workspace.training.torch_libraries import load_torch_libraries

if TYPE_CHECKING:
    from collections.abc import Iterator

INTERVAL_MS = 1000

MANY = 50_000
"""Searching so many objects takes 20 ms."""

PATIENCE = 10
"""So often in a row a search is put off while there are many young objects."""


class GarbageCollector(QObject):
    """Collects in Python's stead as long as it is open.

    Python collects on whichever thread happens to allocate. A Qt object in such garbage would be
    destroyed on the thread of a job then, and the program would crash now and again.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._old_objects = 0  # after the last search of all of them
        self._put_off = 0
        self._timer = QTimer(self, interval=INTERVAL_MS)
        self._timer.timeout.connect(self.collect_what_is_due)
        self._timer.start()

    def close(self) -> None:
        """Let Python collect by itself again; call when all threads are gone."""
        self._timer.stop()
        gc.enable()

    def collect_what_is_due(self) -> None:
        """Collect the oldest generation that Python would collect now.

        What would hold up the window is not searched. Many young objects are labels that a thread
        reads or writes: a moment later they are gone. Where many stay, they are the shapes of a
        full image: counting references frees those, and no search would ever find one of them.
        """
        if gc.get_count()[0] > MANY:
            self._put_off += 1
            if self._put_off > PATIENCE:
                self._leave_alone()
            return
        self._put_off = 0
        counts = zip(gc.get_count(), gc.get_threshold(), strict=True)
        young, middle, old = (count > limit for count, limit in counts)
        if middle and old and self._has_grown():
            if len(gc.get_objects(2)) > MANY:
                self._leave_alone()
                return
            gc.collect(2)
            self._old_objects = len(gc.get_objects(2))
        elif middle:
            gc.collect(1)
        elif young:
            gc.collect(0)

    def _leave_alone(self) -> None:
        """Search nothing of what there is now ever again."""
        gc.freeze()
        self._old_objects = self._put_off = 0

    def _has_grown(self) -> bool:
        """Whether there are a quarter more old objects than there were: Python's own rule.

        Searching the shapes of a full image takes 0.1 s, and for so long the window stands still.
        """
        count = len(gc.get_objects(2))
        self._old_objects = min(self._old_objects, count)  # some may be frozen by now
        return count > self._old_objects * 5 // 4


@contextmanager
def importing_torch() -> Iterator[None]:
    """Around the imports of a job: the window goes on, and what they bring is never garbage.

    torch alone brings a quarter of a million objects, all of which stay. Searching them takes
    0.15 s, and for so long the window would stand still every now and then.
    """
    is_first = "torch" not in sys.modules
    if is_first:
        load_torch_libraries()
    yield
    if is_first:
        gc.freeze()
