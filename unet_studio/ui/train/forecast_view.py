"""The forecast as a tab: its sentence, and the curve that it comes from."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from unet_studio.ui.theme import TRAIN_COLOUR, VALIDATION_COLOUR
from unet_studio.ui.translations import render, translate

if TYPE_CHECKING:
    from unet_studio.ui.train.forecast_plot import ForecastPlot
    from unet_studio.workspace.training.forecasting import ShownForecast


class ForecastView(QWidget):
    """Shows what it is given."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._verdict = QLabel(wordWrap=True)
        self._legend = QLabel(_legend_text(), wordWrap=True)
        self._plot: ForecastPlot | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 8, 0, 0)
        self._column.addWidget(self._verdict)
        self._column.addWidget(self._legend)

    def show_forecast(self, forecast: ShownForecast) -> None:
        """Show it in place of the one before."""
        self._verdict.setText(render(forecast.verdict))
        if self._plot is None:
            # Imported when there is something to plot: it is a fifth of the program's start.
            from unet_studio.ui.train.forecast_plot import ForecastPlot

            self._plot = ForecastPlot()
            self._column.addWidget(self._plot, 1)
        self._plot.show_forecast(forecast)


def _legend_text() -> str:
    measured = translate("train", "measured: one training each")
    expected = translate("train", "expected on average; 95 times of 100 that lies within the bar")
    return (
        f'<font color="{TRAIN_COLOUR}">●</font> {escape(measured)}&nbsp;&nbsp; '
        f'<font color="{VALIDATION_COLOUR}">┃</font> {escape(expected)}'
    )
