"""The choice of a run: the training at hand, or an earlier one to look at or to go on with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QWidget

from unet_studio.domain.run_entry import RunState
from unet_studio.ui.translations import render, translate

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from pathlib import Path

    from unet_studio.domain.run_entry import RunEntry


class RunChoice(QWidget):
    """Hidden while there is nothing to choose.

    Signals
    -------
    chosen(object)
        The folder of a run to look at; None = the training at hand.
    continue_requested(Path)
        A person wants this run, which was stopped or killed, to go on.
    """

    chosen = Signal(object)
    continue_requested = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._own: Path | None = None
        self._runs: list[RunEntry] | None = None
        self._resumable: Collection[Path] = ()
        self._list = QComboBox()
        self._list.setAccessibleName(translate("train", "Which training is shown"))
        self._list.setToolTip(
            translate("train", "Look again at the curves and the film of an earlier training.")
        )
        self._list.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self._list.setMinimumContentsLength(22)
        self._list.activated.connect(self._on_chosen)
        self._continue = QPushButton(translate("train", "Continue"))
        self._continue.setToolTip(
            translate(
                "train",
                "Go on with this training where it was stopped or killed, with its own recipe "
                "and its own time.",
            )
        )
        self._continue.clicked.connect(lambda: self.continue_requested.emit(self._shown))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 2)
        row.addWidget(self._continue)
        row.addWidget(self._list)
        self.show_runs([])

    def show_runs(
        self,
        runs: Sequence[RunEntry],
        *,
        own: Path | None = None,
        resumable: Collection[Path] = (),
    ) -> None:
        """List runs; what is shown stays shown.

        Parameters
        ----------
        runs
            Without the training at hand.
        own
            The folder of that; None if nothing was trained yet.
        resumable
            Folders of runs that can go on.
        """
        shown = self._list.currentData()
        self._own, self._resumable = own, resumable
        this = translate("train", "This training")
        if own is None:
            this = translate("train", "The next training")
        self._list.setItemText(0, this)
        if runs == self._runs:
            self.show_chosen(shown)
            return
        self._runs = list(runs)
        with QSignalBlocker(self._list):
            self._list.clear()
            self._list.addItem(this, None)
            for run in runs:
                self._list.addItem(run_text(run), run.path)
        self.show_chosen(shown)
        self._list.setVisible(bool(runs))

    def show_chosen(self, run: Path | None) -> None:
        """Show which one is looked at."""
        paths = [self._list.itemData(place) for place in range(self._list.count())]
        with QSignalBlocker(self._list):
            self._list.setCurrentIndex(paths.index(run) if run in paths else 0)
        self._continue.setVisible(self._shown in self._resumable)

    @property
    def _shown(self) -> Path | None:
        chosen: Path | None = self._list.currentData()
        return chosen or self._own

    def _on_chosen(self) -> None:
        self._continue.setVisible(self._shown in self._resumable)
        self.chosen.emit(self._list.currentData())


def run_text(run: RunEntry) -> str:
    """When, what, how good, and how it ended."""
    when = [run.started.strftime("%Y-%m-%d %H:%M")] if run.started and run.is_named else []
    parts = [*when, render(run.short_title)]
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
