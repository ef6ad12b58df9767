"""The boxed tool: what tools have in common that look for something in a box one drags."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from unet_studio.workspace.tools.preview import RegionPreview, ToolPreview
from unet_studio.workspace.tools.region import Combine
from unet_studio.workspace.tools.smart import SmartTool
from unet_studio.workspace.tools.tool import NO_MODIFIER, KeyTable

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from unet_studio.domain.region import Region
    from unet_studio.workspace.tools.tool import PointerEvent

SMALLEST_DRAG_PX = 4.0  # on the screen

Box = tuple[float, float, float, float]


class BoxedTool(SmartTool):
    """Drag a box; what is found in it is shown, and kept by Enter or a click into it."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._corner: tuple[float, float] | None = None
        self._box: Box | None = None
        self._found: Region | None = None
        self._how = Combine.NEW
        self._keeps_when_found = False

    @property
    def is_drawing(self) -> bool:
        """Whether something is found, or being looked for."""
        return self._corner is not None or self._box is not None

    def cancel(self) -> None:
        """Drop what was found."""
        self._corner = self._box = self._found = None
        self._keeps_when_found = False
        super().cancel()
        self.hint_changed.emit()

    def undo_part(self) -> bool:
        """Drop what was found."""
        if not self.is_drawing:
            return False
        self.cancel()
        return True

    def live_keys(self) -> KeyTable:
        """Enter and Esc, while something is found."""
        if not self.is_drawing:
            return super().live_keys()
        return {
            (Qt.Key.Key_Return, NO_MODIFIER): self.accept,
            (Qt.Key.Key_Enter, NO_MODIFIER): self.accept,
            (Qt.Key.Key_Escape, NO_MODIFIER): self.cancel,
        }

    def set_class_name(self, name: str | None) -> None:
        """Choose the class of what is drawn next, what was found included."""
        super().set_class_name(name)
        self.refresh()

    def press(self, event: PointerEvent) -> None:
        """Begin a box; it is not clear yet whether this is a click."""
        if event.button is not Qt.MouseButton.LeftButton or not self.is_ready:
            return
        if self.how(event) is not None:
            self._corner = (event.x, event.y)

    def move(self, event: PointerEvent) -> None:
        """Show the box."""
        if self._corner is not None and self._is_drag(event):
            self._show(ToolPreview(box=self._box_to(event)))

    def release(self, event: PointerEvent) -> None:
        """Look into the box; a click keeps what was found, or means something else."""
        if self._corner is None or event.button is not Qt.MouseButton.LeftButton:
            return
        is_drag, box, how = self._is_drag(event), self._box_to(event), self.how(event)
        self._corner = None
        if is_drag and how is not None:
            if self._found is not None and not _is_same_place(box, self._box):
                self.accept()  # the next thing: going on says that this one is right
            self.cancel()
            self._box, self._how = box, how
            self.look()
            self.hint_changed.emit()
        elif self._found is not None and self._found.covers(event.x, event.y):
            self.accept()
        else:
            self.clicked(event)
            self.refresh()

    def accept(self) -> None:
        """Keep what was found, at the latest when it is there."""
        if self._box is None:
            return
        if self.is_computing:
            self._keeps_when_found = True
            return
        found, how = self._found, self._how
        self.cancel()
        if found is not None:
            self.commit(found, how)

    def look(self) -> None:
        """Look for something in the box and hand it to `show_found`."""
        raise NotImplementedError

    def clicked(self, event: PointerEvent) -> None:
        """A click beside what was found."""
        del event

    def show_found(self, found: Region) -> None:
        """Show what was found."""
        self._found = found
        self.refresh()
        self.hint_changed.emit()
        if self._keeps_when_found:
            self.accept()

    def refresh(self) -> None:
        """Show the present state."""
        region = None
        if self._found is not None:
            erases = self._how is Combine.TAKE
            region = RegionPreview(self._found, self._class_name or "", erases=erases)
        self._show(ToolPreview(region=region, box=self._box))

    def _is_drag(self, event: PointerEvent) -> bool:
        return self._corner is not None and event.distance_px(*self._corner) >= SMALLEST_DRAG_PX

    def _box_to(self, event: PointerEvent) -> Box:
        x, y = self._corner or (event.x, event.y)
        height, width = self._document.image_size if self._document else (0, 0)
        return (
            min(max(x, 0.0), width),
            min(max(y, 0.0), height),
            min(max(event.x, 0.0), width),
            min(max(event.y, 0.0), height),
        )


def _is_same_place(box: Box, before: Box | None) -> bool:
    """Whether two boxes mean one thing: they share half of the smaller one."""
    if before is None:
        return True
    (left, right), (top, bottom) = sorted(box[::2]), sorted(box[1::2])
    (left_b, right_b), (top_b, bottom_b) = sorted(before[::2]), sorted(before[1::2])
    width = max(min(right, right_b) - max(left, left_b), 0.0)
    height = max(min(bottom, bottom_b) - max(top, top_b), 0.0)
    smaller = min((right - left) * (bottom - top), (right_b - left_b) * (bottom_b - top_b))
    return 2 * width * height >= smaller
