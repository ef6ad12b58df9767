"""The line tool: a drag, or two clicks, from one end to the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unet_studio.domain.annotation import ShapeType
from unet_studio.domain.constraint import at_even_angle
from unet_studio.domain.message import Message, say
from unet_studio.workspace.tools.span import SpanTool

if TYPE_CHECKING:
    from unet_studio.domain.constraint import Point

_START = say("hint", "Drag from one end of the line to the other. Shift: steps of 45°.")
_GO_ON = say("hint", "Click the other end of the line. Shift: steps of 45°. Esc cancels.")


class LineTool(SpanTool):
    """Straight from end to end; with Shift level, upright or halfway between."""

    shape_type = ShapeType.LINE

    def _hint(self) -> Message:
        return _GO_ON() if self._points else _START()

    def _ends(self, cursor: Point, *, constrained: bool) -> tuple[Point, Point]:
        start = self._points[0]
        return start, at_even_angle(start, cursor, self._size) if constrained else cursor
