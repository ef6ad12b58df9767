"""Unfinished runs: trainings of a project that were stopped or killed and can go on."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from unet_studio.domain.message import StudioError, say
from unet_studio.storage.runs.checkpoint_file import CheckpointFileError, read_checkpoint_header
from unet_studio.storage.runs.run_folder import LAST, RUNS

if TYPE_CHECKING:
    from unet_studio.domain.project import Project


@dataclass(frozen=True)
class UnfinishedRun:
    """One training that can go on.

    Attributes
    ----------
    folder
        The run folder; its name tells a person when it began, and with which recipe.
    step
        Where it goes on.
    elapsed_s
        It had taken, pauses left out.
    seconds
        It may take in all; None if it is limited by epochs.
    share
        How much of it is done, 0 to 1.
    """

    folder: Path
    step: int
    elapsed_s: float
    seconds: float | None
    share: float


def unfinished_runs(project: Project) -> list[UnfinishedRun]:
    """Those with a readable checkpoint, the one last written first."""
    paths = list((project.root / RUNS).glob(f"*/{LAST}"))
    paths.sort(key=lambda path: path.stat().st_mtime, reverse=True)
    found = (_unfinished(path) for path in paths)
    return [one for one in found if one is not None]


def run_folder_of(project: Project, said: str) -> Path:
    """The run that a person means: a folder, the name of one, or ``last`` for the unfinished one.

    Raises
    ------
    StudioError
        If there is none.
    """
    if said == "last":
        unfinished = unfinished_runs(project)
        if not unfinished:
            raise StudioError(
                say("training", "No training of {project} was stopped or killed.")(
                    project=project.root
                )
            )
        return unfinished[0].folder
    for folder in (project.root / RUNS / said, Path(said)):
        if folder.is_dir():
            return folder
    raise StudioError(
        say("training", "There is no run {name}; the runs are the folders in {runs}.")(
            name=said, runs=project.root / RUNS
        )
    )


def _unfinished(path: Path) -> UnfinishedRun | None:
    try:
        state = read_checkpoint_header(path)["state"]
        clock, loop = state["clock"], state["loop"]
        if loop["is_finished"]:
            return None
        shares = [loop["step"] / clock["steps"]] if clock["steps"] else []
        shares += [clock["elapsed_s"] / clock["seconds"]] if clock["seconds"] else []
        return UnfinishedRun(
            path.parent,
            loop["step"],
            clock["elapsed_s"],
            clock["seconds"],
            min(1.0, max(shares, default=0.0)),
        )
    except (CheckpointFileError, KeyError, TypeError):
        return None  # a damaged run must not hide the others; resuming it says what is wrong
