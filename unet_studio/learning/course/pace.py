"""Pacing: notes what the clock decides in a training, so that it can be made again."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from unet_studio.domain.rerun import LEVELS, Pace
from unet_studio.learning.course.clock import Clock

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass
class Pacing:
    """How far a training is when a step begins, in levels, and what was so far.

    How many steps fit into minutes is never quite the same, and with the steps go the learning
    rate, the validations and so the weights. With the pace noted, another training can follow it.

    Attributes
    ----------
    clock
        Decides.
    images, views
        See `Pace`.
    is_whole
        Whether everything was noted that another training needs to come out the same.
    """

    clock: Clock
    images: int = 0
    views: int = 1
    is_whole: bool = True
    _levels: list[tuple[int, int]] = field(default_factory=list)
    _validated: list[int] = field(default_factory=list)

    def done(self, step: int) -> float:
        """How much of the training is over as a step begins, 0 to less than 1."""
        level = min(LEVELS - 1, math.floor(self.clock.fraction(step) * LEVELS))
        if not self._levels or self._levels[-1][1] != level:
            self._levels.append((step, level))
        return level / LEVELS

    def note_validation(self, step: int) -> None:
        """A validation was made after so many steps."""
        self._validated.append(step)

    def pace(self, steps: int) -> Pace:
        """What was decided in so many steps."""
        levels = tuple(self._levels) or ((0, 0),)
        return Pace(steps, levels, tuple(self._validated), self.images, self.views)

    def state_dict(self) -> dict[str, Any]:
        """What `load_state_dict` needs to go on noting."""
        return {
            "levels": [list(pair) for pair in self._levels],
            "validated": list(self._validated),
            "images": self.images,
            "is_whole": self.is_whole,
        }

    def load_state_dict(self, state: Mapping[str, Any] | None) -> None:
        """Go on from a `state_dict`; older checkpoints have none."""
        if state is None:
            self.is_whole = False
            return
        self._levels = [(first, level) for first, level in state["levels"]]
        self._validated = list(state["validated"])
        self.images, self.is_whole = state["images"], state["is_whole"]


class RepeatedClock(Clock):
    """Says what the clock of an earlier training said at each step, whatever the time is."""

    def __init__(self, pace: Pace) -> None:
        super().__init__(None, pace.steps)
        self.pace = pace

    def fraction(self, step: int) -> float:
        """As it was then."""
        return self.pace.fraction(step)

    def hurry_up(self, step: int, share: float) -> bool:  # noqa: ARG002 - as `Clock` has it
        """Where the earlier training hurried, this one does already."""
        return False
