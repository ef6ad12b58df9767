"""What the window does to explain itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unet_studio.ui.actions import ActionKey as K

if TYPE_CHECKING:
    from collections.abc import Callable

    from unet_studio.ui.main_window import MainWindow


class HelpDeeds:
    """What the window does to explain itself."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._workspace = window.workspace

    def handlers(self) -> dict[K, Callable[[], object]]:
        """What to do for each action."""
        return {K.SHORTCUTS: self.show_shortcuts, K.ABOUT: self.show_about}

    def show_shortcuts(self) -> None:
        """Show all keys."""
        from unet_studio.ui.dialogs.about_dialog import ShortcutsDialog

        ShortcutsDialog(self._window).exec()

    def show_about(self) -> None:
        """Say what this program is."""
        from unet_studio.ui.dialogs.about_dialog import AboutDialog

        AboutDialog(self._window).exec()
