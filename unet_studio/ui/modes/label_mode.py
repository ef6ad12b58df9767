"""Connects the Label view with the workspace."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

from unet_studio.ui.actions import ActionKey as K
from unet_studio.ui.modes.display_mode import DisplayMode
from unet_studio.ui.modes.history_showing import HistoryShowing
from unet_studio.ui.modes.picture_problem import PictureProblem
from unet_studio.ui.modes.prompt_asking import PromptAsking
from unet_studio.workspace.view.display import ShownPixels

if TYPE_CHECKING:
    from unet_studio.domain.class_statistics import ClassStatistics
    from unet_studio.ui.action_set import ActionSet
    from unet_studio.ui.label.label_view import LabelView
    from unet_studio.workspace.view.pictures import Picture
    from unet_studio.workspace.workspace import Workspace


class LabelMode(QObject):
    """Shows the image in view with its labels; passes wishes about classes on."""

    def __init__(self, view: LabelView, actions: ActionSet, workspace: Workspace) -> None:
        super().__init__(view)
        self._view = view
        self._workspace = workspace
        self._pixels: ShownPixels | None = None
        self._pixels_of: Picture | None = None
        self._problem = PictureProblem(view.canvas, [actions[K.SHOW_IN_FOLDER]])
        self._display = DisplayMode(view.canvas, view.display_panel, workspace.display, self)
        view.strip.plane_chosen.connect(self._show_plane)
        wishes, classes = view.panel.class_list, workspace.classes
        wishes.add_requested.connect(classes.add)
        wishes.rename_requested.connect(classes.rename)
        wishes.recolour_requested.connect(classes.recolour)
        wishes.move_requested.connect(classes.move)
        wishes.merge_requested.connect(classes.merge)
        wishes.delete_requested.connect(classes.delete)
        wishes.count_requested.connect(classes.count)
        classes.counted.connect(self._show_statistics)
        workspace.project_opened.connect(self._show_classes)
        workspace.project_changed.connect(self._show_classes)
        workspace.image_changed.connect(self.show_image)
        workspace.project_opened.connect(self._on_project_opened)
        view.canvas.camera.viewport_changed.connect(self._on_camera_moved)
        self._is_resuming = True
        PromptAsking(view, workspace)
        HistoryShowing(view, workspace)
        self._show_classes()
        self.show_image()

    def _show_classes(self) -> None:
        if self._workspace.project is not None:
            self._view.set_classes(self._workspace.project.classes)

    def _show_statistics(self, statistics: ClassStatistics) -> None:
        from unet_studio.ui.dialogs.class_statistics_dialog import ClassStatisticsDialog

        project = self._workspace.project
        if project is not None:
            dialog = ClassStatisticsDialog(statistics, project.classes, self._view)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.open()

    def show_image(self) -> None:
        """Show what the workspace has of the image in view; parts arrive one after the other."""
        image, picture = self._workspace.image, self._workspace.picture
        problem = self._workspace.pictures.problem_of(image)
        self._problem.show(image.name if image else "", problem)
        if picture is not self._pixels_of:
            self._pixels_of = picture
            self._pixels = ShownPixels(picture, self._workspace.display) if picture else None
        self._view.set_image(picture, self._pixels)
        self._display.set_picture(picture)
        if picture is not None:
            self._resume()
        self._show_planes()
        # Labels are shown only over their picture: drawing on an unseen image would be blind.
        self._view.set_document(self._workspace.document if picture else None)

    def _show_planes(self) -> None:
        image = self._workspace.image
        plane = image.plane if image else None
        self._view.strip.show_planes(plane, len(self._planes()) if plane is not None else 0)

    def _show_plane(self, plane: int) -> None:
        planes = self._planes()
        if plane < len(planes):
            self._workspace.show_image(self._workspace.images[planes[plane]])

    def _planes(self) -> list[int]:
        """Where the planes of the stack in view stand among the images."""
        image = self._workspace.image
        if image is None or image.stack is None:
            return []
        start = f"{image.stack}#"
        names = self._workspace.images.names
        return [place for place, name in enumerate(names) if name.startswith(start)]

    def _on_project_opened(self) -> None:
        self._is_resuming = True

    def _resume(self) -> None:
        """Look where one looked when the project was open last, or in the window before this."""
        if self._is_resuming:
            self._is_resuming = False
            place = self._workspace.place
            if place is None:
                self._view.canvas.camera.fit()
            else:
                self._view.canvas.camera.look_at(*place)

    def _on_camera_moved(self) -> None:
        if not self._is_resuming:
            self._workspace.place = self._view.canvas.camera.place
