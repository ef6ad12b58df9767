"""Notices: what the window tells a person without being asked."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from unet_studio.domain.message import Message


class Severity(StrEnum):
    """How loud a notice is."""

    INFORMATION = "information"  # goes by itself
    WARNING = "warning"  # stays until dismissed
    ERROR = "error"  # stays until dismissed


@dataclass(frozen=True)
class Offer:
    """Something to do about a notice.

    Attributes
    ----------
    text
        What the button says.
    accept
        What it does.
    """

    text: Message
    accept: Callable[[], object]


@dataclass(frozen=True)
class Notice:
    """One thing to tell.

    Attributes
    ----------
    message
        What happened, to what, what was kept, what to do.
    severity
        How loud to say it.
    details
        For those who unfold it: a traceback, a list of files.
    offer
        What can be done about it, if the window is to offer something.
    """

    message: Message
    severity: Severity = Severity.INFORMATION
    details: str = ""
    offer: Offer | None = None
