"""Connects the strip of suggestions and the frame around the spot with the workspace."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from unet_studio.ui.actions import ActionKey as K
from unet_studio.ui.actions import Mode
from unet_studio.ui.canvas.spot_layer import SpotLayer
from unet_studio.ui.label.suggestion_strip import SuggestionStrip

if TYPE_CHECKING:
    from unet_studio.domain.suggestion import Suggestion
    from unet_studio.ui.main_window import MainWindow

_ROOM = 1.15  # around a spot that is shown: the view, times its own size


class SuggestionShowing(QObject):
    """Shows the queue below the picture while somebody wants it, and leads to its spots."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._workspace = workspace = window.workspace
        self._next = workspace.label_next
        keys = (K.FINISH_SPOT, K.NEXT_SUGGESTION, K.LABEL_NEXT)
        self._strip = SuggestionStrip([window.actions_[key] for key in keys])
        self._strip.hide()
        window.label_view.add_below(self._strip)
        self._layer = SpotLayer(window.label_view.canvas)
        window.label_view.canvas.add_layer(self._layer, above_labels=True)
        self._strip.chosen.connect(self._next.choose)
        self._strip.close_requested.connect(self._next.close)
        self._next.changed.connect(self._show)
        self._next.reached.connect(self._on_reached)
        workspace.image_changed.connect(self._show_spot)
        workspace.thumbnails.arrived.connect(self._on_thumbnail_arrived)
        self._show()

    def _show(self) -> None:
        queue = self._next.queue
        is_shown = queue is not None and self._next.is_open and bool(queue.suggestions)
        self._strip.setVisible(is_shown)
        if queue is not None and is_shown:
            done = [self._next.is_done(s) for s in queue.suggestions]
            place = self._next.place if self._next.current is not None else None
            self._strip.show_queue(queue, done, place)
            for row in range(len(queue.suggestions)):
                self._show_picture(row)
        self._show_spot()
        self._window.refresh_actions()

    def _show_spot(self) -> None:
        current = self._next.current if self._next.is_open else None
        self._layer.set_box(current.spot if current is not None else None)

    def _show_picture(self, row: int) -> None:
        suggestion = self._next.suggestions[row]
        image = self._workspace.images.find(suggestion.image)
        if image is not None:
            picture = self._workspace.thumbnails.get(image)
            self._strip.show_picture(
                row, picture, suggestion, is_done=self._next.is_done(suggestion)
            )

    def _on_thumbnail_arrived(self, name: str) -> None:
        if self._strip.isHidden():
            return
        for row, suggestion in enumerate(self._next.suggestions):
            if suggestion.image == name:
                self._show_picture(row)

    def _on_reached(self, suggestion: Suggestion) -> None:
        self._window.set_mode(Mode.LABEL)
        # Not before the canvas, too, was told that there is another picture.
        QTimer.singleShot(0, self, lambda: self._look_at(suggestion))

    def _look_at(self, suggestion: Suggestion) -> None:
        self._window.label_view.canvas.camera.look_at_box(*suggestion.spot, room=_ROOM)
