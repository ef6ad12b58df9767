"""Opening: what has to be read before a folder or a project can be shown.

It is imported with the first window, what it needs only when something is opened.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from unet_studio.domain.message import StudioError, say
from unet_studio.domain.project import Project
from unet_studio.domain.report import ProgressReport
from unet_studio.storage.project.project_file import list_images, read_project, write_project
from unet_studio.workspace.labels.edit_journal import journal_folders

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    from unet_studio.domain.image_list import ImageList
    from unet_studio.storage.founding.folder_inspection import FolderContents
    from unet_studio.storage.journal.journal_replay import Recovered

OPENING = say("tasks", "Opening the project")

MANY_IMAGES = 1000
"""From so many on, a plain folder is shown before the labels in it are read."""


@dataclass(frozen=True)
class OpenedProject:
    """All that is read of a project before it is shown; what its labels say follows.

    Attributes
    ----------
    project, images
        The project and its images in natural order.
    is_new
        Whether the project was made just now.
    recovered
        What was brought back because the program had ended without saving it.
    """

    project: Project
    images: ImageList
    is_new: bool = False
    recovered: Recovered | None = None


def opening(root: Path) -> Generator[ProgressReport, None, OpenedProject]:
    """Read a project; a job.

    Parameters
    ----------
    root
        The folder of the project.

    Raises
    ------
    StudioError
        If there is no project, or it cannot be read.
    """
    from unet_studio.storage.journal.journal_replay import recover
    from unet_studio.storage.project.class_change import finish_class_change

    project = read_project(root)
    images = list_images(project)
    yield ProgressReport(0, 1, OPENING())
    recovered = yield from recover(project, journal_folders(project), images)
    project = yield from finish_class_change(project)
    return OpenedProject(project, images, recovered=recovered)


def beginning(folder: Path) -> Generator[ProgressReport, None, OpenedProject]:
    """Make a project of a plain folder, whose classes follow when its labels are read; a job.

    Raises
    ------
    StudioError
        If the folder cannot be read or written to.
    """
    project = Project(folder.resolve(), folder.resolve(), folder.resolve())
    images = list_images(project)
    yield ProgressReport(0, 1, OPENING())
    write_project(project)
    return OpenedProject(project, images, is_new=True)


def inspected(folder: Path) -> FolderContents:
    """Look at a folder before it is opened.

    Raises
    ------
    StudioError
        If it cannot be opened.
    """
    from unet_studio.storage.founding.folder_inspection import inspect_folder

    try:
        return inspect_folder(folder)
    except OSError as error:
        raise StudioError(
            say("project", "{folder} cannot be opened: {reason}.")(
                folder=folder, reason=error.strerror or error
            )
        ) from error
