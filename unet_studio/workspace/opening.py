"""Opening: what has to be read before a folder or a project can be shown.

It is imported with the first window, what it needs only when something is opened.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from unet_studio.domain.message import StudioError, say
from unet_studio.domain.report import ProgressReport
from unet_studio.storage.project_file import list_images, read_project
from unet_studio.workspace.edit_journal import journal_folders
from unet_studio.workspace.model_shelf import Shelf, shelved_models

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence
    from pathlib import Path

    from unet_studio.domain.project import ImageRef, Project
    from unet_studio.storage.folder_inspection import FolderContents
    from unet_studio.storage.journal_replay import Recovered

OPENING = say("tasks", "Opening the project")


@dataclass(frozen=True)
class OpenedProject:
    """All that is read of a project before it is shown.

    Attributes
    ----------
    project, images
        The project and its images in natural order.
    shelf
        The models to predict with.
    recovered
        What was brought back because the program had ended without saving it.
    """

    project: Project
    images: list[ImageRef]
    shelf: Shelf
    recovered: Recovered | None = None


def opening(
    root: Path, added_models: Sequence[Path]
) -> Generator[ProgressReport, None, OpenedProject]:
    """Read a project; a job.

    Parameters
    ----------
    root
        The folder of the project.
    added_models
        Model files to put on the shelf besides the project's own.

    Raises
    ------
    StudioError
        If there is no project, or it cannot be read.
    """
    from unet_studio.storage.class_change import finish_class_change
    from unet_studio.storage.journal_replay import recover

    project = read_project(root)
    images = list_images(project)
    yield ProgressReport(1, 2, OPENING())
    recovered = yield from recover(project, journal_folders(project), images)
    project = yield from finish_class_change(project)
    return OpenedProject(project, images, shelved_models(project, added_models), recovered)


def inspected(folder: Path) -> FolderContents:
    """Look at a folder before it is opened.

    Raises
    ------
    StudioError
        If it cannot be opened.
    """
    from unet_studio.storage.folder_inspection import inspect_folder

    try:
        return inspect_folder(folder)
    except OSError as error:
        raise StudioError(
            say("project", "{folder} cannot be opened: {reason}.")(
                folder=folder, reason=error.strerror or error
            )
        ) from error
