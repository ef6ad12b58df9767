"""The kind of a picture, as far as its header tells: size, channels and depth."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from unet_studio.storage.pictures import tiff_page
from unet_studio.storage.pictures.image_file import (
    DECODER_ERRORS,
    UnreadableImageError,
    opened_picture,
)

if TYPE_CHECKING:
    from pathlib import Path

_SIDEWAYS = frozenset({5, 6, 7, 8})
_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_DEPTH_AT = 24
_GREY_MODES = frozenset({"1", "L", "LA", "La", "I", "F"})


@dataclass(frozen=True)
class PictureKind:
    """What pictures have to share to be learnt from together.

    Attributes
    ----------
    size
        Height and width.
    channels
        As the file states them, alpha left out: a colour file may hold nothing but greys.
    is_8_bit
        Whether a value holds at most 8 bits.
    """

    size: tuple[int, int]
    channels: int
    is_8_bit: bool


def read_kind(path: Path, *, plane: int | None = None) -> PictureKind | None:
    """The kind of a picture without decoding it; None if its header cannot be read."""
    try:
        if tiff_page.is_tiff(path):
            facts = tiff_page.read_facts(path, plane or 0)
            return PictureKind(facts.size, facts.channels, facts.is_8_bit)
        with opened_picture(path) as (image, orientation):
            width, height = image.size
            size = (width, height) if orientation in _SIDEWAYS else (height, width)
            is_deep = image.mode in ("I", "F") or image.mode.startswith("I;16")
            is_grey = image.mode in _GREY_MODES or is_deep
        return PictureKind(size, 1 if is_grey else 3, not is_deep and not _is_deep_png(path))
    except (UnreadableImageError, *DECODER_ERRORS):
        return None


def _is_deep_png(path: Path) -> bool:
    """Whether it is a PNG of 16 bits: of such colours Pillow tells of 8."""
    with path.open("rb") as file:
        start = file.read(_PNG_DEPTH_AT + 1)
    return start.startswith(_PNG) and start[_PNG_DEPTH_AT:] == b"\x10"
