"""The pan tool: dragging moves the picture."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from unet_studio.domain.message import Message, say
from unet_studio.workspace.tools.tool import CursorRole, PointerEvent, Tool

_HINT = say("hint", "Drag to move the picture. The wheel zooms to the cursor.")


class PanTool(Tool):
    """Keeps the point of the image that was grabbed under the cursor."""

    pan_requested = Signal(float, float)  # dx, dy in screen pixels

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._grabbed: tuple[float, float] | None = None
        self._cursor = CursorRole.OPEN_HAND

    @property
    def hint(self) -> Message:
        """One sentence: what can be done now."""
        return _HINT()

    def cancel(self) -> None:
        """Let go."""
        self._grabbed = None
        self._set_cursor(CursorRole.OPEN_HAND)
        super().cancel()

    def press(self, event: PointerEvent) -> None:
        """Grab the image."""
        self._grabbed = (event.x, event.y)
        self._set_cursor(CursorRole.CLOSED_HAND)

    def move(self, event: PointerEvent) -> None:
        """Ask for the grabbed point to come under the cursor again."""
        if self._grabbed is not None:
            x, y = self._grabbed
            self.pan_requested.emit((event.x - x) * event.scale, (event.y - y) * event.scale)

    def release(self, event: PointerEvent) -> None:
        """Let go."""
        del event
        self._grabbed = None
        self._set_cursor(CursorRole.OPEN_HAND)
