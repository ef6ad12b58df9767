"""What the window does to show another mode, zoom, language or theme."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from shiboken6 import isValid

from unet_studio.ui.actions import ActionKey as K
from unet_studio.ui.actions import Mode

if TYPE_CHECKING:
    from collections.abc import Callable

    from unet_studio.ui.canvas.canvas_view import CanvasView
    from unet_studio.ui.label.label_view import LabelView
    from unet_studio.ui.main_window import MainWindow
    from unet_studio.ui.results.results_view import ResultsView


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
            K.DISPLAY_PANEL: self.toggle_display_panel,
            K.SHOW_LABELS: self.toggle_labels,
            K.OUTLINES_ONLY: partial(self._toggle, "labels_filled"),
            K.SCALE_BAR: partial(self._toggle, "scale_bar"),
            K.PIXEL_GRID: partial(self._toggle, "pixel_grid"),
            K.CROSSHAIR: partial(self._toggle, "crosshair"),
            K.PIXEL_SIZE: self.ask_for_pixel_size,
            K.LANGUAGE_ENGLISH: lambda: window.language_requested.emit("en"),
            K.LANGUAGE_CHINESE: lambda: window.language_requested.emit("zh_CN"),
            K.THEME_SYSTEM: lambda: window.theme_requested.emit("system"),
            K.THEME_LIGHT: lambda: window.theme_requested.emit("light"),
            K.THEME_DARK: lambda: window.theme_requested.emit("dark"),
        }

    def toggle_display_panel(self) -> None:
        """Show or hide brightness and channels, in both modes alike."""
        shown = self._view().display_panel.isHidden()
        for view in self._window.rooms.views:
            view.display_panel.setVisible(shown)
        self._window.actions_.check(K.DISPLAY_PANEL, checked=shown)

    def toggle_labels(self) -> None:
        """Show the labels, or the picture alone."""
        shown = self._window.actions_[K.SHOW_LABELS].isChecked()
        self._window.label_view.canvas.label_layer.set_visible(shown)

    def ask_for_pixel_size(self) -> None:
        """Ask how large a pixel is."""
        from unet_studio.ui.dialogs.pixel_size_dialog import PixelSizeDialog

        pixel_size = self._workspace.pixel_size
        dialog = PixelSizeDialog(pixel_size.um, self._window)

        def tell(size_um: float | None) -> None:
            if isValid(dialog):  # it may be gone before the answer comes
                dialog.show_stated(size_um)

        pixel_size.find(tell)
        if dialog.exec():
            pixel_size.state(dialog.pixel_size_um())
        dialog.deleteLater()

    def _toggle(self, preference: str) -> None:
        settings = self._workspace.settings
        settings.change(**{preference: not getattr(settings.now, preference)})

    def _canvas(self) -> CanvasView:
        return self._view().canvas

    def _view(self) -> LabelView | ResultsView:
        window = self._window
        return window.rooms.results.view if window.mode is Mode.RESULTS else window.label_view
