"""The box tool: a box around a thing gives its outline."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from unet_studio.domain.message import Message, say
from unet_studio.domain.region import Region
from unet_studio.imaging.smart_select.box_outline import OutlineBy, boxed_outline
from unet_studio.imaging.smart_select.boxed_thing import BoxedThing, Hint
from unet_studio.workspace.tools.boxed import BoxedTool
from unet_studio.workspace.tools.option import ChoiceOption
from unet_studio.workspace.tools.region import RESULT
from unet_studio.workspace.tools.smart import KEEP_OFF, Window
from unet_studio.workspace.tools.tool import NO_CLASS

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    from numpy.typing import NDArray
    from PySide6.QtCore import QObject

    from unet_studio.workspace.tools.option import OptionValue
    from unet_studio.workspace.tools.pixels import Pixels
    from unet_studio.workspace.tools.tool import PointerEvent

HINT_RADIUS_PX = 5.0  # on the screen
_SURROUNDINGS = 0.4  # of the longer side of the box: enough to see what is not the thing
_LEAST_SURROUNDINGS_PX = 12

_START = say(
    "hint",
    "Drag a box around one thing, as close as you can: its outline is found. "
    "Shift adds to the selected shape, Alt takes from it.",
)
_LOOKING = say("hint", "Looking for the outline. Esc cancels.")
_FOUND = say(
    "hint",
    "Enter, a click inside or the next box keeps it. Shift-drag over what is missing, "
    "Alt-drag over what is too much. Esc drops it.",
)

_BY = ChoiceOption(
    "by",
    say("options", "Finds it by"),
    (
        (OutlineBy.AUTO.value, say("options", "what tells more")),
        (OutlineBy.COLOURS.value, say("options", "colours")),
        (OutlineBy.EDGES.value, say("options", "edges")),
    ),
)


class GrabCutTool(BoxedTool):
    """Drag a box, correct the outline with Shift and Alt, keep it."""

    OPTIONS = (_BY, KEEP_OFF, RESULT)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._hints: tuple[Hint, ...] = ()  # in image pixels
        self._is_hinting = False

    @property
    def hint(self) -> Message:
        """One sentence: what can be done now."""
        if not self._class_name:
            return NO_CLASS()
        if self._box is None:
            return _START()
        return _LOOKING() if self._found is None else _FOUND()

    def cancel(self) -> None:
        """Drop what was found."""
        self._hints, self._is_hinting = (), False
        super().cancel()

    def undo_part(self) -> bool:
        """Take the last correction back, else drop what was found."""
        if not self._hints:
            return super().undo_part()
        self._hints = ()
        self.look()
        return True

    def set_option(self, key: str, value: OptionValue) -> None:
        """Set an option, and look again by it."""
        before = self.option(key)
        super().set_option(key, value)
        if self._box is not None and key != RESULT.key and before != self.option(key):
            self.look()

    def press(self, event: PointerEvent) -> None:
        """Begin a box; with Shift or Alt correct what was found."""
        if self._found is not None and _is_correction(event):
            self._is_hinting = event.button is Qt.MouseButton.LeftButton
            self._correct(event)
        else:
            super().press(event)

    def move(self, event: PointerEvent) -> None:
        """Go on with the box, or with the correction."""
        if self._is_hinting:
            self._correct(event)
        else:
            super().move(event)

    def release(self, event: PointerEvent) -> None:
        """Look into the box."""
        if self._is_hinting:
            self._is_hinting = False
        else:
            super().release(event)

    def look(self) -> None:
        """Find the outline of the thing in the box."""
        pixels, document, box, hints = self._pixels, self._document, self._box, self._hints
        if pixels is None or document is None or box is None:
            return
        inner = Window.of_box(box, document.image_size)
        by, blocked = OutlineBy(str(self._options["by"])), self.blocked_by_labels(self._how)
        self.ask_latest(lambda: _outline(pixels, inner, hints, by, blocked), self.show_found)

    def _correct(self, event: PointerEvent) -> None:
        if not self._is_hinting:
            return
        is_inside = bool(event.modifiers & Qt.KeyboardModifier.ShiftModifier)
        radius_px = HINT_RADIUS_PX / event.scale
        last = self._hints[-1] if self._hints else None
        if last is None or event.distance_px(last.x, last.y) >= HINT_RADIUS_PX:
            self._hints = (*self._hints, Hint(event.x, event.y, radius_px, is_inside))
            self.look()


def _is_correction(event: PointerEvent) -> bool:
    either = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.AltModifier
    return bool(event.modifiers & either)


def _outline(
    pixels: Pixels,
    inner: Window,
    hints: tuple[Hint, ...],
    by: OutlineBy,
    blocked: Callable[[Window], NDArray[np.bool_] | None],
) -> Region:
    if min(inner.size) < 1:
        return Region.empty()
    margin_px = max(round(_SURROUNDINGS * max(inner.size)), _LEAST_SURROUNDINGS_PX)
    window = inner.grown(margin_px, pixels.size)
    left, top = window.left, window.top
    thing = BoxedThing(
        window.crop(pixels),
        (inner.left - left, inner.top - top, inner.right - left, inner.bottom - top),
        tuple(Hint(h.x - left, h.y - top, h.radius_px, h.is_inside) for h in hints),
        blocked(window),
    )
    return Region(left, top, boxed_outline(thing, by))
