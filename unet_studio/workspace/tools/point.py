"""The point tool: every click is a point."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unet_studio.domain.annotation import ShapeType
from unet_studio.domain.message import Message, say
from unet_studio.workspace.tools.drawing import DrawingTool

if TYPE_CHECKING:
    from unet_studio.workspace.tools.tool import PointerEvent

_CLICK = say("hint", "Click to set a point. In masks it is a dot of 10 pixels.")


class PointTool(DrawingTool):
    """One click, one shape."""

    shape_type = ShapeType.POINT

    def _hint(self) -> Message:
        return _CLICK()

    def _set_point(self, event: PointerEvent) -> None:
        self._insert([self._inside(event)])
