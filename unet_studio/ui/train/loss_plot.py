"""The live plot: training loss blue, validation loss orange, validation Dice green below."""

from __future__ import annotations

from math import isnan
from typing import TYPE_CHECKING, Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QVBoxLayout, QWidget

from unet_studio.ui.theme import TRAIN_COLOUR, VALIDATION_COLOUR
from unet_studio.ui.translations import translate

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

MAX_DOTS = 2000


class LossPlot(QWidget):
    """Two plots sharing the axis of steps; it is given whole curves and keeps no data."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._canvas = pg.GraphicsLayoutWidget()
        self._loss: pg.PlotItem = self._canvas.addPlot(row=0, col=0)
        self._dice: pg.PlotItem = self._canvas.addPlot(row=1, col=0)
        self._canvas.ci.layout.setRowStretchFactor(0, 3)
        self._canvas.ci.layout.setRowStretchFactor(1, 2)
        self._dice.setXLink(self._loss)
        self._dice.setYRange(0, 1, padding=0.02)
        text = self.palette().color(QPalette.ColorRole.Text)
        self._loss.addLegend(offset=(-10, 10), labelTextColor=text)
        self._dice.addLegend(offset=(-10, -10), labelTextColor=text)
        faint = QColor(TRAIN_COLOUR)
        faint.setAlphaF(0.25)
        self._raw = self._loss.plot([], [], pen=pg.mkPen(faint, width=1))
        self._train = self._loss.plot(
            [],
            [],
            pen=pg.mkPen(TRAIN_COLOUR, width=2),
            name=translate("train", "training loss"),
        )
        self._validation = self._loss.plot(
            [],
            [],
            **_dotted(VALIDATION_COLOUR),
            name=translate("train", "validation loss (held-out images)"),
        )
        self._dice_curves: dict[str, pg.PlotDataItem] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._canvas)
        for plot in (self._loss, self._dice):
            plot.setMenuEnabled(False)
            # pyqtgraph's menu belongs to nobody and would outlive the plot.
            plot.ctrlMenu.setParent(self, plot.ctrlMenu.windowFlags())
            plot.hideButtons()
            plot.showGrid(x=True, y=True, alpha=0.15)
            plot.getAxis("left").setWidth(56)
        self._dice.setMouseEnabled(y=False)
        self._dress()

    def show_loss(
        self,
        train: tuple[Sequence[float], Sequence[float]],
        validation: tuple[Sequence[float], Sequence[float]],
    ) -> None:
        """Show the losses so far.

        Parameters
        ----------
        train, validation
            Steps and losses. Training losses jump from batch to batch: they are drawn faintly,
            with their running mean over them.
        """
        steps, losses = thinned(*train)
        self._raw.setData(steps, losses)
        self._train.setData(steps, running_mean(losses))
        self._validation.setData(*validation)

    def show_dice(
        self,
        steps: Sequence[float],
        dice: Mapping[str, Sequence[float]],
        colours: Mapping[str, str],
    ) -> None:
        """Show the validation Dice of each class so far, in the colour of the class.

        NaN, where a class was not there, is left out: pyqtgraph fails on curves of nothing else.
        """
        for name in [n for n in self._dice_curves if n not in dice]:
            self._dice.removeItem(self._dice_curves.pop(name))
        for name, values in dice.items():
            if name not in self._dice_curves:
                style = _dotted(colours.get(name, TRAIN_COLOUR))
                self._dice_curves[name] = self._dice.plot([], [], **style, name=name)
            known = [p for p in zip(steps[-len(values) :], values, strict=True) if not isnan(p[1])]
            self._dice_curves[name].setData(*zip(*known, strict=True) if known else ([], []))

    def _dress(self) -> None:
        palette = self.palette()
        text = palette.color(QPalette.ColorRole.Text)
        self._canvas.setBackground(palette.color(QPalette.ColorRole.Base))
        for plot in (self._loss, self._dice):
            for side in ("left", "bottom"):
                plot.getAxis(side).setPen(text)
                plot.getAxis(side).setTextPen(text)
        self._loss.setLabel("left", translate("train", "loss"))
        self._dice.setLabel("left", translate("train", "held-out Dice"))
        self._dice.setLabel("bottom", translate("train", "step"))


def _dotted(colour: str) -> dict[str, Any]:
    """A line with a dot for each value."""
    return {
        "pen": pg.mkPen(colour, width=2),
        "symbol": "o",
        "symbolSize": 6,
        "symbolBrush": colour,
        "symbolPen": colour,
    }


def thinned(
    steps: Sequence[float], values: Sequence[float]
) -> tuple[Sequence[float], Sequence[float]]:
    """At most `MAX_DOTS` of the points, evenly spread, the latest always among them."""
    stride = max(1, -(-len(steps) // MAX_DOTS))
    first = (len(steps) - 1) % stride if steps else 0
    return steps[first::stride], values[first::stride]


def running_mean(values: Sequence[float], share: float = 0.05) -> list[float]:
    """Mean of each value and those just before it, over a share of all."""
    width = max(1, int(len(values) * share))
    sums = np.concatenate([[0.0], np.cumsum(np.asarray(values, dtype=np.float64))])
    ends = np.arange(1, len(values) + 1)
    starts = np.maximum(ends - width, 0)
    return list((sums[ends] - sums[starts]) / (ends - starts))
