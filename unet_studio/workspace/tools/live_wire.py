"""The live-wire tool: clicks set anchors, and between them a line finds the border by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import Qt

from unet_studio.domain.annotation import Shape, ShapeType
from unet_studio.domain.message import Message, say
from unet_studio.imaging.region_shapes import region_of
from unet_studio.imaging.smart_select.live_wire import Follows, path_between, simplified, wide_line
from unet_studio.workspace.tools.option import ChoiceOption, NumberOption
from unet_studio.workspace.tools.preview import NO_PREVIEW, ToolPreview, Wire
from unet_studio.workspace.tools.region import AS_MASK, AS_POLYGON, Combine
from unet_studio.workspace.tools.smart import KEEP_OFF, TOLERANCE_PX, SmartTool
from unet_studio.workspace.tools.tool import NO_CLASS, KeyTable, keys_in_progress
from unet_studio.workspace.tools.trail import Trail
from unet_studio.workspace.tools.wire_reach import WireReach, reach_from

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from PySide6.QtCore import QObject

    from unet_studio.workspace.tools.tool import PointerEvent

CLOSE_RADIUS_PX = 10.0
SNAP_PX = 5.0  # on the screen: a click need not hit the border exactly
LEAST_OUTLINE_PX = 3

AS_LINE, AS_WIDE_LINE = "line", "wide line"

_START = say("hint", "Click on the border of a thing; the line then follows it to the cursor.")
_GO_ON = say(
    "hint",
    "Click to fix the line so far; Ctrl draws straight. "
    "Backspace takes the last click back, Esc cancels.",
)
_CLOSE = say(
    "hint",
    "Click to fix the line; click the first point, double-click or press Enter to close it. "
    "Ctrl draws straight, Backspace takes the last click back, Esc cancels.",
)
_END = say(
    "hint",
    "Click to fix the line; double-click or press Enter to end it. "
    "Ctrl draws straight, Backspace takes the last click back, Esc cancels.",
)
_CLOSES_NOW = say("hint", "Click to close the outline.")

FOLLOWS = ChoiceOption(
    "follows",
    say("options", "Follows"),
    (
        (Follows.EDGE.value, say("options", "edges")),
        (Follows.DARK_LINE.value, say("options", "dark lines")),
        (Follows.BRIGHT_LINE.value, say("options", "bright lines")),
    ),
    tip=say("options", "Edges for things; dark or bright lines for membranes, roots or cracks."),
)
BECOMES = ChoiceOption(
    "result",
    say("options", "Becomes"),
    (
        (AS_POLYGON, say("options", "polygon")),
        (AS_MASK, say("options", "mask")),
        (AS_LINE, say("options", "line")),
        (AS_WIDE_LINE, say("options", "line as mask")),
    ),
    tip=say("options", "“Line as mask” is as wide as set here; other lines 10 pixels in masks."),
)


class LiveWireTool(SmartTool):
    """An outline, or a line, that clings to what is seen."""

    OPTIONS = (
        FOLLOWS,
        BECOMES,
        NumberOption("width", say("options", "Line width"), 1, 30, 3, unit="px"),
        KEEP_OFF,
    )

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._trail = Trail()
        self._reach: WireReach | None = None  # the paths from the last anchor
        self._last: PointerEvent | None = None
        self._how = Combine.NEW

    @property
    def hint(self) -> Message:
        """One sentence: what can be done now."""
        if not self._class_name:
            return NO_CLASS()
        if not self._trail:
            return _START()
        if self._closes(self._last):
            return _CLOSES_NOW()
        if not self._trail.has_line:
            return _GO_ON()
        return _END() if self._is_open else _CLOSE()

    @property
    def is_drawing(self) -> bool:
        """Whether a line is in progress."""
        return bool(self._trail)

    def cancel(self) -> None:
        """Drop the line in progress."""
        self._trail, self._reach = Trail(), None
        self.drop_question()
        self._refresh()

    def undo_part(self) -> bool:
        """Take the last anchor back."""
        if not self._trail:
            return False
        self._trail = self._trail.shortened()
        if self._trail:
            self._look_around()
        else:
            self.cancel()
        return True

    def live_keys(self) -> KeyTable:
        """Enter, Esc, Backspace and Delete, while a line is in progress."""
        if not self._trail:
            return super().live_keys()
        return keys_in_progress(self.finish, self.cancel, self.undo_part)

    def set_class_name(self, name: str | None) -> None:
        """Choose the class of what is drawn next, a line in progress included."""
        super().set_class_name(name)
        self._refresh()

    def set_option(self, key: str, value: float | bool | str) -> None:
        """Set an option; a line in progress goes on by it."""
        before = self.option(key)
        super().set_option(key, value)
        if self._trail and before != self.option(key):
            self._look_around()

    def press(self, event: PointerEvent) -> None:
        """Set an anchor, or close the line on its first one."""
        self._last = event
        if event.button is not Qt.MouseButton.LeftButton or not self.is_ready:
            return
        if not self._trail:
            self._begin(event)
        elif self._closes(event):
            self.finish()
        else:
            self._fix(self._live_path(event))

    def move(self, event: PointerEvent) -> None:
        """Let the line follow; what is long enough is fixed on the way."""
        self._last = event
        if not self._trail:
            return
        target = self._inside(event)
        if self._reach is None or _is_straight(event) or self._reach.holds(*target):
            self._refresh()
        else:
            self._fix(self._reach.way_towards(*target))

    def double_click(self, event: PointerEvent) -> None:
        """End the line: its last anchor came with the first of the two clicks."""
        if event.button is not Qt.MouseButton.LeftButton:
            return
        if self._trail.has_line:
            self.finish()
        else:
            self.press(event)

    def leave(self) -> None:
        """Take the moving part away until the cursor is back."""
        self._last = None
        self._refresh()

    def finish(self) -> None:
        """Make the shape, if there is line enough."""
        if self._is_open:
            self._finish_line()
        else:
            self._finish_outline()

    # ---- the line so far ----

    @property
    def _is_open(self) -> bool:
        return self._options["result"] in (AS_LINE, AS_WIDE_LINE)

    def _begin(self, event: PointerEvent) -> None:
        how = self.how(event)
        if how is not None:
            self._how = how
            self._trail = Trail.from_anchor(self._inside(event))
            self._look_around(snap_px=round(SNAP_PX / event.scale))

    def _fix(self, path: NDArray[np.float64]) -> None:
        before, self._trail = self._trail, self._trail.extended(path)
        if self._trail is not before:
            self._look_around()

    def _look_around(self, snap_px: int = 0) -> None:
        """Find the paths from the last anchor; the first anchor may move onto the border."""
        pixels, anchor = self._pixels, self._trail.anchors[-1]
        if pixels is None:
            return
        self._reach = None
        follows, width_px = Follows(str(self._options["follows"])), float(self._options["width"])
        self.drop_question()
        self.compute(lambda: reach_from(pixels, anchor, follows, width_px, snap_px), self._on_reach)
        self._refresh()

    def _on_reach(self, reach: WireReach) -> None:
        if not self._trail.has_line:
            self._trail = Trail.from_anchor(reach.anchor)
        self._reach = reach
        if self._last is not None:
            self.move(self._last)
        else:
            self._refresh()

    def _live_path(self, event: PointerEvent) -> NDArray[np.float64]:
        """From the last anchor to the cursor: (N, 2) float64 whole pixels."""
        target = self._inside(event)
        if self._reach is None or _is_straight(event):
            return np.array([self._trail.anchors[-1], target], np.float64)
        return self._reach.path_to(*target, snap_px=round(SNAP_PX / event.scale))

    def _inside(self, event: PointerEvent) -> tuple[int, int]:
        """The pixel under the event, moved into the image."""
        height, width = self._document.image_size if self._document else (1, 1)
        x, y = int(np.floor(event.x)), int(np.floor(event.y))
        return min(max(x, 0), width - 1), min(max(y, 0), height - 1)

    def _closes(self, event: PointerEvent | None) -> bool:
        if event is None or self._is_open or not self._trail.has_line:
            return False
        x, y = self._trail.anchors[0]
        return event.distance_px(x + 0.5, y + 0.5) <= CLOSE_RADIUS_PX

    # ---- what becomes of it ----

    def _finish_line(self) -> None:
        line, document = self._trail.line, self._document
        if not len(line) or document is None or not self._class_name:
            return
        is_wide, width_px = self._options["result"] == AS_WIDE_LINE, float(self._options["width"])
        how = self._how
        self.cancel()
        points = simplified(line, TOLERANCE_PX, closed=False) + 0.5
        if is_wide:
            self.commit(wide_line(points, width_px), how)
        else:
            document.insert_shape(Shape(self._class_name, points, ShapeType.LINESTRIP))

    def _finish_outline(self) -> None:
        """Join the last anchor with the first one, off the GUI thread, and fill the outline."""
        pixels = self._pixels
        if not self._trail.has_line or pixels is None:
            return
        follows, width_px = Follows(str(self._options["follows"])), float(self._options["width"])
        ends, line = (self._trail.anchors[-1], self._trail.anchors[0]), self._trail.line
        self.drop_question()
        self.compute(
            lambda: path_between(pixels.crop, pixels.size, *ends, follows, width_px, line),
            self._on_joined,
        )

    def _on_joined(self, path: NDArray[np.float64]) -> None:
        line = np.vstack([self._trail.line, path])
        if len(line) < LEAST_OUTLINE_PX or self._document is None:
            return
        points = simplified(line, TOLERANCE_PX, closed=True) + 0.5
        how = self._how
        if len(points) < LEAST_OUTLINE_PX:
            self.cancel()
            return
        outline = Shape(self._class_name or "", points)
        region = region_of(outline, self._document.image_size)
        blocked = self.blocked_region(region, how)
        self.cancel()
        if blocked is None and how is Combine.NEW and self._options["result"] == AS_POLYGON:
            self._document.insert_shape(outline)  # as it was shown
        else:
            self.commit(region if blocked is None else region.without(blocked), how)

    def _refresh(self) -> None:
        self._show(ToolPreview(wire=self._wire()) if self._trail else NO_PREVIEW)
        self.hint_changed.emit()

    def _wire(self) -> Wire:
        live = self._live_path(self._last) if self._last is not None else np.zeros((0, 2))
        return Wire(
            fixed=self._trail.line + 0.5,
            live=live + 0.5,
            anchors=np.array(self._trail.anchors, np.float64) + 0.5,
            closes=self._closes(self._last),
            is_closed=not self._is_open,
            class_name=self._class_name or "",
        )


def _is_straight(event: PointerEvent) -> bool:
    return bool(event.modifiers & Qt.KeyboardModifier.ControlModifier)
