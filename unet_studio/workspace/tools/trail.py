"""The trail: the anchors of a live-wire and the paths between them, as far as they are fixed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

Pixel = tuple[int, int]
"""Column and row."""


@dataclass(frozen=True, eq=False)
class Trail:
    """What is fixed of a line; each change gives another one.

    Attributes
    ----------
    anchors
        Where it was fixed.
    paths
        (N, 2) float64 whole pixels each: from one anchor to the next, both included.
    """

    anchors: tuple[Pixel, ...] = ()
    paths: tuple[NDArray[np.float64], ...] = ()

    @staticmethod
    def from_anchor(anchor: Pixel) -> Trail:
        """One that has only begun."""
        return Trail((anchor,))

    def __bool__(self) -> bool:
        return bool(self.anchors)

    @property
    def has_line(self) -> bool:
        """Whether there is more than its first anchor."""
        return bool(self.paths)

    @property
    def line(self) -> NDArray[np.float64]:
        """(N, 2) float64 whole pixels."""
        return np.vstack(self.paths) if self.paths else np.zeros((0, 2))

    def extended(self, path: NDArray[np.float64]) -> Trail:
        """With one more path; the same where that leads nowhere."""
        end = int(path[-1][0]), int(path[-1][1])
        if end == self.anchors[-1]:
            return self
        return Trail((*self.anchors, end), (*self.paths, path))

    def shortened(self) -> Trail:
        """Without the last anchor."""
        return Trail(self.anchors[:-1], self.paths[:-1])
