"""What the window does to show another mode, zoom, language or theme."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from unet_studio.ui.actions import ActionKey as K
from unet_studio.ui.actions import Mode

if TYPE_CHECKING:
    from collections.abc import Callable

    from unet_studio.ui.canvas.canvas_view import CanvasView
    from unet_studio.ui.main_window import MainWindow


class ViewDeeds:
    """What the window does to show another mode, zoom, language or theme."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._workspace = window.workspace

    def handlers(self) -> dict[K, Callable[[], object]]:
        """What to do for each action."""
        window = self._window
        return {
            K.LABEL_MODE: partial(window.set_mode, Mode.LABEL),
            K.TRAIN_MODE: partial(window.set_mode, Mode.TRAIN),
            K.RESULTS_MODE: partial(window.set_mode, Mode.RESULTS),
            K.ZOOM_IN: lambda: self._canvas().zoom_in(),
            K.ZOOM_OUT: lambda: self._canvas().zoom_out(),
            K.ZOOM_FIT: lambda: self._canvas().fit(),
            K.ZOOM_ACTUAL: lambda: self._canvas().actual_size(),
            K.LANGUAGE_ENGLISH: lambda: window.language_requested.emit("en"),
            K.LANGUAGE_CHINESE: lambda: window.language_requested.emit("zh_CN"),
            K.THEME_SYSTEM: lambda: window.theme_requested.emit("system"),
            K.THEME_LIGHT: lambda: window.theme_requested.emit("light"),
            K.THEME_DARK: lambda: window.theme_requested.emit("dark"),
        }

    def _canvas(self) -> CanvasView:
        window = self._window
        view = window.results_view if window.mode is Mode.RESULTS else window.label_view
        return view.canvas
