"""Tests of the curves of a training."""

from __future__ import annotations

from unet_studio.ui.train.loss_plot import LossPlot


def dots_kept(plot: LossPlot) -> int:
    curves = [*plot._loss.listDataItems(), *plot._dice.listDataItems()]
    return sum(len(curve.scatter.fragmentAtlas) for curve in curves)


def test_curves_that_are_shown_again_and_again_take_no_more_memory(qtbot) -> None:
    plot = LossPlot()
    qtbot.addWidget(plot)
    plot.resize(600, 400)
    plot.show()
    steps, kept = [1.0, 2.0, 3.0], []
    for _ in range(5):
        plot.show_loss((steps, [0.9, 0.5, 0.4]), (steps, [0.8, 0.6, 0.5]))
        plot.show_dice(steps, {"cell": [0.2, 0.5, 0.6]}, {"cell": "#d55e00"})
        plot.grab()
        kept.append(dots_kept(plot))
    assert 0 < kept[-1] == kept[1]
