"""What was measured of a predicted mask, kept beside it until mask or picture change."""

from __future__ import annotations

import io
import json
from dataclasses import fields
from typing import TYPE_CHECKING
from zipfile import BadZipFile

import numpy as np

from unet_studio.domain.measurement import MeasuredImage, Objects
from unet_studio.storage.atomic_write import write_bytes
from unet_studio.storage.labels.status_cache import stamp_of

if TYPE_CHECKING:
    from pathlib import Path

FOLDER = "objects"
"""Below the prediction folder; it may be deleted at any time."""

VERSION = 1


def cache_path(out: Path, mask: Path) -> Path:
    """Where the objects of a mask are kept.

    Parameters
    ----------
    out
        The prediction folder.
    mask
        A file below its ``masks``.
    """
    return out / FOLDER / mask.relative_to(out / "masks").with_suffix(".npz")


def read_objects(path: Path, name: str, mask: Path, picture: Path) -> MeasuredImage | None:
    """What was measured of an image; None if nothing was, or mask or picture changed since.

    Parameters
    ----------
    path
        See `cache_path`.
    name
        Of the image.
    mask, picture
        Its files.
    """
    try:
        with np.load(io.BytesIO(path.read_bytes()), allow_pickle=False) as kept:
            facts = json.loads(str(kept["facts"]))
            if facts["key"] != _key(mask, picture):
                return None
            objects = Objects(**{f.name: kept[f.name] for f in fields(Objects)})
            names = {int(class_id): str(text) for class_id, text in facts["classes"]}
            size = (int(facts["size"][0]), int(facts["size"][1]))
            return MeasuredImage(name, size, names, objects, int(facts["counted_px"]))
    except (OSError, ValueError, LookupError, TypeError, EOFError, BadZipFile):
        return None


def keep_objects(path: Path, found: MeasuredImage, mask: Path, picture: Path) -> None:
    """Keep what was measured of an image; see `read_objects`.

    Raises
    ------
    WriteError
        If it cannot be written; nothing but time is lost then.
    """
    facts = {
        "key": _key(mask, picture),
        "size": found.size,
        "counted_px": found.counted_px,
        "classes": list(found.classes.items()),
    }
    columns = {f.name: getattr(found.objects, f.name) for f in fields(Objects)}
    content = io.BytesIO()
    np.savez(content, facts=np.array(json.dumps(facts)), **columns)
    write_bytes(path, content.getvalue())


def _key(mask: Path, picture: Path) -> list[object]:
    """Changes when a file does; they are looked at by time and size, not read."""
    return [VERSION, *(list(stamp) if (stamp := stamp_of(p)) else None for p in (mask, picture))]
