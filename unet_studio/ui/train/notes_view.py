"""The notes: what the program chose and why, and what it noticed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QTextBrowser

from unet_studio.ui.translations import render, translate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unet_studio.domain.message import Message


class NotesView(QTextBrowser):
    """Shows sentences below each other; the newest is in view."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(translate("train", "What the program chose and noticed"))
        self.setPlaceholderText(translate("train", "Filled in when a training starts."))

    def show_notes(self, notes: Sequence[Message]) -> None:
        """Show these notes, if they are others than before."""
        text = "\n\n".join(render(note) for note in notes)
        if text != self.toPlainText():
            self.setPlainText(text)
            self.verticalScrollBar().setValue(self.verticalScrollBar().maximum())
