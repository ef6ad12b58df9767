"""Pale labels: what explains a control, below it, without shouting."""

from __future__ import annotations

from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QLabel


class PaleLabel(QLabel):
    """A sentence that wraps, in the colour of placeholders."""

    def __init__(self, text: str = "") -> None:
        super().__init__(text, wordWrap=True)
        self.setForegroundRole(QPalette.ColorRole.PlaceholderText)
