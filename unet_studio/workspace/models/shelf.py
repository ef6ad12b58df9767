"""The shelf at work: looks at all models, takes files in, renames, compares and deletes them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QFile, QObject, Signal

from unet_studio.domain.message import Message, StudioError, say
from unet_studio.domain.run_entry import RunState
from unet_studio.storage.runs.model_library import renamed, take_in
from unet_studio.storage.runs.run_folder import run_in
from unet_studio.storage.runs.run_record import write_record
from unet_studio.workspace.garbage import importing_torch
from unet_studio.workspace.job import reason_of
from unet_studio.workspace.models.model_picture import model_picture
from unet_studio.workspace.models.shelf_entry import Origin, ShelfEntry, shelf_entries

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from unet_studio.domain.project import Project
    from unet_studio.domain.report import ProgressReport
    from unet_studio.domain.scored_model import ScoredModel
    from unet_studio.workspace.background import Background
    from unet_studio.workspace.workspace import Workspace


class ModelShelf(QObject):
    """All models at hand, and what a person does with them.

    Attributes
    ----------
    folder
        Of a person's models; they are there in every project.
    entries
        As looked at last.
    compared
        The models compared last, scored; empty if none were, or in another project.

    Signals
    -------
    changed()
        There are other entries.
    pictured(Path, object)
        The picture of a model, (H, W, 3) uint8, or None if there cannot be one.
    scored()
        Models were compared.
    """

    changed = Signal()
    pictured = Signal(object, object)
    scored = Signal()

    def __init__(self, workspace: Workspace, background: Background, folder: Path) -> None:
        super().__init__(workspace)
        self.folder = folder
        self.entries: list[ShelfEntry] = []
        self.compared: tuple[ScoredModel, ...] = ()
        self._workspace = workspace
        self._background = background
        self._asked = 0  # answers to earlier questions are dropped
        self._pictures: dict[tuple[Path, int], NDArray[np.uint8] | None] = {}
        workspace.project_opened.connect(self._on_project_opened)

    # ---- Looking ----

    def refresh(self) -> None:
        """Look at all model files off the GUI thread; `changed` follows."""
        project, added = self._workspace.project, self._workspace.models.added
        self._asked += 1
        asked = self._asked
        self._background.submit(
            lambda: shelf_entries(project, self.folder, added),
            lambda found: self._take(asked, found),
            self._failed,
        )

    def find(self, path: Path) -> ShelfEntry | None:
        """The entry of a file."""
        return next((entry for entry in self.entries if entry.path == path), None)

    def ask_for_picture(self, entry: ShelfEntry) -> None:
        """Ask what a model does; `pictured` follows, soon if that was seen before."""
        key = (entry.path, entry.size_bytes)
        if key in self._pictures:
            self.pictured.emit(entry.path, self._pictures[key])
            return
        project = self._workspace.project

        def show(picture: NDArray[np.uint8] | None) -> None:
            self._pictures[key] = picture
            self.pictured.emit(entry.path, picture)

        self._background.submit(
            lambda: model_picture(entry, project), show, lambda _error: show(None)
        )

    def _take(self, asked: int, found: list[ShelfEntry]) -> None:
        if asked == self._asked:
            self.entries = found
            self.changed.emit()

    def _on_project_opened(self) -> None:
        self.compared = ()
        self._pictures.clear()
        self.refresh()

    # ---- Doing ----

    def use(self, path: Path) -> None:
        """Predict with this model from now on."""
        entry = self.find(path)
        if entry is not None and entry.is_usable:
            self._workspace.models.use(path)

    def add(self, paths: Sequence[Path]) -> None:
        """Copy model files into the person's folder, and use the last one that is usable."""

        def work() -> tuple[Path | None, list[Message]]:
            taken, problems = None, []
            for path in paths:
                try:
                    taken = take_in(path, self.folder)
                except StudioError as error:
                    problems.append(error.message)
            return taken, problems

        self._background.submit(work, self._on_added, self._failed)

    def _on_added(self, found: tuple[Path | None, list[Message]]) -> None:
        taken, problems = found
        for problem in problems:
            self._workspace.warn(problem)
        if taken is not None:
            text = say("models", "The model {name} is on the shelf, in every project.")
            self._workspace.tell(text(name=taken.stem))
            self._workspace.models.look(taken)
        self.refresh()

    def rename(self, path: Path, name: str) -> None:
        """Call a model something else: its run, or its file; its bytes stay."""
        entry = self.find(path)
        if entry is None or not entry.may_change or not name.strip():
            return

        def work() -> Path:
            if entry.origin is Origin.PROJECT:
                _name_run(path.parent, name.strip())
                return path
            return renamed(path, name.strip())

        model = self._workspace.models.in_use
        is_used = model is not None and model.path == path

        def done(now: Path) -> None:
            self._workspace.comparison.refresh()
            self._workspace.models.moved(path, now)
            self._workspace.models.look(now if is_used else None)
            self.refresh()

        self._background.submit(work, done, self._failed)

    def delete(self, paths: Sequence[Path]) -> None:
        """Move models to the bin of the system; those of runs with all of their run."""
        doomed = [e for path in paths if (e := self.find(path)) and e.may_change]
        files = [e.path.parent if e.origin is Origin.PROJECT else e.path for e in doomed]
        self._background.submit(lambda: _to_bin(files), self._on_deleted, self._failed)

    def _on_deleted(self, left: Sequence[Path]) -> None:
        if left:
            text = say(
                "models",
                "{paths} could not be moved to the bin; nothing of {count:it|them} was deleted.",
            )
            self._workspace.warn(text(paths=", ".join(map(str, left)), count=len(left)))
        self._workspace.models.look()
        self._workspace.comparison.refresh()
        self.refresh()

    def compare(self, paths: Sequence[Path]) -> bool:
        """Score models on the held-out images by a task; whether it has begun. `scored` follows."""
        project = self._workspace.project
        if project is None or not paths or not self._workspace.labels.flush():
            return False
        return self._workspace.task.start(
            say("tasks", "Comparing {count} {count:model|models}")(count=len(paths)),
            lambda: _compare(paths, project),
            self._on_compared,
        )

    def _on_compared(self, found: tuple[ScoredModel, ...]) -> None:
        self.compared = found
        self.scored.emit()

    def _failed(self, error: BaseException) -> None:
        self._workspace.warn(reason_of(error))


def _to_bin(files: Sequence[Path]) -> list[Path]:
    """Those that could not be moved."""
    return [file for file in files if not QFile(str(file)).moveToTrash()]


def _name_run(run: Path, title: str) -> None:
    entry = run_in(run)
    if entry is None:
        raise StudioError(say("models", "There is no run in {path} any more.")(path=run))
    state = RunState.RUNNING if entry.state is RunState.INTERRUPTED else entry.state
    write_record(run, replace(entry.record, title=title, title_key="", state=state))


def _compare(
    paths: Sequence[Path], project: Project
) -> Generator[ProgressReport, None, tuple[ScoredModel, ...]]:
    # Imported here, on the job's thread: torch takes seconds, and the window must not wait for it.
    with importing_torch():
        from unet_studio.learning.scores.model_comparison import compare_models

    return (yield from compare_models(paths, project))
