"""What the window does about earlier labels, and about those that cannot be understood."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unet_studio.ui.actions import ActionKey as K
from unet_studio.ui.actions import Mode

if TYPE_CHECKING:
    from collections.abc import Callable

    from unet_studio.ui.main_window import MainWindow


class HistoryDeeds:
    """What the window does about earlier labels, and about those that cannot be understood."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._workspace = window.workspace

    def handlers(self) -> dict[K, Callable[[], object]]:
        """What to do for each action."""
        return {
            K.EARLIER_VERSIONS: self.show_versions,
            K.SET_BROKEN_ASIDE: self.set_broken_aside,
        }

    def show_versions(self) -> None:
        """List the earlier versions beside the picture, or no longer."""
        history = self._workspace.history
        self._window.set_mode(Mode.LABEL)
        history.set_open(is_open=not history.is_open)

    def set_broken_aside(self) -> None:
        """Give the broken label file of the image in view another name."""
        if self._workspace.image is not None:
            self._workspace.labels.set_broken_aside(self._workspace.image)
