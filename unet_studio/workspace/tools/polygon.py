"""The polygon tool: clicks set the corners of a new polygon."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unet_studio.domain.annotation import ShapeType
from unet_studio.domain.message import Message, say
from unet_studio.workspace.tools.path import PathTool

if TYPE_CHECKING:
    from unet_studio.workspace.tools.tool import PointerEvent

CLOSE_RADIUS_PX = 10.0

_START = say("hint", "Click the first corner of the object.")
_GO_ON = say(
    "hint",
    "Click along the outline. Shift: steps of 45°. Backspace takes the last corner back, "
    "Esc cancels.",
)
_CLOSE = say(
    "hint",
    "Click the first corner, double-click or press Enter to close the polygon. "
    "Backspace takes the last corner back, Esc cancels.",
)
_CLOSES_NOW = say("hint", "Click to close the polygon.")


class PolygonTool(PathTool):
    """Click by click to a polygon; fewer than three corners never make one."""

    shape_type = ShapeType.POLYGON

    def _hint(self) -> Message:
        if not self._points:
            return _START()
        if len(self._points) < self.least_points:
            return _GO_ON()
        return _CLOSES_NOW() if self._closes(self._last) else _CLOSE()

    def _closes(self, event: PointerEvent | None) -> bool:
        return (
            event is not None
            and len(self._points) >= self.least_points
            and event.distance_px(*self._points[0]) <= CLOSE_RADIUS_PX
        )
