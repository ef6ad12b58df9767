"""Memory file: how far down the memory ladder this computer once had to go, for next time."""

from __future__ import annotations

import json
import os
import sys
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from unet_studio.storage.atomic_write import WriteError, write_text

_NAME = "memory.json"


@dataclass(frozen=True)
class MemoryNeed:
    """What fitted into the memory of a device, after something larger had not.

    Attributes
    ----------
    parts
        Into how many the batch was cut.
    patch_px
        Edge of the patches; 0 = whole images.
    precision
        Of the recipe.
    """

    parts: int
    patch_px: int
    precision: str


def memory_file() -> Path:
    """Where it lies: among the files of this person that may be deleted at any time."""
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local"
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Caches"
    else:
        base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "unet-studio" / _NAME


def remembered_needs() -> dict[str, MemoryNeed]:
    """What is trained, on which device -> what fitted; empty if nothing is readable."""
    with suppress(OSError, ValueError, TypeError, AttributeError, LookupError, RuntimeError):
        found = json.loads(memory_file().read_text(encoding="utf-8"))
        return {str(key): _need_of(need) for key, need in found.items()}
    return {}


def _need_of(found: dict[str, Any]) -> MemoryNeed:
    return MemoryNeed(int(found["parts"]), int(found["patch_px"]), str(found["precision"]))


def remember_need(key: str, need: MemoryNeed) -> None:
    """Keep this for next time; that it cannot be kept is no reason to stop anything."""
    needs = {**remembered_needs(), key: need}
    with suppress(WriteError, OSError, RuntimeError):
        text = json.dumps({key: asdict(need) for key, need in needs.items()}, indent=1)
        write_text(memory_file(), text)
