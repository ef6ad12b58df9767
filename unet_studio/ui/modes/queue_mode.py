"""Connects the queue of trainings with the workspace."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from unet_studio.ui.dialogs.vary_dialog import VaryDialog

if TYPE_CHECKING:
    from unet_studio.ui.train.queue_view import QueueView
    from unet_studio.ui.train.train_panel import TrainPanel
    from unet_studio.workspace.workspace import Workspace


class QueueMode(QObject):
    """Shows the queue; what is added follows the form above it."""

    def __init__(self, view: QueueView, panel: TrainPanel, workspace: Workspace) -> None:
        super().__init__(view)
        self._view = view
        self._panel = panel
        self._workspace = workspace
        queue = workspace.queue
        view.set_requested.connect(lambda: queue.add_wish(panel.wish()))
        view.loss_table_requested.connect(lambda: queue.add_loss_table(panel.wish()))
        view.all_requested.connect(lambda: queue.add_all_recipes(panel.wish()))
        view.vary_requested.connect(self._vary)
        view.moved.connect(queue.move)
        view.removed.connect(queue.remove)
        view.go_on_requested.connect(queue.go_on)
        view.stop_current_requested.connect(queue.stop_current)
        view.stop_all_requested.connect(queue.stop_all)
        queue.changed.connect(self._show)
        workspace.project_opened.connect(self._show)
        workspace.states.changed.connect(self._show)
        workspace.states.completed.connect(self._show)
        self._show()

    def _show(self) -> None:
        workspace = self._workspace
        can_add = workspace.project is not None and workspace.states.has_labels
        self._view.show_queue(
            workspace.queue.queue, is_going=workspace.queue.is_going, has_project=can_add
        )

    def _vary(self) -> None:
        wish = self._panel.wish()
        title, values = self._workspace.queue.values_of(wish)
        dialog = VaryDialog(title, values, self._view)
        dialog.accepted.connect(
            lambda: self._workspace.queue.add_varied(wish, dialog.key, dialog.values)
        )
        dialog.exec()
        dialog.deleteLater()
