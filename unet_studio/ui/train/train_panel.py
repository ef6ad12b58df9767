"""The Train mode: one big button and a time budget; below them, what is being learnt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QLabel,
    QSplitter,
    QStackedWidget,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from unet_studio.ui.parts.empty_state import EmptyState
from unet_studio.ui.parts.flow_layout import FlowLayout
from unet_studio.ui.train.data_summary import data_summary, nothing_texts
from unet_studio.ui.train.film_strip import FilmStrip
from unet_studio.ui.train.notes_view import NotesView
from unet_studio.ui.train.recipe_form import RecipeForm
from unet_studio.ui.train.run_choice import RunChoice
from unet_studio.ui.train.start_form import StartForm
from unet_studio.ui.train.training_status import TrainingStatus
from unet_studio.ui.translations import translate
from unet_studio.workspace.training.recipe_choice import known_recipes
from unet_studio.workspace.training.training_run import TrainingState, TrainingWish

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from PySide6.QtGui import QIcon, QShowEvent

    from unet_studio.ui.train.loss_plot import LossPlot
    from unet_studio.workspace.notices import Notice
    from unet_studio.workspace.training.training_history import TrainingHistory


_NOTHING, _GETTING_READY = 0, 1


class TrainPanel(QWidget):
    """Asks for a training and shows how it goes; it trains nothing itself.

    From top to bottom: the start form; a line on the labelled images, with room below it for what
    a check of the data says; options of the training; its status; tabs with its curves and what
    else there is to see.

    Attributes
    ----------
    start, recipe_form
        What is asked at once, and what under “Recipe”.
    film, runs
        The film strip below the curves; which training both are of.
    tabs
        The curves first; others may be added.

    Signals
    -------
    shown()
        It came into view.
    train_requested(TrainingWish)
        A person pressed Train.
    pause_requested(), resume_requested(), stop_requested()
        A person pressed that button.
    """

    shown = Signal()
    train_requested = Signal(object)
    pause_requested = Signal()
    resume_requested = Signal()
    stop_requested = Signal()

    def __init__(self, icon: Callable[[str], QIcon], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.start = StartForm(known_recipes(), icon)
        self.start.train_requested.connect(self.request_training)
        self.start.pause_requested.connect(self.pause_requested)
        self.start.resume_requested.connect(self.resume_requested)
        self.start.stop_requested.connect(self.stop_requested)
        self.recipe_form = RecipeForm(self.start.chosen, icon)
        self.start.recipe_chosen.connect(self.recipe_form.set_recipe)
        self.recipe_form.changed.connect(self._show_changes)
        self._summary = QLabel(wordWrap=True)
        self._checks = QVBoxLayout()
        self._options = QWidget()
        self._option_row = FlowLayout(self._options)
        self._option_row.setSpacing(16)
        self._option_row.setContentsMargins(0, 0, 0, 0)
        self._wishes: list[Callable[[TrainingWish], TrainingWish]] = [
            self.start.filled,
            self.recipe_form.filled,
        ]
        self._status = TrainingStatus()
        self._plot: LossPlot | None = None
        self._curves = QStackedWidget()
        self._nothing = EmptyState("", "", [])
        self._curves.addWidget(self._nothing)
        self._curves.addWidget(
            EmptyState(
                translate("train", "Getting ready"),
                translate(
                    "train",
                    "Reading the images and finding out how fast this computer is. The curves "
                    "begin with the first step.",
                ),
                [],
            )
        )
        self._state = TrainingState.IDLE
        self._notes = NotesView()
        self.film = FilmStrip(icon)
        self.film.step_shown.connect(self._on_step_shown)
        self.runs = RunChoice()
        self.tabs = QTabWidget(documentMode=True)
        self._lay_out()
        self.show_data(0, 0)
        self.show_state(TrainingState.IDLE, can_train=False)

    def _lay_out(self) -> None:
        below = QSplitter(Qt.Orientation.Horizontal)
        below.addWidget(self.film)
        below.addWidget(self._notes)
        below.setSizes([500, 400])
        split = QSplitter(Qt.Orientation.Vertical)
        split.addWidget(self._curves)
        split.addWidget(below)
        split.setSizes([330, 170])
        for splitter in (below, split):
            splitter.setStretchFactor(0, 1)
            splitter.setChildrenCollapsible(False)
        self.tabs.addTab(split, translate("train", "Curves"))
        self.tabs.addTab(self.recipe_form, "")
        self.tabs.setCornerWidget(self.runs)
        self._show_changes()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 10, 16, 10)
        layout.setSpacing(6)
        layout.addWidget(self.start)
        layout.addWidget(self._summary)
        layout.addLayout(self._checks)
        layout.addWidget(self._options)
        layout.addWidget(self._status)
        layout.addWidget(self.tabs, 1)
        self._options.hide()

    # ---- Room for more ----

    def add_check(self, widget: QWidget) -> None:
        """Put what a check of the data says below the line on the labelled images."""
        self._checks.addWidget(widget)

    def add_option(
        self, widget: QWidget, applied: Callable[[TrainingWish], TrainingWish] | None = None
    ) -> None:
        """Add something to choose before a training starts.

        Parameters
        ----------
        widget
            Small, for it stands in a row with others; disabled while a training is under way.
        applied
            Gives a wish with what is chosen there; None if it does not belong to the wish.
        """
        self._option_row.addWidget(widget)
        self._options.show()
        if applied is not None:
            self._wishes.append(applied)

    def offer(self, button: QWidget) -> None:
        """Add something to do when a training has ended, beside its score."""
        self._status.offer(button)

    def add_tab(self, widget: QWidget, title: str) -> None:
        """Add something to see beside the curves."""
        self.tabs.addTab(widget, title)

    def remove_tab(self, widget: QWidget) -> None:
        """Take away what was added; whoever added it still has it."""
        self.tabs.removeTab(self.tabs.indexOf(widget))

    # ---- What a person wants ----

    def set_minutes(self, minutes: float) -> None:
        """The budget to offer."""
        self.start.set_minutes(minutes)

    def wish(self) -> TrainingWish:
        """What is set now."""
        wish = TrainingWish()
        for applied in self._wishes:
            wish = applied(wish)
        return wish

    def request_training(self) -> None:
        """Ask for a training with what is set now; show what is no value, if something is not."""
        if self.recipe_form.has_problem:
            self.tabs.setCurrentWidget(self.recipe_form)
            self.recipe_form.show_problem()
            return
        self.tabs.setCurrentIndex(0)
        self.train_requested.emit(self.wish())

    def _show_changes(self) -> None:
        count = len(self.recipe_form.draft.values)
        text = translate("train", "Recipe")
        if count:
            text = translate("train", "Recipe ({count} changed)").format(count=count)
        self.tabs.setTabText(self.tabs.indexOf(self.recipe_form), text)

    # ---- What there is to show ----

    def show_data(self, labelled: int, held_out: int) -> None:
        """Say how many images there are to learn from and to check with."""
        self._summary.setText(data_summary(labelled, held_out))
        self._nothing.set_texts(*nothing_texts(labelled))

    def show_state(self, state: TrainingState, *, can_train: bool) -> None:
        """Offer what can be done now."""
        self._state = state
        self._show_waiting()
        self.start.show_state(state, can_train=can_train)
        self._options.setEnabled(state is TrainingState.IDLE)
        self._status.show_state(state)

    def show_history(self, history: TrainingHistory, colours: Mapping[str, str]) -> None:
        """Show curves and notes.

        Parameters
        ----------
        history
            All reports so far.
        colours
            Class name -> ``#rrggbb``.
        """
        self._show_curves(history, colours)
        self._notes.show_notes(history.notes, history.findings)

    def show_progress(self, history: TrainingHistory) -> None:
        """Show how far the training at hand is, whichever run is looked at."""
        self._status.show_history(history)

    def show_outcome(self, notices: Sequence[Notice]) -> None:
        """Show what became of the last training and of the queue."""
        self._status.show_outcome(notices)

    def prepare_plot(self) -> None:
        """Make the plot before there is anything to plot: that takes longer than a frame."""
        self._plot = self._plot or self._new_plot()

    @property
    def has_plot(self) -> bool:
        """Whether the plot is made."""
        return self._plot is not None

    def showEvent(self, event: QShowEvent) -> None:
        """Qt: tell of it."""
        super().showEvent(event)
        self.shown.emit()

    def _show_curves(self, history: TrainingHistory, colours: Mapping[str, str]) -> None:
        curves = history.curves
        if not curves.steps:
            self._curves.setCurrentIndex(_NOTHING)
            self._show_waiting()
            return
        plot = self._plot = self._plot or self._new_plot()
        self._curves.setCurrentWidget(plot)
        plot.show_curves(
            (curves.steps, curves.train_losses),
            (curves.validation_steps, curves.validation_losses),
            curves.dice,
            colours,
        )

    def _show_waiting(self) -> None:
        """Where there are no curves yet, say whether they are on their way."""
        if self._curves.currentIndex() in (_NOTHING, _GETTING_READY):
            is_idle = self._state is TrainingState.IDLE
            self._curves.setCurrentIndex(_NOTHING if is_idle else _GETTING_READY)

    def _on_step_shown(self, step: float) -> None:
        if self._plot is not None:
            self._plot.show_cursor(step)

    def _new_plot(self) -> LossPlot:
        # Imported when there is something to plot: pyqtgraph is a fifth of the program's start.
        from unet_studio.ui.train.loss_plot import LossPlot

        plot = LossPlot()
        plot.cursor_dragged.connect(self.film.go_to_step)
        self._curves.addWidget(plot)
        return plot
