"""What the window does to show results in another way."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from unet_studio.ui.actions import ActionKey as K
from unet_studio.ui.results.looks import Arrangement, Layer

if TYPE_CHECKING:
    from collections.abc import Callable

    from unet_studio.ui.main_window import MainWindow

DIVIDER_STEP = 0.05


class ResultViewDeeds:
    """What the window does to show results in another way.

    What is wished is a setting; the Results mode shows it, and it is remembered.
    """

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._settings = window.workspace.settings

    def handlers(self) -> dict[K, Callable[[], object]]:
        """What to do for each action."""
        return {
            **{key: partial(self._show, layer) for key, layer in LAYER_OF.items()},
            **{key: partial(self._arrange, way) for key, way in ARRANGEMENT_OF.items()},
            K.NEXT_PROBABILITY: lambda: self._window.rooms.results.show_next_probability(),
            K.DIVIDER_LEFT: partial(self._move_divider, -DIVIDER_STEP),
            K.DIVIDER_RIGHT: partial(self._move_divider, DIVIDER_STEP),
            K.BLINK: self.blink,
        }

    def blink(self) -> None:
        """Show the picture with and without the result in turn, or no longer."""
        blinking = self._window.actions_[K.BLINK].isChecked()
        self._window.rooms.results.view.set_blinking(blinking)

    def _show(self, layer: Layer) -> None:
        self._settings.change(result_layer=layer.value)

    def _arrange(self, arrangement: Arrangement) -> None:
        self._settings.change(result_arrangement=arrangement.value)

    def _move_divider(self, step: float) -> None:
        place = min(max(self._settings.now.swipe_place + step, 0.0), 1.0)
        self._settings.change(swipe_place=place, result_arrangement=Arrangement.SWIPE.value)


LAYER_OF = {
    K.SHOW_MASK: Layer.MASK,
    K.SHOW_PROBABILITY: Layer.PROBABILITY,
    K.SHOW_UNCERTAINTY: Layer.UNCERTAINTY,
    K.SHOW_ERRORS: Layer.ERRORS,
    K.SHOW_TRUTH: Layer.LABELS,
}
ARRANGEMENT_OF = {
    K.LOOK_SINGLE: Arrangement.SINGLE,
    K.LOOK_SWIPE: Arrangement.SWIPE,
    K.LOOK_SIDE_BY_SIDE: Arrangement.SIDE_BY_SIDE,
}
