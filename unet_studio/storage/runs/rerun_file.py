"""``rerun.json`` of a run: what is needed, besides its recipe, to make it again."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from unet_studio.domain.message import StudioError, say
from unet_studio.domain.rerun import Rerun
from unet_studio.storage.atomic_write import write_text

if TYPE_CHECKING:
    from pathlib import Path

RERUN = "rerun.json"


def write_rerun(run: Path, rerun: Rerun) -> None:
    """Note how a run can be made again.

    Raises
    ------
    WriteError
        If the disk is full or the run folder is gone.
    """
    write_text(run / RERUN, json.dumps(asdict(rerun), ensure_ascii=False))


def forget_rerun(run: Path) -> None:
    """A run goes on: until it ends again nobody can say how to make it."""
    (run / RERUN).unlink(missing_ok=True)


def find_rerun(run: Path) -> Rerun | None:
    """How a run can be made again; None if nobody noted it, or it cannot be understood."""
    from unet_studio.storage.validation import TypeAdapter, ValidationError

    try:
        return TypeAdapter(Rerun).validate_json((run / RERUN).read_bytes())
    except (OSError, ValidationError):
        return None


def read_rerun(run: Path) -> Rerun:
    """How a run can be made again.

    Raises
    ------
    StudioError
        If that is not known.
    """
    found = find_rerun(run)
    if found is None:
        raise StudioError(
            say(
                "training",
                "Nobody can say how to make the run in {run} again, step for step: it was made by "
                "an older version, was killed, or had to change its recipe on the way because "
                "memory ran out.",
            )(run=run)
        )
    return found
