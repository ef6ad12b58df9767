"""Kinship: which images show the same, so that one must not be scored on what the other taught."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from unet_studio.domain.project import natural_key

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

_NUMBER = r"\d{1,6}"
_ROW = rf"(?:row|r|y)[_\-]?{_NUMBER}"
_COLUMN = rf"(?:column|col|c|x)[_\-]?{_NUMBER}"
_NAMED_PLACE = re.compile(
    rf"(?P<picture>.*?)(?:^|[_\-. /])(?:{_ROW}[_\-. ]*{_COLUMN}|{_COLUMN}[_\-. ]*{_ROW})(?:\.\w+)?",
    re.IGNORECASE,
)
_NUMBERS_AT_END = re.compile(rf"(.+?)[_\-. ]+{_NUMBER}(?:[_\-. x]+{_NUMBER})?(?:\.\w+)?")


class Kinship(StrEnum):
    """Why two images belong together."""

    DUPLICATE = "duplicate"  # they show the same, or nearly so
    TILES = "tiles"  # they were cut from one picture
    STACK = "stack"  # they are planes of one stack


@dataclass(frozen=True, order=True)
class Relation:
    """Two images, by name, that have to stay on one side of the split."""

    first: str
    second: str
    kinship: Kinship


@dataclass(frozen=True, order=True)
class Leak:
    """A held-out image that an image learnt from gives away: its score flatters.

    Attributes
    ----------
    held_out, training
        Names of images.
    kinship
        What they have to do with each other.
    """

    held_out: str
    training: str
    kinship: Kinship


def leaks_between(relations: Iterable[Relation], held_out: Collection[str]) -> list[Leak]:
    """The relations that run from a held-out image to one that is not."""
    found = set()
    for relation in relations:
        first, second = relation.first, relation.second
        if (first in held_out) != (second in held_out):
            kept, learnt = (first, second) if first in held_out else (second, first)
            found.add(Leak(kept, learnt, relation.kinship))
    return sorted(found, key=lambda leak: (natural_key(leak.held_out), natural_key(leak.training)))


def groups_of(names: Iterable[str], relations: Iterable[Relation]) -> list[tuple[str, ...]]:
    """Images that belong together, directly or by way of others.

    Returns
    -------
    Every name in exactly one group, most of them alone; in natural order.
    """
    leader = {name: name for name in sorted(names, key=natural_key)}
    order = {name: place for place, name in enumerate(leader)}

    def lead(name: str) -> str:
        while leader[name] != name:
            leader[name] = leader[leader[name]]
            name = leader[name]
        return name

    for relation in relations:
        if relation.first in leader and relation.second in leader:
            first, second = lead(relation.first), lead(relation.second)
            low, high = (first, second) if order[first] < order[second] else (second, first)
            leader[high] = low
    groups: dict[str, list[str]] = {}
    for name in leader:
        groups.setdefault(lead(name), []).append(name)
    return [tuple(group) for group in groups.values()]


def picture_of_tile(name: str) -> str | None:
    """Which picture a tile was cut from, if its name says row and column, as ``a_r0_c1.png``.

    ``a_x0_y512`` and ``a_row3_col2`` count too; two bare numbers may mean anything.
    """
    found = _NAMED_PLACE.fullmatch(name)
    return found["picture"] if found else None


def numbered_series(name: str) -> str | None:
    """What names share that differ in one or two numbers at their end; None if there is none.

    Such images may be tiles of one picture, frames of a film, or anything: the names alone are no
    evidence.
    """
    found = _NUMBERS_AT_END.fullmatch(name)
    return found[1] if found else None
