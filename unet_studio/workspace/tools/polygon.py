"""The polygon tool: clicks set the corners of a new polygon."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject, Qt

from unet_studio.domain.annotation import Shape
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

if TYPE_CHECKING:
    from unet_studio.workspace.document import AnnotationDocument

CLOSE_RADIUS_PX = 10.0
LEAST_POINTS = 3

_START = say("hint", "Click the first corner of the object.")
_GO_ON = say("hint", "Click along the outline. Backspace takes the last corner back, Esc cancels.")
_CLOSE = say(
    "hint",
    "Click the first corner, double-click or press Enter to close the polygon. "
    "Backspace takes the last corner back, Esc cancels.",
)
_CLOSES_NOW = say("hint", "Click to close the polygon.")


class PolygonTool(Tool):
    """Click by click to a polygon; fewer than three corners never make one."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._points: tuple[tuple[float, float], ...] = ()
        self._last: PointerEvent | None = None
        self._cursor = CursorRole.CROSS

    @property
    def hint(self) -> Message:
        """One sentence: what can be done now."""
        if not self._class_name:
            return NO_CLASS()
        if not self._points:
            return _START()
        if len(self._points) < LEAST_POINTS:
            return _GO_ON()
        return _CLOSES_NOW() if self._closes(self._last) else _CLOSE()

    @property
    def is_drawing(self) -> bool:
        """Whether a polygon is in progress."""
        return bool(self._points)

    def set_class_name(self, name: str | None) -> None:
        """Choose the class of what is drawn next, a polygon in progress included."""
        super().set_class_name(name)
        self._refresh()

    def cancel(self) -> None:
        """Drop the polygon in progress."""
        self._points = ()
        self._refresh()

    def undo_part(self) -> bool:
        """Take the last corner back."""
        if not self._points:
            return False
        self._points = self._points[:-1]
        self._refresh()
        return True

    def live_keys(self) -> KeyTable:
        """Enter, Esc, Backspace and Delete, while a polygon is in progress."""
        if not self._points:
            return super().live_keys()
        return {
            (Qt.Key.Key_Return, NO_MODIFIER): self.close_polygon,
            (Qt.Key.Key_Enter, NO_MODIFIER): self.close_polygon,
            (Qt.Key.Key_Escape, NO_MODIFIER): self.cancel,
            (Qt.Key.Key_Backspace, NO_MODIFIER): self._take_back,
            (Qt.Key.Key_Delete, NO_MODIFIER): self._take_back,
        }

    def press(self, event: PointerEvent) -> None:
        """Set a corner, or close the polygon on its first one."""
        self._last = event
        if event.button is not Qt.MouseButton.LeftButton or self._document is None:
            return
        if not self._class_name:
            self.class_needed.emit()
            return
        if self._closes(event):
            self.close_polygon()
            return
        point = _inside(event, self._document)
        if not self._points or self._points[-1] != point:
            self._points = (*self._points, point)
        self._refresh()

    def move(self, event: PointerEvent) -> None:
        """Draw the preview line to the cursor."""
        self._last = event
        if self._points:
            self._refresh()

    def double_click(self, event: PointerEvent) -> None:
        """Close the polygon: its last corner came with the first of the two clicks."""
        if event.button is Qt.MouseButton.LeftButton and len(self._points) >= LEAST_POINTS:
            self.close_polygon()
        else:
            self.press(event)

    def leave(self) -> None:
        """Take the preview line away until the cursor is back."""
        self._last = None
        self._refresh()

    def close_polygon(self) -> None:
        """Make the shape, if there are corners enough."""
        if len(self._points) < LEAST_POINTS or self._document is None or not self._class_name:
            return
        shape = Shape(self._class_name, np.array(self._points))
        self._points = ()
        self._refresh()
        self._document.insert_shape(shape)

    def _take_back(self) -> None:
        self.undo_part()

    def _closes(self, event: PointerEvent | None) -> bool:
        return (
            event is not None
            and len(self._points) >= LEAST_POINTS
            and event.distance_px(*self._points[0]) <= CLOSE_RADIUS_PX
        )

    def _refresh(self) -> None:
        self._show(ToolPreview(draft=self._draft()) if self._points else NO_PREVIEW)
        self.hint_changed.emit()

    def _draft(self) -> Draft:
        cursor = None
        if self._last is not None and self._document is not None:
            cursor = _inside(self._last, self._document)
        return Draft(
            np.array(self._points),
            cursor,
            closes=self._closes(self._last),
            class_name=self._class_name or "",
        )


def _inside(event: PointerEvent, document: AnnotationDocument) -> tuple[float, float]:
    """Where the event is, drawn back into the image."""
    x, y = clamped(np.array([[event.x, event.y]]), document.image_size)[0]
    return float(x), float(y)
