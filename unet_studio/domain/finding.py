"""Findings: what a check of the machine or the data says, and how to mend it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from unet_studio.domain.message import Message


class Level(StrEnum):
    """How bad it is."""

    OK = "ok"
    WARNING = "warning"  # works, but not as well as it could
    PROBLEM = "problem"  # something cannot work


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
    """

    level: Level
    message: Message
    fix: Message | None = None
