"""The pixel size of the open project."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from unet_studio.storage.pictures.pixel_size import common_pixel_size_um

if TYPE_CHECKING:
    from collections.abc import Callable

    from unet_studio.workspace.workspace import Workspace

_ASKED = 8


class PixelSize(QObject):
    """Keeps how large a pixel is, and finds out what the picture files say of it."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._workspace = workspace

    @property
    def um(self) -> float | None:
        """Edge of a pixel in micrometres; None if unknown."""
        project = self._workspace.project
        return project.pixel_size_um if project else None

    def state(self, pixel_size_um: float | None) -> None:
        """Say how large a pixel is; None = unknown."""
        project = self._workspace.latest_project()
        if project is not None:
            self._workspace.change_project(replace(project, pixel_size_um=pixel_size_um))

    def find(self, done: Callable[[float | None], object]) -> None:
        """Tell how large a pixel is as far as some of the picture files say so."""
        images = self._workspace.images
        paths = [image.path for image in images[:: max(len(images) // _ASKED, 1)]]
        self._workspace.look_into(lambda: common_pixel_size_um(paths), done, self._workspace.warn)
