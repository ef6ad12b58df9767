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
        self._view = view
        self._panel = view.history_panel
        self._history = workspace.history
        self._layer = HistoryLayer(view.canvas)
        view.canvas.add_layer(self._layer, above_labels=True)
        self._history.versions_changed.connect(self._show_versions)
        self._history.comparison_changed.connect(self._show_comparison)
        self._panel.version_chosen.connect(self._history.look_at)
        self._panel.restore_requested.connect(self._history.restore)
        self._panel.restore_all_requested.connect(self._history.restore_all)
        self._panel.close_requested.connect(lambda: self._history.set_open(is_open=False))
        self._history.open_changed.connect(self._show_panel)
        self._show_panel()
        self._show_versions()
        self._show_comparison()

    def _show_panel(self) -> None:
        """It takes the place of the class and shape lists: a small window has room for one."""
        self._panel.setVisible(self._history.is_open)
        self._view.panel.setHidden(self._history.is_open)

    def _show_versions(self) -> None:
        self._panel.set_versions(self._history.versions)

    def _show_comparison(self) -> None:
        comparison = self._history.comparison
        self._panel.set_comparison(comparison)
        self._layer.set_difference(comparison.difference if comparison else None)
