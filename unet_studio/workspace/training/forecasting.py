"""Forecasting what more labels would bring, as a task that a person waits for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Signal

from unet_studio.domain.message import say
from unet_studio.workspace.garbage import importing_torch
from unet_studio.workspace.notices import Notice

if TYPE_CHECKING:
    from collections.abc import Generator

    from unet_studio.domain.message import Message
    from unet_studio.domain.project import Project
    from unet_studio.domain.report import ProgressReport
    from unet_studio.learning.trials.forecast import Forecast
    from unet_studio.workspace.training.training_run import TrainingWish
    from unet_studio.workspace.workspace import Workspace

MINUTES = 10.0


class Expected(NamedTuple):
    """The Dice to expect with so many images, and where it lies 95 times of 100."""

    images: int
    dice: float
    low: float
    high: float


@dataclass(frozen=True)
class ShownForecast:
    """A forecast as it is drawn.

    Attributes
    ----------
    trainings
        Images learnt from, and the Dice that was measured; fewest images first.
    expected
        With the images there are now, then with more; empty if too little is known.
    verdict
        In a sentence.
    """

    trainings: tuple[tuple[int, float], ...]
    expected: tuple[Expected, ...]
    verdict: Message


class Forecasting(QObject):
    """Starts a forecast and tells what it found.

    Signals
    -------
    found(ShownForecast)
        A forecast is there.
    """

    found = Signal(object)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._workspace = workspace

    def start(self, wish: TrainingWish) -> None:
        """Forecast with the labels as they are now, for trainings like the one wished for."""
        workspace = self._workspace
        project = workspace.project
        if project is None or not workspace.training_start.is_possible:
            return
        if workspace.labels.flush():
            title = say("forecast", "Forecasting what more labels would bring")()
            workspace.task.start(title, lambda: _forecast(project, wish), self._tell)

    def _tell(self, found: Forecast) -> None:
        shown = shown_forecast(found)
        lines = [f"{images}: Dice {dice:.3f}" for images, dice in shown.trainings]
        self._workspace.noticed.emit(Notice(found.verdict, details="\n".join(lines)))
        self.found.emit(shown)


def shown_forecast(found: Forecast) -> ShownForecast:
    """What is drawn of a forecast."""
    steps = [(found.images, found.now)] if found.now is not None else []
    steps += [(found.images + step.more, step.dice) for step in found.steps]
    expected = [Expected(images, e.value, e.low, e.high) for images, e in steps]
    return ShownForecast(tuple(sorted(found.points)), tuple(expected), found.verdict)


def _forecast(project: Project, wish: TrainingWish) -> Generator[ProgressReport, None, Forecast]:
    # Imported here, on the task's thread: torch takes seconds, and the window must not wait.
    with importing_torch():
        from unet_studio.learning.recipes import recipe_named
        from unet_studio.learning.trials.forecast import forecast

    recipe = recipe_named(wish.recipe, **wish.values)
    return (
        yield from forecast(
            project,
            recipe,
            minutes=wish.minutes or MINUTES,
            device=wish.device,
            seed=wish.seed,
        )
    )
