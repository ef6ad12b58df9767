"""The dialog that asks which value of a recipe to vary, and how."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from unet_studio.ui.translations import translate

if TYPE_CHECKING:
    from collections.abc import Mapping

_USUAL = "optimiser.learning_rate"


class VaryDialog(QDialog):
    """Offers the values of a recipe; `key` and `values` say what a person wants."""

    def __init__(
        self, recipe: str, values: Mapping[str, object], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(translate("queue", "Vary one value"))
        self._now = dict(values)
        self._key = QComboBox()
        self._key.addItems(sorted(self._now))
        self._key.setCurrentText(_USUAL)
        self._current = QLabel()
        self._values = QLineEdit()
        self._values.setPlaceholderText("0.001, 0.0001, 0.00001")
        self._values.textChanged.connect(self._check)
        what = QLabel(
            translate(
                "queue",
                "The recipe {recipe} is trained once with each of these values. Separate them by "
                "commas.",
            ).format(recipe=recipe),
            wordWrap=True,
        )
        what.setMinimumWidth(380)
        form = QFormLayout()
        form.addRow(translate("queue", "Value to vary"), self._key)
        form.addRow(translate("queue", "It is now"), self._current)
        form.addRow(translate("queue", "Values"), self._values)
        self._buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(what)
        layout.addLayout(form)
        layout.addWidget(self._buttons)
        self._key.currentTextChanged.connect(self._show_current)
        self._show_current()
        self._check()

    @property
    def key(self) -> str:
        """Which value."""
        return self._key.currentText()

    @property
    def values(self) -> list[str]:
        """As typed, one after another."""
        return [part.strip() for part in self._values.text().split(",") if part.strip()]

    def _show_current(self) -> None:
        self._current.setText(str(self._now.get(self.key, "–")))

    def _check(self) -> None:
        ok = self._buttons.button(QDialogButtonBox.StandardButton.Ok)
        ok.setEnabled(bool(self.values))
