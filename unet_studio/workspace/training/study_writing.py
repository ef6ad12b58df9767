"""Writing the report of a run: the page of `learning.reports.study_page`, made by a job."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from unet_studio.domain.message import StudioError, say
from unet_studio.storage.runs.run_folder import BEST, PAGE, run_in
from unet_studio.workspace.garbage import importing_torch

if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from pathlib import Path

    from unet_studio.domain.message import Message
    from unet_studio.domain.project import Project
    from unet_studio.domain.report import ProgressReport
    from unet_studio.workspace.workspace import Workspace

    Render = Callable[[Message], str]


class StudyWriting(QObject):
    """Writes the report of a run into its folder.

    Signals
    -------
    written(Path)
        There it is.
    """

    written = Signal(object)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._workspace = workspace

    @property
    def run(self) -> Path | None:
        """The run folder of the model in use, if it was trained in this project."""
        model = self._workspace.models.in_use
        return model.path.parent if model and model.is_own and model.path.name == BEST else None

    def write(self, run: Path, render: Render, language: str) -> None:
        """Begin to write the report of a run; `written` follows.

        Parameters
        ----------
        run
            Its folder.
        render, language
            See `learning.reports.study_page.study_html`.
        """
        project = self._workspace.project
        if project is None or not self._workspace.labels.flush():
            return
        self._workspace.task.start(
            say("tasks", "Writing the report of {run}")(run=run.name),
            lambda: _written(run, project, render, language),
            self._on_written,
        )

    def _on_written(self, path: Path) -> None:
        self._workspace.tell(say("study", "The report is written: {path}")(path=path))
        self.written.emit(path)


def _written(
    run: Path, project: Project, render: Render, language: str
) -> Generator[ProgressReport, None, Path]:
    # Imported here, on the job's thread: torch takes seconds, and the window must not wait for it.
    with importing_torch():
        from unet_studio.learning.reports.study import study
        from unet_studio.learning.reports.study_page import write_study

    entry = run_in(run)
    if entry is None:
        raise StudioError(say("study", "There is no run in {path} any more.")(path=run))
    found = yield from study(entry, project)
    path = run / PAGE
    write_study(found, path, render, language)
    return path
