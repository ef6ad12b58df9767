"""Comparing runs: all runs of the project, those chosen, their curves, scores and pictures."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QFile, QObject, Signal

from unet_studio.domain.message import Message, StudioError, say
from unet_studio.domain.run_curves import DrawnCurve, RunCurves, drawn
from unet_studio.domain.run_entry import RunEntry, RunState
from unet_studio.learning.reports.comparison import differing, remarks_on
from unet_studio.storage.runs.run_curves import read_curves
from unet_studio.storage.runs.run_folder import RECIPE, run_recipe, runs_of
from unet_studio.storage.runs.run_record import write_record
from unet_studio.workspace.garbage import importing_torch
from unet_studio.workspace.job import reason_of
from unet_studio.workspace.training.recipe_choice import KnownRecipe

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Generator, Mapping, Sequence
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from unet_studio.domain.project import Project
    from unet_studio.domain.recipe import Recipe
    from unet_studio.domain.report import ProgressReport
    from unet_studio.learning.reports.comparison import Comparison
    from unet_studio.workspace.background import Background
    from unet_studio.workspace.workspace import Workspace


@dataclass(frozen=True)
class ReadRun:
    """What is read of a run only when it is chosen.

    Attributes
    ----------
    curves
        Name -> curve to draw; see `domain.run_curves.drawn`.
    best_step
        Of the highest held-out Dice.
    recipe
        As planned; None if it cannot be read.
    """

    curves: Mapping[str, DrawnCurve]
    best_step: int | None
    recipe: Recipe | None


@dataclass(frozen=True, eq=False)
class ShownPictures:
    """What the chosen runs say of one held-out image.

    Attributes
    ----------
    name
        Of the image.
    original, label
        (H, W, 3) uint8: the image, and with its labels; None if those cannot be read.
    predictions
        Run name -> (H, W, 3) uint8 with the predicted mask; None if there is none.
    dice
        Run name -> class name -> Dice of this image.
    """

    name: str
    original: NDArray[np.uint8]
    label: NDArray[np.uint8] | None
    predictions: Mapping[str, NDArray[np.uint8] | None]
    dice: Mapping[str, Mapping[str, float | None]]


@dataclass(frozen=True)
class RunsShown:
    """All there is to show of runs.

    Attributes
    ----------
    entries
        All runs of the project, newest first.
    chosen
        Names of those that are set beside each other, in the order of `entries`.
    read
        Name -> what was read of a chosen run; it arrives a moment later.
    differences
        Dotted key -> run name -> value, of the values in which the recipes of the chosen differ.
    comparison
        Scores and pictures of the chosen ones; None until they are compared.
    """

    entries: Sequence[RunEntry] = ()
    chosen: tuple[str, ...] = ()
    read: Mapping[str, ReadRun] = field(default_factory=dict)
    differences: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    comparison: Comparison | None = None


class RunComparison(QObject):
    """Reads runs off the GUI thread and has them compared by a job.

    Attributes
    ----------
    shown
        As it is now.

    Signals
    -------
    changed()
        There is something else to show.
    pictures_drawn(ShownPictures)
        The pictures of one image that were asked for.
    """

    changed = Signal()
    pictures_drawn = Signal(object)

    def __init__(self, workspace: Workspace, background: Background) -> None:
        super().__init__(workspace)
        self.shown = RunsShown()
        self._workspace = workspace
        self._background = background
        self._asked = 0  # answers to earlier questions are dropped
        workspace.project_opened.connect(self._on_project_opened)
        workspace.training.state_changed.connect(self.refresh)

    # ---- The list ----

    def refresh(self) -> None:
        """Look for runs again."""
        project = self._workspace.project
        if project is not None:
            self._background.submit(
                lambda: runs_of(project), lambda found: self._take(project, found), self._failed
            )

    def find(self, name: str) -> RunEntry | None:
        """The run of this name."""
        return next((e for e in self.shown.entries if e.name == name), None)

    def _on_project_opened(self) -> None:
        self._set(RunsShown())
        self.refresh()

    def _take(self, project: Project, entries: Sequence[RunEntry]) -> None:
        now = self._workspace.project
        if now is None or now.root != project.root:
            return
        names = {entry.name for entry in entries}
        self._set(replace(self.shown, entries=entries))
        if not names.issuperset(self.shown.chosen):
            self.choose(names.intersection(self.shown.chosen))

    # ---- Those chosen ----

    def choose(self, names: Collection[str]) -> None:
        """Set these beside each other."""
        chosen = tuple(e.name for e in self.shown.entries if e.name in names)
        if chosen == self.shown.chosen:
            return
        self._set(replace(self.shown, chosen=chosen, comparison=None))
        entries = [e for e in self.shown.entries if e.name in names]
        self._asked += 1
        asked = self._asked
        self._background.submit(
            lambda: _read(entries),
            lambda found: self._on_read(found) if asked == self._asked else None,
            self._failed,
        )

    def _on_read(self, read: Mapping[str, ReadRun]) -> None:
        self._set(replace(self.shown, read=read, differences=_differences(read)))

    # ---- Comparing ----

    def compare(self) -> None:
        """Let the models of the chosen runs predict the held-out images."""
        project = self._workspace.project
        entries = [e for e in self.shown.entries if e.name in self.shown.chosen]
        if project is None or not entries or not self._workspace.labels.flush():
            return
        self._workspace.task.start(
            say("tasks", "Comparing {count} {count:run|runs}")(count=len(entries)),
            lambda: _compare(entries, project),
            self._on_compared,
        )

    def _on_compared(self, comparison: Comparison) -> None:
        names = tuple(run.entry.name for run in comparison.runs)
        if names == self.shown.chosen:
            self._set(replace(self.shown, comparison=comparison))

    def draw(self, place: int, edge_px: int, *, fill: bool) -> None:
        """Draw what each run says of one image of the comparison; `pictures_drawn` follows."""
        comparison = self.shown.comparison
        if comparison is not None and 0 <= place < len(comparison.images):
            self._background.submit(
                lambda: _pictures(comparison, place, edge_px, fill=fill),
                lambda pictures: self._on_drawn(comparison, pictures),
                self._failed,
            )

    def _on_drawn(self, comparison: Comparison, pictures: ShownPictures) -> None:
        if comparison is self.shown.comparison:
            self.pictures_drawn.emit(pictures)

    @property
    def loss_table(self) -> list[str]:
        """Names of the six runs of the loss table, a row per augmentation; empty unless all are."""
        table = self.shown.comparison.loss_table if self.shown.comparison else {}
        return [run.entry.name for run in table.values()]

    def remarks(self, name: str) -> tuple[Message, ...]:
        """Why the numbers of a run may not be set beside those of others."""
        comparison, entry = self.shown.comparison, self.find(name)
        for run in comparison.runs if comparison else ():
            if run.entry.name == name:
                return (*([run.problem] if run.problem else []), *run.remarks)
        project, labelled = self._workspace.project, self._workspace.states.labelled
        if project is None or entry is None or not project.held_out:
            return ()
        return remarks_on(entry, [n for n in labelled if n in project.held_out])

    def export(
        self, *, html: Path | None, table: Path | None, render: Callable[[Message], str]
    ) -> None:
        """Write the comparison as a page, as a table, or both."""
        comparison = self.shown.comparison
        if comparison is None:
            return
        written = say("compare", "Written: {path}")(path=html or table)
        self._background.submit(
            lambda: _write(comparison, html, table, render),
            lambda _: self._workspace.tell(written),
            self._failed,
        )

    # ---- One run ----

    def rename(self, name: str, title: str) -> None:
        """Call a run something else; its folder keeps its name."""
        entry = self.find(name)
        if entry is None or entry.state is RunState.RUNNING or not title.strip():
            return
        state = RunState.RUNNING if entry.state is RunState.INTERRUPTED else entry.state
        record = replace(entry.record, title=title.strip(), title_key="", state=state)
        self._background.submit(
            lambda: write_record(entry.path, record), lambda _: self.refresh(), self._failed
        )

    def delete(self, names: Collection[str]) -> None:
        """Move runs, with their models, to the bin of the system."""
        doomed = [e for e in self.shown.entries if e.name in names]
        paths = [e.path for e in doomed if e.state is not RunState.RUNNING]
        self._background.submit(lambda: _to_bin(paths), self._on_deleted, self._failed)

    def _on_deleted(self, left: Sequence[Path]) -> None:
        if left:
            text = say(
                "compare",
                "{paths} could not be moved to the bin; nothing of {count:it|them} was deleted.",
            )
            self._workspace.warn(text(paths=", ".join(map(str, left)), count=len(left)))
        self._workspace.models.look()
        self.refresh()

    def has_model_besides(self, names: Collection[str]) -> bool:
        """Whether a model is left when these runs are gone, or none of them has one."""
        with_model = {e.name for e in self.shown.entries if e.model is not None}
        return bool(with_model.difference(names)) or not with_model.intersection(names)

    def recipe_of(self, name: str) -> KnownRecipe | None:
        """The recipe of a run, to start from; None, and why, if it cannot be read."""
        entry = self.find(name)
        if entry is None:
            return None
        try:
            recipe = run_recipe(entry.path)
        except StudioError as error:
            self._workspace.warn(error.message)
            return None
        title = say("recipe", "Recipe of the run {title}")(title=entry.short_title)
        about = say("recipe", "As the run {title} followed it, planned values included.")
        return KnownRecipe(str(entry.path / RECIPE), title, about(title=entry.short_title), recipe)

    def use_model(self, name: str) -> bool:
        """Use the model of a run from now on; whether it has one."""
        entry = self.find(name)
        if entry is None or entry.model is None:
            return False
        self._workspace.models.use(entry.model)
        return True

    # ---- Inside ----

    def _set(self, shown: RunsShown) -> None:
        self.shown = shown
        self.changed.emit()

    def _failed(self, error: BaseException) -> None:
        self._workspace.warn(reason_of(error))


def _read(entries: Sequence[RunEntry]) -> dict[str, ReadRun]:
    read = {}
    for entry in entries:
        curves: RunCurves = read_curves(entry.path)
        try:
            recipe = run_recipe(entry.path)
        except StudioError:
            recipe = None
        read[entry.name] = ReadRun(drawn(curves), curves.best_step, recipe)
    return read


def _differences(read: Mapping[str, ReadRun]) -> dict[str, dict[str, object]]:
    found = differing([run.recipe for run in read.values()])
    return {key: dict(zip(read, values, strict=True)) for key, values in found.items()}


def _compare(
    entries: Sequence[RunEntry], project: Project
) -> Generator[ProgressReport, None, Comparison]:
    # Imported here, on the job's thread: torch takes seconds, and the window must not wait for it.
    with importing_torch():
        from unet_studio.learning.reports.compare import compare

    return (yield from compare(entries, project))


def _pictures(comparison: Comparison, place: int, edge_px: int, *, fill: bool) -> ShownPictures:
    from unet_studio.learning.reports.comparison_pictures import picture_row

    image = comparison.images[place]
    row = picture_row(comparison, image, edge_px, fill=fill)
    names = [run.entry.name for run in comparison.runs]
    return ShownPictures(
        image.name,
        row.original,
        row.label,
        dict(zip(names, row.predictions, strict=True)),
        {run.entry.name: run.image_dice(image.name) for run in comparison.runs},
    )


def _write(
    comparison: Comparison,
    html: Path | None,
    table: Path | None,
    render: Callable[[Message], str],
) -> None:
    from unet_studio.learning.reports.comparison_page import write_comparison

    write_comparison(comparison, html=html, table=table, render=render)


def _to_bin(paths: Sequence[Path]) -> list[Path]:
    """Those that could not be moved."""
    return [path for path in paths if not QFile(str(path)).moveToTrash()]
