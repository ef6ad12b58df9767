"""The recent menu: the projects and folders that were open last."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from unet_studio.ui.translations import translate

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


class RecentMenu(QMenu):
    """Lists folders each time it is opened.

    Parameters
    ----------
    recent
        Gives the folders, the last one first.
    """

    chosen = Signal(str)  # folder

    def __init__(self, recent: Callable[[], Sequence[str]], parent: QWidget | None = None) -> None:
        super().__init__(translate("window", "Open recen&t"), parent)
        self._recent = recent
        self.setToolTipsVisible(True)
        self.aboutToShow.connect(self._fill)

    def last(self) -> list[QAction]:
        """An action that opens what was open last; none if nothing was."""
        actions = []
        for folder in self._recent()[:1]:
            text = translate("window", "Go on with “{name}”").format(name=Path(folder).name)
            actions.append(self._opening(folder, text))
        return actions

    def _fill(self) -> None:
        self.clear()
        for folder in self._recent():
            self.addAction(self._opening(folder, Path(folder).name.replace("&", "&&")))
        if self.isEmpty():
            self.addAction(translate("window", "Nothing was open yet")).setEnabled(False)

    def _opening(self, folder: str, text: str) -> QAction:
        action = QAction(text, self)
        action.setToolTip(folder)
        action.triggered.connect(lambda: self.chosen.emit(folder))
        return action
