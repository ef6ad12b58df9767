"""Connects a canvas and its display panel with how pictures are to be shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from unet_studio.imaging.display_wish import AUTOMATIC

if TYPE_CHECKING:
    from unet_studio.imaging.display_settings import DisplaySettings
    from unet_studio.ui.canvas.canvas_view import CanvasView
    from unet_studio.ui.label.display_panel import DisplayPanel
    from unet_studio.workspace.view.display import Display
    from unet_studio.workspace.view.pictures import Picture


class DisplayMode(QObject):
    """Shows the picture of one canvas as is wished for its kind."""

    def __init__(
        self, canvas: CanvasView, panel: DisplayPanel, display: Display, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._canvas = canvas
        self._panel = panel
        self._display = display
        self._picture: Picture | None = None
        display.changed.connect(self._show)
        panel.levels_chosen.connect(self._on_levels_chosen)
        panel.looks_chosen.connect(self._on_looks_chosen)
        panel.stretch_chosen.connect(self._on_stretch_chosen)
        panel.reset_requested.connect(self._on_reset_requested)
        panel.shown.connect(self._show_panel)
        self._show()

    def set_picture(self, picture: Picture | None) -> None:
        """Another picture is on the canvas."""
        self._picture = picture
        self._show()

    def _show(self) -> None:
        if self._picture is not None:
            self._canvas.image_layer.set_display(self._display.settings_for(self._picture))
        self._show_panel()

    def _show_panel(self) -> None:
        if self._panel.isHidden():
            return  # nobody looks at its histogram
        if self._picture is None:
            self._panel.show_display(None, None, AUTOMATIC)
        else:
            settings = self._display.settings_for(self._picture)
            wish = self._display.wish_for(self._picture)
            self._panel.show_display(self._picture.sample, settings, wish)

    def _on_levels_chosen(self, settings: DisplaySettings) -> None:
        if self._picture is not None:
            self._display.fix(self._picture, settings)

    def _on_looks_chosen(self, settings: DisplaySettings) -> None:
        if self._picture is not None:
            self._display.look(self._picture, settings)

    def _on_stretch_chosen(self, percents: tuple[float, float] | None) -> None:
        if self._picture is not None:
            self._display.stretch(self._picture, percents)

    def _on_reset_requested(self) -> None:
        if self._picture is not None:
            self._display.reset(self._picture)
