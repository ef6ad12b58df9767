"""The span tool: what tools have in common whose shape lies between two points."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from unet_studio.workspace.tools.drawing import DrawingTool, is_constrained
from unet_studio.workspace.tools.points import DRAG_PX
from unet_studio.workspace.tools.preview import Draft

if TYPE_CHECKING:
    from unet_studio.domain.constraint import Point
    from unet_studio.workspace.tools.tool import PointerEvent


class SpanTool(DrawingTool):
    """Press, drag, let go; or click one point and then the other."""

    def release(self, event: PointerEvent) -> None:
        """Set the second point, if this was a drag."""
        if self._points and event.distance_px(*self._points[0]) >= DRAG_PX:
            self._set_point(event)

    def _set_point(self, event: PointerEvent) -> None:
        place = self._inside(event)
        if not self._points:
            self._points = (place,)
            self._refresh()
            return
        first, second = self._ends(place, constrained=is_constrained(event))
        if self._is_large_enough(first, second):
            self._insert((first, second))

    def _ends(self, cursor: Point, *, constrained: bool) -> tuple[Point, Point]:
        """The two points of the shape if the second one were set at the cursor."""
        raise NotImplementedError

    def _is_large_enough(self, first: Point, second: Point) -> bool:
        return first != second

    def _draft(self, cursor: Point | None) -> Draft:
        name = self._class_name or ""
        if cursor is None or self._last is None:
            return Draft(np.array(self._points), None, shape_type=self.shape_type, class_name=name)
        first, second = self._ends(cursor, constrained=is_constrained(self._last))
        return Draft(np.array([first]), second, shape_type=self.shape_type, class_name=name)
