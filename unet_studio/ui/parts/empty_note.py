"""Empty notes: what an empty list says of what it is for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QLabel

if TYPE_CHECKING:
    from PySide6.QtWidgets import QAbstractScrollArea

MARGIN_PX = 8


class EmptyNote(QLabel):
    """A pale text that fills a list; show it while the list is empty.

    Parameters
    ----------
    area
        The list; clicks on the note go to it.
    """

    def __init__(self, area: QAbstractScrollArea) -> None:
        self._viewport = area.viewport()
        super().__init__(self._viewport)
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.setContentsMargins(MARGIN_PX, MARGIN_PX, MARGIN_PX, MARGIN_PX)
        self.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._viewport.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Be as large as the list."""
        if watched is self._viewport and event.type() is QEvent.Type.Resize:
            self.resize(self._viewport.size())
        return super().eventFilter(watched, event)
