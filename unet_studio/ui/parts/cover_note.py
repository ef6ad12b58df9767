"""Cover notes: what lies over a view that has nothing to show, and says why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject

from unet_studio.ui.parts.empty_state import EmptyState

if TYPE_CHECKING:
    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QWidget


class CoverNote(EmptyState):
    """Hides a view while there is something to say instead; keys still go to the view.

    Parameters
    ----------
    view
        What it lies over.
    actions
        What to offer.
    """

    def __init__(self, view: QWidget, actions: list[QAction]) -> None:
        super().__init__("", "", actions, view)
        self._view = view
        self.setAutoFillBackground(True)
        view.installEventFilter(self)
        self.hide()

    def say(self, heading: str, text: str) -> None:
        """Cover the view with this."""
        self.set_texts(heading, text.replace("/", "/\u200b"))  # long paths may be wrapped
        self.setGeometry(self._view.rect())
        self.show()
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: be as large as the view."""
        if watched is self._view and event.type() is QEvent.Type.Resize:
            self.setGeometry(self._view.rect())
        return super().eventFilter(watched, event)
