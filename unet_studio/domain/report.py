"""Reports: what a job says of itself while it runs; every job is a generator of these."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from unet_studio.domain.message import Message


@dataclass(frozen=True)
class ProgressReport:
    """One step of a job is done.

    Attributes
    ----------
    done, total
        Steps; total is at least 1.
    message
        What was just done, for the status bar.
    problem
        What went wrong with this step, if anything; the job goes on.
    """

    done: int
    total: int
    message: Message
    problem: Message | None = None
