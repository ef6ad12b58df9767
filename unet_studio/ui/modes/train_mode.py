"""Connects the Train panel with the workspace."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from unet_studio.ui.train.train_panel import TrainPanel
    from unet_studio.workspace.workspace import Workspace


class TrainMode(QObject):
    """Starts and stops the training, and shows its curves."""

    def __init__(self, panel: TrainPanel, workspace: Workspace) -> None:
        super().__init__(panel)
        self._panel = panel
        self._workspace = workspace
        panel.set_minutes(workspace.settings.now.training_minutes)
        panel.train_requested.connect(workspace.training_start.start)
        panel.stop_requested.connect(workspace.training.stop)
        workspace.training.progressed.connect(self._show_history)
        workspace.training.state_changed.connect(self._show_state)
        for signal in (
            workspace.states.changed,
            workspace.states.completed,
            workspace.project_opened,
            workspace.project_changed,
            workspace.task.changed,
        ):
            signal.connect(self._show_state)
        self._show_history()
        self._show_state()

    def _show_state(self) -> None:
        workspace = self._workspace
        labelled = workspace.states.labelled
        held_out = workspace.project.held_out if workspace.project else frozenset()
        self._panel.show_data(len(labelled), len(held_out.intersection(labelled)))
        self._panel.show_state(
            workspace.training.state, can_train=workspace.training_start.is_possible
        )

    def _show_history(self) -> None:
        project = self._workspace.project
        colours = {c.name: c.colour for c in project.classes} if project else {}
        self._panel.show_history(self._workspace.training.history, colours)
