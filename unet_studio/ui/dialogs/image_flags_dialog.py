"""The dialog for labelme's flags of an image."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from unet_studio.ui.parts.flags_editor import FlagsEditor
from unet_studio.ui.translations import translate

if TYPE_CHECKING:
    from collections.abc import Mapping


class ImageFlagsDialog(QDialog):
    """Asks which flags the image has."""

    def __init__(self, flags: Mapping[str, bool], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(translate("image flags", "Flags of the image"))
        self.setMinimumWidth(360)
        self._editor = FlagsEditor(flags)
        hint = QLabel(
            translate(
                "image flags",
                "Marks of your own, such as “blurred”. They are kept in the label file, where "
                "labelme shows them, too.",
            ),
            wordWrap=True,
        )
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(hint)
        layout.addWidget(self._editor)
        layout.addWidget(buttons)

    @property
    def flags(self) -> dict[str, bool]:
        """The flags as wished."""
        return self._editor.flags

    def accept(self) -> None:
        """Take in a name that is still being typed."""
        self._editor.add_typed()
        super().accept()
