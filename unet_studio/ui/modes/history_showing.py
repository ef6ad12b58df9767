"""Connects the panel and the canvas layer of earlier versions with the workspace."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from unet_studio.ui.canvas.history_layer import HistoryLayer

if TYPE_CHECKING:
    from unet_studio.ui.label.label_view import LabelView
    from unet_studio.workspace.workspace import Workspace


class HistoryShowing(QObject):
    """Shows the versions of the image in view while the panel is open."""

    def __init__(self, view: LabelView, workspace: Workspace) -> None:
        super().__init__(view)
        self._panel = view.history_panel
        self._history = workspace.history
        self._layer = HistoryLayer(view.canvas)
        view.canvas.add_layer(self._layer, above_labels=True)
        self._history.versions_changed.connect(self._show_versions)
        self._history.comparison_changed.connect(self._show_comparison)
        self._panel.version_chosen.connect(self._history.look_at)
        self._panel.restore_requested.connect(self._history.restore)
        self._panel.restore_all_requested.connect(self._history.restore_all)
        self._panel.close_requested.connect(self._close)
        self._show_versions()

    def _close(self) -> None:
        self._panel.hide()
        self._history.set_open(False)

    def _show_versions(self) -> None:
        self._panel.set_versions(self._history.versions)

    def _show_comparison(self) -> None:
        comparison = self._history.comparison
        self._panel.set_comparison(comparison)
        self._layer.set_difference(comparison.difference if comparison else None)
