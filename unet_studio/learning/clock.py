"""Clock: how far a training is, by minutes or by epochs."""

from __future__ import annotations

from dataclasses import dataclass, field
from time import perf_counter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


def _never() -> float:
    return 0.0


@dataclass
class Clock:
    """Counts from when it is made.

    Attributes
    ----------
    seconds
        The whole job may take; None = no limit.
    steps
        The training may take; None = no limit.
    reserve_s
        Kept back for what follows the last step: validation and saving.
    waited_s
        Says how long the training was paused so far; that time does not count.
    """

    seconds: float | None
    steps: int | None = None
    reserve_s: float = 0.0
    waited_s: Callable[[], float] = _never
    _began: float = field(default_factory=perf_counter)
    _training_began: float | None = None

    @property
    def elapsed_s(self) -> float:
        """Since it was made, pauses left out."""
        return perf_counter() - self._began - self.waited_s()

    def start_training(self) -> None:
        """What came before was preparation: the learning rate starts to rise now."""
        self._training_began = self.elapsed_s

    def fraction(self, step: int) -> float:
        """How much of the training is done after so many steps, 0 to 1."""
        shares = [0.0]
        if self.steps is not None:
            shares.append(step / self.steps)
        if self.seconds is not None:
            since = self._training_began or 0.0
            whole = self.seconds - self.reserve_s - since
            shares.append((self.elapsed_s - since) / whole if whole > 0 else 1.0)
        return min(1.0, max(shares))

    def remaining_s(self, step: int) -> float | None:
        """Expected until the end of the job; None before anybody can tell."""
        done = self.fraction(step)
        if self.seconds is not None and (self.steps is None or not step):
            return max(0.0, self.seconds - self.elapsed_s)
        if not step or done <= 0:
            return None
        spent = self.elapsed_s - (self._training_began or 0.0)
        return spent * (1 - done) / done + self.reserve_s

    def state_dict(self) -> dict[str, Any]:
        """What a training that goes on later needs to know."""
        return {
            "seconds": self.seconds,
            "steps": self.steps,
            "elapsed_s": self.elapsed_s,
            "training_began_s": self._training_began,
        }

    def load_state_dict(self, state: Mapping[str, Any]) -> None:
        """Show what it showed then; the time in between, and getting ready again, do not count."""
        self.seconds, self.steps = state["seconds"], state["steps"]
        self._began = perf_counter() - self.waited_s() - state["elapsed_s"]
        self._training_began = state["training_began_s"]
