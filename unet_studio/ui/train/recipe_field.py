"""One value of a recipe: its name, a widget to change it, and a way back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from unet_studio.domain.message import StudioError
from unet_studio.ui.theme import ERROR_COLOUR
from unet_studio.ui.train.recipe_words import choice_text, hint_of, label_of
from unet_studio.ui.translations import render, translate
from unet_studio.workspace.training.recipe_fields import FieldKind, RecipeField, parsed, shown

if TYPE_CHECKING:
    from PySide6.QtGui import QIcon, QWheelEvent

LABEL_WIDTH_PX = 176
EDITOR_WIDTH_PX = 200


class RecipeFieldRow(QWidget):
    """Shows one value; what differs from the recipe is bold and can be taken back.

    Attributes
    ----------
    field
        What it shows.
    problem
        What is wrong with what was typed; empty if nothing is.

    Signals
    -------
    edited(str, object)
        A person gave the field of this key another value.
    reset_requested(str)
        A person wants the recipe's own value.
    checked()
        There is a problem now, or none any more.
    """

    edited = Signal(str, object)
    reset_requested = Signal(str)
    checked = Signal()

    def __init__(self, field: RecipeField, undo: QIcon) -> None:
        super().__init__()
        self.field = field
        self.problem = ""
        self._label = QLabel(label_of(field.key))
        self._label.setFixedWidth(LABEL_WIDTH_PX)
        self._label.setWordWrap(True)
        self._editor = self._new_editor()
        self._editor.setFixedWidth(EDITOR_WIDTH_PX)
        self._editor.setAccessibleName(self._label.text())
        self._label.setBuddy(self._editor)
        self._reset = QToolButton(autoRaise=True)
        self._reset.setIcon(undo)
        self._reset.setToolTip(translate("recipe form", "Back to the recipe's own value"))
        self._reset.clicked.connect(lambda: self.reset_requested.emit(field.key))
        policy = self._reset.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self._reset.setSizePolicy(policy)
        self._says = QLabel(wordWrap=True)
        palette = self._says.palette()
        palette.setColor(self._says.foregroundRole(), ERROR_COLOUR)
        self._says.setPalette(palette)
        self._says.hide()
        self.setToolTip(hint_of(field.key))
        self._lay_out()

    def _new_editor(self) -> QWidget:
        if self.field.kind is FieldKind.SWITCH:
            switch = QCheckBox()
            switch.toggled.connect(lambda on: self.edited.emit(self.field.key, on))
            return switch
        if self.field.kind is FieldKind.CHOICE:
            box = _CalmComboBox()
            for value in self.field.choices:
                box.addItem(choice_text(value), value)
            box.activated.connect(lambda _n: self.edited.emit(self.field.key, box.currentData()))
            return box
        line = QLineEdit()
        if self.field.may_be_empty:
            line.setPlaceholderText(translate("recipe form", "chosen for you"))
        line.textEdited.connect(self._on_typed)
        return line

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._label)
        row.addWidget(self._editor)
        row.addWidget(self._reset)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(row)
        layout.addWidget(self._says)

    def show_value(self, value: object, *, is_changed: bool) -> None:
        """Show a value, unless just this is being typed."""
        font = self._label.font()
        font.setBold(is_changed)
        self._label.setFont(font)
        self._reset.setVisible(is_changed)
        with QSignalBlocker(self._editor):
            if isinstance(self._editor, QCheckBox):
                self._editor.setChecked(bool(value))
            elif isinstance(self._editor, QComboBox):
                self._editor.setCurrentIndex(self.field.choices.index(value))
            elif isinstance(self._editor, QLineEdit) and not self._means(value):
                self._editor.setText(shown(value))
                self._say("")

    def show_planned(self, value: object) -> None:
        """Say what it came to in the latest training; None if nobody knows."""
        if isinstance(self._editor, QLineEdit) and self.field.may_be_empty:
            text = translate("recipe form", "chosen for you")
            if value is not None:
                text = translate(
                    "recipe form", "chosen for you; {value} in the latest training"
                ).format(value=shown(value))
            self._editor.setPlaceholderText(text)

    def take_focus(self) -> None:
        """Let a person go on here."""
        self._editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _means(self, value: object) -> bool:
        """Whether the text typed means the value, however it is written."""
        assert isinstance(self._editor, QLineEdit)
        try:
            return parsed(self.field, self._editor.text()) == value and bool(self._editor.text())
        except StudioError:
            return False

    def _on_typed(self, text: str) -> None:
        try:
            value = parsed(self.field, text)
        except StudioError as error:
            self._reset.show()
            self._say(render(error.message))
        else:
            self._say("")
            self.edited.emit(self.field.key, value)

    def _say(self, problem: str) -> None:
        is_news = problem != self.problem
        self.problem = problem
        self._says.setText(problem)
        self._says.setVisible(bool(problem))
        if is_news:
            self.checked.emit()


class _CalmComboBox(QComboBox):
    """The wheel scrolls the form, it does not change what it happens to pass over."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Qt: leave it to the form."""
        event.ignore()
