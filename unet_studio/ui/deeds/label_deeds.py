"""What the window does to take another tool in hand."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from unet_studio.ui.actions import ActionKey as K
from unet_studio.workspace.tools.toolbox import ToolKey

if TYPE_CHECKING:
    from collections.abc import Callable

    from unet_studio.ui.main_window import MainWindow


class LabelDeeds:
    """What the window does to take another tool in hand."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._workspace = window.workspace

    def handlers(self) -> dict[K, Callable[[], object]]:
        """What to do for each action."""
        label = self._window.label_view
        return {K(f"{tool}_tool"): partial(label.choose_tool, tool) for tool in ToolKey}
