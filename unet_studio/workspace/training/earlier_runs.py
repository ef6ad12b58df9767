"""Earlier runs: the runs of the project, and the curves and the film of one to look at again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject, Signal

from unet_studio.storage.runs.run_curves import read_curves
from unet_studio.storage.runs.run_folder import runs_of
from unet_studio.storage.runs.unfinished_runs import unfinished_runs
from unet_studio.workspace.training.training_history import ModelCurves, TrainingHistory

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from unet_studio.domain.project import Project
    from unet_studio.domain.run_curves import RunCurves
    from unet_studio.domain.run_entry import RunEntry
    from unet_studio.workspace.background import Background


class EarlierRuns(QObject):
    """Lists runs, and reads one when a person wants to see it.

    Attributes
    ----------
    runs
        Newest first.
    resumable
        Folders of those that were stopped or killed and can go on.
    shown
        Whose curves are in `history`; None = those of the training at hand are looked at.
    history
        Of the run shown.

    Signals
    -------
    listed()
        There are other runs.
    shown_changed()
        Another run is shown.
    """

    listed = Signal()
    shown_changed = Signal()

    def __init__(self, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.runs: list[RunEntry] = []
        self.resumable: frozenset[Path] = frozenset()
        self.shown: Path | None = None
        self.history = TrainingHistory()
        self._background = background
        self._project: Project | None = None
        self._asked = 0

    def look(self, project: Project | None) -> None:
        """Look which runs this project has."""
        is_other = project is None or self._project is None or project.root != self._project.root
        self._project = project
        if is_other:
            self.runs, self.resumable = [], frozenset()
            self.listed.emit()
            self.show(None)
        if project is not None:
            self._background.submit(
                lambda: _found(project), lambda found: self._on_listed(project, *found), _ignore
            )

    def show(self, run: Path | None) -> None:
        """Show the curves of a run, or those of the training at hand."""
        self._asked += 1
        number = self._asked
        if run is None:
            self.shown, self.history = None, TrainingHistory()
            self.shown_changed.emit()
        else:
            self._background.submit(
                lambda: read_curves(run), lambda curves: self._on_read(number, run, curves), _ignore
            )

    def _on_listed(
        self, project: Project, runs: list[RunEntry], resumable: frozenset[Path]
    ) -> None:
        if project is self._project:
            self.runs, self.resumable = runs, resumable
            self.listed.emit()

    def _on_read(self, number: int, run: Path, curves: RunCurves) -> None:
        if number != self._asked:
            return  # something else is wanted by now
        self.shown, self.history = run, history_of(curves)
        self.shown_changed.emit()


def history_of(curves: RunCurves) -> TrainingHistory:
    """Curves on disk as those of a training; each of its rows means several batches."""
    steps, losses = _known(curves.steps, curves.train_loss)
    at, held_out = _known(curves.steps, curves.validation_loss)
    is_validation = np.isfinite(curves.validation_loss)
    dice = {name: values[is_validation].tolist() for name, values in curves.dice.items()}
    return TrainingHistory(ModelCurves(steps, losses, at, held_out, dice))


def _found(project: Project) -> tuple[list[RunEntry], frozenset[Path]]:
    return runs_of(project), frozenset(run.folder for run in unfinished_runs(project))


def _known(
    steps: NDArray[np.float64], values: NDArray[np.float64]
) -> tuple[list[float], list[float]]:
    known = np.isfinite(values)
    return steps[known].tolist(), values[known].tolist()


def _ignore(_error: BaseException) -> None:
    """A run folder that somebody is just deleting is none to look at."""
