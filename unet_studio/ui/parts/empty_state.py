"""Empty states: what a view says, and offers, when there is nothing to show yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from unet_studio.ui.parts.action_button import ActionButton

if TYPE_CHECKING:
    from PySide6.QtGui import QAction


TEXT_WIDTH_PX = 520


class EmptyState(QWidget):
    """A heading, a sentence, and buttons for the actions that lead on.

    Parameters
    ----------
    heading, text
        Translated.
    actions
        What to offer; the first is the main one.
    """

    def __init__(
        self, heading: str, text: str, actions: list[QAction], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._heading = QLabel(heading)
        font = self._heading.font()
        font.setPointSizeF(font.pointSizeF() * 1.6)
        font.setBold(True)
        self._heading.setFont(font)
        self._text = QLabel(text, wordWrap=True)
        self._text.setFixedWidth(TEXT_WIDTH_PX)
        buttons = QHBoxLayout()
        buttons.addStretch()
        for action in actions:
            button = ActionButton(action)
            button.setMinimumHeight(36)
            button.setDefault(action is actions[0])
            buttons.addWidget(button)
        buttons.addStretch()
        layout = QVBoxLayout(self)
        layout.setSpacing(14)
        layout.addStretch(2)
        for label in (self._heading, self._text):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            layout.addWidget(label, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addLayout(buttons)
        layout.addStretch(3)

    def set_text(self, text: str) -> None:
        """Say something else below the heading."""
        self._text.setText(text)
