"""Says in the status bar what is under the cursor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QLabel

from unet_studio.ui.actions import Mode
from unet_studio.ui.window_status import place_text

if TYPE_CHECKING:
    from unet_studio.ui.canvas.canvas_view import CanvasView
    from unet_studio.ui.main_window import MainWindow


class PlaceInStatusBar(QObject):
    """Tells where the cursor is, the raw value there, and which class.

    Attributes
    ----------
    words
        What says so.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self._workspace = window, window.workspace
        self._cursor: tuple[float, float] | None = None
        self.words = QLabel()
        window.statusBar().addWidget(self.words)
        self._workspace.image_changed.connect(self._tell_again)
        self.add_canvas(window.label_view.canvas)

    def add_canvas(self, canvas: CanvasView) -> None:
        """Tell the same of one more canvas."""
        canvas.cursor_moved.connect(self._show)
        canvas.cursor_left.connect(self._clear)

    def _tell_again(self) -> None:
        if self._cursor is not None:
            self._show(*self._cursor)

    def _show(self, x: float, y: float) -> None:
        self._cursor = (x, y)
        self.words.setText(self._text(x, y))

    def _clear(self) -> None:
        self._cursor = None
        self.words.clear()

    def _text(self, x: float, y: float) -> str:
        if self._window.mode is Mode.RESULTS:
            room = self._window.rooms.results
            picture, class_name = room.view.canvas.image_layer.picture, room.words_at(x, y)
        else:
            picture, document = self._workspace.picture, self._workspace.document
            shape = document.index.shape_at(x, y) if document else None
            class_name = shape.class_name if shape else None
        return place_text(x, y, picture, class_name, self._workspace.pixel_size.um)
