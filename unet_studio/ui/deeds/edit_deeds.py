"""What the window does to change shapes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unet_studio.ui.actions import ActionKey as K

if TYPE_CHECKING:
    from collections.abc import Callable

    from unet_studio.ui.main_window import MainWindow


class EditDeeds:
    """What the window does to change shapes."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._workspace = window.workspace

    def handlers(self) -> dict[K, Callable[[], object]]:
        """What to do for each action."""
        label = self._window.label_view
        return {
            K.UNDO: label.undo,
            K.REDO: label.redo,
            K.DELETE: label.delete_selected,
            K.SELECT_ALL: label.select_all,
        }
