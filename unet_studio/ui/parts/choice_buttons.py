"""The buttons of a dialog that asks: Cancel, and one named after what will be done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPushButton

if TYPE_CHECKING:
    from collections.abc import Callable


class ChoiceButtons(QDialogButtonBox):
    """Enter means the deed; Qt would take Cancel on some systems.

    Attributes
    ----------
    main
        The button of the deed.
    """

    def __init__(
        self, deed: str, dialog: QDialog, *, accept: Callable[[], object] | None = None
    ) -> None:
        """The deed does `accept`; by default it accepts the dialog."""
        super().__init__(QDialogButtonBox.StandardButton.Cancel, dialog)
        self.main: QPushButton = self.addButton(deed, QDialogButtonBox.ButtonRole.AcceptRole)
        self.button(QDialogButtonBox.StandardButton.Cancel).setAutoDefault(False)
        self.main.setDefault(True)
        self.accepted.connect(accept or dialog.accept)
        self.rejected.connect(dialog.reject)
