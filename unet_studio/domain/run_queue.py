"""The queue of trainings as a value: what is to be trained, in which order, and how it went."""

from __future__ import annotations

import uuid

# Imported for good, not only for type checking: reading a queue validates against these types.
from collections.abc import Mapping  # noqa: TC003
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from unet_studio.domain.run_title import title_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from unet_studio.domain.message import Message


@dataclass(frozen=True)
class Variation:
    """A recipe with some values changed.

    Attributes
    ----------
    title
        What a person calls it.
    recipe
        Name of a recipe, or path of a recipe file.
    values
        Dotted key -> value, e.g. ``optimiser.learning_rate`` -> 0.001.
    title_key
        Which of `domain.run_title.GIVEN_TITLES` the title is; empty if it is none of them.
    """

    title: str
    recipe: str
    values: Mapping[str, object] = field(default_factory=dict)
    title_key: str = ""


class QueueState(StrEnum):
    """How a queued training stands."""

    WAITING = "waiting"
    RUNNING = "running"
    FINISHED = "finished"
    STOPPED = "stopped"
    FAILED = "failed"


@dataclass(frozen=True)
class QueuedRun:
    """One training of a queue.

    Attributes
    ----------
    title, recipe, values, title_key
        As of `Variation`.
    minutes, epochs
        How long it may take; without either the recipe says.
    seed, device
        As of a training.
    from_model
        The model file that it starts from; empty if it starts from chance.
    state
        How it stands.
    run
        Name of its run folder once it has begun.
    problem
        Why it failed, in English.
    key
        Tells it from all others.
    """

    title: str
    recipe: str
    values: Mapping[str, object] = field(default_factory=dict)
    minutes: float | None = None
    epochs: int | None = None
    seed: int = 0
    device: str = "auto"
    state: QueueState = QueueState.WAITING
    run: str = ""
    problem: str = ""
    from_model: str = ""
    title_key: str = ""
    key: str = field(default_factory=lambda: uuid.uuid4().hex[:12])

    @property
    def heading(self) -> Message:
        """What it is called, in any language."""
        return title_of(self.title, self.title_key)


@dataclass(frozen=True)
class RunQueue:
    """Trainings in the order in which they are to be made.

    Attributes
    ----------
    runs
        Done, running and waiting ones.
    """

    runs: tuple[QueuedRun, ...] = ()

    @property
    def next(self) -> QueuedRun | None:
        """The first that waits."""
        return next((r for r in self.runs if r.state is QueueState.WAITING), None)

    @property
    def running(self) -> QueuedRun | None:
        """The one under way."""
        return next((r for r in self.runs if r.state is QueueState.RUNNING), None)

    @property
    def is_over(self) -> bool:
        """Whether nothing runs and nothing waits."""
        return self.next is None and self.running is None

    @property
    def waiting(self) -> int:
        """How many are still to be made."""
        return sum(r.state is QueueState.WAITING for r in self.runs)

    @property
    def done(self) -> int:
        """How many have ended, however they did."""
        return len(self.runs) - self.waiting - (self.running is not None)

    @property
    def place(self) -> tuple[int, int]:
        """Which one is under way or comes next, counted from 1, and how many there are."""
        current = self.running or self.next
        return (self.runs.index(current) + 1 if current else len(self.runs), len(self.runs))

    def find(self, key: str) -> QueuedRun | None:
        """The training of this key."""
        return next((r for r in self.runs if r.key == key), None)

    def with_added(self, runs: Iterable[QueuedRun]) -> RunQueue:
        """With more trainings at the end; those of a queue that is over make room."""
        return RunQueue((*(() if self.is_over else self.runs), *runs))

    def with_state(
        self, key: str, state: QueueState, *, run: str | None = None, problem: str = ""
    ) -> RunQueue:
        """With one training in another state."""
        return RunQueue(
            tuple(
                replace(r, state=state, run=r.run if run is None else run, problem=problem)
                if r.key == key
                else r
                for r in self.runs
            )
        )

    def without(self, key: str) -> RunQueue:
        """Without this training; one under way stays."""
        kept = (r for r in self.runs if r.key != key or r.state is QueueState.RUNNING)
        return RunQueue(tuple(kept))

    def without_waiting(self) -> RunQueue:
        """Without those that wait."""
        return RunQueue(tuple(r for r in self.runs if r.state is not QueueState.WAITING))

    def moved(self, key: str, by: int) -> RunQueue:
        """With a waiting training so many places later (or earlier) among those that wait."""
        waiting = [r for r in self.runs if r.state is QueueState.WAITING]
        at = next((k for k, r in enumerate(waiting) if r.key == key), None)
        if at is None:
            return self
        waiting.insert(max(0, min(len(waiting) - 1, at + by)), waiting.pop(at))
        rest = iter(waiting)
        return RunQueue(
            tuple(next(rest) if r.state is QueueState.WAITING else r for r in self.runs)
        )

    def put_back(self) -> RunQueue:
        """As a program finds it that was ended meanwhile: what ran waits again, with its run."""
        return RunQueue(
            tuple(
                replace(r, state=QueueState.WAITING) if r is self.running else r for r in self.runs
            )
        )
