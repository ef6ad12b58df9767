"""Probabilities of the image in view, kept in memory while its mask is decided again and again."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from unet_studio.storage.predictions.probability_file import read_probabilities

if TYPE_CHECKING:
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray


class KeptProbabilities:
    """Reads probability files and keeps the last one; any thread may ask."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: tuple[tuple[Path, int], NDArray[np.float16]] | None = None

    def read(self, path: Path) -> NDArray[np.float16]:
        """(K, H, W) float16, background first.

        Raises
        ------
        StudioError
            If they cannot be read.
        """
        try:
            key = path, path.stat().st_mtime_ns
        except OSError:
            key = path, 0  # reading says what is wrong
        with self._lock:
            if self._kept is None or self._kept[0] != key:
                self._kept = None  # before the next ones are read: they may be large
                self._kept = key, read_probabilities(path)
            return self._kept[1]

    def forget(self) -> None:
        """Give the memory back."""
        with self._lock:
            self._kept = None
