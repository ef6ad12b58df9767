"""Project files as this program writes them, read without the library that explains mistakes.

Loading that library takes longer than listing 50,000 images; a project in order does not need it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from unet_studio.domain.label_class import MAX_CLASS_ID

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


@dataclass(frozen=True)
class PlainClass:
    """One class."""

    id: int
    name: str
    colour: str


@dataclass(frozen=True)
class PlainEntries:
    """What `ProjectEntries` holds, of a file that has nothing out of the ordinary."""

    images: str
    labels: str
    classes: Sequence[PlainClass]
    next_id: int
    held_out: Sequence[str]
    pixel_size_um: float | None


def plain_entries(content: Mapping[str, Any], version: int) -> PlainEntries | None:
    """The entries, if each is as this program writes it; None if that takes a closer look."""
    match content:
        case {
            "version": int(stated),
            "images": str(images),
            "labels": str(labels),
            "held_out": list(held_out),
            "next_id": int(next_id),
            "classes": list(raw_classes),
        } if stated == version and not isinstance(stated, bool):
            classes = [_plain_class(raw) for raw in raw_classes]
            pixel_size = content.get("pixel_size_um")
            is_plain = (
                None not in classes
                and all(isinstance(name, str) for name in held_out)
                and _is_id(next_id, MAX_CLASS_ID + 1)
                and (pixel_size is None or (isinstance(pixel_size, float) and pixel_size > 0))
            )
            known = [label_class for label_class in classes if label_class is not None]
            are_unique = len({c.id for c in known}) == len({c.name for c in known}) == len(known)
            if is_plain and are_unique:
                return PlainEntries(images, labels, known, next_id, held_out, pixel_size)
    return None


def _plain_class(raw: object) -> PlainClass | None:
    match raw:
        case {"id": int(number), "name": str(name), "colour": str(colour)}:
            if _is_id(number, MAX_CLASS_ID) and name and _COLOUR.fullmatch(colour):
                return PlainClass(number, name, colour)
    return None


def _is_id(number: object, most: int) -> bool:
    return isinstance(number, int) and not isinstance(number, bool) and 1 <= number <= most
