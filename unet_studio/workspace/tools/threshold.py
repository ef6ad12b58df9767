"""The threshold tool: what is bright, or dark, in a box or in the selected shape."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import Qt

from unet_studio.domain.annotation import Shape, ShapeType, new_shape_id
from unet_studio.domain.message import Message, say
from unet_studio.domain.region import Region
from unet_studio.imaging.region_shapes import as_mask_shape, parts_of, region_of
from unet_studio.imaging.smart_select.threshold import (
    BRIGHTEST,
    Side,
    brightness,
    otsu_threshold,
    thresholded,
)
from unet_studio.workspace.tools.boxed import BoxedTool
from unet_studio.workspace.tools.option import ChoiceOption, NumberOption
from unet_studio.workspace.tools.region import AS_MASK, AS_POLYGON, combination
from unet_studio.workspace.tools.smart import KEEP_OFF, Window
from unet_studio.workspace.tools.tool import NO_CLASS, NO_MODIFIER, KeyTable

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from PySide6.QtCore import QObject

    from unet_studio.workspace.tools.option import OptionValue
    from unet_studio.workspace.tools.pixels import Pixels
    from unet_studio.workspace.tools.tool import PointerEvent

AS_MASKS = "masks"

_START = say("hint", "Drag a box around what is bright or dark, or click into the selected shape.")
_FOUND = say(
    "hint",
    "Press Enter or click inside to keep it. Up and Down, or the wheel with Ctrl, "
    "change the threshold. Esc drops it.",
)

_SIDE = ChoiceOption(
    "side",
    say("options", "Takes"),
    (
        (Side.AUTO.value, say("options", "what stands out")),
        (Side.BRIGHT.value, say("options", "bright")),
        (Side.DARK.value, say("options", "dark")),
    ),
)
_RESULT = ChoiceOption(
    "result",
    say("options", "Becomes"),
    (
        (AS_POLYGON, say("options", "polygons")),
        (AS_MASKS, say("options", "a mask for each part")),
        (AS_MASK, say("options", "one mask")),
    ),
)


@dataclass(frozen=True, eq=False)
class _Place:
    """Where is looked: the brightness of a window, and the part of it that counts."""

    window: Window
    values: NDArray[np.uint8]
    within: NDArray[np.bool_]
    threshold: int


class ThresholdTool(BoxedTool):
    """Drag a box, turn the threshold, keep what is found."""

    OPTIONS = (
        NumberOption("threshold", say("options", "Threshold"), 0, BRIGHTEST, 128),
        _SIDE,
        NumberOption(
            "least", say("options", "At least"), 1, 10_000, 20, unit="px²", is_exponential=True
        ),
        KEEP_OFF,
        _RESULT,
    )

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._place: _Place | None = None
        self._outer: Shape | None = None  # the shape that is looked into
        self._is_setting = False

    @property
    def hint(self) -> Message:
        """One sentence: what can be done now."""
        if not self._class_name:
            return NO_CLASS()
        return _START() if self._box is None else _FOUND()

    def cancel(self) -> None:
        """Drop what was found."""
        self._place = self._outer = None
        super().cancel()

    def live_keys(self) -> KeyTable:
        """Enter, Esc, Up and Down, while something is found."""
        keys = super().live_keys()
        if self._place is not None:
            keys[Qt.Key.Key_Up, NO_MODIFIER] = lambda: self._turn(1)
            keys[Qt.Key.Key_Down, NO_MODIFIER] = lambda: self._turn(-1)
        return keys

    def wheel(self, event: PointerEvent, steps: float) -> bool:
        """With Ctrl, turn the threshold."""
        del event
        if self._place is None:
            return False
        self._turn(3 * steps)
        return True

    def set_option(self, key: str, value: OptionValue) -> None:
        """Set an option, and look again by it."""
        before = self.option(key)
        super().set_option(key, value)
        if self._place is not None and not self._is_setting and before != self.option(key):
            self._find(self._place)

    def clicked(self, event: PointerEvent) -> None:
        """Look into the selected shape that was clicked."""
        document = self._document
        if document is None or self._box is not None:
            return
        self._how = combination(event)
        for shape in document.selected_shapes:
            region = region_of(shape, document.image_size)
            if region.covers(event.x, event.y):
                self._outer = shape
                self._box = (region.left, region.top, region.right, region.bottom)
                self.look()
                return

    def look(self) -> None:
        """Find the threshold of the box, and then what is beyond it."""
        pixels, document, box = self._pixels, self._document, self._box
        if pixels is None or document is None or box is None:
            return
        window, outer = Window.of_box(box, document.image_size), self._outer
        if min(window.size) < 1:
            self.cancel()
            return
        # In a selected shape its own pixels are looked at; elsewhere what is labelled is kept off.
        labels = self.blocked_by_labels(self._how)
        size = document.image_size
        self.ask_latest(
            lambda: _place(
                pixels, window, region_of(outer, size) if outer else None, labels(window)
            ),
            self._on_place,
        )

    def _on_place(self, place: _Place) -> None:
        self._place = place
        self._is_setting = True
        self.set_option("threshold", place.threshold)
        self._is_setting = False
        self._find(place)

    def _find(self, place: _Place) -> None:
        threshold, least_px = float(self._options["threshold"]), float(self._options["least"])
        side = Side(str(self._options["side"]))

        def found() -> Region:
            mask = thresholded(
                place.values, threshold, side, min_area_px=least_px, within=place.within
            )
            return Region(place.window.left, place.window.top, mask)

        self.ask_latest(found, self.show_found)

    def _turn(self, steps: float) -> None:
        self.set_option("threshold", float(self._options["threshold"]) + steps)

    def _new_shapes(self, region: Region, class_name: str) -> tuple[Shape, ...]:
        if self._options["result"] != AS_MASKS:
            return super()._new_shapes(region, class_name)
        like = Shape(class_name, np.zeros((2, 2)), ShapeType.MASK)
        return tuple(
            replace(as_mask_shape(part, like), shape_id=new_shape_id()) for part in parts_of(region)
        )


def _place(
    pixels: Pixels, window: Window, outer: Region | None, labelled: NDArray[np.bool_] | None
) -> _Place:
    values = brightness(window.crop(pixels))
    within = np.ones(values.shape, bool)
    if outer is not None:
        everywhere = Region(window.left, window.top, within)
        within = everywhere.within(outer).mask
    elif labelled is not None:
        within = ~labelled
    counted = values[within]
    return _Place(window, values, within, otsu_threshold(counted) if counted.size else BRIGHTEST)
