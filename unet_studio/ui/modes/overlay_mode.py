"""Connects what lies over the pictures with a person's preferences and the pixel size."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from unet_studio.ui.actions import ActionKey as K

if TYPE_CHECKING:
    from unet_studio.ui.action_set import ActionSet
    from unet_studio.ui.canvas.canvas_view import CanvasView
    from unet_studio.ui.label.label_view import LabelView
    from unet_studio.workspace.workspace import Workspace


class OverlayMode(QObject):
    """Shows scale bar, grid, crosshair and labels as is preferred."""

    def __init__(
        self,
        actions: ActionSet,
        label_view: LabelView,
        workspace: Workspace,
    ) -> None:
        super().__init__(label_view)
        self._actions = actions
        self._label_view = label_view
        self._canvases = [label_view.canvas]
        self._workspace = workspace
        settings = workspace.settings
        settings.changed.connect(self._show_preferences)
        workspace.project_opened.connect(self._show_pixel_size)
        workspace.project_changed.connect(self._show_pixel_size)
        label_view.strip.opacity_changed.connect(
            lambda opacity: settings.change(label_opacity=opacity)
        )
        self._show_preferences()
        self._show_pixel_size()
        actions.check(K.SHOW_LABELS)

    def add_canvas(self, canvas: CanvasView) -> None:
        """Show the same over the pictures of one more canvas."""
        self._canvases.append(canvas)
        self._show_preferences()
        self._show_pixel_size()

    def _show_preferences(self) -> None:
        now = self._workspace.settings.now
        for key, on in (
            (K.SCALE_BAR, now.scale_bar),
            (K.PIXEL_GRID, now.pixel_grid),
            (K.CROSSHAIR, now.crosshair),
            (K.OUTLINES_ONLY, not now.labels_filled),
        ):
            self._actions.check(key, checked=on)
        for canvas in self._canvases:
            canvas.scale_bar.set_visible(now.scale_bar)
            canvas.image_layer.set_grid_visible(now.pixel_grid)
            canvas.crosshair.set_visible(now.crosshair)
        labels = self._label_view.canvas.label_layer
        labels.set_opacity(now.label_opacity)
        labels.set_fill_visible(now.labels_filled)
        self._label_view.canvas.tool_layer.set_fill_visible(now.labels_filled)
        self._label_view.strip.show_opacity(now.label_opacity)

    def _show_pixel_size(self) -> None:
        for canvas in self._canvases:
            canvas.scale_bar.set_pixel_size(self._workspace.pixel_size.um)
