"""What label files said when they were read last, kept so that reopening reads few of them."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, NamedTuple

from unet_studio.domain.annotation import LabelExtent
from unet_studio.storage.atomic_write import write_bytes

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

CACHE_FILE = ".unet-studio/status.json"
"""Below the project; it may be deleted at any time."""

VERSION = 2


class Stamp(NamedTuple):
    """What changes when a file is written: when that was, and its size."""

    changed_ns: int
    size: int


Extents = dict[str, tuple[Stamp, LabelExtent, bool]]
"""Path of a label file below the label folder -> its stamp, what it said then, and whether there
were drafts in it."""


def read_status_cache(root: Path) -> Extents | None:
    """What is known of the project in a folder; None if nothing, or nothing one can rely on."""
    try:
        content = json.loads((root / CACHE_FILE).read_bytes())
        if content["version"] != VERSION:
            return None
        return {
            path: (Stamp(int(changed), int(size)), LabelExtent(extent), bool(has_drafts))
            for path, (changed, size, extent, has_drafts) in content["extents"].items()
        }
    except (OSError, ValueError, TypeError, LookupError, AttributeError):
        return None


def write_status_cache(root: Path, extents: Mapping[str, tuple[Stamp, LabelExtent, bool]]) -> None:
    """Keep what is known.

    Raises
    ------
    WriteError
        If it cannot be written; nothing but time is lost then.
    """
    rows = {path: [*stamp, *said] for path, (stamp, *said) in extents.items()}
    content = {"version": VERSION, "extents": rows}
    write_bytes(root / CACHE_FILE, json.dumps(content, ensure_ascii=False).encode())


def stamp_of(path: Path) -> Stamp | None:
    """The stamp of a file; None if it is not there."""
    try:
        found = os.stat(path)  # noqa: PTH116 - asked of thousands of files
    except OSError:
        return None
    return Stamp(found.st_mtime_ns, found.st_size)
