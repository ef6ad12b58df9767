"""Clock: how far a training is, by minutes or by epochs."""

from __future__ import annotations

from dataclasses import dataclass, field
from time import perf_counter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


def _never() -> float:
    return 0.0


@dataclass(frozen=True)
class Hurry:
    """From some moment on, the rest of a training passes faster.

    Attributes
    ----------
    since
        Share of the planned training that was over then.
    share
        Share of the planned training in which the rest now passes.
    """

    since: float
    share: float

    def __call__(self, planned: float) -> float:
        """How much is done when so much of the planned training is over."""
        return self.since + (planned - self.since) * (1 - self.since) / self.share


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
    hurry
        Set if the training is to end earlier than planned.
    waited_s
        Says how long the training was paused so far; that time does not count.
    began
        When it was made, by ``perf_counter``.
    """

    seconds: float | None
    steps: int | None = None
    reserve_s: float = 0.0
    hurry: Hurry | None = None
    waited_s: Callable[[], float] = _never
    began: float = field(default_factory=perf_counter)
    _training_began: float | None = None

    @property
    def elapsed_s(self) -> float:
        """Since it was made, pauses left out."""
        return perf_counter() - self.began - self.waited_s()

    def start_training(self) -> None:
        """What came before was preparation: the learning rate starts to rise now."""
        self._training_began = self.elapsed_s

    def fraction(self, step: int) -> float:
        """How much of the training is done after so many steps, 0 to 1."""
        planned = self._planned(step)
        return planned if self.hurry is None else min(1.0, self.hurry(planned))

    def hurry_up(self, step: int, share: float) -> bool:
        """Let the rest of the training take only so large a share of the whole.

        What follows the clock, as the learning rate does, still runs to its end.

        Returns
        -------
        Whether that is any sooner; it can be done once.
        """
        since = self._planned(step)
        if self.hurry is not None or since + share >= 1:
            return False
        self.hurry = Hurry(since, share)
        return True

    def remaining_s(self, step: int) -> float | None:
        """Expected until the end of the job; None before anybody can tell."""
        done = self._planned(step)
        end = 1.0 if self.hurry is None else self.hurry.since + self.hurry.share
        if self.seconds is not None and (self.steps is None or not step) and end == 1:
            return max(0.0, self.seconds - self.elapsed_s)
        if not step or done <= 0:
            return None
        spent = self.elapsed_s - (self._training_began or 0.0)
        return spent * max(0.0, end - done) / done + self.reserve_s

    def _planned(self, step: int) -> float:
        """How much of what was planned is over: by steps or by time, whichever is further."""
        shares = [0.0]
        if self.steps is not None:
            shares.append(step / self.steps)
        if self.seconds is not None:
            since = self._training_began or 0.0
            whole = self.seconds - self.reserve_s - since
            shares.append((self.elapsed_s - since) / whole if whole > 0 else 1.0)
        return min(1.0, max(shares))

    def state_dict(self) -> dict[str, Any]:
        """What a training that goes on later needs to know."""
        return {
            "seconds": self.seconds,
            "steps": self.steps,
            "elapsed_s": self.elapsed_s,
            "training_began_s": self._training_began,
            "hurry": None if self.hurry is None else [self.hurry.since, self.hurry.share],
        }

    def load_state_dict(self, state: Mapping[str, Any]) -> None:
        """Show what it showed then; the time in between, and getting ready again, do not count."""
        self.seconds, self.steps = state["seconds"], state["steps"]
        self.began = perf_counter() - self.waited_s() - state["elapsed_s"]
        self._training_began = state["training_began_s"]
        self.hurry = None if state["hurry"] is None else Hurry(*state["hurry"])
