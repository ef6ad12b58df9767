"""Finds where a result and the labels differ, off the GUI thread."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from unet_studio.imaging.error_map import ErrorCounts
    from unet_studio.workspace.workspace import Workspace


class ErrorFinding(QObject):
    """Compares one mask with its labels at a time; answers to older questions are dropped.

    Attributes
    ----------
    is_busy
        Whether an answer is to come.
    counts
        What the last answer counted; None while there is none.

    Signals
    -------
    found(object)
        The error map, (H, W) uint8; None = it is no longer so.
    """

    found = Signal(object)

    def __init__(self, workspace: Workspace, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._asked = 0
        self.is_busy = False
        self.counts: ErrorCounts | None = None

    def forget(self) -> None:
        """Another mask, or other classes, are shown."""
        self._asked += 1
        self.is_busy, self.counts = False, None
        self.found.emit(None)

    def ask(
        self, mask: NDArray[np.uint8], truth: NDArray[np.uint8], hidden: frozenset[str]
    ) -> None:
        """Compare a mask with its labels; `found` follows.

        Parameters
        ----------
        mask, truth
            (H, W) uint8, ids of the model's classes, and of the project's.
        hidden
            Names of classes that do not count.
        """
        project, current = self._workspace.project, self._workspace.prediction.results.current
        if project is None or current is None:
            return
        from unet_studio.workspace.predictions.result_scoring import find_errors

        self.is_busy = True
        self._workspace.look_into(
            partial(find_errors, current.card, project, mask, truth, hidden=hidden),
            partial(self._take, self._asked),
            self._workspace.warn,
        )

    def _take(self, asked: int, answer: tuple[NDArray[np.uint8], ErrorCounts]) -> None:
        if isValid(self) and asked == self._asked:
            self.is_busy = False
            kinds, self.counts = answer
            self.found.emit(kinds)
