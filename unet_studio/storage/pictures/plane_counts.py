"""How many planes the TIFF files of a folder hold, remembered from one listing to the next."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from unet_studio.storage.atomic_write import WriteError, write_text
from unet_studio.storage.pictures.tiff_stack import read_stack

if TYPE_CHECKING:
    from pathlib import Path

_VERSION = 1
_SUFFIXES = (".tif", ".tiff")


class PlaneCounts:
    """Counts planes; a file that is as it was when it was last counted is not opened again.

    Parameters
    ----------
    cache
        The file to remember the counts in; None = nowhere.
    """

    def __init__(self, cache: Path | None = None) -> None:
        self._cache = cache
        self._known = _read(cache) if cache else {}
        self._seen: dict[str, list[int]] = {}

    def of(self, name: str, path: Path) -> int:
        """The planes of a file, 1 for all that are no stacks; `name` is that of the image."""
        if not name.lower().endswith(_SUFFIXES):
            return 1
        try:
            status = path.stat()
            state = [status.st_size, status.st_mtime_ns]
            known = self._known.get(name, [])
            if known[:2] != state:
                known = [*state, read_stack(path).planes]
        except OSError:
            return 1  # reading the picture says what is wrong with it
        self._seen[name] = known
        return max(known[2], 1)

    def keep(self) -> None:
        """Remember what was counted; where nothing can be written, it is counted anew next time."""
        if self._cache is None or self._seen == self._known:
            return
        try:
            write_text(self._cache, json.dumps({"version": _VERSION, "planes": self._seen}))
        except WriteError:
            return
        self._known = self._seen


def _read(cache: Path) -> dict[str, list[int]]:
    try:
        content = json.loads(cache.read_bytes())
        if content["version"] != _VERSION:
            return {}
        return {
            str(name): [int(size), int(time), int(planes)]
            for name, (size, time, planes) in content["planes"].items()
        }
    except (OSError, ValueError, TypeError, LookupError, AttributeError):
        return {}
