"""A push button that does what an action does, and is enabled when the action is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPushButton, QWidget

from unet_studio.ui.translations import without_mnemonic

if TYPE_CHECKING:
    from PySide6.QtGui import QAction


class ActionButton(QPushButton):
    """Stands for one action of the window."""

    def __init__(self, action: QAction, parent: QWidget | None = None) -> None:
        super().__init__(action.icon(), without_mnemonic(action.text()), parent)
        self._action = action
        self.setToolTip(action.toolTip())
        self.clicked.connect(action.trigger)
        action.enabledChanged.connect(self.setEnabled)
        self.setEnabled(action.isEnabled())
