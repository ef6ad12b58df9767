"""The canvas footer: what the tool in hand can do, and how things are shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QLabel, QSizePolicy, QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

BESIDE_FROM_PX = 640
"""From this width on the controls stand beside the hint, else below it."""

_Direction = QBoxLayout.Direction


class CanvasFooter(QWidget):
    """A hint with a strip of controls.

    Attributes
    ----------
    hint
        What the tool in hand can do, in up to two lines.
    """

    def __init__(self, strip: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hint = QLabel()
        self.hint.setContentsMargins(8, 3, 8, 3)
        self.hint.setTextFormat(Qt.TextFormat.PlainText)
        self.hint.setWordWrap(True)
        self.hint.setMinimumHeight(2 * self.hint.fontMetrics().lineSpacing() + 6)
        # however long a hint is, the widgets around it stay where they are
        self.hint.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._row = QBoxLayout(_Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self._row.addWidget(self.hint, 1)
        self._row.addWidget(strip)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: there may be more room now, or less."""
        super().resizeEvent(event)
        beside = self.width() >= BESIDE_FROM_PX
        self._row.setDirection(_Direction.LeftToRight if beside else _Direction.TopToBottom)
