"""The picture cache: small copies of large pictures, kept on disk until others need the room."""

from __future__ import annotations

import hashlib
import os
import shutil
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from numpy.typing import NDArray

LIMIT_BYTES = 8 << 30
SPARED_BYTES = 1 << 30
"""So much of the disk is left free, whatever would be good to keep."""


class PictureCache:
    """Files that can be made again at any time; a full or read-only disk means fewer of them.

    Parameters
    ----------
    folder
        Where they lie; made when it is first needed.
    limit_bytes
        What all of them together may take; the ones not used for longest go first.
    """

    def __init__(self, folder: Path, limit_bytes: int = LIMIT_BYTES) -> None:
        self._folder = folder
        self._limit_bytes = limit_bytes

    def place(self, path: Path, kind: str) -> Path:
        """Where what was made of a picture lies, or would lie; another one if it changes."""
        stat = path.stat()
        facts = f"{path.resolve()}\0{stat.st_size}\0{stat.st_mtime_ns}"
        return self._folder / f"{hashlib.sha256(facts.encode()).hexdigest()[:24]}.{kind}"

    def find(self, path: Path, kind: str) -> Path | None:
        """What was made of a picture earlier; it counts as used now."""
        try:
            place = self.place(path, kind)
            os.utime(place)
        except OSError:
            return None
        return place

    def load(self, path: Path, kind: str) -> NDArray[Any] | None:
        """An array made of a picture earlier; None if there is none that can be read."""
        place = self.find(path, kind)
        if place is None:
            return None
        try:
            array: NDArray[Any] = np.load(place, allow_pickle=False)
        except (OSError, ValueError, EOFError):
            return None
        return array

    def save(self, path: Path, kind: str, array: NDArray[Any]) -> None:
        """Keep an array made of a picture, if there is room."""

        def write(place: Path) -> None:
            with place.open("wb") as file:
                np.save(file, array, allow_pickle=False)

        self.make(path, kind, array.nbytes, write)

    def make(
        self, path: Path, kind: str, size_bytes: int, write: Callable[[Path], object]
    ) -> Path | None:
        """Have a file written that is made of a picture; None if there is no room for it."""
        unfinished = None
        try:
            place = self.place(path, kind)
            self._folder.mkdir(parents=True, exist_ok=True)
            self._make_room(size_bytes)
            if shutil.disk_usage(self._folder).free < size_bytes + SPARED_BYTES:
                return None
            unfinished = place.with_name(f"{place.name}.{os.getpid()}.part")
            write(unfinished)
            unfinished.replace(place)
        except OSError:
            if unfinished is not None:
                unfinished.unlink(missing_ok=True)
            return None
        return place

    def _make_room(self, size_bytes: int) -> None:
        files = [(file, file.stat()) for file in self._folder.iterdir() if file.is_file()]
        files.sort(key=lambda found: found[1].st_mtime)
        taken = sum(stat.st_size for _, stat in files) + size_bytes
        for file, stat in files:
            if taken <= self._limit_bytes:
                return
            file.unlink(missing_ok=True)
            taken -= stat.st_size
