"""Labels on their way in and out of the open project, and crops of its images.

What reads and writes all those forms is imported when it is first needed: the start can do without.
"""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from unet_studio.domain.conversion_report import ConversionReport, ConversionStep
from unet_studio.domain.message import StudioError, say
from unet_studio.storage.project.project_file import is_among_images
from unet_studio.workspace.labels.label_rewriting import rewrite_labels

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence
    from pathlib import Path

    from unet_studio.domain.conversion_report import FileConversion
    from unet_studio.domain.project import ImageRef, Project
    from unet_studio.imaging.roi import RoiSettings
    from unet_studio.storage.exchange.label_export import ExportSummary
    from unet_studio.storage.exchange.label_import import ImportOutcome
    from unet_studio.storage.founding.roi_crop import CropOutcome
    from unet_studio.workspace.project.exchange_wish import ExportWish, ImportFindings, ImportWish
    from unet_studio.workspace.workspace import Workspace


class Exchange(QObject):
    """Grants wishes to take labels in, to write them out, and to crop; all as tasks.

    Attributes
    ----------
    report
        What the last of them carried over; None before the first.

    Signals
    -------
    reported(ConversionReport)
        One of them is done.
    """

    reported = Signal(object)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._files: list[FileConversion] = []
        self.report: ConversionReport | None = None

    # ---- In ----

    def findings(self, wish: ImportWish) -> ImportFindings:
        """Look into labels from elsewhere; not on the GUI thread.

        Raises
        ------
        StudioError
            If they cannot be read, or belong to no image.
        """
        from unet_studio.storage.exchange.label_source import reader_of
        from unet_studio.workspace.project.exchange_wish import ImportFindings, ImportKind

        if wish.kind is ImportKind.MASKS:
            return ImportFindings(None, values=_values_in(wish.path))
        project, images = self._workspace.project, self._workspace.images
        if project is None:
            return ImportFindings(0)
        reader = reader_of(wish.source, project.images_dir, images)
        found = sum(reader.has(image) for image in images)
        return ImportFindings(found, tuple(c.name for c in reader.classes), None, reader.losses)

    def import_labels(self, wish: ImportWish) -> None:
        """Take labels into the open project; it is opened anew afterwards."""
        workspace, project = self._workspace, self._workspace.project
        if project is None or not workspace.labels.flush():
            return
        title, images = say("tasks", "Importing labels")(), list(workspace.images)
        rewrite_labels(
            workspace, title, lambda: _importing(project, images, wish), self._on_imported
        )

    def _on_imported(self, outcome: ImportOutcome) -> None:
        self._tell(outcome.report)

    # ---- Out ----

    def export_folder(self, project: Project) -> Path:
        """Where to suggest to write labels to."""
        return project.root / "masks"

    def crop_folder(self, project: Project) -> Path:
        """Where to suggest to keep crops: beside the project, in a folder that is new."""
        name = f"{project.root.name}-crops"
        return next(
            place
            for number in count(1)
            if not (
                place := project.root.with_name(name if number == 1 else f"{name}-{number}")
            ).exists()
        )

    def export(self, wish: ExportWish) -> None:
        """Write all labels in a form for other programs."""
        project = self._workspace.project
        if project is None or not self._workspace.labels.flush():
            return
        title = say("tasks", "Exporting labels")()
        self._workspace.task.start(title, lambda: wish.fulfil(project), self._on_exported)

    def _on_exported(self, summary: ExportSummary) -> None:
        text = say("tasks", "Labels exported to {folder}; images: {count}.")
        message = text(count=summary.written, folder=summary.out)
        if summary.problems:
            self._workspace.warn(message, "\n".join(map(str, summary.problems)))
        else:
            self._workspace.tell(message)
        self._tell(summary.report)

    # ---- Crops ----

    def crop(self, root: Path, settings: RoiSettings) -> None:
        """Cut the regions of interest out of all images into a new project, and open that."""
        from unet_studio.storage.founding.roi_crop import crop_project

        workspace, project = self._workspace, self._workspace.project
        if project is None or not workspace.labels.flush():
            return
        title = say("tasks", "Cropping")()
        workspace.task.start(title, lambda: crop_project(project, root, settings), self._on_cropped)

    def may_crop_into(self, root: Path) -> bool:
        """Whether a folder is new or empty, and none of the project's own."""
        project = self._workspace.project
        if project is None or is_among_images(project, root):
            return False
        return not root.exists() or (root.is_dir() and not any(root.iterdir()))

    def _on_cropped(self, outcome: CropOutcome) -> None:
        self._workspace.opening.open_project(outcome.project.root)
        self._tell(outcome.report)

    # ---- Reports ----

    def collect(self, reports: list[Any]) -> None:
        """Keep what the making of a project says of labels taken in."""
        self._files += [
            r.file for r in reports if isinstance(r, ConversionStep) and r.file is not None
        ]

    def begin(self) -> None:
        """Something new is about to be collected."""
        self._files = []

    def finish(self, project: Project) -> None:
        """Make the report of a new project, if labels were taken in."""
        if self._files:
            title = say("import", "Labels taken in")()
            self.report = ConversionReport(title, tuple(self._files), out=project.root)
            self._files = []

    def _tell(self, report: ConversionReport) -> None:
        self.report = report
        self.reported.emit(report)


def _importing(
    project: Project, images: Sequence[ImageRef], wish: ImportWish
) -> Generator[ConversionStep, None, ImportOutcome]:
    from unet_studio.storage.exchange.label_import import import_into
    from unet_studio.storage.exchange.label_source import reader_of

    reader = reader_of(wish.source, project.images_dir, images)
    outcome = yield from import_into(project, reader, wish.choice)
    return outcome


def _values_in(folder: Path) -> dict[int, float]:
    from unet_studio.storage.founding.folder_inspection import mask_values

    try:
        found = mask_values(folder)
    except OSError as error:
        raise StudioError(
            say("masks", "Cannot open {folder}: {reason}.")(
                folder=folder, reason=error.strerror or error
            )
        ) from error
    if not found:
        raise StudioError(say("masks", "There is no mask in {folder}.")(folder=folder))
    return found
