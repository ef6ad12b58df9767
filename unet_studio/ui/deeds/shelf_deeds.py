"""Deeds about models: showing the shelf, writing the report of a run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices

from unet_studio.ui.actions import ActionKey as K
from unet_studio.ui.translations import page_language, render

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from unet_studio.ui.main_window import MainWindow


class ShelfDeeds(QObject):
    """What the window does with models besides training and predicting.

    It goes with its window, and so do its connections.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._workspace = window.workspace
        window.workspace.study.written.connect(self._open)

    def handlers(self) -> dict[K, Callable[[], object]]:
        """What to do for each action."""
        return {K.MODEL_SHELF: self.show_shelf, K.RUN_REPORT: self.report}

    def report(self) -> None:
        """Write the report of the model in use and show it."""
        run = self._workspace.study.run
        if run is not None:
            language = page_language(self._workspace.settings.now.language)
            self._workspace.study.write(run, render, language)

    def show_shelf(self) -> None:
        """Show all models; the window can be used meanwhile."""
        from unet_studio.ui.dialogs.model_shelf_dialog import ModelShelfDialog
        from unet_studio.ui.modes.shelf_mode import ShelfMode

        dialog = ModelShelfDialog(self._window)
        ShelfMode(dialog, self._workspace)
        dialog.show()

    def _open(self, path: Path) -> None:
        if self._window.isVisible():  # and not the one that a new window replaced
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
