"""What the Train panel offers to learn how good a score is: cross-validation and a forecast."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from unet_studio.ui.train.cross_validation_box import CrossValidationBox
from unet_studio.ui.train.forecast_button import ForecastButton
from unet_studio.ui.train.forecast_view import ForecastView
from unet_studio.ui.translations import translate
from unet_studio.workspace.training.forecasting import Forecasting

if TYPE_CHECKING:
    from unet_studio.ui.train.train_panel import TrainPanel
    from unet_studio.workspace.training.forecasting import ShownForecast
    from unet_studio.workspace.workspace import Workspace


class ScoringOptions(QObject):
    """Offers them as the number of labelled images allows.

    Attributes
    ----------
    cross_validation, forecast
        The box and the button.
    """

    def __init__(self, panel: TrainPanel, workspace: Workspace) -> None:
        super().__init__(panel)
        self._workspace = workspace
        self._panel = panel
        self._view: ForecastView | None = None
        self._forecasting = Forecasting(workspace)
        self.cross_validation = CrossValidationBox()
        self.forecast = ForecastButton()
        self.forecast.clicked.connect(lambda: self._forecasting.start(panel.wish()))
        self._forecasting.found.connect(self._show_forecast)
        panel.add_option(self.cross_validation, self.cross_validation.applied)
        panel.add_option(self.forecast)
        for signal in (
            workspace.states.changed,
            workspace.states.completed,
            workspace.project_opened,
            workspace.project_changed,
            workspace.training.state_changed,
            workspace.task.changed,
        ):
            signal.connect(self._show_state)
        workspace.project_opened.connect(self._take_forecast_away)
        self._show_state()

    def _show_forecast(self, forecast: ShownForecast) -> None:
        """In a tab of its own, from the first one on."""
        if self._view is None:
            self._view = ForecastView()
            self._panel.add_tab(self._view, translate("train", "Forecast"))
        self._view.show_forecast(forecast)
        self._panel.tabs.setCurrentWidget(self._view)

    def _take_forecast_away(self) -> None:
        """It was of another project."""
        if self._view is not None:
            self._panel.remove_tab(self._view)
            self._view.deleteLater()
            self._view = None

    def _show_state(self) -> None:
        workspace = self._workspace
        labelled = workspace.states.labelled
        held_out = workspace.project.held_out if workspace.project else frozenset()
        self.cross_validation.show_labelled(len(labelled))
        learning = len(labelled) - (len(held_out.intersection(labelled)) or 1)
        self.forecast.show_state(learning, is_possible=workspace.training_start.is_possible)
