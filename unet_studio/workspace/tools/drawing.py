"""The drawing tool: what all tools have in common that set points until they make a shape."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import Qt

from unet_studio.domain.annotation import Shape, ShapeType
from unet_studio.domain.polygon import clamped
from unet_studio.workspace.tools.points import PointsTool
from unet_studio.workspace.tools.preview import NO_PREVIEW, Draft, ToolPreview
from unet_studio.workspace.tools.tool import NO_CLASS, PointerEvent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unet_studio.domain.constraint import Point
    from unet_studio.domain.message import Message


def is_constrained(event: PointerEvent) -> bool:
    """Whether Shift is held: squares, and angles in steps of 45 degrees."""
    return bool(event.modifiers & Qt.KeyboardModifier.ShiftModifier)


class DrawingTool(PointsTool):
    """Sets points of the class in hand, inside the image; subclasses say what shape they make."""

    shape_type = ShapeType.POLYGON
    """What it draws."""

    @property
    def hint(self) -> Message:
        """One sentence: what can be done now."""
        return self._hint() if self._class_name else NO_CLASS()

    def set_class_name(self, name: str | None) -> None:
        """Choose the class of what is drawn next, a shape in progress included."""
        super().set_class_name(name)
        self._refresh()

    def press(self, event: PointerEvent) -> None:
        """Set a point."""
        self._last = event
        if self._may_draw(event):
            self._set_point(event)

    def double_click(self, event: PointerEvent) -> None:
        """A press like any other, unless a tool says more."""
        self.press(event)

    def finish(self) -> None:
        """Make the shape of what is there, if that is enough."""
        last = self._last
        if self.is_drawing and last is not None and self._may_draw(last, any_button=True):
            self._set_point(last)

    def _hint(self) -> Message:
        raise NotImplementedError

    def _set_point(self, event: PointerEvent) -> None:
        """Go on with a point where the event is."""
        raise NotImplementedError

    def _draft(self, cursor: Point | None) -> Draft:
        """What is shown of the shape in progress; the cursor lies inside the image."""
        raise NotImplementedError

    def _may_draw(self, event: PointerEvent, *, any_button: bool = False) -> bool:
        """Whether this is a press to draw with; asks for a class if only that is missing."""
        is_left = event.button is Qt.MouseButton.LeftButton or any_button
        if not is_left or self._document is None:
            return False
        if not self._class_name:
            self.class_needed.emit()
            return False
        return True

    def _insert(self, points: Sequence[Point], shape_type: ShapeType | None = None) -> None:
        """Put the finished shape into the document, and be ready for the next one."""
        document, class_name = self._document, self._class_name
        if document is None or not class_name:
            return
        self._points = ()
        self._refresh()
        document.insert_shape(Shape(class_name, np.array(points), shape_type or self.shape_type))

    def _inside(self, event: PointerEvent) -> Point:
        """Where the event is, drawn back into the image."""
        point = np.array([[event.x, event.y]])
        x, y = clamped(point, self._size)[0]
        return float(x), float(y)

    @property
    def _size(self) -> tuple[int, int]:
        return self._document.image_size if self._document is not None else (0, 0)

    def _refresh(self) -> None:
        preview = NO_PREVIEW
        if self.is_drawing:
            last = self._last
            preview = ToolPreview(draft=self._draft(self._inside(last) if last else None))
        if preview is not NO_PREVIEW or self._preview is not NO_PREVIEW:
            self._show(preview)
        self.hint_changed.emit()
