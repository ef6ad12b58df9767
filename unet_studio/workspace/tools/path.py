"""The path tool: what tools have in common that set point after point along a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import Qt

from unet_studio.domain.annotation import POINT_COUNTS
from unet_studio.domain.constraint import at_even_angle
from unet_studio.workspace.tools.drawing import DrawingTool, is_constrained
from unet_studio.workspace.tools.preview import Draft

if TYPE_CHECKING:
    from unet_studio.domain.constraint import Point
    from unet_studio.workspace.tools.tool import PointerEvent


class PathTool(DrawingTool):
    """Click by click; a double click or Enter ends it, if there are points enough."""

    @property
    def least_points(self) -> int:
        """Fewer never make a shape."""
        return POINT_COUNTS[self.shape_type][0]

    def double_click(self, event: PointerEvent) -> None:
        """End the path: its last point came with the first of the two clicks."""
        is_left = event.button is Qt.MouseButton.LeftButton
        if is_left and len(self._points) >= self.least_points:
            self.finish()
        else:
            self.press(event)

    def finish(self) -> None:
        """Make the shape, if there are points enough; the cursor is none of them."""
        if len(self._points) >= self.least_points:
            self._insert(self._points)

    def _set_point(self, event: PointerEvent) -> None:
        if self._closes(event):
            self.finish()
            return
        point = self._next(event, self._inside(event))
        if not self._points or self._points[-1] != point:
            self._points = (*self._points, point)
        self._refresh()

    def _closes(self, event: PointerEvent | None) -> bool:
        """Whether a click there would end the path."""
        del event
        return False

    def _next(self, event: PointerEvent, cursor: Point) -> Point:
        if self._points and is_constrained(event):
            return at_even_angle(self._points[-1], cursor, self._size)
        return cursor

    def _draft(self, cursor: Point | None) -> Draft:
        target = None
        if cursor is not None and self._last is not None:
            target = self._next(self._last, cursor)
        return Draft(
            np.array(self._points),
            target,
            closes=self._closes(self._last),
            shape_type=self.shape_type,
            class_name=self._class_name or "",
        )
