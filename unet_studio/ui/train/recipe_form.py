"""The recipe form: everything that decides a training, to look at and to change."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from unet_studio.domain.message import filled
from unet_studio.ui.parts.flow_layout import FlowLayout
from unet_studio.ui.theme import ERROR_COLOUR
from unet_studio.ui.train.field_group import FieldGroup
from unet_studio.ui.train.recipe_field import RecipeFieldRow
from unet_studio.ui.train.recipe_words import GROUPS
from unet_studio.ui.translations import render, translate, translated
from unet_studio.workspace.training.recipe_draft import RecipeDraft

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PySide6.QtGui import QIcon, QShowEvent

    from unet_studio.workspace.training.recipe_choice import KnownRecipe
    from unet_studio.workspace.training.training_run import TrainingWish

_TOML = "*.toml"


class RecipeForm(QWidget):
    """Changes a draft; keeps and reads nothing itself.

    Attributes
    ----------
    draft
        The recipe with what was changed of it.

    Signals
    -------
    changed()
        The draft changed, or something typed is no value.
    save_requested(Path), load_requested(Path)
        A person wants to keep the recipe there, or to start from the one there.
    """

    changed = Signal()
    save_requested = Signal(object)
    load_requested = Signal(object)

    def __init__(self, known: KnownRecipe, icon: Callable[[str], QIcon]) -> None:
        super().__init__()
        self.draft = RecipeDraft(known)
        self._icon = icon
        self._rows: dict[str, RecipeFieldRow] = {}
        self._planned: Mapping[str, object] = {}
        self._groups: list[FieldGroup] = []
        self._is_built = False  # rows are made when they are first seen: the program starts sooner
        self._name = QLineEdit()
        self._name.setPlaceholderText(translate("recipe form", "project and recipe"))
        self._name.setMaximumWidth(200)
        self._seed = QSpinBox(minimum=0, maximum=2**31 - 1)
        self._seed.setToolTip(
            translate(
                "recipe form",
                "With the same seed, images, recipe and epochs, a CPU makes the same model again.",
            )
        )
        self._device = QComboBox()
        for name, text in (
            ("auto", translate("recipe form", "the fastest there is")),
            ("cpu", translate("recipe form", "CPU")),
            ("cuda", translate("recipe form", "GPU (CUDA)")),
        ):
            self._device.addItem(text, name)
        self._state = QLabel(wordWrap=True)
        self._problem = QLabel(wordWrap=True)
        palette = self._problem.palette()
        palette.setColor(self._problem.foregroundRole(), ERROR_COLOUR)
        self._problem.setPalette(palette)
        self._reset = QPushButton(translate("recipe form", "Reset all"))
        self._reset.clicked.connect(lambda: self.set_recipe(self.draft.known))
        self._body = QWidget()
        self._column = QVBoxLayout(self._body)
        self._column.setContentsMargins(4, 4, 4, 4)
        self._lay_out()
        self.set_recipe(known)

    def _lay_out(self) -> None:
        save = QPushButton(translate("recipe form", "Save as…"))
        save.clicked.connect(self._ask_where)
        load = QPushButton(translate("recipe form", "Load…"))
        load.clicked.connect(self._ask_which)
        once = QWidget()
        row = FlowLayout(once)
        row.setSpacing(14)
        row.setContentsMargins(0, 0, 0, 0)
        for text, widget in (
            (translate("recipe form", "Name of the model"), self._name),
            (translate("recipe form", "Seed"), self._seed),
            (translate("recipe form", "Computed on"), self._device),
        ):
            row.addWidget(_named(text, widget))
        buttons = QHBoxLayout()
        buttons.addWidget(self._state, 1)
        for button in (self._reset, save, load):
            buttons.addWidget(button)
        area = QScrollArea(widgetResizable=True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setWidget(self._body)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.addWidget(once)
        layout.addLayout(buttons)
        layout.addWidget(self._problem)
        layout.addWidget(area, 1)

    # ---- What a person wants ----

    @property
    def has_problem(self) -> bool:
        """Whether something typed is no value, or values do not fit together."""
        return self.draft.problem() is not None or any(r.problem for r in self._rows.values())

    def filled(self, wish: TrainingWish) -> TrainingWish:
        """The wish with what is set here."""
        return replace(
            wish,
            values=dict(self.draft.values),
            seed=self._seed.value(),
            device=str(self._device.currentData()),
            name=self._name.text().strip() or None,
        )

    def show_problem(self) -> None:
        """Bring what is wrong into view."""
        for group in self._groups:
            for row in group.rows:
                if row.problem:
                    group.unfold()
                    row.take_focus()
                    return

    def set_recipe(self, known: KnownRecipe) -> None:
        """Start anew from a recipe."""
        self.draft = RecipeDraft(known)
        self._planned = {}
        self._clear()
        if self.isVisible():
            self._build()
        self._show_state()

    def _clear(self) -> None:
        self._is_built = False
        for group in self._groups:
            group.hide()
            group.deleteLater()
        self._rows, self._groups = {}, []

    def _build(self) -> None:
        """One row for each value that this recipe leaves to people."""
        self._is_built = True
        fields = self.draft.fields()
        self._rows = {f.key: RecipeFieldRow(f, self._icon("undo")) for f in fields}
        for name, heading in GROUPS.items():
            rows = [row for row in self._rows.values() if row.field.group == name]
            if rows:
                self._groups.append(FieldGroup(translated(heading), rows))
                self._column.addWidget(self._groups[-1])
        for row in self._rows.values():
            row.edited.connect(self._on_edited)
            row.reset_requested.connect(self._on_reset)
            row.checked.connect(self._show_state)
        for key in self._rows:
            self._show_row(key)
        self.show_planned(self._planned)

    def _on_edited(self, key: str, value: object) -> None:
        self.draft = self.draft.with_value(key, value)
        self._show_row(key)
        self._show_state()

    def _on_reset(self, key: str) -> None:
        self._on_edited(key, self.draft.original(key))

    def _ask_where(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(
            self, translate("recipe form", "Keep this recipe as"), "", _TOML
        )
        if chosen:
            self.save_requested.emit(Path(chosen).with_suffix(".toml"))

    def _ask_which(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(
            self, translate("recipe form", "Start from a recipe of your own"), "", _TOML
        )
        if chosen:
            self.load_requested.emit(Path(chosen))

    # ---- What there is to show ----

    def show_planned(self, values: Mapping[str, object]) -> None:
        """Say what was chosen in the latest training with this recipe: dotted key -> value."""
        self._planned = values
        for key, row in self._rows.items():
            row.show_planned(values.get(key))

    def _show_row(self, key: str) -> None:
        self._rows[key].show_value(self.draft.value(key), is_changed=self.draft.is_changed(key))

    def _show_state(self) -> None:
        count = len(self.draft.values)
        title = render(self.draft.known.title)
        self._state.setText(
            filled(
                translate(
                    "recipe form", "{count} {count:value differs|values differ} from “{recipe}”."
                ),
                count=count,
                recipe=title,
            )
            if count
            else translate("recipe form", "All as in “{recipe}”.").format(recipe=title)
        )
        problem = self.draft.problem()
        self._problem.setVisible(problem is not None)
        self._problem.setText("" if problem is None else render(problem))
        self._reset.setEnabled(bool(count) or self.has_problem)
        for group in self._groups:
            group.show_count(sum(self.draft.is_changed(r.field.key) for r in group.rows))
        self.changed.emit()

    def showEvent(self, event: QShowEvent) -> None:
        """Qt: make the rows."""
        if not self._is_built:
            self._build()
            self._show_state()
        super().showEvent(event)


def _named(text: str, widget: QWidget) -> QWidget:
    pair = QWidget()
    row = QHBoxLayout(pair)
    row.setContentsMargins(0, 0, 0, 0)
    label = QLabel(text)
    label.setBuddy(widget)
    row.addWidget(label)
    row.addWidget(widget)
    return pair
