"""The canvas footer: what the tool in hand can do, and how things are shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QLabel, QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

_Direction = QBoxLayout.Direction


class CanvasFooter(QWidget):
    """A hint with a strip of controls beside it, or below it where there is little room."""

    def __init__(self, strip: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._strip = strip
        self._hint = QLabel()
        self._hint.setContentsMargins(8, 3, 8, 3)
        self._hint.setTextFormat(Qt.TextFormat.PlainText)
        self._hint.setWordWrap(True)
        self._row = QBoxLayout(_Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self._row.addWidget(self._hint, 1)
        self._row.addWidget(strip, 0, Qt.AlignmentFlag.AlignRight)

    def set_hint(self, text: str) -> None:
        """Say something else."""
        self._hint.setText(text)
        self._turn()

    def _turn(self) -> None:
        margins = self._hint.contentsMargins()
        needed = self._hint.fontMetrics().horizontalAdvance(self._hint.text())
        needed += margins.left() + margins.right() + self._strip.sizeHint().width()
        fits = needed <= self.width()
        self._row.setDirection(_Direction.LeftToRight if fits else _Direction.TopToBottom)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: there may be more room now, or less."""
        super().resizeEvent(event)
        self._turn()
