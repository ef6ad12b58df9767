"""What the window does to find out what to label next, and to go through it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from unet_studio.ui.actions import ActionKey as K

if TYPE_CHECKING:
    from collections.abc import Callable

    from unet_studio.ui.main_window import MainWindow


class SuggestionDeeds:
    """What the window does to find out what to label next, and to go through it."""

    def __init__(self, window: MainWindow) -> None:
        self._next = window.workspace.label_next

    def handlers(self) -> dict[K, Callable[[], object]]:
        """What to do for each action."""
        return {
            K.LABEL_NEXT: self._next.find,
            K.NEXT_SUGGESTION: partial(self._next.step, 1),
            K.PREVIOUS_SUGGESTION: partial(self._next.step, -1),
            K.FINISH_SPOT: self._next.finish_spot,
        }
