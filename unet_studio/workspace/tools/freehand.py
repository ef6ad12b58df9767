"""The freehand tool: draws an outline, or a line, as a pen does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject, Qt

from unet_studio.domain.annotation import POINT_COUNTS, Shape, ShapeType
from unet_studio.domain.message import Message, say
from unet_studio.domain.polygon import area_px, clamped
from unet_studio.imaging.region_shapes import region_of
from unet_studio.imaging.trace import simplified
from unet_studio.workspace.tools.option import ChoiceOption
from unet_studio.workspace.tools.points import DRAG_PX
from unet_studio.workspace.tools.preview import NO_PREVIEW, Draft, ToolPreview
from unet_studio.workspace.tools.region import (
    AS_MASK,
    RESULT,
    Combine,
    RegionTool,
    combination,
)
from unet_studio.workspace.tools.tool import (
    NO_CLASS,
    CursorRole,
    KeyTable,
    PointerEvent,
    keys_in_progress,
)

if TYPE_CHECKING:
    from unet_studio.domain.constraint import Point
    from unet_studio.workspace.tools.option import OptionValue

AS_LINE = "line"

STEP_PX = 2.0
"""The trace gets a point whenever the pointer went so far on the screen."""

_TOLERANCE_SCREEN_PX = 0.75
_LEAST_TOLERANCE_PX = 0.4  # finer than this makes no difference to the pixels that are covered

_START = say(
    "hint",
    "Drag around the object; it closes when you let go. "
    "Shift adds to the selected shape, Alt takes from it.",
)
_START_LINE = say("hint", "Drag along the line; it ends where you let go.")
_DRAGGING = say("hint", "Let go to finish. Esc cancels.")
_FOLLOWING = say("hint", "Move along the outline, click to finish. Esc cancels.")


class FreehandTool(RegionTool):
    """Drag along the outline; or click, move along it, and click again."""

    OPTIONS = (
        ChoiceOption(
            RESULT.key,
            RESULT.text,
            (*RESULT.choices[:1], (AS_LINE, say("options", "line")), *RESULT.choices[1:]),
        ),
    )

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._trace: list[Point] = []
        self._how = Combine.NEW
        self._is_held = False
        self._scale = 1.0
        self._cursor = CursorRole.CROSS

    @property
    def hint(self) -> Message:
        """One sentence: what can be done now."""
        if not self._class_name:
            return NO_CLASS()
        if not self._trace:
            return _START_LINE() if self.option(RESULT.key) == AS_LINE else _START()
        return _DRAGGING() if self._is_held else _FOLLOWING()

    @property
    def is_drawing(self) -> bool:
        """Whether a line is in progress."""
        return bool(self._trace)

    def set_class_name(self, name: str | None) -> None:
        """Choose the class of what is drawn next, a line in progress included."""
        super().set_class_name(name)
        self._refresh()

    def set_option(self, key: str, value: OptionValue) -> None:
        """Set an option; what it says to do may change."""
        super().set_option(key, value)
        self.hint_changed.emit()

    def cancel(self) -> None:
        """Drop the line in progress."""
        self._trace = []
        self._is_held = False
        super().cancel()
        self._refresh()

    def undo_part(self) -> bool:
        """Drop the line in progress."""
        if not self._trace:
            return False
        self.cancel()
        return True

    def live_keys(self) -> KeyTable:
        """Enter, Esc and Backspace, while a line is in progress."""
        if not self._trace:
            return super().live_keys()
        return keys_in_progress(self.finish, self.cancel, self.undo_part)

    def press(self, event: PointerEvent) -> None:
        """Start a line, or end the one that follows the pointer."""
        if event.button is not Qt.MouseButton.LeftButton or self._document is None:
            return
        if self._trace:
            self.finish()
        elif not self._class_name:
            self.class_needed.emit()
        else:
            self._is_held = True
            self._how = combination(event)
            self._scale = event.scale
            self._trace = [self._inside(event)]
            self._refresh()

    def move(self, event: PointerEvent) -> None:
        """Go on with the line."""
        if self._trace and event.distance_px(*self._trace[-1]) >= STEP_PX:
            point = self._inside(event)
            if point != self._trace[-1]:
                self._trace.append(point)
                self._scale = event.scale
                self._show(ToolPreview(draft=self._draft()))

    def release(self, event: PointerEvent) -> None:
        """End the line if it was dragged; else it follows the pointer until the next click."""
        if event.button is not Qt.MouseButton.LeftButton or not self._is_held:
            return
        self._is_held = False
        if len(self._trace) > 1 or event.distance_px(*self._trace[0]) >= DRAG_PX:
            self.finish()
        else:
            self._refresh()

    def double_click(self, event: PointerEvent) -> None:
        """A press like any other."""
        self.press(event)

    def finish(self) -> None:
        """Make the shape of the line, if it is long enough."""
        trace, how = np.array(self._trace).reshape(-1, 2), self._how
        self.cancel()
        if not len(trace):
            return
        as_line = self.option(RESULT.key) == AS_LINE and how is Combine.NEW
        tolerance = max(_TOLERANCE_SCREEN_PX / self._scale, _LEAST_TOLERANCE_PX)
        points = simplified(trace, tolerance, closed=not as_line)
        kind = ShapeType.LINESTRIP if as_line else ShapeType.POLYGON
        if len(points) < POINT_COUNTS[kind][0] or (not as_line and area_px(points) == 0):
            return
        self._insert_or_combine(Shape(self._class_name or "", points, kind), how)

    def _insert_or_combine(self, shape: Shape, how: Combine) -> None:
        if self._document is None:
            return
        is_new = how is Combine.NEW or (how is Combine.ADD and self._target() is None)
        if is_new and self.option(RESULT.key) != AS_MASK:
            self._document.insert_shape(shape)
        else:
            self.commit(region_of(shape, self._document.image_size), how)

    def _inside(self, event: PointerEvent) -> Point:
        size = self._document.image_size if self._document is not None else (0, 0)
        x, y = clamped(np.array([[event.x, event.y]]), size)[0]
        return float(x), float(y)

    def _draft(self) -> Draft:
        as_line = self.option(RESULT.key) == AS_LINE and self._how is Combine.NEW
        return Draft(
            np.array(self._trace),
            self._trace[0] if not as_line else None,
            shape_type=ShapeType.LINESTRIP if as_line else ShapeType.POLYGON,
            class_name=self._class_name or "",
            is_traced=True,
        )

    def _refresh(self) -> None:
        self._show(ToolPreview(draft=self._draft()) if self._trace else NO_PREVIEW)
        self.hint_changed.emit()
