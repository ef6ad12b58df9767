"""How a person prefers to see results: shown at once, remembered when the hand has come to rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from unet_studio.ui.results.looks import Looks, preferred_looks

if TYPE_CHECKING:
    from unet_studio.workspace.settings import SettingsKeeper

REMEMBERED_AFTER_MS = 300
"""A slider that is dragged is written to the settings when it has come to rest."""


class LookPreferences(QObject):
    """The settings that looks are made of, and what a hand changes just now.

    Signals
    -------
    drawn()
        Something was changed that is not written as yet.
    """

    drawn = Signal()

    def __init__(self, settings: SettingsKeeper, parent: QObject) -> None:
        super().__init__(parent)
        self._settings = settings
        self._drawn: dict[str, object] = {}
        self._resting = QTimer(self, interval=REMEMBERED_AFTER_MS, singleShot=True)
        self._resting.timeout.connect(self.remember)

    @property
    def looks(self) -> Looks:
        """As they are now."""
        return preferred_looks(self._settings, **self._drawn)

    def draw(self, **preferences: object) -> None:
        """Take what a hand says while it moves."""
        self._drawn.update(preferences)
        self._resting.start()
        self.drawn.emit()

    def remember(self) -> None:
        """Write it."""
        self._resting.stop()
        drawn, self._drawn = self._drawn, {}
        self._settings.change(**drawn)
