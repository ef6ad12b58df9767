"""Empty states: what a view says, and offers, when there is nothing to show yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from unet_studio.ui.parts.action_button import ActionButton

if TYPE_CHECKING:
    from PySide6.QtGui import QAction, QResizeEvent


TEXT_WIDTH_PX = 520
MIN_TEXT_WIDTH_PX = 260
MARGIN_PX = 12


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
        self._text.setMinimumWidth(MIN_TEXT_WIDTH_PX)
        self._text.setMaximumWidth(TEXT_WIDTH_PX)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self._text, 1000)
        row.addStretch(1)
        buttons = QHBoxLayout()
        buttons.addStretch()
        for action in actions:
            button = ActionButton(action)
            button.setMinimumHeight(36)
            button.setDefault(action is actions[0])
            buttons.addWidget(button)
        buttons.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN_PX, MARGIN_PX, MARGIN_PX, MARGIN_PX)
        layout.setSpacing(14)
        layout.addStretch(2)
        for label in (self._heading, self._text):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout.addWidget(self._heading, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addLayout(row)
        layout.addLayout(buttons)
        layout.addStretch(3)

    def set_texts(self, heading: str, text: str) -> None:
        """Say something else, translated; the actions stay."""
        self._heading.setText(heading)
        self._text.setText(text)
        self._fit_text()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: wrap the text anew."""
        super().resizeEvent(event)
        self._fit_text()

    def _fit_text(self) -> None:
        # A layout takes a wrapped label's minimum for a single line, and would squeeze it to that.
        width = min(TEXT_WIDTH_PX, self.contentsRect().width() - 2 * MARGIN_PX)
        self._text.setMinimumHeight(0)  # what it needed last is no measure of what it needs now
        height = self._text.heightForWidth(max(width, MIN_TEXT_WIDTH_PX))
        self._text.setFixedHeight(max(height, 0))  # Qt: -1 of no text at all
