"""Starting a training of the open project, and what follows when it has ended."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from unet_studio.domain.message import say
from unet_studio.domain.project import choose_held_out

if TYPE_CHECKING:
    from pathlib import Path

    from unet_studio.workspace.training_run import TrainingWish
    from unet_studio.workspace.workspace import Workspace


class TrainingStart(QObject):
    """Sees to it that labels are saved and images held out before a training begins."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        workspace.training.ended.connect(self._on_training_ended)

    @property
    def is_possible(self) -> bool:
        """Whether a training could start now."""
        workspace = self._workspace
        return (
            workspace.project is not None
            and workspace.states.is_complete
            and workspace.states.has_labels
            and not workspace.training.is_running
            and not workspace.task.is_running
        )

    def start(self, wish: TrainingWish) -> None:
        """Train with the labels as they are now."""
        workspace = self._workspace
        if not self.is_possible or not workspace.labels.flush():
            return
        obstacle = workspace.doctor.obstacle
        if obstacle is not None:
            text = say("train", "A training cannot begin like this: {problem}.")
            workspace.warn(text(problem=obstacle))
            return
        self.choose_split_once()
        if workspace.project is not None:
            if wish.minutes is not None:
                workspace.settings.change(training_minutes=wish.minutes)
            workspace.training.start(workspace.project, wish)

    def choose_split_once(self) -> None:
        """Hold out a fifth of the labelled images, if nothing labelled is held out yet."""
        project, labelled = self._workspace.project, self._workspace.states.labelled
        if project is None or project.held_out & set(labelled):
            return
        chosen = choose_held_out(labelled)
        if chosen:
            self._workspace.change_project(replace(project, held_out=project.held_out | chosen))
            text = say(
                "train",
                "{names} are held out from now on: never trained on, so that scores are honest. "
                "You can change that in Label mode with H.",
            )
            self._workspace.tell(text(names=", ".join(sorted(chosen))))

    def _on_training_ended(self, model: Path | None) -> None:
        prediction = self._workspace.prediction
        prediction.refresh_models(model)
        if model is None:
            return
        best = prediction.model.card.mean_dice if prediction.model else None
        if best is None:
            text = say("train", "The model is ready. Predict with it in Results (F4).")
            self._workspace.tell(text())
        else:
            text = say(
                "train",
                "The model is ready: Dice {dice} on the held-out images. Predict with it in "
                "Results (F4).",
            )
            self._workspace.tell(text(dice=f"{best:.3f}"))
