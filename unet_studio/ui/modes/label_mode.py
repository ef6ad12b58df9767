"""Connects the Label view with the workspace."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from unet_studio.ui.label.label_view import LabelView
    from unet_studio.workspace.workspace import Workspace


class LabelMode(QObject):
    """Shows the image in view with its labels; passes wishes about classes on."""

    def __init__(self, view: LabelView, workspace: Workspace) -> None:
        super().__init__(view)
        self._view = view
        self._workspace = workspace
        view.class_add_requested.connect(workspace.add_class)
        view.class_rename_requested.connect(workspace.rename_class)
        view.class_recolour_requested.connect(workspace.recolour_class)
        workspace.project_opened.connect(self._show_classes)
        workspace.project_changed.connect(self._show_classes)
        workspace.image_changed.connect(self.show_image)
        self._show_classes()
        self.show_image()

    def _show_classes(self) -> None:
        if self._workspace.project is not None:
            self._view.set_classes(self._workspace.project.classes)

    def show_image(self) -> None:
        """Show what the workspace has of the image in view; parts arrive one after the other."""
        picture = self._workspace.picture
        self._view.set_image(picture)
        # Labels are shown only over their picture: drawing on an unseen image would be blind.
        self._view.set_document(self._workspace.document if picture else None)
