"""Rerun: all that decided a training besides its recipe, so that it can be made again."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping  # noqa: TC003 - reading a file validates against these types
from dataclasses import dataclass, field

LEVELS = 4096
"""A training moves on in so many levels: fine for any learning rate, and little to note."""


@dataclass(frozen=True)
class Pace:
    """What the clock decided in a training, step by step.

    Attributes
    ----------
    steps
        Batches it took.
    levels
        First step of a level, counted from 0, and the level, 0 to `LEVELS` - 1: how much of the
        training was over.
    validated
        Steps taken when it was validated.
    images
        Held-out images that a validation looked at.
    views
        In how many views the model was scored in the end.
    """

    steps: int = 0
    levels: tuple[tuple[int, int], ...] = ()
    validated: tuple[int, ...] = ()
    images: int = 0
    views: int = 1

    def fraction(self, step: int) -> float:
        """How much of the training was over when a step began, 0 to 1; 1 at its end."""
        if step >= self.steps:
            return 1.0
        place = bisect_right(self.levels, step, key=lambda pair: pair[0]) - 1
        return self.levels[max(0, place)][1] / LEVELS


@dataclass(frozen=True)
class Rerun:
    """What ``rerun.json`` holds.

    Attributes
    ----------
    seed, device
        As asked for.
    from_model
        The model file that it started from, as `storage.runs.file_place.noted_place` has it; empty
        if it started from chance.
    from_print
        Of the weights that it started from; empty if nobody noted it.
    trained_on, held_out
        Name of an image -> changes with any pixel and any label of it; in the order of sampling.
    pace
        What the clock decided.
    threads
        Of the CPU: how sums are rounded depends on it.
    packages
        Name -> version, of what computes.
    precision
        Of convolutions, as it was.
    machine
        What computed, and the system; for people.
    """

    seed: int
    device: str
    from_model: str = ""
    from_print: str = ""
    trained_on: Mapping[str, str] = field(default_factory=dict)
    held_out: Mapping[str, str] = field(default_factory=dict)
    pace: Pace = field(default_factory=Pace)
    threads: int = 0
    packages: Mapping[str, str] = field(default_factory=dict)
    precision: str = ""
    machine: str = ""
