"""The status of a training: what it is doing, minutes left, on what; and what became of it."""

from __future__ import annotations

from dataclasses import replace
from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from unet_studio.domain.report import TrainingPhase
from unet_studio.ui.theme import ERROR_COLOUR, WARNING_COLOUR
from unet_studio.ui.train.duration import duration
from unet_studio.ui.translations import render, translate
from unet_studio.workspace.notices import Severity
from unet_studio.workspace.training.training_run import TrainingState

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unet_studio.domain.report import FoldPlace, TrainingReport
    from unet_studio.workspace.notices import Notice, Offer
    from unet_studio.workspace.training.training_history import TrainingHistory

_NOW_WIDTH_PX = 210  # so that the bar does not jump with every figure


class TrainingStatus(QWidget):
    """One line with a progress bar, and one with figures below it; in the end what came of it."""

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
        self._outcome = QLabel(wordWrap=True)
        self._outcome.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._notices: Sequence[Notice] = ()
        self._go_on = QPushButton()
        self._go_on.clicked.connect(self._on_go_on_clicked)
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
        line.addWidget(self._outcome, 1)
        line.addWidget(self._go_on)
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

    def show_outcome(self, notices: Sequence[Notice]) -> None:
        """Say what became of the last training and of the queue, until the next one starts."""
        self._notices = notices
        self._outcome.setText("<br>".join(map(_notice_html, notices)))
        self._outcome.setToolTip("\n".join(n.details for n in notices if n.details))
        offer = self._offer
        self._go_on.setText(render(offer.text) if offer is not None else "")
        self._show_or_hide()

    @property
    def _offer(self) -> Offer | None:
        return next((n.offer for n in self._notices if n.offer is not None), None)

    def _on_go_on_clicked(self) -> None:
        if self._offer is not None:
            self._offer.accept()

    def show_history(self, history: TrainingHistory) -> None:
        """Say how far it is, and what it asks of the computer."""
        report = history.latest
        self._figures.setText(_figures_text(history))
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
        self._dice = history.curves.best
        self._show_or_hide()

    def _show_or_hide(self) -> None:
        """Only while there is something to say; what to do next, only when it is over."""
        idle = self._state is TrainingState.IDLE
        has_model = self._dice is not None or any(
            notice.severity is Severity.INFORMATION for notice in self._notices
        )
        text = translate("train", "held-out Dice of the model so far {dice}")
        if idle:
            text = translate("train", "held-out Dice of the model {dice}")
        self._best.setText("" if self._dice is None else text.format(dice=f"{self._dice:.3f}"))
        has_outcome = idle and bool(self._notices)
        self._best.setVisible(not has_outcome)  # which says it in a sentence
        self._outcome.setVisible(has_outcome)
        self._go_on.setVisible(has_outcome and self._offer is not None)
        for button in self._offers:
            button.setVisible(idle and has_model)
        self.setVisible(not idle or has_model or has_outcome)


def _notice_html(notice: Notice) -> str:
    mark = {
        Severity.INFORMATION: "",
        Severity.WARNING: f'<span style="color:{WARNING_COLOUR}">▲</span> ',
        Severity.ERROR: f'<span style="color:{ERROR_COLOUR}">✖</span> ',
    }[notice.severity]
    return mark + escape(render(notice.message))


def _figures_text(history: TrainingHistory) -> str:
    report, machine, fold = history.latest, history.machine, history.fold
    if report is None:
        return ""
    parts = [_says_fold(fold)] if fold is not None else []
    if machine is None:
        return "".join(parts)
    parts += [
        translate("train", "epoch {epoch}").format(epoch=report.epoch + 1),
        translate("train", "{count} megapixels/s").format(count=f"{machine.pixels_s / 1e6:.3g}"),
    ]
    if machine.memory_bytes is not None:
        size = f"{machine.memory_bytes / 2**30:.1f}"
        parts.append(translate("train", "{size} GiB of memory").format(size=size))
    return "  ·  ".join([*parts, machine.precision, machine.device])


def _says_fold(fold: FoldPlace) -> str:
    if fold.number == 1:
        text = translate("train", "model {place} of {count} is the one that is kept")
    else:
        text = translate("train", "model {place} of {count} is trained to be scored only")
    return text.format(place=fold.number, count=fold.count)


def now_text(report: TrainingReport) -> str:
    """What it is doing, and how long it will take."""
    fold = report.fold
    if fold is not None:
        text = translate("train", "Model {place} of {count} · {doing}")
        doing = now_text(replace(report, fold=None))
        return text.format(place=fold.number, count=fold.count, doing=doing)
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
