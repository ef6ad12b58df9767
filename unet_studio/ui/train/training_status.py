"""The status of a training: what it is doing, minutes left, and on what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QVBoxLayout, QWidget

from unet_studio.domain.report import TrainingPhase
from unet_studio.ui.train.duration import duration
from unet_studio.ui.translations import translate
from unet_studio.workspace.training_run import TrainingState

if TYPE_CHECKING:
    from unet_studio.domain.report import TrainingReport


class TrainingStatus(QWidget):
    """One line with a progress bar, and one with figures below it; empty while nothing trains."""

    def __init__(self) -> None:
        super().__init__()
        self._now = QLabel()
        self._progress = QProgressBar(textVisible=False, maximum=1000)
        self._best = QLabel()
        self._is_stopping = False
        line = QHBoxLayout()
        line.addWidget(self._now)
        line.addWidget(self._progress, 1)
        line.addWidget(self._best)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(line)

    def show_state(self, state: TrainingState) -> None:
        """Say whether it trains at all."""
        idle = state is TrainingState.IDLE
        self._is_stopping = state is TrainingState.STOPPING
        self._now.setVisible(not idle)
        if self._is_stopping:
            self._now.setText(translate("train", "Stopping after this batch…"))
        elif idle:
            self._now.setText("")
        self._progress.setVisible(not idle)

    def show_report(self, report: TrainingReport | None) -> None:
        """Say how far it is."""
        if report is None:
            self._best.clear()
            return
        left = report.remaining_s
        total = report.elapsed_s + (left or 0)
        self._progress.setValue(round(1000 * report.elapsed_s / total) if left is not None else 0)
        if not self._is_stopping:
            self._now.setText(_now_text(report))
        self._best.setText(
            ""
            if report.best is None
            else translate("train", "best held-out Dice {dice}").format(dice=f"{report.best:.3f}")
        )


def _now_text(report: TrainingReport) -> str:
    text = {
        TrainingPhase.PREPARING: translate("train", "Getting ready"),
        TrainingPhase.TRAINING: translate("train", "Learning, step {step}"),
        TrainingPhase.VALIDATING: translate("train", "Checking on held-out images"),
        TrainingPhase.SAVING: translate("train", "Saving the best model"),
    }[report.phase].format(step=report.step)
    if report.remaining_s is None:
        return text
    left = translate("train", "{time} left").format(time=duration(report.remaining_s))
    return f"{text} · {left}"
