"""The circle tool: a drag, or two clicks, from the middle to the rim or from rim to rim."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unet_studio.domain.annotation import ShapeType
from unet_studio.domain.message import Message, say
from unet_studio.workspace.tools.span import SpanTool

if TYPE_CHECKING:
    from unet_studio.domain.constraint import Point

_START = say("hint", "Drag from the middle to the rim. With Shift: across, from rim to rim.")
_GO_ON = say("hint", "Click the rim. With Shift, both clicks lie on the rim. Esc cancels.")


class CircleTool(SpanTool):
    """Around the first point; with Shift, both points lie opposite each other on the rim."""

    shape_type = ShapeType.CIRCLE

    def _hint(self) -> Message:
        return _GO_ON() if self._points else _START()

    def _ends(self, cursor: Point, *, constrained: bool) -> tuple[Point, Point]:
        start = self._points[0]
        if not constrained:
            return start, cursor
        return ((start[0] + cursor[0]) / 2, (start[1] + cursor[1]) / 2), cursor
