"""Opening: how a folder, a project or the sample comes to be the open project."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStandardPaths, Signal

from unet_studio.domain.message import Message, say
from unet_studio.storage.project.project_file import is_project
from unet_studio.workspace.notices import Notice, Severity
from unet_studio.workspace.project.opening import (
    MANY_IMAGES,
    OPENING,
    OpenedProject,
    beginning,
    inspected,
    opening,
)

if TYPE_CHECKING:
    from unet_studio.domain.project import Project
    from unet_studio.workspace.project.project_wish import FolderContents, ProjectWish
    from unet_studio.workspace.workspace import Workspace


class ProjectOpening(QObject):
    """Reads, or makes, what a person wants to open; the workspace then shows it.

    Signals
    -------
    read(OpenedProject)
        All is there that is needed to show this project; the one open before is saved.
    unclear(FolderContents)
        A person has to say what the things in this folder are before it can be opened.
    """

    read = Signal(object)
    unclear = Signal(object)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._workspace = workspace

    def open_folder(self, folder: Path) -> None:
        """Open a folder; `unclear` if it does not say by itself what it is."""
        workspace = self._workspace
        if workspace.training.is_running:
            text = say("project", "Please stop the training before you open something else.")
            workspace.tell(text())
            return
        workspace.look_into(lambda: inspected(folder), self._on_inspected, workspace.warn)

    def _on_inspected(self, contents: FolderContents) -> None:
        if contents.is_project:
            self.open_project(contents.folder)
        elif contents.images == 0:
            text = say(
                "project",
                "There is no image in {folder} or its sub-folders. Supported are PNG, JPEG, TIFF, "
                "BMP, GIF and WebP.",
            )
            self._workspace.warn(text(folder=contents.folder))
        elif contents.needs_questions:
            self.unclear.emit(contents)
        elif contents.images >= MANY_IMAGES:
            self._begin_project(contents.folder)
        else:
            self.open_plain_folder(contents.folder)

    def open_project(self, root: Path) -> bool:
        """Open a folder that holds a project, off the GUI thread; whether that has begun.

        `Workspace.project_opened` follows. The project open before stays open if this one cannot
        be.
        """
        if not self._workspace.close_project():
            return False
        return self._workspace.task.start(
            OPENING(), lambda: opening(root), self._on_read, is_awaited=True
        )

    def _on_read(self, opened: OpenedProject) -> None:
        if self._workspace.close_project():  # once more: meanwhile a person may have drawn
            self.read.emit(opened)

    def _begin_project(self, folder: Path) -> None:
        """Make a project of a plain folder and show it before its labels are read."""
        if self._workspace.close_project():
            self._workspace.task.start(
                OPENING(), lambda: beginning(folder), self._on_read, is_awaited=True
            )

    def open_plain_folder(self, folder: Path) -> None:
        """Make a project of a folder of images, taking in the labelme files beside them."""
        from unet_studio.workspace.project.project_wish import LabelOrigin, ProjectWish

        self.make_project(ProjectWish(folder, folder, LabelOrigin.LABELME))

    def make_project(self, wish: ProjectWish) -> None:
        """Make a project and open it."""
        workspace = self._workspace
        workspace.exchange.begin()
        workspace.task.start(
            say("tasks", "Making the project")(),
            wish.fulfil,
            self._on_made,
            workspace.exchange.collect,
        )

    def _on_made(self, project: Project) -> None:
        workspace = self._workspace
        problems = workspace.task.problems  # of the making, not of the opening
        workspace.exchange.finish(project)
        if self.open_project(project.root) and problems:
            text = say(
                "tasks",
                "{count} {count:label|labels} could not be taken over; the {count:image is|images "
                "are} listed.",
            )
            workspace.warn(text(count=len(problems)), "\n".join(map(str, problems)))

    def open_sample(self) -> None:
        """Open the sample project, drawing it first if it is not there yet."""
        from unet_studio.storage.founding.sample_project import write_sample

        documents = QStandardPaths.writableLocation(
            QStandardPaths.StandardLocation.DocumentsLocation
        )
        folder = Path(documents) / "UNet Studio" / "sample"
        if is_project(folder):
            self.open_project(folder)
        else:
            self._workspace.look_into(
                lambda: write_sample(folder),
                lambda project: self.open_project(project.root),
                self._on_sample_failed,
            )

    def _on_sample_failed(self, message: Message) -> None:
        self._workspace.noticed.emit(Notice(message, Severity.ERROR))
