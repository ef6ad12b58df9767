"""Forecasting what more labels would bring, as a task that a person waits for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from unet_studio.domain.message import say
from unet_studio.workspace.garbage import importing_torch
from unet_studio.workspace.notices import Notice

if TYPE_CHECKING:
    from collections.abc import Generator

    from unet_studio.domain.project import Project
    from unet_studio.domain.report import ProgressReport
    from unet_studio.learning.forecast import Forecast
    from unet_studio.workspace.training_run import TrainingWish
    from unet_studio.workspace.workspace import Workspace

MINUTES = 10.0


class Forecasting(QObject):
    """Starts a forecast and tells what it found."""

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
        lines = [
            f"{point.images}: Dice {point.dice:.3f}"
            for point in sorted(found.points, key=lambda point: point.images)
        ]
        self._workspace.noticed.emit(Notice(found.verdict, details="\n".join(lines)))


def _forecast(project: Project, wish: TrainingWish) -> Generator[ProgressReport, None, Forecast]:
    # Imported here, on the task's thread: torch takes seconds, and the window must not wait.
    with importing_torch():
        from unet_studio.learning.forecast import forecast
        from unet_studio.learning.recipes import recipe_named

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
