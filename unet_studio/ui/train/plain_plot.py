"""Plain plots: what all plots of trainings leave out of what pyqtgraph would show."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyqtgraph as pg
    from PySide6.QtWidgets import QWidget


def make_plain(plot: pg.PlotItem, owner: QWidget) -> None:
    """No menu, no buttons, a faint grid, and numbers as they are: nobody reads "loss (x0.001)"."""
    plot.setMenuEnabled(False)
    # pyqtgraph's menu belongs to nobody and would outlive the plot.
    plot.ctrlMenu.setParent(owner, plot.ctrlMenu.windowFlags())
    plot.hideButtons()
    plot.showGrid(x=True, y=True, alpha=0.15)
    for side in ("left", "bottom"):
        plot.getAxis(side).enableAutoSIPrefix(False)
