"""The line strip tool: clicks set the points of a line with bends."""

from __future__ import annotations

from unet_studio.domain.annotation import ShapeType
from unet_studio.domain.message import Message, say
from unet_studio.workspace.tools.path import PathTool

_START = say("hint", "Click where the line starts.")
_GO_ON = say("hint", "Click along the line. Shift: steps of 45°. Esc cancels.")
_END = say(
    "hint",
    "Double-click the last point or press Enter to end the line. "
    "Backspace takes the last point back, Esc cancels.",
)


class LineStripTool(PathTool):
    """Click by click along a line; one point never makes one."""

    shape_type = ShapeType.LINESTRIP

    def _hint(self) -> Message:
        if not self._points:
            return _START()
        return _END() if len(self._points) >= self.least_points else _GO_ON()
