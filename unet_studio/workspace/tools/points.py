"""The points tool: what all tools have in common that go on point by point."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unet_studio.workspace.tools.tool import (
    CursorRole,
    KeyTable,
    PointerEvent,
    Tool,
    keys_in_progress,
)

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from unet_studio.domain.constraint import Point

DRAG_PX = 4.0
"""Who moves the mouse less than this with the button down has clicked, not dragged."""


class PointsTool(Tool):
    """Keeps the points set so far, and takes them back; subclasses say what becomes of them."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._points: tuple[Point, ...] = ()
        self._last: PointerEvent | None = None
        self._cursor = CursorRole.CROSS

    @property
    def is_drawing(self) -> bool:
        """Whether something is in progress."""
        return bool(self._points)

    def cancel(self) -> None:
        """Drop what is in progress."""
        self._points = ()
        super().cancel()
        self._refresh()

    def undo_part(self) -> bool:
        """Take the last point back."""
        if not self._points:
            return False
        self._points = self._points[:-1]
        self._refresh()
        return True

    def live_keys(self) -> KeyTable:
        """Enter, Esc, Backspace and Delete, while something is in progress."""
        if not self.is_drawing:
            return super().live_keys()
        return keys_in_progress(self.finish, self.cancel, self.undo_part)

    def move(self, event: PointerEvent) -> None:
        """Show what the next point would make."""
        self._last = event
        if self.is_drawing:
            self._refresh()

    def leave(self) -> None:
        """Take the line to the cursor away until it is back."""
        self._last = None
        self._refresh()

    def finish(self) -> None:
        """Make of the points what they are for, if they are enough."""
        raise NotImplementedError

    def _refresh(self) -> None:
        """Show what is in progress."""
        raise NotImplementedError
