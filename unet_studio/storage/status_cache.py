"""What was found out about label files and labelled images, kept so that reopening asks less."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from unet_studio.domain.annotation import LabelExtent
from unet_studio.storage.atomic_write import write_bytes

if TYPE_CHECKING:
    from pathlib import Path

CACHE_FILE = ".unet-studio/status.json"
"""Below the project; it may be deleted at any time."""

VERSION = 1
HEAD_BYTES = 16_384


class Stamp(NamedTuple):
    """What changes when a file is written: when that was, and its size."""

    changed_ns: int
    size: int


class Fingerprint(NamedTuple):
    """What an image file keeps when it is renamed or moved.

    Attributes
    ----------
    stamp
        Time and size.
    head
        Of its first bytes, a hash.
    """

    stamp: Stamp
    head: str


@dataclass
class StatusCache:
    """What is known.

    Attributes
    ----------
    extents
        Path of a label file below the label folder -> its stamp, and what it said then.
    prints
        Name of a labelled image -> its fingerprint.
    """

    extents: dict[str, tuple[Stamp, LabelExtent]] = field(default_factory=dict)
    prints: dict[str, Fingerprint] = field(default_factory=dict)


def read_status_cache(root: Path) -> StatusCache | None:
    """What is known of the project in a folder; None if nothing, or nothing one can rely on."""
    try:
        content = json.loads((root / CACHE_FILE).read_bytes())
        return _cache(content) if content["version"] == VERSION else None
    except (OSError, ValueError, TypeError, LookupError, AttributeError):
        return None


def write_status_cache(root: Path, cache: StatusCache) -> None:
    """Keep what is known.

    Raises
    ------
    WriteError
        If it cannot be written; nothing but time is lost then.
    """
    content = {
        "version": VERSION,
        "extents": {path: [*stamp, extent] for path, (stamp, extent) in cache.extents.items()},
        "prints": {name: [*stamp, head] for name, (stamp, head) in cache.prints.items()},
    }
    write_bytes(root / CACHE_FILE, json.dumps(content, ensure_ascii=False).encode())


def _cache(content: dict[str, Any]) -> StatusCache:
    extents = {
        path: (Stamp(int(changed), int(size)), LabelExtent(extent))
        for path, (changed, size, extent) in content["extents"].items()
    }
    prints = {
        name: Fingerprint(Stamp(int(changed), int(size)), str(head))
        for name, (changed, size, head) in content["prints"].items()
    }
    return StatusCache(extents, prints)


def stamp_of(path: Path) -> Stamp | None:
    """The stamp of a file; None if it is not there."""
    try:
        found = os.stat(path)  # noqa: PTH116 - asked of thousands of files
    except OSError:
        return None
    return Stamp(found.st_mtime_ns, found.st_size)


def fingerprint(path: Path) -> Fingerprint | None:
    """The fingerprint of an image file; None if it cannot be read."""
    stamp = stamp_of(path)
    try:
        with path.open("rb") as file:
            head = file.read(HEAD_BYTES)
    except OSError:
        return None
    return Fingerprint(stamp, hashlib.sha1(head, usedforsecurity=False).hexdigest()) if stamp else None
