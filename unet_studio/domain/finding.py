"""Findings: what a check of the machine or the data says, and how to mend it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from unet_studio.domain.message import Message
    from unet_studio.domain.remedy import Remedy


class Level(StrEnum):
    """How bad it is."""

    OK = "ok"
    HINT = "hint"  # worth a look; may well be right
    WARNING = "warning"  # works, but not as well as it could
    PROBLEM = "problem"  # something cannot work


LEVELS_BY_WEIGHT = (Level.PROBLEM, Level.WARNING, Level.HINT, Level.OK)
"""The worst first."""


@dataclass(frozen=True)
class Spot:
    """Where something was found.

    Attributes
    ----------
    image
        Name of the image.
    box
        Left, top, right and bottom in image pixels; None = the whole image.
    shape
        Which of the image's shapes it is, counted from 0 in drawing order; None = none of them.
    note
        What is to be seen there, beyond the name of the image; names and numbers as plain text.
    """

    image: str
    box: tuple[float, float, float, float] | None = None
    shape: int | None = None
    note: Message | str | None = None


@dataclass(frozen=True)
class Finding:
    """What one check found.

    Attributes
    ----------
    level
        How bad it is.
    message
        What was found.
    fix
        What to do, where something is to be done.
    key
        Names it on the command line and among the findings of one check; empty if nobody needs to.
    why
        Why it matters.
    spots
        Where; the clearest cases first.
    remedy
        What the program can do about it, if a person says so.
    """

    level: Level
    message: Message
    fix: Message | None = None
    key: str = ""
    why: Message | None = None
    spots: tuple[Spot, ...] = ()
    remedy: Remedy | None = None

    @property
    def images(self) -> tuple[str, ...]:
        """Names of the images concerned, each once."""
        return tuple(dict.fromkeys(spot.image for spot in self.spots))


def worst_first(findings: list[Finding]) -> list[Finding]:
    """The findings ordered by how bad they are; those alike stay in their order."""
    return sorted(findings, key=lambda finding: LEVELS_BY_WEIGHT.index(finding.level))
