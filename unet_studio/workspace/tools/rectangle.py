"""The rectangle tool: a drag, or two clicks, span a box."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QObject, Qt

from unet_studio.domain.annotation import Shape, ShapeType
from unet_studio.domain.message import Message, say
from unet_studio.domain.polygon import clamped
from unet_studio.workspace.tools.preview import NO_PREVIEW, Draft, ToolPreview
from unet_studio.workspace.tools.tool import (
    NO_CLASS,
    NO_MODIFIER,
    CursorRole,
    KeyTable,
    PointerEvent,
    Tool,
)

SMALLEST_DRAG_PX = 4.0

_START = say("hint", "Drag from one corner of the rectangle to the opposite one.")
_GO_ON = say("hint", "Click the opposite corner. Esc cancels.")


class RectangleTool(Tool):
    """Press, drag, let go; or click one corner and then the other."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._corner: tuple[float, float] | None = None
        self._last: PointerEvent | None = None
        self._cursor = CursorRole.CROSS

    @property
    def hint(self) -> Message:
        """One sentence: what can be done now."""
        if not self._class_name:
            return NO_CLASS()
        return _START() if self._corner is None else _GO_ON()

    def set_class_name(self, name: str | None) -> None:
        """Choose the class of what is drawn next."""
        super().set_class_name(name)
        self._refresh()

    def cancel(self) -> None:
        """Drop the rectangle in progress."""
        self._corner = None
        self._refresh()

    def undo_part(self) -> bool:
        """Drop the rectangle in progress."""
        if self._corner is None:
            return False
        self.cancel()
        return True

    def live_keys(self) -> KeyTable:
        """Esc, while a rectangle is in progress."""
        if self._corner is None:
            return super().live_keys()
        return {(Qt.Key.Key_Escape, NO_MODIFIER): self.cancel}

    def press(self, event: PointerEvent) -> None:
        """Set the first corner, or the second."""
        self._last = event
        if event.button is not Qt.MouseButton.LeftButton or self._document is None:
            return
        if not self._class_name:
            self.class_needed.emit()
        elif self._corner is None:
            self._corner = self._inside(event)
            self._refresh()
        else:
            self._finish(event)

    def move(self, event: PointerEvent) -> None:
        """Show the box that would be drawn."""
        self._last = event
        if self._corner is not None:
            self._refresh()

    def release(self, event: PointerEvent) -> None:
        """Set the second corner, if this was a drag."""
        if self._corner is not None and event.distance_px(*self._corner) >= SMALLEST_DRAG_PX:
            self._finish(event)

    def leave(self) -> None:
        """Take the preview away until the cursor is back."""
        self._last = None
        self._refresh()

    def _finish(self, event: PointerEvent) -> None:
        if self._corner is None or self._document is None or not self._class_name:
            return
        corners = np.array([self._corner, self._inside(event)])
        if not (corners[0] != corners[1]).all():
            return
        self.cancel()
        self._document.insert_shape(Shape(self._class_name, corners, ShapeType.RECTANGLE))

    def _inside(self, event: PointerEvent) -> tuple[float, float]:
        point = np.array([[event.x, event.y]])
        x, y = clamped(point, self._document.image_size)[0] if self._document else point[0]
        return float(x), float(y)

    def _refresh(self) -> None:
        preview = NO_PREVIEW
        if self._corner is not None:
            cursor = self._inside(self._last) if self._last is not None else None
            draft = Draft(
                np.array([self._corner]),
                cursor,
                shape_type=ShapeType.RECTANGLE,
                class_name=self._class_name or "",
            )
            preview = ToolPreview(draft=draft)
        self._show(preview)
        self.hint_changed.emit()
