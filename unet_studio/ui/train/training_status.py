"""The status of a training: what it is doing, minutes left, and on what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from unet_studio.domain.report import TrainingPhase
from unet_studio.ui.train.duration import duration
from unet_studio.ui.translations import translate
from unet_studio.workspace.training.training_run import TrainingState

if TYPE_CHECKING:
    from unet_studio.domain.report import MachineUse, TrainingReport
    from unet_studio.workspace.training.training_run import TrainingHistory

_NOW_WIDTH_PX = 210  # so that the bar does not jump with every figure


class TrainingStatus(QWidget):
    """One line with a progress bar, and one with figures below it; empty while nothing trains."""

    def __init__(self) -> None:
        super().__init__()
        self._now = QLabel()
        self._progress = QProgressBar(textVisible=False, maximum=1000)
        self._best = QLabel()
        self._best.setToolTip(
            translate(
                "train",
                "Dice: how much of mask and drawing is the same, from 0 (nothing) to 1 (all); the "
                "mean over the classes, on images that were held out from training.",
            )
        )
        self._state = TrainingState.IDLE
        self._dice: float | None = None
        self._offers: list[QWidget] = []
        self._figures = QLabel()
        self._figures.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._figures.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._now.setMinimumWidth(_NOW_WIDTH_PX)
        line = QHBoxLayout()
        line.addWidget(self._now)
        line.addWidget(self._progress, 1)
        line.addWidget(self._best)
        self._line = line
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addLayout(line)
        layout.addWidget(self._figures)

    def show_state(self, state: TrainingState) -> None:
        """Say whether it trains at all."""
        idle = state is TrainingState.IDLE
        self._state = state
        self._now.setVisible(not idle)
        if state is TrainingState.STOPPING:
            self._now.setText(translate("train", "Stopping after this batch…"))
        elif state is TrainingState.PAUSED:
            self._now.setText(translate("train", "Paused"))
        elif idle:
            self._now.setText("")
        elif not self._now.text():
            self._now.setText(translate("train", "Getting ready"))
        self._progress.setVisible(not idle)
        self._show_or_hide()

    def offer(self, button: QWidget) -> None:
        """Add something to do when a training has ended."""
        self._offers.append(button)
        self._line.addWidget(button)
        self._line.addStretch(0)
        self._show_or_hide()

    def show_history(self, history: TrainingHistory) -> None:
        """Say how far it is, and what it asks of the computer."""
        report = history.latest
        self._figures.setText(_figures_text(report, history.machine))
        self._figures.setToolTip(self._figures.text())
        self._figures.setVisible(bool(self._figures.text()))
        if report is None:
            self._dice = None
            self._show_or_hide()
            return
        left = report.remaining_s
        total = report.elapsed_s + (left or 0)
        self._progress.setValue(round(1000 * report.elapsed_s / total) if left is not None else 0)
        if self._state is TrainingState.RUNNING:
            self._now.setText(now_text(report))
        self._dice = report.best
        self._show_or_hide()

    def _show_or_hide(self) -> None:
        """Only while there is something to say; what to do next, only when it is over."""
        idle = self._state is TrainingState.IDLE
        has_model = self._dice is not None
        # Which model is kept is the recipe's to say: it need not be the one with the best Dice.
        text = translate("train", "best held-out Dice {dice}")
        if idle:
            text = translate("train", "held-out Dice of the model {dice}")
        self._best.setText("" if self._dice is None else text.format(dice=f"{self._dice:.3f}"))
        for button in self._offers:
            button.setVisible(idle and has_model)
        self.setVisible(not idle or has_model)


def _figures_text(report: TrainingReport | None, machine: MachineUse | None) -> str:
    if report is None or machine is None:
        return ""
    parts = [
        translate("train", "epoch {epoch}").format(epoch=report.epoch + 1),
        translate("train", "{count} megapixels/s").format(count=f"{machine.pixels_s / 1e6:.3g}"),
    ]
    if machine.memory_bytes is not None:
        size = f"{machine.memory_bytes / 2**30:.1f}"
        parts.append(translate("train", "{size} GiB of memory").format(size=size))
    return "  ·  ".join([*parts, machine.precision, machine.device])


def now_text(report: TrainingReport) -> str:
    """What it is doing, and how long it will take."""
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
