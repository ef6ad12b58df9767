"""The live plot: training loss blue, validation loss dashed orange; Dice of each class below."""

from __future__ import annotations

from bisect import bisect_left
from html import escape
from math import isnan, nan
from typing import TYPE_CHECKING, Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from unet_studio.ui.theme import TRAIN_COLOUR, VALIDATION_COLOUR
from unet_studio.ui.train.plain_plot import make_plain
from unet_studio.ui.translations import translate

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QResizeEvent

MAX_DOTS = 400
"""More than there are pixels from left to right shows nothing more and takes longer to draw."""

_FEWER = 4
_FEW = 40  # steps; so few are all drawn, or there would be no line yet
_FLAT_PX = 260
_TICK_LENGTH = 5  # characters; more would lie over the label
_BETWEEN = "&nbsp;&nbsp; "
_BEST = "#e0b020"

# A class may have any colour, so that lines are told apart by their form as well.
_TRAIN_MARK, _VALIDATION_MARK, _CLASS_MARK = "—", "–■–", "●"

Curve = tuple["Sequence[float]", "Sequence[float]"]
"""Steps and values."""


class LossPlot(QWidget):
    """Two plots sharing the axis of steps, and a cursor through both; it is given whole curves.

    Signals
    -------
    cursor_dragged(float)
        A person moved the cursor to this step.
    """

    cursor_dragged = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._canvas = pg.GraphicsLayoutWidget()
        self._loss: pg.PlotItem = self._canvas.addPlot(
            row=0, col=0, enableMenu=False, axisItems={"left": _LossAxis("left")}
        )
        self._dice: pg.PlotItem = self._canvas.addPlot(row=1, col=0, enableMenu=False)
        self._losses: tuple[Curve, Curve] = (([], []), ([], []))
        self._dice_values: tuple[Sequence[float], Mapping[str, Sequence[float]]] = ([], {})
        self._dice_curves: dict[str, pg.PlotDataItem] = {}
        self._colours: Mapping[str, str] = {}
        self._is_pointed_at = False
        self._is_flat: bool | None = None
        self._log = QCheckBox(translate("train", "Logarithmic"))
        self._log.toggled.connect(lambda on: self._loss.setLogMode(y=on))
        self._values = QLabel()
        self._values.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._set_up_plots()
        self._add_curves()
        self._cursors = [self._new_cursor(plot) for plot in (self._loss, self._dice)]
        self._canvas.scene().sigMouseMoved.connect(self._on_mouse_moved)
        line = QHBoxLayout()
        line.addWidget(self._values, 1)
        line.addWidget(self._log)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addLayout(line)
        layout.addWidget(self._canvas, 1)
        self._dress()

    def _set_up_plots(self) -> None:
        self._canvas.ci.layout.setContentsMargins(0, 2, 4, 0)
        self._canvas.setMinimumHeight(110)
        self._dice.setXLink(self._loss)
        self._dice.setYRange(0, 1, padding=0.02)
        self._dice.setMouseEnabled(y=False)
        for plot in (self._loss, self._dice):
            make_plain(plot, self)
            plot.getAxis("left").setWidth(64)
            for side in ("left", "bottom"):
                # The finest grid takes Qt as long to draw as all the rest, and is hardly seen.
                plot.getAxis(side).setStyle(maxTickLevel=1)

    def _add_curves(self) -> None:
        faint = QColor(TRAIN_COLOUR)
        faint.setAlphaF(0.25)
        self._raw = self._loss.plot([], [], pen=pg.mkPen(faint, width=1))
        self._train = self._loss.plot([], [], pen=pg.mkPen(TRAIN_COLOUR, width=2))
        dashed = pg.mkPen(VALIDATION_COLOUR, width=2, style=Qt.PenStyle.DashLine)
        squares = _dotted(VALIDATION_COLOUR) | {"pen": dashed, "symbol": "s"}
        self._validation = self._loss.plot([], [], **squares)
        gold = {"symbol": "star", "symbolSize": 15, "symbolBrush": _BEST, "pen": None}
        self._best = self._dice.plot([], [], **gold, symbolPen=None)
        self._best.setZValue(10)

    def _new_cursor(self, plot: pg.PlotItem) -> pg.InfiniteLine:
        colour = self.palette().color(QPalette.ColorRole.Highlight)
        pen, hover = pg.mkPen(colour, width=1), pg.mkPen(colour, width=3)
        cursor = pg.InfiniteLine(angle=90, movable=True, pen=pen, hoverPen=hover)
        cursor.hide()
        cursor.sigDragged.connect(self._on_cursor_dragged)
        plot.addItem(cursor, ignoreBounds=True)
        return cursor

    def show_curves(
        self,
        train: Curve,
        validation: Curve,
        dice: Mapping[str, Sequence[float]],
        colours: Mapping[str, str],
    ) -> None:
        """Show losses and Dice so far; see `show_loss` and `show_dice`."""
        self.show_loss(train, validation)
        self.show_dice(validation[0], dice, colours)
        # Axes that change while they are painted are painted twice.
        self._canvas.scene().prepareForPaint()

    def show_loss(self, train: Curve, validation: Curve) -> None:
        """Show the losses so far.

        Parameters
        ----------
        train, validation
            Steps and losses. Training losses jump from batch to batch: they are drawn faintly,
            with their running mean over them.
        """
        _forget_dots(self._validation)
        self._losses = train, validation
        steps, losses = thinned(*train)
        has_log = min((*losses, *validation[1]), default=0.0) > 0
        self._log.setEnabled(has_log)
        if not has_log:
            self._log.setChecked(False)
        self._raw.setData(steps, losses)
        # A broad line takes Qt ten times as long as a fine one, and a smooth one needs few points.
        stride = _FEWER if len(steps) > _FEW else 1
        self._train.setData(steps[::-stride][::-1], running_mean(losses)[::-stride][::-1])
        self._validation.setData(*validation)

    def show_dice(
        self,
        steps: Sequence[float],
        dice: Mapping[str, Sequence[float]],
        colours: Mapping[str, str],
    ) -> None:
        """Show the validation Dice of each class so far, in the colour of the class.

        A star marks the validation with the best mean. NaN, where a class was not there, is left
        out: pyqtgraph fails on curves of nothing else.
        """
        _forget_dots(self._best, *self._dice_curves.values())
        self._dice_values, self._colours = (steps, dice), colours
        for name in [n for n in self._dice_curves if n not in dice]:
            self._dice.removeItem(self._dice_curves.pop(name))
        for name, values in dice.items():
            if name not in self._dice_curves:
                style = _dotted(colours.get(name, TRAIN_COLOUR))
                self._dice_curves[name] = self._dice.plot([], [], **style)
            known = [p for p in zip(steps[-len(values) :], values, strict=True) if not isnan(p[1])]
            self._dice_curves[name].setData(*zip(*known, strict=True) if known else ([], []))
        place = best_of(list(dice.values()))
        if not self._is_pointed_at:
            self._values.setText(self._legend())
        if place is None:
            self._best.setData([], [])
            return
        step = steps[place]
        curves = (zip(steps[-len(v) :], v, strict=True) for v in dice.values())
        here = [value for curve in curves for at, value in curve if at == step and not isnan(value)]
        self._best.setData([step] * len(here), here)

    def show_cursor(self, step: float) -> None:
        """Put the cursor at a step."""
        for cursor in self._cursors:
            cursor.show()
            cursor.setValue(step)

    def values_at(self, step: float) -> str:
        """What the curves say at the nearest steps they have, as HTML in their colours."""
        (steps, losses), (at, held_out) = self._losses
        parts = [translate("train", "step {step}").format(step=max(0, round(step)))]
        if steps:
            text = translate("train", "training {loss}")
            loss = losses[_nearest(steps, step)]
            parts.append(_coloured(TRAIN_COLOUR, _TRAIN_MARK, text.format(loss=f"{loss:.3g}")))
        if at:
            text = translate("train", "validation {loss}")
            loss = held_out[_nearest(at, step)]
            parts.append(
                _coloured(VALIDATION_COLOUR, _VALIDATION_MARK, text.format(loss=f"{loss:.3g}"))
            )
        steps, dice = self._dice_values
        for name, values in dice.items():
            value = values[_nearest(steps[-len(values) :], step)]
            if not isnan(value):
                parts.append(self._of_class(name, f"{name} {value:.3f}"))
        return _BETWEEN.join(parts)

    def _legend(self) -> str:
        """Which colour is what, as HTML."""
        held_out = translate("train", "validation loss (held-out images)")
        parts = [
            _coloured(TRAIN_COLOUR, _TRAIN_MARK, translate("train", "training loss")),
            _coloured(VALIDATION_COLOUR, _VALIDATION_MARK, held_out),
        ]
        parts += [self._of_class(name, name) for name in self._dice_curves]
        if self._dice_curves:
            best = translate("train", "best")
            parts.append(f'<span style="color:{_BEST}">★</span> {escape(best)}')
        return _BETWEEN.join(parts)

    def _of_class(self, name: str, text: str) -> str:
        return _coloured(self._colours.get(name, TRAIN_COLOUR), _CLASS_MARK, text)

    def _arrange(self) -> None:
        """Dice below the losses, or beside them where there is little height."""
        is_flat = self._canvas.height() < _FLAT_PX < self._canvas.width()
        if is_flat is self._is_flat:
            return
        self._is_flat = is_flat
        layout = self._canvas.ci
        layout.removeItem(self._dice)
        layout.addItem(self._dice, row=0 if is_flat else 1, col=1 if is_flat else 0)
        layout.layout.setRowStretchFactor(0, 3)
        layout.layout.setRowStretchFactor(1, 0 if is_flat else 2)
        self._loss.getAxis("bottom").setStyle(showValues=is_flat)
        self._loss.showLabel("bottom", is_flat)

    def _on_cursor_dragged(self, cursor: pg.InfiniteLine) -> None:
        step = float(cursor.value())
        self.show_cursor(step)
        self.cursor_dragged.emit(step)

    def _on_mouse_moved(self, place: QPointF) -> None:
        for plot in (self._loss, self._dice):
            if plot.vb.sceneBoundingRect().contains(place):
                self._is_pointed_at = True
                self._values.setText(self.values_at(plot.vb.mapSceneToView(place).x()))
                return
        self._show_legend()

    def _show_legend(self) -> None:
        self._is_pointed_at = False
        self._values.setText(self._legend())

    def _dress(self) -> None:
        palette = self.palette()
        text = palette.color(QPalette.ColorRole.Text)
        self._canvas.setBackground(palette.color(QPalette.ColorRole.Base))
        self._values.setTextFormat(Qt.TextFormat.RichText)
        for plot in (self._loss, self._dice):
            for side in ("left", "bottom"):
                plot.getAxis(side).setPen(text)
                plot.getAxis(side).setTextPen(text)
        self._loss.setLabel("left", translate("train", "loss"))
        self._loss.setLabel("bottom", translate("train", "step"))
        self._dice.setLabel("left", translate("train", "held-out Dice"))
        self._dice.setLabel("bottom", translate("train", "step"))
        self._show_legend()
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: use the shape there is."""
        super().resizeEvent(event)
        self._arrange()

    def leaveEvent(self, event: QEvent) -> None:
        """Qt: nobody points at a value any more."""
        super().leaveEvent(event)
        self._show_legend()


class _LossAxis(pg.AxisItem):  # type: ignore[misc]  # pyqtgraph has no types
    """Losses in short numbers."""

    def tickStrings(self, values: Sequence[float], scale: float, spacing: float) -> list[str]:
        """Texts beside the ticks; see pyqtgraph."""
        texts: list[str] = super().tickStrings(values, scale, spacing)
        if self.logMode or max(map(len, texts), default=0) <= _TICK_LENGTH:
            return texts
        return [f"{value * scale:.3g}" for value in values]


def _coloured(colour: str, mark: str, text: str) -> str:
    return f'<span style="color:{colour}">{mark}</span> {escape(text)}'


def _forget_dots(*curves: pg.PlotDataItem) -> None:
    """To call before they get other values: pyqtgraph keeps a picture of the dots of each time."""
    for curve in curves:
        curve.scatter.fragmentAtlas.clear()


def _dotted(colour: str) -> dict[str, Any]:
    """A line with a dot for each value."""
    return {
        "pen": pg.mkPen(colour, width=2),
        "symbol": "o",
        "symbolSize": 6,
        "symbolBrush": colour,
        "symbolPen": colour,
    }


def best_of(curves: Sequence[Sequence[float]]) -> int | None:
    """Which validation has the highest mean over the classes; None if none has any value."""
    longest = max(map(len, curves), default=0)
    means = []
    for values in zip(*([nan] * (longest - len(c)) + list(c) for c in curves), strict=True):
        known = [v for v in values if not isnan(v)]
        means.append(sum(known) / len(known) if known else -1.0)
    return int(np.argmax(means)) if max(means, default=-1) >= 0 else None


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


def _nearest(steps: Sequence[float], step: float) -> int:
    place = bisect_left(steps, step)
    if place and (place == len(steps) or step - steps[place - 1] < steps[place] - step):
        return place - 1
    return place
