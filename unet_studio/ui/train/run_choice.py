"""The choice of a run: the training at hand, or an earlier one to look at again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox

from unet_studio.domain.run_entry import RunState
from unet_studio.ui.translations import translate

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from unet_studio.domain.run_entry import RunEntry


class RunChoice(QComboBox):
    """Hidden while there is nothing to choose.

    Signals
    -------
    chosen(object)
        The folder of a run; None = the training at hand.
    """

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(translate("train", "Which training is shown"))
        self.setToolTip(
            translate("train", "Look again at the curves and the film of an earlier training.")
        )
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(18)
        self.activated.connect(lambda _place: self.chosen.emit(self.currentData()))
        self.show_runs([])

    def show_runs(self, runs: Sequence[RunEntry]) -> None:
        """List these; what is shown stays shown."""
        shown = self.currentData()
        with QSignalBlocker(self):
            self.clear()
            self.addItem(translate("train", "This training"), None)
            for run in runs:
                self.addItem(run_text(run), run.path)
        self.show_chosen(shown)
        self.setVisible(bool(runs))

    def show_chosen(self, run: Path | None) -> None:
        """Show which one is looked at."""
        paths = [self.itemData(place) for place in range(self.count())]
        with QSignalBlocker(self):
            self.setCurrentIndex(paths.index(run) if run in paths else 0)


def run_text(run: RunEntry) -> str:
    """When, what, how good, and how it ended."""
    parts = [run.started.strftime("%Y-%m-%d %H:%M")] if run.started else []
    parts += [run.title]
    if run.mean_dice is not None:
        parts.append(translate("train", "Dice {dice}").format(dice=f"{run.mean_dice:.3f}"))
    return " · ".join([*parts, _state_text(run.state)])


def _state_text(state: RunState) -> str:
    return {
        RunState.RUNNING: translate("train", "running"),
        RunState.FINISHED: translate("train", "finished"),
        RunState.STOPPED: translate("train", "stopped"),
        RunState.FAILED: translate("train", "failed"),
        RunState.INTERRUPTED: translate("train", "interrupted"),
    }[state]
