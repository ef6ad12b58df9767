"""The oriented rectangle tool: one edge, then how far the opposite one is away."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from unet_studio.domain.annotation import ShapeType
from unet_studio.domain.constraint import at_even_angle, far_edge
from unet_studio.domain.message import Message, say
from unet_studio.workspace.tools.drawing import DrawingTool, is_constrained
from unet_studio.workspace.tools.points import DRAG_PX
from unet_studio.workspace.tools.preview import Draft

if TYPE_CHECKING:
    from unet_studio.domain.constraint import Point
    from unet_studio.workspace.tools.tool import PointerEvent

_START = say("hint", "Drag along one edge of the rectangle, or click both of its ends.")
_EDGE = say("hint", "Click the other end of this edge. Shift: steps of 45°. Esc cancels.")
_WIDTH = say(
    "hint",
    "Move to the opposite edge and click. Shift: a square. "
    "Backspace takes the edge back, Esc cancels.",
)


class OrientedRectangleTool(DrawingTool):
    """Two points make an edge, the third one says how wide the rectangle is."""

    shape_type = ShapeType.ORIENTED_RECTANGLE

    def release(self, event: PointerEvent) -> None:
        """Set the end of the edge, if it was dragged."""
        if len(self._points) == 1 and event.distance_px(*self._points[0]) >= DRAG_PX:
            self._last = event
            self._set_point(event)

    def _hint(self) -> Message:
        return (_START, _EDGE, _WIDTH)[len(self._points)]()

    def _set_point(self, event: PointerEvent) -> None:
        place = self._inside(event)
        if len(self._points) == 2:
            third, fourth = self._far_edge(event, place)
            if third != self._points[1]:
                self._insert((*self._points, third, fourth))
            return
        place = self._edge_end(event, place)
        if place not in self._points:
            self._points = (*self._points, place)
        self._refresh()

    def _edge_end(self, event: PointerEvent, cursor: Point) -> Point:
        if self._points and is_constrained(event):
            return at_even_angle(self._points[0], cursor, self._size)
        return cursor

    def _far_edge(self, event: PointerEvent, cursor: Point) -> tuple[Point, Point]:
        first, second = self._points
        return far_edge(first, second, cursor, self._size, square=is_constrained(event))

    def _draft(self, cursor: Point | None) -> Draft:
        name = self._class_name or ""
        points = np.array(self._points)
        if cursor is None or self._last is None:
            return Draft(points, None, shape_type=ShapeType.LINE, class_name=name)
        if len(self._points) == 1:
            end = self._edge_end(self._last, cursor)
            return Draft(points, end, shape_type=ShapeType.LINE, class_name=name)
        third, fourth = self._far_edge(self._last, cursor)
        points = np.array([*self._points, third])
        return Draft(points, fourth, shape_type=self.shape_type, class_name=name)
