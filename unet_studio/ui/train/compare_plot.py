"""The curves of several runs over each other: losses above, held-out Dice below."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QVBoxLayout, QWidget

from unet_studio.domain.run_curves import RUN_COLOURS, Progress
from unet_studio.ui.theme import TRAIN_COLOUR, VALIDATION_COLOUR
from unet_studio.ui.train.plain_plot import make_plain
from unet_studio.ui.translations import translate

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from unet_studio.domain.run_curves import DrawnCurve

_FEW = 6
"""Up to so many runs have thick lines; thick dashed ones take five times as long to draw."""


class ComparePlot(QWidget):
    """Two plots sharing their axis; it is given curves that are few enough points to draw."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._canvas = pg.GraphicsLayoutWidget()
        self._loss: pg.PlotItem = self._canvas.addPlot(row=0, col=0)
        self._dice: pg.PlotItem = self._canvas.addPlot(row=1, col=0)
        self._dice.setXLink(self._loss)
        self._dice.setYRange(0, 1, padding=0.02)
        palette = self.palette()
        text = palette.color(QPalette.ColorRole.Text)
        self._canvas.setBackground(palette.color(QPalette.ColorRole.Base))
        for plot in (self._loss, self._dice):
            make_plain(plot, self)
            plot.getAxis("left").setWidth(56)
            for side in ("left", "bottom"):
                plot.getAxis(side).setPen(text)
                plot.getAxis(side).setTextPen(text)
        self._dice.setMouseEnabled(y=False)
        self._loss.setLabel("left", translate("train", "loss"))
        self._dice.setLabel("left", translate("train", "held-out Dice"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._canvas)

    def show_runs(self, runs: Sequence[Mapping[str, DrawnCurve]], progress: Progress) -> None:
        """Show these runs, each in its colour; one alone in the colours of a training.

        Parameters
        ----------
        runs
            Name -> curve, see `domain.run_curves.drawn`.
        progress
            What to draw over.
        """
        for plot in (self._loss, self._dice):
            plot.clear()
        for place, curves in enumerate(runs):
            colour = RUN_COLOURS[place % len(RUN_COLOURS)]
            train, validation = colour, colour
            if len(runs) == 1:
                train, validation = TRAIN_COLOUR, VALIDATION_COLOUR
            width = 2 if len(runs) <= _FEW else 1
            self._draw_losses(curves, progress, train, validation, width)
            self._line(self._dice, curves["mean_dice"], progress, pg.mkPen(colour, width=width))
        self._dice.setLabel("bottom", progress_text(progress))
        self._loss.enableAutoRange()

    def _draw_losses(
        self,
        curves: Mapping[str, DrawnCurve],
        progress: Progress,
        train: str,
        validation: str,
        width: int,
    ) -> None:
        faint = QColor(train)
        faint.setAlphaF(0.75)
        dashed = pg.mkPen(validation, width=width, style=Qt.PenStyle.DashLine)
        self._line(self._loss, curves["train_loss"], progress, pg.mkPen(faint, width=1))
        self._line(self._loss, curves["validation_loss"], progress, dashed)

    def _line(self, plot: pg.PlotItem, curve: DrawnCurve, progress: Progress, pen: object) -> None:
        x, y = curve.along[progress], curve.values
        if len(y) == 1:  # a line of one point is not seen
            plot.addItem(pg.ScatterPlotItem(x, y, size=6, pen=pen))
        elif len(y):
            # lighter than `plot.plot`, which would take the window's time where runs are many
            plot.addItem(pg.PlotCurveItem(x, y, pen=pen, skipFiniteCheck=True))


def progress_text(progress: Progress) -> str:
    """The name of an axis."""
    return {
        Progress.STEPS: translate("compare", "steps"),
        Progress.EPOCHS: translate("compare", "epochs"),
        Progress.MINUTES: translate("compare", "minutes"),
    }[progress]
