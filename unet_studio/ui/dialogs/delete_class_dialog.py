"""The dialog that asks what becomes of the shapes of a class that is to go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from unet_studio.ui.translations import translate

if TYPE_CHECKING:
    from unet_studio.domain.label_class import ClassTable, LabelClass


class DeleteClassDialog(QDialog):
    """Asks before anything is lost: the shapes can go on as another class."""

    def __init__(
        self, label_class: LabelClass, classes: ClassTable, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(translate("DeleteClass", "Delete a class"))
        others = [other for other in classes if other.id != label_class.id]
        text = translate("DeleteClass", "What becomes of the {name} shapes, in all images?")
        self._hand_on = QRadioButton(translate("DeleteClass", "They become"))
        self._heirs = QComboBox()
        for other in others:
            self._heirs.addItem(other.name, other.id)
        self._drop = QRadioButton(translate("DeleteClass", "They are deleted, too"))
        note = QLabel(
            translate(
                "DeleteClass",
                "The number of the class is never given again, so that masks and models made "
                "before keep their meaning.",
            ),
            wordWrap=True,
        )
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        buttons.addButton(
            translate("DeleteClass", "Delete class"), QDialogButtonBox.ButtonRole.AcceptRole
        )
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self._hand_on.toggled.connect(self._heirs.setEnabled)
        self._heirs.setEnabled(bool(others))
        self._hand_on.setEnabled(bool(others))
        (self._hand_on if others else self._drop).setChecked(True)
        row = QHBoxLayout()
        row.addWidget(self._hand_on)
        row.addWidget(self._heirs, 1)
        column = QVBoxLayout(self)
        column.addWidget(QLabel(text.format(name=label_class.name)))
        column.addLayout(row)
        column.addWidget(self._drop)
        column.addWidget(note)
        column.addWidget(buttons)
        self.setMinimumWidth(420)

    @property
    def heir_id(self) -> int | None:
        """The class that gets the shapes; None = they go."""
        return self._heirs.currentData() if self._hand_on.isChecked() else None
