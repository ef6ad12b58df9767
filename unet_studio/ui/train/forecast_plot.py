"""The plot of a forecast: Dice over labelled images, measured and expected."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyqtgraph as pg
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QVBoxLayout, QWidget

from unet_studio.ui.theme import TRAIN_COLOUR, VALIDATION_COLOUR
from unet_studio.ui.train.plain_plot import make_plain
from unet_studio.ui.translations import translate

if TYPE_CHECKING:
    from unet_studio.workspace.training.forecasting import ShownForecast


class ForecastPlot(QWidget):
    """A dot for each training; what is expected as a line, each step with its range."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._canvas = pg.GraphicsLayoutWidget()
        self._plot: pg.PlotItem = self._canvas.addPlot(row=0, col=0)
        make_plain(self._plot, self)
        self._plot.setMouseEnabled(x=False, y=False)
        palette = self.palette()
        self._canvas.setBackground(palette.color(QPalette.ColorRole.Base))
        text = palette.color(QPalette.ColorRole.Text)
        for side in ("left", "bottom"):
            self._plot.getAxis(side).setPen(text)
            self._plot.getAxis(side).setTextPen(text)
        self._plot.setLabel("left", translate("train", "held-out Dice"))
        self._plot.setLabel("bottom", translate("train", "labelled images to learn from"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._canvas)

    def show_forecast(self, forecast: ShownForecast) -> None:
        """Draw it in place of the one before."""
        self._plot.clear()
        self._plot.setYRange(0, 1, padding=0.02)
        if forecast.expected:
            self._draw_expected(np.array(forecast.expected, np.float64))
        images, dice = zip(*forecast.trainings, strict=True) if forecast.trainings else ((), ())
        dots = pg.ScatterPlotItem(images, dice, size=9, brush=TRAIN_COLOUR, pen=None)
        self._plot.addItem(dots)
        counts = [*images, *(step.images for step in forecast.expected)]
        self._plot.setXRange(0, max(counts, default=1), padding=0.05)

    def _draw_expected(self, steps: np.ndarray) -> None:
        images, dice, low, high = steps.T
        bars = {"top": high - dice, "bottom": dice - low, "beam": images.max() / 60}
        pen = pg.mkPen(VALIDATION_COLOUR, width=2)
        self._plot.addItem(pg.ErrorBarItem(x=images, y=dice, pen=pen, **bars))
        self._plot.plot(
            images,
            dice,
            pen=pen,
            symbol="o",
            symbolSize=7,
            symbolBrush=VALIDATION_COLOUR,
            symbolPen=None,
        )
