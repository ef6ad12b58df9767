"""The start form: one big button, a time budget and a recipe."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDoubleSpinBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QWidget,
)

from unet_studio.ui.translations import render, translate
from unet_studio.workspace.training.training_run import TrainingState, TrainingWish

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QIcon

    from unet_studio.workspace.training.recipe_choice import KnownRecipe

_MINUTES, _EPOCHS = 0, 1


class StartForm(QWidget):
    """Asks for a recipe and how long it may take; it starts nothing itself.

    Signals
    -------
    recipe_chosen(KnownRecipe)
        Another recipe is to be started from.
    train_requested(), pause_requested(), resume_requested(), stop_requested()
        A person pressed the button.
    """

    recipe_chosen = Signal(object)
    train_requested = Signal()
    pause_requested = Signal()
    resume_requested = Signal()
    stop_requested = Signal()

    def __init__(self, recipes: Sequence[KnownRecipe], icon: Callable[[str], QIcon]) -> None:
        super().__init__()
        self._known: list[KnownRecipe] = []
        self._source = ""
        self._left: dict[str, tuple[int, float]] = {}  # unit and epochs, as a recipe was left
        self._recipe = QComboBox()
        self._recipe.setAccessibleName(translate("train", "Recipe"))
        self._recipe.setToolTip(
            translate("train", "A recipe decides everything: network, patches, loss, optimiser.")
        )
        self._recipe.setMinimumContentsLength(16)
        self._recipe.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self._minutes = QDoubleSpinBox(minimum=0.2, maximum=10_000, decimals=1, value=10)
        self._epochs = QDoubleSpinBox(minimum=1, maximum=100_000, decimals=0, value=40)
        self._amount = QStackedWidget()
        self._amount.addWidget(self._minutes)
        self._amount.addWidget(self._epochs)
        self._amount.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._unit = QComboBox()
        self._unit.addItems([translate("train", "minutes"), translate("train", "epochs")])
        self._unit.setToolTip(
            translate("train", "An epoch shows every training image as often as the recipe says.")
        )
        self._unit.currentIndexChanged.connect(self._amount.setCurrentIndex)
        self._unit.currentIndexChanged.connect(self._show_unit)
        self._why_unit = QLabel(wordWrap=True)
        self._about = QLabel(wordWrap=True)
        self._is_idle = True
        self._train = QPushButton(icon("play"), translate("train", "Train"))
        self._pause = QPushButton(icon("pause"), translate("train", "Pause"))
        self._resume = QPushButton(icon("play"), translate("train", "Go on"))
        self._stop = QPushButton(icon("stop"), translate("train", "Stop"))
        self._explain_buttons()
        self._lay_out()
        for recipe in recipes:
            self._list(recipe)
        self._recipe.currentIndexChanged.connect(self._on_recipe_chosen)
        self._on_recipe_chosen()

    def _explain_buttons(self) -> None:
        self._train.clicked.connect(self.train_requested)
        self._pause.setToolTip(
            translate(
                "train",
                "Give the computer to other programs for a while; the time does not count.",
            )
        )
        self._pause.clicked.connect(self.pause_requested)
        self._resume.clicked.connect(self.resume_requested)
        self._stop.setToolTip(translate("train", "Stop now and keep the best model so far."))
        self._stop.clicked.connect(self.stop_requested)
        for button in (self._train, self._pause, self._resume, self._stop):
            button.setMinimumSize(112, 44)
            font = button.font()
            font.setPointSizeF(font.pointSizeF() * 1.2)
            button.setFont(font)

    def _lay_out(self) -> None:
        budget = QHBoxLayout()
        budget.addWidget(self._amount)
        budget.addWidget(self._unit)
        form = QGridLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setHorizontalSpacing(12)
        form.addWidget(QLabel(translate("train", "How long may it take?")), 0, 0)
        form.addLayout(budget, 1, 0)
        form.addWidget(QLabel(translate("train", "Recipe")), 0, 1)
        form.addWidget(self._recipe, 1, 1)
        buttons = QHBoxLayout()
        for button in (self._train, self._pause, self._resume, self._stop):
            buttons.addWidget(button)
        form.addLayout(buttons, 0, 2, 2, 1)
        form.setColumnStretch(1, 1)
        form.addWidget(self._why_unit, 2, 0, 1, 3)
        form.addWidget(self._about, 3, 0, 1, 3)

    # ---- What a person wants ----

    @property
    def chosen(self) -> KnownRecipe:
        """The recipe that is started from."""
        return self._known[self._recipe.currentIndex()]

    def choose(self, recipe: KnownRecipe) -> None:
        """Start from this recipe, listing it if it is new."""
        sources = [known.source for known in self._known]
        self._left.pop(recipe.source, None)
        if recipe.source in sources:
            place = sources.index(recipe.source)
            self._known[place] = recipe
        else:
            self._list(recipe)
            place = len(self._known) - 1
        if place == self._recipe.currentIndex():
            self._on_recipe_chosen()
        else:
            self._recipe.setCurrentIndex(place)

    def set_minutes(self, minutes: float) -> None:
        """The budget to offer."""
        self._minutes.setValue(minutes)

    def filled(self, wish: TrainingWish) -> TrainingWish:
        """The wish with the recipe and the budget that are set now."""
        self._minutes.interpretText()
        self._epochs.interpretText()
        is_minutes = self._unit.currentIndex() == _MINUTES
        return replace(
            wish,
            recipe=self.chosen.source,
            minutes=self._minutes.value() if is_minutes else None,
            epochs=None if is_minutes else int(self._epochs.value()),
        )

    def show_state(self, state: TrainingState, *, can_train: bool) -> None:
        """Offer what can be done now."""
        idle = state is TrainingState.IDLE
        self._train.setVisible(idle)
        self._train.setEnabled(idle and can_train)
        is_paused = state is TrainingState.PAUSED
        self._pause.setVisible(not idle and not is_paused)
        self._pause.setEnabled(state is TrainingState.RUNNING)
        self._resume.setVisible(is_paused)
        self._stop.setVisible(not idle)
        self._show_about(is_idle=idle)
        self._stop.setEnabled(state in (TrainingState.RUNNING, TrainingState.PAUSED))

    def _list(self, recipe: KnownRecipe) -> None:
        self._known.append(recipe)
        with QSignalBlocker(self._recipe):
            self._recipe.addItem(render(recipe.title), recipe.source)

    def _show_about(self, *, is_idle: bool) -> None:
        # What is set stays open to change while it trains: the queue takes it from here.
        self._is_idle = is_idle
        self._about.setText(
            render(self.chosen.about)
            if is_idle
            else translate(
                "train",
                "What is set here is for the next training; Queue adds it to those waiting.",
            )
        )

    def _show_unit(self) -> None:
        """Say why epochs are asked for, or what becomes of them."""
        epochs = self._epochs_of_recipe
        is_minutes = self._unit.currentIndex() == _MINUTES
        if epochs and is_minutes:
            text = translate(
                "train",
                "This recipe counts epochs ({epochs}). Given minutes, it ends by the clock "
                "instead.",
            ).format(epochs=epochs)
        elif epochs:
            text = translate(
                "train",
                "This recipe counts epochs ({epochs}). Choose minutes to give it a time instead.",
            ).format(epochs=epochs)
        elif is_minutes:
            text = ""
        else:
            text = translate(
                "train",
                "This recipe plans for minutes. Given epochs, it does not measure how fast this "
                "computer is, and may take long.",
            )
        self._why_unit.setText(text)
        self._why_unit.setVisible(bool(text))

    @property
    def _epochs_of_recipe(self) -> int:
        """How many the recipe itself asks for; 0 = it asks for minutes."""
        budget = self.chosen.recipe.budget
        return 0 if budget.minutes else budget.epochs

    def _on_recipe_chosen(self) -> None:
        source, epochs = self.chosen.source, self._epochs_of_recipe
        if self._source != source:
            self._left[self._source] = self._unit.currentIndex(), self._epochs.value()
            self._source = source
        usual = (_EPOCHS if epochs else _MINUTES), epochs or self._epochs.value()
        unit, count = self._left.get(source, usual)
        self._epochs.setValue(count)
        self._unit.setCurrentIndex(unit)
        self._show_unit()
        self._show_about(is_idle=self._is_idle)
        self.recipe_chosen.emit(self.chosen)
