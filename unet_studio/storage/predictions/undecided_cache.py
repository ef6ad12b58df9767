"""How undecided a model was about each image, kept so that probabilities are read once for it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from unet_studio.storage.atomic_write import write_text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

CACHE_FILE = ".undecided.json"
"""In a prediction folder; it may be deleted at any time."""

Known = dict[str, tuple[int, float]]
"""Name of an image -> when its probabilities were written, in nanoseconds, and the share."""


def read_undecided(out: Path) -> Known:
    """What is known; nothing if there is no cache that one can rely on."""
    try:
        found = json.loads((out / CACHE_FILE).read_text(encoding="utf-8"))
        return {str(n): (int(stamp), float(share)) for n, (stamp, share) in found.items()}
    except (OSError, ValueError, TypeError, AttributeError, RecursionError, OverflowError):
        return {}


def write_undecided(out: Path, known: Mapping[str, tuple[int, float]]) -> None:
    """Keep it.

    Raises
    ------
    WriteError
        If it cannot be written.
    """
    write_text(out / CACHE_FILE, json.dumps(known, ensure_ascii=False) + "\n")
