"""Runs as values: what a run notes of itself, and how a list of runs shows it."""

from __future__ import annotations

# Imported for good, not only for type checking: reading a record validates against these types.
from collections.abc import Mapping  # noqa: TC003
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from unet_studio.domain.metrics import mean
from unet_studio.domain.run_title import title_of, title_of_unnamed

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from unet_studio.domain.message import Message


class RunState(StrEnum):
    """How a run stands."""

    RUNNING = "running"
    FINISHED = "finished"  # its budget was used up, or it ended early because nothing got better
    STOPPED = "stopped"  # a person stopped it
    FAILED = "failed"
    INTERRUPTED = "interrupted"  # the program ended underneath


@dataclass(frozen=True)
class RunRecord:
    """What ``run.json`` holds: what a recipe does not say of a run.

    Attributes
    ----------
    title
        What a person calls it.
    title_key
        Which of `domain.run_title.GIVEN_TITLES` that is; empty if a person named it, or nobody.
    recipe
        Name of the recipe.
    seed, device
        It was started with.
    started, ended
        Local time with its offset, ISO 8601; `ended` is empty as long as it runs.
    state
        As far as the run itself knows; see `storage.runs.run_folder.run_in`.
    problem
        Why it failed, in English.
    seconds
        It took, pauses left out.
    steps, parameters
        Batches seen; weights that the network learns.
    held_out, trained_on
        Names of images.
    data_fingerprint, held_out_fingerprint
        Change with any pixel or label it was trained on, or scored on.
    software
        What made it, with version.
    from_model
        The model file that it started from, as `storage.runs.file_place.noted_place` has it; empty
        if it started from chance, or nobody noted it.
    """

    title: str
    recipe: str
    seed: int = 0
    device: str = ""
    started: str = ""
    ended: str = ""
    state: RunState = RunState.RUNNING
    problem: str = ""
    seconds: float = 0.0
    steps: int = 0
    parameters: int = 0
    held_out: tuple[str, ...] = ()
    trained_on: tuple[str, ...] = ()
    data_fingerprint: str = ""
    held_out_fingerprint: str = ""
    software: str = ""
    from_model: str = ""
    title_key: str = ""


@dataclass(frozen=True)
class RunEntry:
    """One run, as a list of runs shows it; its curves and its recipe are read when asked for.

    See `storage.runs.run_folder.read_metrics` and `run_recipe`.

    Attributes
    ----------
    path
        The run folder.
    record
        What the run noted; of a run from before there were notes, what its files tell.
    state
        How it stands now.
    started
        Local time; None if nobody knows.
    dice
        Class name -> Dice over the held-out images of the kept weights; empty if not scored.
    scored
        On how many of the held-out images that was measured: not on all where half of them chose
        the weights, or where time was short.
    model
        The model file, if there is one.
    """

    path: Path
    record: RunRecord
    state: RunState
    started: datetime | None = None
    dice: Mapping[str, float | None] = field(default_factory=dict)
    scored: int = 0
    model: Path | None = None

    @property
    def name(self) -> str:
        """Of the folder: no other run of the project has it."""
        return self.path.name

    @property
    def title(self) -> str:
        """What a person calls it, in plain text: for files and the command line."""
        return self.record.title or self.name

    @property
    def is_named(self) -> bool:
        """Whether it is called anything but its recipe or its folder."""
        return self.record.title not in ("", self.name, self.recipe)

    @property
    def short_title(self) -> Message:
        """What windows and pages call it; of one that nobody named, recipe and time."""
        if self.is_named or not self.started or not self.recipe:
            return title_of(self.title, self.record.title_key)
        return title_of_unnamed(self.recipe, self.started)

    @property
    def recipe(self) -> str:
        """Name of the recipe."""
        return self.record.recipe

    @property
    def minutes(self) -> float:
        """It took so long."""
        return self.record.seconds / 60

    @property
    def steps(self) -> int:
        """Batches it saw."""
        return self.record.steps

    def is_scored_as(self, other: RunEntry) -> bool:
        """Whether both have a Dice of the same classes, on the same held-out images."""
        if not self.dice or set(self.dice) != set(other.dice) or self.scored != other.scored:
            return False
        mine, others = self.record, other.record
        if mine.held_out_fingerprint and others.held_out_fingerprint:
            return mine.held_out_fingerprint == others.held_out_fingerprint
        return set(mine.held_out) == set(others.held_out)

    @property
    def mean_dice(self) -> float | None:
        """Over the classes; None if it was not scored."""
        return mean(self.dice.values())
