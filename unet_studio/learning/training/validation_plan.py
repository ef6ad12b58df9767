"""Validation plan: when a training is validated, and what was validated already."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from unet_studio.domain.rerun import Pace
    from unet_studio.learning.course.clock import Clock
    from unet_studio.learning.course.position import Position
    from unet_studio.learning.training.validator import Validator


class ValidationPlan:
    """Knows the next validation of a training.

    Attributes
    ----------
    made
        Validations so far.
    """

    def __init__(
        self, validator: Validator, clock: Clock, position: Position, again: Pace | None = None
    ) -> None:
        self._validator, self._clock, self._position = validator, clock, position
        self._again = None if again is None else frozenset(again.validated)
        self.made = 0
        self._made_at: int | None = None  # the step after which the last one was made
        self._next_due = 0.0  # share of the training after which the next one is

    @property
    def is_due(self) -> bool:
        """Whether it is time for one."""
        step = self._position.step
        if self._again is not None:
            return step in self._again and self._made_at != step
        return step > 0 and self._clock.fraction(step) >= self._next_due

    @property
    def is_behind(self) -> bool:
        """Whether the weights as they are now could be validated, and have not been."""
        step = self._position.step
        if self._again is not None and step not in self._again:
            return False  # the earlier training was stopped here
        return bool(self._validator.images) and self._made_at != step

    def begin(self) -> None:
        """Find the first one, now that it is known how long one takes."""
        self._next_due = self._next_after(0.0)

    def note_made(self) -> None:
        """Find the next one: one was made just now."""
        self.made += 1
        self._made_at = self._position.step
        self._next_due = self._next_after(self._clock.fraction(self._made_at))

    def _next_after(self, done: float) -> float:
        times = self._validator.times(self._clock, self._position.steps_per_epoch)
        return next((t for t in times if t > done), math.inf)

    def state_dict(self) -> dict[str, Any]:
        """What `load_state_dict` needs to go on as if never stopped."""
        return {
            "validated_at": self._made_at,
            "next_due": self._next_due,
            "validations": self.made,
        }

    def load_state_dict(self, state: Mapping[str, Any]) -> None:
        """Go on from a `state_dict`."""
        self._made_at, self._next_due = state["validated_at"], state["next_due"]
        self.made = state["validations"]
