"""Two canvases that show the same part of two pictures of one size."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from unet_studio.ui.canvas.crosshair_layer import CrosshairLayer

if TYPE_CHECKING:
    from unet_studio.ui.canvas.canvas_view import CanvasView


class LinkedCanvases(QObject):
    """Moves each with the other, and shows in both where the cursor is.

    The second shows the picture of the first, and tells of its cursor through the first, which thus
    speaks for both.
    """

    def __init__(self, first: CanvasView, second: CanvasView) -> None:
        super().__init__(first)
        self._first, self._second = first, second
        self._is_moving = False
        self._is_linked = False
        self._pointers = [CrosshairLayer(canvas) for canvas in (first, second)]
        for canvas, pointer in zip((first, second), self._pointers, strict=True):
            canvas.add_layer(pointer, above_labels=True)
            first.cursor_moved.connect(pointer.move)
            first.cursor_left.connect(pointer.leave)
        second.cursor_moved.connect(first.cursor_moved)
        second.cursor_left.connect(first.cursor_left)
        first.viewport_changed.connect(lambda: self._follow(first, second))
        second.viewport_changed.connect(lambda: self._follow(second, first))
        first.image_layer.changed.connect(self._show_picture)

    def set_linked(self, linked: bool) -> None:
        """Both are seen now, or the first alone."""
        self._is_linked = linked
        for pointer in self._pointers:
            pointer.set_visible(linked)
        if linked:
            self._show_picture()
            self._follow(self._first, self._second)

    def _show_picture(self) -> None:
        if not self._is_linked:
            return
        shown = self._first.image_layer
        self._second.set_image(shown.picture)
        if shown.display is not None and shown.picture is not None:
            self._second.image_layer.set_display(shown.display)

    def _follow(self, moved: CanvasView, other: CanvasView) -> None:
        if self._is_linked and not self._is_moving:
            self._is_moving = True
            other.camera.follow(moved.camera)
            self._is_moving = False
