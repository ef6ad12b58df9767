"""Measuring: the objects of the open results, or of a person's labels, as they become known."""

from __future__ import annotations

from contextlib import suppress
from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from unet_studio.domain.annotation import LabelExtent
from unet_studio.domain.measurement import MeasuredImage, ObjectTable
from unet_studio.domain.message import StudioError, say
from unet_studio.workspace.job import Job
from unet_studio.workspace.notices import Notice, Severity
from unet_studio.workspace.predictions.result_set import Role

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
    from pathlib import Path

    from unet_studio.domain.corrected_total import ClassBias
    from unet_studio.domain.message import Message
    from unet_studio.domain.project import ImageRef
    from unet_studio.workspace.predictions.result_set import ResultSet
    from unet_studio.workspace.workspace import Workspace

PATIENCE_MS = 150
"""Between two looks at what has been measured meanwhile."""


class Whose(StrEnum):
    """Whose masks are measured."""

    PREDICTIONS = "predictions"
    LABELS = "labels"


class Measuring(QObject):
    """Measures what somebody looks at, off the GUI thread, and remembers it.

    Attributes
    ----------
    biases
        Class name -> how totals of the open results are off, by held-out images.

    Signals
    -------
    changed()
        More is known, or something is no longer so.
    noticed(Notice)
        Something to tell.
    """

    changed = Signal()
    noticed = Signal(object)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self.biases: Mapping[str, ClassBias] = {}
        self._found: dict[Whose, dict[str, MeasuredImage | None]] = {w: {} for w in Whose}
        self._wish: tuple[Whose, str | None] | None = None
        self._bias_of: frozenset[str] = frozenset()
        self._job: Job | None = None
        self._given_up: list[Job] = []
        self._soon = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._soon.timeout.connect(self.changed)
        results = workspace.prediction.results
        results.reset.connect(self.forget)
        workspace.deciding.rewritten.connect(self.forget)
        results.added.connect(self._go_on)
        workspace.labels.saved.connect(self._on_labels_saved)

    # ---- What is asked for ----

    def look(self, whose: Whose, name: str | None) -> None:
        """Measure one image, or all of them.

        Parameters
        ----------
        whose
            Predictions or labels.
        name
            The image; None = all.
        """
        self._wish = whose, name
        self._go_on()

    def look_away(self) -> None:
        """Nobody looks at the table any more; what is under way is finished."""
        self._wish = None

    def table(self, whose: Whose, name: str | None) -> ObjectTable:
        """What is known by now of one image, or of all."""
        found = self._found[whose]
        names = [image.name for image in self._images(whose)] if name is None else [name]
        return ObjectTable([m for n in names if (m := found.get(n)) is not None])

    def progress(self, whose: Whose, name: str | None) -> tuple[int, int]:
        """How many images are measured, and how many there are."""
        names = [image.name for image in self._images(whose)] if name is None else [name]
        return sum(n in self._found[whose] for n in names), len(names)

    @property
    def is_busy(self) -> bool:
        """Whether something is being measured."""
        return self._job is not None

    def forget(self) -> None:
        """Other results are open, or their masks are others now."""
        self._give_up()
        self._found[Whose.PREDICTIONS] = {}
        self.biases, self._bias_of = {}, frozenset()
        self._go_on()
        self.changed.emit()

    def forget_labels(self) -> None:
        """Another project is open."""
        self._found[Whose.LABELS] = {}

    # ---- The work ----

    def _images(self, whose: Whose) -> Sequence[ImageRef]:
        if whose is Whose.PREDICTIONS:
            results = self._workspace.prediction.results.current
            return [r.image for r in results.images if r.mask_path] if results else []
        names = set(self._workspace.states.names(LabelExtent.FULLY, LabelExtent.PARTLY))
        return [image for image in self._workspace.images if image.name in names]

    def _go_on(self) -> None:
        if self._wish is None or self._job is not None:
            return
        whose, name = self._wish
        missing = [i for i in self._wanted(whose, name) if i.name not in self._found[whose]]
        work = [(whose, image.name, self._steps(whose, image)) for image in missing]
        if work:
            self._begin(lambda: _measured(work))
        elif whose is Whose.PREDICTIONS:
            self._find_biases()

    def _wanted(self, whose: Whose, name: str | None) -> list[ImageRef]:
        """The image in view first, then those that tell how totals are off, then the rest."""
        images = self._images(whose)
        chosen = [i for i in images if i.name == name]
        if whose is Whose.PREDICTIONS:
            chosen += self._held_out()
        return chosen + (list(images) if name is None else [])

    def _held_out(self) -> list[ImageRef]:
        results = self._workspace.prediction.results.current
        if results is None or not results.is_of_project:
            return []
        of_role = (r for r in results.images if results.role(r.image.name) is Role.HELD_OUT)
        return [r.image for r in of_role if r.mask_path]

    def _steps(
        self, whose: Whose, image: ImageRef
    ) -> Callable[[], Generator[None, None, MeasuredImage | None]]:
        from unet_studio.storage.predictions.measured_images import (
            objects_of_labels,
            objects_of_prediction,
        )

        project, results = self._workspace.project, self._workspace.prediction.results
        if whose is Whose.LABELS:
            assert project is not None  # it is whose images these are
            return lambda: objects_of_labels(project, image)
        found, current = results.find(image.name), results.current
        assert current is not None  # as above
        assert found is not None
        assert found.mask_path is not None
        out, mask, classes = current.folder, found.mask_path, current.card.classes
        return lambda: objects_of_prediction(out, image, mask, classes)

    def _find_biases(self) -> None:
        from unet_studio.storage.predictions.measured_images import biases

        project, held_out = self._workspace.project, self._held_out()
        names = frozenset(image.name for image in held_out)
        if project is None or names == self._bias_of:
            return
        self._bias_of = names
        found = self._found[Whose.PREDICTIONS]
        known = {name: m for name in names if (m := found.get(name)) is not None}
        self._begin(lambda: biases(project, held_out, known), self._take_biases)

    def _take_biases(self, biases: Mapping[str, ClassBias]) -> None:
        if self.sender() is self._job:
            self.biases = biases
            self._soon.start()

    def _begin(
        self,
        work: Callable[[], Generator[object, None, object]],
        then: Callable[[Mapping[str, ClassBias]], None] | None = None,
    ) -> None:
        self._job = job = Job(work, self)
        job.reported.connect(self._on_reported)
        job.failed.connect(self._on_failed)
        if then is not None:
            job.returned.connect(then)
        job.finished.connect(self._on_finished)
        job.start()

    def _on_reported(self, reports: list[tuple[Whose, str, MeasuredImage | None] | None]) -> None:
        if self.sender() is not self._job:
            return
        for whose, name, measured in filter(None, reports):
            self._found[whose][name] = measured
        if not self._soon.isActive():
            self._soon.start()

    def _on_failed(self, message: Message, details: str) -> None:
        self.noticed.emit(Notice(message, Severity.WARNING, details))

    def _on_finished(self) -> None:
        job = self.sender()
        if job is self._job:
            self._job = None
            self._go_on()
        self._given_up = [other for other in self._given_up if other is not job]
        if job is not None:
            job.deleteLater()

    def _give_up(self) -> None:
        """Drop the work under way; its thread ends soon."""
        if self._job is not None:
            self._job.cancel()
            self._given_up.append(self._job)
            self._job = None

    def _on_labels_saved(self, image: ImageRef) -> None:
        self._found[Whose.LABELS].pop(image.name, None)
        if image.name in self._bias_of:
            self._bias_of = frozenset()
        self._go_on()
        self._soon.start()

    def close(self) -> None:
        """Stop all work and wait for it."""
        self._wish = None
        self._give_up()
        for job in self._given_up:
            job.wait()

    # ---- Writing ----

    def export(self, path: Path, whose: Whose, name: str | None) -> None:
        """Write what is known of one image, or of all, and a summary beside it."""
        images, size = self.table(whose, name).images, self._workspace.pixel_size.um
        results = self._workspace.prediction.results.current
        unlike = _unlike(results) if results is not None and whose is Whose.PREDICTIONS else {}
        self._workspace.look_into(
            lambda: _write(path, images, size, unlike),
            lambda count: self.noticed.emit(
                Notice(
                    say(
                        "measure",
                        "{count} {count:object is|objects are} in {path}, and a summary beside it.",
                    )(count=count, path=path)
                )
            ),
            lambda message: self.noticed.emit(Notice(message, Severity.ERROR)),
        )


def _unlike(results: ResultSet) -> dict[str, str]:
    return {r.image.name: "; ".join(map(str, r.unlike)) for r in results.images if r.unlike}


def _measured(
    work: Iterable[tuple[Whose, str, Callable[[], Generator[None, None, MeasuredImage | None]]]],
) -> Generator[tuple[Whose, str, MeasuredImage | None] | None, None, None]:
    """Measure one after the other; what cannot be read has no objects."""
    for whose, name, steps in work:
        found = None
        with suppress(StudioError):
            found = yield from steps()
        yield whose, name, found


def _write(
    path: Path, images: Sequence[MeasuredImage], size: float | None, unlike: Mapping[str, str]
) -> int:
    from unet_studio.storage.predictions.objects_file import write_tables

    write_tables(path, images, size, unlike)
    return sum(len(m.objects) for m in images)
