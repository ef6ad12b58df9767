"""What is needed to tell which images show the same, kept so that each is read once."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, NamedTuple
from zipfile import BadZipFile

import numpy as np

from unet_studio.storage.atomic_write import write_bytes
from unet_studio.storage.labels.status_cache import Stamp

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from numpy.typing import NDArray

CACHE_FILE = ".unet-studio/likeness.npz"
"""Below the project; it may be deleted at any time."""

VERSION = 1


class Likeness(NamedTuple):
    """What one image looks like.

    Attributes
    ----------
    stamp
        Of its file, when it was read.
    size
        Height and width.
    signature
        (32, 32) float32, see `imaging.near_duplicates.signature`.
    borders
        (4, 2, 128) float32, see `imaging.adjoining.borders`.
    """

    stamp: Stamp
    size: tuple[int, int]
    signature: NDArray[np.float32]
    borders: NDArray[np.float32]


def read_likenesses(root: Path) -> dict[str, Likeness]:
    """Image name -> what is known of it; nothing if there is no cache one can rely on."""
    try:
        content = io.BytesIO((root / CACHE_FILE).read_bytes())
        with np.load(content, allow_pickle=False) as kept:
            if int(kept["version"]) != VERSION:
                return {}
            names, numbers = kept["names"].tolist(), kept["numbers"].tolist()
            signatures = kept["signatures"].astype(np.float32)
            borders = kept["borders"].astype(np.float32)
    except (OSError, ValueError, LookupError, EOFError, AttributeError, BadZipFile):
        return {}
    if not len(names) == len(numbers) == len(signatures) == len(borders):
        return {}
    return {
        name: Likeness(Stamp(changed, length), (height, width), signature, lines)
        for name, (changed, length, height, width), signature, lines in zip(
            names, numbers, signatures, borders, strict=True
        )
    }


def write_likenesses(root: Path, known: Mapping[str, Likeness]) -> None:
    """Keep what is known.

    Raises
    ------
    WriteError
        If it cannot be written; nothing but time is lost then.
    """
    content = io.BytesIO()
    np.savez(
        content,
        version=np.array(VERSION),
        names=np.array(list(known), dtype=np.str_),
        numbers=np.array([[*k.stamp, *k.size] for k in known.values()], np.int64).reshape(-1, 4),
        signatures=np.array([k.signature for k in known.values()], np.float16),
        borders=np.array([k.borders for k in known.values()], np.float32),
    )
    write_bytes(root / CACHE_FILE, content.getvalue())
