"""The rectangle tool: a drag, or two clicks, span a box."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unet_studio.domain.annotation import ShapeType
from unet_studio.domain.constraint import square_corner
from unet_studio.domain.message import Message, say
from unet_studio.workspace.tools.span import SpanTool

if TYPE_CHECKING:
    from unet_studio.domain.constraint import Point

_START = say("hint", "Drag from one corner of the rectangle to the opposite one. Shift: a square.")
_GO_ON = say("hint", "Click the opposite corner. Shift: a square. Esc cancels.")


class RectangleTool(SpanTool):
    """From corner to opposite corner; with Shift a square."""

    shape_type = ShapeType.RECTANGLE

    def _hint(self) -> Message:
        return _GO_ON() if self._points else _START()

    def _ends(self, cursor: Point, *, constrained: bool) -> tuple[Point, Point]:
        corner = self._points[0]
        return corner, square_corner(corner, cursor, self._size) if constrained else cursor

    def _is_large_enough(self, first: Point, second: Point) -> bool:
        return first[0] != second[0] and first[1] != second[1]
