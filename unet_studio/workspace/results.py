"""Results: the result set that is open, the image of it in view, and its scores."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from unet_studio.workspace.job import Job, reason_of
from unet_studio.workspace.result_scoring import read_result, score_results, with_scores

if TYPE_CHECKING:
    from collections.abc import Mapping

    from unet_studio.domain.metrics import ClassScores
    from unet_studio.domain.project import Project
    from unet_studio.workspace.background import Background
    from unet_studio.workspace.result_set import ResultImage, ResultSet, ShownResult


class Results(QObject):
    """The result set that is open.

    Attributes
    ----------
    current
        That set; None if there is none.
    in_view
        The result asked for last, once it is there.

    Signals
    -------
    reset()
        Another result set is open, or none.
    added()
        Images were added to it.
    scored(list)
        Names of images that have scores now.
    read(ShownResult)
        The mask asked for last is there, and the labels; scores follow.
    shown(ShownResult)
        The same with its scores.
    failed(Message, str)
        Comparing came to an end for a reason nobody foresaw, with its details.
    show_failed(ResultImage, Message)
        It cannot be read.
    """

    reset = Signal()
    added = Signal()
    scored = Signal(list)
    read = Signal(object)
    shown = Signal(object)
    show_failed = Signal(object, object)
    failed = Signal(object, str)

    def __init__(self, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._background = background
        self._scoring: Job | None = None
        self._wanted: ResultImage | None = None
        self.current: ResultSet | None = None
        self.in_view: ShownResult | None = None
        self._by_name: dict[str, ResultImage] = {}

    def open(self, results: ResultSet | None) -> None:
        """Show another result set."""
        self.stop()
        self._wanted = self.in_view = None
        self.current = results
        self._by_name = {r.image.name: r for r in results.images} if results else {}
        self.reset.emit()

    def add(self, image: ResultImage) -> None:
        """One more image of the open set was predicted."""
        if self.current is not None:
            self.current.images.append(image)
            self._by_name[image.image.name] = image
            self.added.emit()

    def find(self, name: str) -> ResultImage | None:
        """The result of an image, if there is one yet."""
        return self._by_name.get(name)

    def show(self, project: Project | None, found: ResultImage | None) -> None:
        """Ask for the mask of one image; None = no longer for any."""
        results = self.current
        self._wanted, self.in_view = found, None
        if results is None or found is None:
            return
        if found.mask_path is None:
            if found.problem is not None:
                self.show_failed.emit(found, found.problem)
            return
        self._background.submit(
            lambda: read_result(results, found, project),
            lambda read: self._on_read(results, read, project),
            lambda error: self._on_show_failed(found, error),
        )

    def score_all(self, project: Project) -> None:
        """Compare every predicted image with its labels, off the GUI thread."""
        results = self.current
        if results is None or not results.is_of_project:
            return
        self.stop()
        self._scoring = Job(lambda: score_results(results, project), self)
        self._scoring.reported.connect(self._on_scored)
        self._scoring.failed.connect(self.failed)
        self._scoring.start()

    def stop(self) -> None:
        """Stop comparing and wait until the thread is gone."""
        if self._scoring is not None:
            self._scoring.cancel()
            self._scoring.wait()
            self._scoring.deleteLater()
            self._scoring = None

    def _on_read(self, results: ResultSet, read: ShownResult, project: Project | None) -> None:
        if read.result is not self._wanted:
            return
        self.in_view = read
        self.read.emit(read)
        self._background.submit(
            lambda: with_scores(results, read, project),
            self._on_shown,
            lambda error: self._on_show_failed(read.result, error),
        )

    def _on_shown(self, shown: ShownResult) -> None:
        if shown.result is self._wanted:
            self.in_view = shown
            self.shown.emit(shown)

    def _on_show_failed(self, result: ResultImage, error: BaseException) -> None:
        if result is self._wanted:
            self.show_failed.emit(result, reason_of(error))

    def _on_scored(self, reports: list[tuple[str, Mapping[str, ClassScores]]]) -> None:
        if self.sender() is not self._scoring:
            return  # a report on older results that was under way when they were closed
        if self.current is not None:
            self.current.scores.update({name: found for name, found in reports if found})
            self.scored.emit([name for name, _ in reports])
