"""How far each image of the project is labelled, found out off the GUI thread."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from unet_studio.domain.annotation import LabelExtent
from unet_studio.domain.image_list import image_names
from unet_studio.domain.message import say
from unet_studio.storage.project.label_scan import LabelScan, LabelState
from unet_studio.workspace.job import Job

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence, Set

    from unet_studio.domain.project import ImageRef, Project


class LabelStates(QObject):
    """The states known so far.

    Signals
    -------
    changed(list)
        Names of the images whose state became known or changed.
    completed()
        Every image of the project was looked at.
    names_found(set)
        What shapes are called in the files that were read; before `completed`.
    failed(Message, str)
        Looking came to an end for a reason nobody foresaw, with its details.
    """

    changed = Signal(list)
    completed = Signal()
    names_found = Signal(set)
    failed = Signal(object, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._states: dict[str, LabelState] = {}
        self._with_drafts: set[str] = set()
        self._job: Job | None = None
        self._scan: LabelScan | None = None
        self._is_complete = True
        self._looked_at: Sequence[str] = ()
        self._missing: frozenset[str] = frozenset()
        self._own: set[str] = set()  # what we know better than a look under way

    @property
    def states(self) -> Mapping[str, LabelState]:
        """Name -> state, of the images looked at so far."""
        return self._states

    @property
    def is_complete(self) -> bool:
        """Whether every image of the project was looked at."""
        return self._is_complete

    @property
    def labelled(self) -> list[str]:
        """Names of the images that are labelled, as far as they have been looked at."""
        return self.names(LabelExtent.FULLY, LabelExtent.PARTLY)

    @property
    def has_labels(self) -> bool:
        """Whether any image is known to be labelled; asked at every step, so it counts none."""
        return self.has(LabelExtent.FULLY, LabelExtent.PARTLY)

    def names(self, *extents: LabelExtent) -> list[str]:
        """Names of the images known to be labelled to one of these extents."""
        return [name for name, state in self._states.items() if state.extent in extents]

    def has(self, *extents: LabelExtent) -> bool:
        """Whether an image is known to be labelled to one of these extents."""
        return any(state.extent in extents for state in self._states.values())

    @property
    def with_drafts(self) -> Set[str]:
        """Names of the images known to have drafts; asked at every step, so it counts none."""
        return self._with_drafts

    def with_files(self) -> list[str]:
        """Names of the images known to have a label file that says something, or is broken."""
        unlabelled = LabelState(LabelExtent.UNLABELLED)
        return [name for name, state in self._states.items() if state != unlabelled]

    def set(self, name: str, extent: LabelExtent, *, has_drafts: bool = False) -> None:
        """An image was just labelled."""
        self._own.add(name)
        self._take([(name, LabelState(extent, has_drafts=has_drafts))])

    def look_first(self, names: Iterable[str]) -> None:
        """Somebody looks at these images now."""
        self._looked_at = tuple(names)

    def begin(self) -> None:
        """Another project is open, and nothing is known of it yet; `scan` follows."""
        self.stop()
        self._states.clear()
        self._with_drafts.clear()
        self._missing = frozenset()
        self._looked_at = ()
        self._is_complete = False

    def scan(self, project: Project, images: Sequence[ImageRef]) -> None:
        """Start over with the images of a project."""
        self.begin()
        self._look(project, images, ())

    def look_again(
        self,
        project: Project,
        images: Sequence[ImageRef],
        *,
        known_better: Collection[str] = (),
        missing: frozenset[str] = frozenset(),
    ) -> None:
        """Look whether label files changed; what is known stays until it is known better.

        Parameters
        ----------
        project, images
            Where to look, and for what.
        known_better
            Names of images whose labels here are newer than their files.
        missing
            Names of images whose pictures are gone.
        """
        self.stop()
        self._missing = missing
        names = set(image_names(images))
        for name in [name for name in self._states if name not in names]:
            del self._states[name]
        self._with_drafts &= names
        self._look(project, images, known_better)

    def _look(
        self, project: Project, images: Sequence[ImageRef], known_better: Collection[str]
    ) -> None:
        self._own = set(known_better)
        self._scan = LabelScan(project, image_names(images), lambda: self._looked_at)
        self._job = Job(self._scan.states, self)
        self._job.reported.connect(self._on_reported)
        self._job.failed.connect(self.failed)
        self._job.finished.connect(self._on_finished)
        self._job.start()

    def stop(self) -> None:
        """Stop looking and wait until the thread is gone."""
        if self._job is not None:
            self._job.cancel()
            self._job.wait()
            self._job.deleteLater()
            self._job = None

    def _on_reported(self, reports: list[tuple[str, LabelState]]) -> None:
        if self.sender() is self._job:  # else an older one, stopped when this was under way
            self._take([(name, state) for name, state in reports if name not in self._own])

    def _take(self, reports: Iterable[tuple[str, LabelState]]) -> None:
        states = self._states
        if self._missing:
            reports = [(name, self._with_problem(name, state)) for name, state in reports]
        fresh = {name: state for name, state in reports if states.get(name) != state}
        states.update(fresh)
        self._with_drafts -= fresh.keys()
        self._with_drafts |= {name for name, state in fresh.items() if state.has_drafts}
        if fresh:
            self.changed.emit(list(fresh))

    def _with_problem(self, name: str, state: LabelState) -> LabelState:
        if name not in self._missing or state.problem is not None:
            return state
        text = say("images", "The picture {name} is gone; its labels are kept.")
        return replace(state, problem=text(name=name))

    def _on_finished(self) -> None:
        if self.sender() is not self._job:
            return
        self._is_complete = True
        if self._scan is not None and self._scan.class_names:
            self.names_found.emit(self._scan.class_names)
        self.completed.emit()
