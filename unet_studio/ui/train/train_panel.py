"""The Train mode: one big button and a time budget; below them, what is being learnt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDoubleSpinBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QSplitter,
    QStackedWidget,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from unet_studio.domain.report import TrainingPhase
from unet_studio.ui.parts.empty_state import EmptyState
from unet_studio.ui.train.data_verdict import DataVerdict
from unet_studio.ui.translations import render, translate
from unet_studio.workspace.training_run import TrainingState, TrainingWish

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QIcon

    from unet_studio.domain.report import TrainingReport
    from unet_studio.ui.train.loss_plot import LossPlot
    from unet_studio.workspace.training_run import TrainingHistory


class TrainPanel(QWidget):
    """Asks for a training and shows how it goes; it trains nothing itself.

    Attributes
    ----------
    verdict
        Says whether the data are fit to train on.

    Signals
    -------
    train_requested(TrainingWish)
        A person pressed Train.
    stop_requested()
        A person pressed Stop.
    """

    train_requested = Signal(object)
    stop_requested = Signal()

    def __init__(self, play: QIcon, stop: QIcon, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._recipe = QComboBox()
        self._recipe.addItem(translate("train", "Automatic (recommended)"), "auto")
        self._recipe.addItem(translate("train", "ISBI 2012 write-up, binary"), "isbi-binary")
        self._recipe.currentIndexChanged.connect(self._show_budget)
        self._recipe.setToolTip(
            translate("train", "A recipe decides everything: network, patches, loss, optimiser.")
        )
        self._minutes = QDoubleSpinBox(minimum=0.2, maximum=10_000, decimals=1, value=10)
        self._minutes.setSuffix(translate("train", " min"))
        self._epochs = QDoubleSpinBox(minimum=1, maximum=100_000, decimals=0, value=40)
        self._epochs.setSuffix(translate("train", " epochs"))
        self._budget = QStackedWidget()
        self._budget.addWidget(self._minutes)
        self._budget.addWidget(self._epochs)
        self._budget.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._train = QPushButton(play, translate("train", "Train"))
        self._train.clicked.connect(self.request_training)
        self._stop = QPushButton(stop, translate("train", "Stop"))
        self._stop.setToolTip(translate("train", "Stop now and keep the best model so far."))
        self._stop.clicked.connect(self.stop_requested)
        self._summary = QLabel(wordWrap=True)
        self.verdict = DataVerdict()
        self._now = QLabel()
        self._progress = QProgressBar(textVisible=False, maximum=1000)
        self._best = QLabel()
        self._plot: LossPlot | None = None
        self._curves = QStackedWidget()
        self._curves.addWidget(
            EmptyState(
                translate("train", "The curves appear here"),
                translate(
                    "train",
                    "Choose how long it may take and press Train. The blue curve is what the "
                    "network learns from; the orange one is measured on held-out images, which "
                    "it never sees. You can go on labelling meanwhile.",
                ),
                [],
            )
        )
        self._notes = QTextBrowser()
        self._notes.setAccessibleName(translate("train", "What the program chose and noticed"))
        self._lay_out()
        self.show_state(TrainingState.IDLE, can_train=False)

    def _lay_out(self) -> None:
        for button in (self._train, self._stop):
            button.setMinimumSize(140, 44)
            font = button.font()
            font.setPointSizeF(font.pointSizeF() * 1.2)
            button.setFont(font)
        form = QGridLayout()
        form.setHorizontalSpacing(12)
        form.addWidget(QLabel(translate("train", "How long may it take?")), 0, 0)
        form.addWidget(self._budget, 1, 0)
        form.addWidget(QLabel(translate("train", "Recipe")), 0, 1)
        form.addWidget(self._recipe, 1, 1)
        form.addWidget(self._train, 0, 2, 2, 1)
        form.addWidget(self._stop, 0, 3, 2, 1)
        form.setColumnStretch(4, 1)
        status = QHBoxLayout()
        status.addWidget(self._now)
        status.addWidget(self._progress, 1)
        status.addWidget(self._best)
        notes = QWidget()
        column = QVBoxLayout(notes)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(QLabel(translate("train", "What it chose, and why")))
        self._notes.setPlaceholderText(
            translate(
                "train",
                "Filled in when a training starts.",
            )
        )
        column.addWidget(self._notes)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self._curves)
        split.addWidget(notes)
        split.setSizes([700, 260])
        split.setStretchFactor(0, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(10)
        layout.addWidget(self.verdict)
        layout.addLayout(form)
        layout.addWidget(self._summary)
        layout.addLayout(status)
        layout.addWidget(split, 1)

    # ---- What a person wants ----

    def set_minutes(self, minutes: float) -> None:
        """The budget to offer."""
        self._minutes.setValue(minutes)

    def wish(self) -> TrainingWish:
        """What is set now."""
        recipe = str(self._recipe.currentData())
        if recipe == "auto":
            return TrainingWish(recipe, minutes=self._minutes.value())
        return TrainingWish(recipe, minutes=None, epochs=int(self._epochs.value()))

    def request_training(self) -> None:
        """Ask for a training with what is set now."""
        self._minutes.interpretText()
        self._epochs.interpretText()
        self.train_requested.emit(self.wish())

    def _show_budget(self) -> None:
        is_auto = self._recipe.currentData() == "auto"
        self._budget.setCurrentWidget(self._minutes if is_auto else self._epochs)

    # ---- What there is to show ----

    def show_data(self, labelled: int, held_out: int) -> None:
        """Say how many images there are to learn from and to check with."""
        if labelled == 0:
            text = translate(
                "train",
                "No image is labelled yet. Draw around a few things in Label mode (F2), "
                "on two images or more, then come back.",
            )
        elif labelled == held_out:
            text = translate(
                "train",
                "Every labelled image is held out, so there is none to learn from: label "
                "another image, or hold fewer out (H in Label mode).",
            )
        elif labelled == 1:
            text = translate(
                "train",
                "One image is labelled: enough to learn from, but there is none to hold out for "
                "scores. Label a second one to get them.",
            )
        elif held_out == 0:
            text = translate(
                "train",
                "Labelled images: {labelled}. A fifth of them will be held out from training, "
                "so that the scores are honest.",
            ).format(labelled=labelled)
        else:
            text = translate(
                "train",
                "Labelled images to learn from: {learning}. Held out from training: {held_out}; "
                "every score comes from those.",
            ).format(learning=labelled - held_out, held_out=held_out)
        self._summary.setText(text)

    def show_state(self, state: TrainingState, *, can_train: bool) -> None:
        """Offer what can be done now."""
        idle = state is TrainingState.IDLE
        self._train.setEnabled(idle and can_train)
        self._stop.setEnabled(state is TrainingState.RUNNING)
        for widget in (self._recipe, self._budget):
            widget.setEnabled(idle)
        self._now.setVisible(not idle)
        if state is TrainingState.STOPPING:
            self._now.setText(translate("train", "Stopping after this batch…"))
        elif idle:
            self._now.setText("")
        self._progress.setVisible(not idle)

    def show_history(self, history: TrainingHistory, colours: Mapping[str, str]) -> None:
        """Show curves, notes and time left.

        Parameters
        ----------
        history
            All reports so far.
        colours
            Class name -> ``#rrggbb``.
        """
        self._show_curves(history, colours)
        text = "\n\n".join(render(note) for note in history.notes)
        if text != self._notes.toPlainText():
            self._notes.setPlainText(text)
            self._notes.verticalScrollBar().setValue(self._notes.verticalScrollBar().maximum())
        if history.latest is None:
            self._best.clear()
        else:
            self._show_progress(history.latest)

    def _show_curves(self, history: TrainingHistory, colours: Mapping[str, str]) -> None:
        if not history.steps:
            self._curves.setCurrentIndex(0)
            return
        plot = self._plot or self._new_plot()
        self._curves.setCurrentWidget(plot)
        plot.show_loss(
            (history.steps, history.train_losses),
            (history.validation_steps, history.validation_losses),
        )
        plot.show_dice(history.validation_steps, history.dice, colours)

    def _new_plot(self) -> LossPlot:
        # Imported when there is something to plot: pyqtgraph is a fifth of the program's start.
        from unet_studio.ui.train.loss_plot import LossPlot

        self._plot = LossPlot()
        self._curves.addWidget(self._plot)
        return self._plot

    def _show_progress(self, report: TrainingReport) -> None:
        left = report.remaining_s
        total = report.elapsed_s + (left or 0)
        self._progress.setValue(round(1000 * report.elapsed_s / total) if left is not None else 0)
        if self._stop.isEnabled():
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


def duration(seconds: float) -> str:
    """A time as people say it."""
    whole = max(0, round(seconds))
    if whole < 60:
        return translate("train", "{s} s").format(s=whole)
    if whole < 3600:
        return translate("train", "{m} min {s} s").format(m=whole // 60, s=whole % 60)
    return translate("train", "{h} h {m} min").format(h=whole // 3600, m=whole % 3600 // 60)
