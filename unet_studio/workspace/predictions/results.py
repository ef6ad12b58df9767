"""Results: the result set that is open, the image of it in view, and its scores."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from unet_studio.domain.decision import USUAL_DECISION
from unet_studio.workspace.job import Job, reason_of
from unet_studio.workspace.predictions.kept_probabilities import KeptProbabilities
from unet_studio.workspace.predictions.result_scoring import read_result, score_results, with_scores

if TYPE_CHECKING:
    from unet_studio.domain.decision import Decision
    from unet_studio.domain.message import Message
    from unet_studio.domain.project import Project
    from unet_studio.workspace.background import Background
    from unet_studio.workspace.predictions.result_set import (
        ResultImage,
        ResultSet,
        ScoredImage,
        ShownResult,
    )


class Results(QObject):
    """The result set that is open.

    Attributes
    ----------
    current
        That set; None if there is none.
    in_view
        The result asked for last, once it is there.
    problem
        Why the result asked for last cannot be shown; None if it can, or may come yet.
    decision
        How masks are shown and scored; those in the folder may be decided otherwise.

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
    decided(Decision)
        Masks are shown as this decision has them from now on.
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
    decided = Signal(object)
    failed = Signal(object, str)

    def __init__(self, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._background = background
        self._scoring: Job | None = None
        self._leaving: set[Job] = set()
        self._replacing: list[ScoredImage] | None = None
        self._kept = KeptProbabilities()
        self._asked = 0
        self._under_way = False
        self._is_outdated = False
        self._project: Project | None = None
        self._wanted: ResultImage | None = None
        self.current: ResultSet | None = None
        self.decision = USUAL_DECISION
        self.in_view: ShownResult | None = None
        self.problem: Message | None = None
        self._by_name: dict[str, ResultImage] = {}

    def open(self, results: ResultSet | None) -> None:
        """Show another result set."""
        self._leave()
        self._kept.forget()
        self._wanted = self.in_view = self.problem = None
        self.current = results
        self.decision = results.decision if results else USUAL_DECISION
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
        self._wanted, self.in_view, self.problem = found, None, None
        if results is None or found is None:
            return
        if found.mask_path is None:
            if found.problem is not None:
                self._tell_problem(found, found.problem)
            return
        self._project = project
        self._ask_for(found)

    def decide(self, decision: Decision) -> None:
        """Show masks as this decision has them, from probabilities, where they are kept.

        One mask is decided at a time; of the wishes that come meanwhile the last one counts.
        """
        if decision == self.decision:
            return
        self.decision = decision
        self.decided.emit(decision)
        self.show_again()

    def show_again(self) -> None:
        """The mask in view may be another one now."""
        if self._under_way:
            self._is_outdated = True
        elif self._wanted is not None and self._wanted.mask_path is not None:
            self._ask_for(self._wanted)

    def _ask_for(self, found: ResultImage) -> None:
        results, project, decision, kept = self.current, self._project, self.decision, self._kept
        if results is None:
            return
        self._under_way, self._is_outdated = True, False
        self._asked += 1
        number = self._asked
        self._background.submit(
            lambda: read_result(results, found, project, decision, kept),
            lambda read: self._on_read(number, results, read, project),
            lambda error: self._on_show_failed(found, error),
        )

    def score_all(self, project: Project) -> None:
        """Compare every predicted image with its labels, off the GUI thread.

        Scores there are stay until all the new ones are there.
        """
        results, decision = self.current, self.decision
        if results is None or not results.is_of_project:
            return
        self._leave()
        self._replacing = [] if results.scores else None
        self._scoring = Job(lambda: score_results(results, project, decision), self)
        self._scoring.reported.connect(self._on_scored)
        self._scoring.returned.connect(self._on_all_scored)
        self._scoring.failed.connect(self.failed)
        self._scoring.start()

    @property
    def is_scoring(self) -> bool:
        """Whether images are being compared with their labels."""
        return self._scoring is not None and self._scoring.isRunning()

    def stop(self) -> None:
        """Stop comparing and wait until the threads are gone."""
        self._leave()
        for job in list(self._leaving):
            job.wait()
            self._bury(job)

    def _leave(self) -> None:
        """Stop comparing, but do not wait: one image may take a second."""
        job, self._scoring = self._scoring, None
        if job is None:
            return
        job.cancel()
        self._leaving.add(job)
        if job.isFinished():
            self._bury(job)
        else:
            job.finished.connect(self._on_left)

    def _on_left(self) -> None:
        for job in [j for j in self._leaving if j.isFinished()]:
            self._bury(job)

    def _bury(self, job: Job) -> None:
        if job in self._leaving:
            self._leaving.discard(job)
            job.wait()
            job.deleteLater()

    def _on_all_scored(self) -> None:
        if self.sender() is self._scoring and self.current is not None and self._replacing:
            self.current.scores.clear()
            self.current.take_scores(self._replacing)
            self._replacing = None
            self.scored.emit(list(self.current.scores))

    def _on_read(
        self, number: int, results: ResultSet, read: ShownResult, project: Project | None
    ) -> None:
        if number != self._asked or read.result is not self._wanted:
            return
        self.in_view = read
        self.read.emit(read)
        if self._is_outdated:  # scores of what is no longer wanted would take time
            self._ask_for(read.result)
            return
        self._background.submit(
            lambda: with_scores(results, read, project),
            lambda shown: self._on_shown(number, shown),
            lambda error: self._on_show_failed(read.result, error),
        )

    def _on_shown(self, number: int, shown: ShownResult) -> None:
        if number != self._asked:
            return
        self._under_way = False
        if shown.result is self._wanted:
            self.in_view = shown
            self.shown.emit(shown)
        if self._is_outdated:
            self.show_again()

    def _on_show_failed(self, result: ResultImage, error: BaseException) -> None:
        self._under_way = False
        if result is self._wanted:
            self._tell_problem(result, reason_of(error))

    def _tell_problem(self, result: ResultImage, problem: Message) -> None:
        self.problem = problem
        self.show_failed.emit(result, problem)

    def _on_scored(self, reports: list[ScoredImage]) -> None:
        if self.sender() is not self._scoring:
            return  # a report on older results that was under way when they were closed
        found = [scored for scored in reports if scored.scores]
        if self._replacing is not None:
            self._replacing += found
        elif self.current is not None:
            self.current.take_scores(found)
            self.scored.emit([scored.name for scored in reports])
