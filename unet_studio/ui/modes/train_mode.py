"""Connects the Train panel with the workspace."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from unet_studio.ui.train.cross_validation_box import CrossValidationBox
from unet_studio.ui.train.forecast_button import ForecastButton
from unet_studio.workspace.forecasting import Forecasting

if TYPE_CHECKING:
    from unet_studio.ui.train.train_panel import TrainPanel
    from unet_studio.workspace.workspace import Workspace


class TrainMode(QObject):
    """Starts and stops the training, and shows its curves."""

    def __init__(self, panel: TrainPanel, workspace: Workspace) -> None:
        super().__init__(panel)
        self._panel = panel
        self._workspace = workspace
        self._cross_validation = CrossValidationBox()
        panel.add_option(self._cross_validation, self._cross_validation.applied)
        self._forecasting = Forecasting(workspace)
        self._forecast = ForecastButton()
        self._forecast.clicked.connect(lambda: self._forecasting.start(panel.wish()))
        panel.add_option(self._forecast)
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
        kept = len(held_out.intersection(labelled))
        is_possible = workspace.training_start.is_possible
        self._panel.show_data(len(labelled), kept)
        self._panel.show_state(workspace.training.state, can_train=is_possible)
        self._cross_validation.show_labelled(len(labelled))
        learning = len(labelled) - (kept or 1)  # one at least will be held out
        self._forecast.show_state(learning, is_possible=is_possible)

    def _show_history(self) -> None:
        project = self._workspace.project
        colours = {c.name: c.colour for c in project.classes} if project else {}
        self._panel.show_history(self._workspace.training.history, colours)
