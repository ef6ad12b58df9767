"""Deciding: how probabilities become masks, changed while one looks, and then for all images."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from unet_studio.domain.decision import USUAL_DECISION, Decision
from unet_studio.domain.label_class import ClassTable, LabelClass
from unet_studio.domain.message import Message, StudioError, say
from unet_studio.domain.metrics import mean
from unet_studio.domain.report import ProgressReport
from unet_studio.storage.predictions.prediction_report import read_head
from unet_studio.storage.predictions.redeciding import decision_of, redecide
from unet_studio.storage.project.project_labels import read_mask
from unet_studio.workspace.notices import Notice, Severity
from unet_studio.workspace.predictions.result_set import Role

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence
    from pathlib import Path

    from unet_studio.domain.project import ImageRef, Project
    from unet_studio.domain.report import PredictionReport
    from unet_studio.imaging.decision_search import Sample
    from unet_studio.workspace.predictions.result_set import ResultImage, ResultSet
    from unet_studio.workspace.workspace import Workspace

SETTLED_MS = 300
"""After so long without another change, the scores of all images follow."""

LEAST_TO_LEARN_FROM = 2
MOST_TO_LEARN_FROM = 24
"""Labelled images that a threshold is looked for in."""


@dataclass(frozen=True)
class DecidingState:
    """What there is to decide.

    Attributes
    ----------
    classes
        Of the model; empty if no results are open.
    decision
        As masks are shown.
    is_for_all
        Whether the files in the folder are decided like that.
    why_not_best
        Why no threshold can be looked for; None if one can.
    """

    classes: tuple[LabelClass, ...] = ()
    decision: Decision = USUAL_DECISION
    is_for_all: bool = True
    why_not_best: Message | None = None


class Deciding(QObject):
    """Changes how the results that are open are decided.

    Signals
    -------
    changed()
        Another decision, or other results to decide on; see `state`.
    rewritten()
        Files in the prediction folder, overlays among them, are others now; all or, where that was
        stopped, some.
    noticed(Notice)
        Something to tell.
    """

    changed = Signal()
    rewritten = Signal()
    noticed = Signal(object)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._results = workspace.prediction.results
        self._before: float | None = None
        self._is_sought = False
        self._settling = QTimer(self, singleShot=True, interval=SETTLED_MS)
        self._settling.timeout.connect(self._score)
        self._results.reset.connect(self._on_reset)
        self._results.scored.connect(self._on_scored)

    @property
    def state(self) -> DecidingState:
        """What there is to decide now."""
        current, decision = self._results.current, self._results.decision
        if current is None:
            return DecidingState()
        is_for_all = decision == current.decision and not current.decisions
        return DecidingState(
            current.card.classes, decision, is_for_all, self._why_not_best(current)
        )

    # ---- Looking ----

    def decide(self, decision: Decision) -> None:
        """Show the image in view like that, and score all of them once nothing changes any more."""
        if self._results.current is not None and decision != self._results.decision:
            self._results.decide(decision)
            self._settling.start()
            self.changed.emit()

    def reset(self) -> None:
        """Decide as scores of trainings are measured: nothing is done to help."""
        self.decide(USUAL_DECISION)

    def _score(self) -> None:
        if self._workspace.project is not None:
            self._results.score_all(self._workspace.project)

    def _on_reset(self) -> None:
        self._settling.stop()
        self._is_sought = False
        self.changed.emit()

    # ---- For all images ----

    def use_for_all(self) -> None:
        """Write the masks of all images, and what is made of them, as they are decided now."""
        current, decision = self._results.current, self._results.decision
        if current is None:
            return
        images = [r.image for r in current.images if r.mask_path is not None]
        classes = ClassTable(current.card.classes)

        def note(reports: list[PredictionReport]) -> None:
            for report in (r for r in reports if r.is_finished and r.problem is None):
                current.decisions[report.name] = decision

        self._workspace.task.start(
            say("tasks", "Deciding {count} {count:mask|masks} anew")(count=len(images)),
            lambda: _redecided(current.folder, images, decision, classes),
            lambda end: self._on_rewritten(current, *end),
            each=note,
            over=self.rewritten.emit,
        )

    def _on_rewritten(
        self, results: ResultSet, failed: dict[str, Message], decision: Decision
    ) -> None:
        results.decisions = {name: results.decision_of(name) for name in failed}
        results.decision = decision
        count = len(results.images) - len(failed)
        text = say(
            "predict",
            "{count} {count:mask is|masks are} decided anew; {count:it is|they are} in {folder}.",
        )
        message = text(count=count, folder=results.folder)
        if failed:
            details = "\n".join(f"{name}: {problem}" for name, problem in failed.items())
            self.noticed.emit(Notice(message, Severity.WARNING, details))
        else:
            self.noticed.emit(Notice(message))
        self.changed.emit()

    def predict_again(self) -> None:
        """Predict the images that are open once more, so that probabilities are kept of them."""
        current, prediction = self._results.current, self._workspace.prediction
        if current is not None:
            prediction.repeat(current)

    # ---- The best ----

    def find_best(self) -> None:
        """Look for the threshold or bias of the best Dice on images that the model learnt from."""
        current, project = self._results.current, self._workspace.project
        if current is None or project is None or self._why_not_best(current) is not None:
            return
        images = self._to_learn_from(current)
        chosen = images[:: -(-len(images) // MOST_TO_LEARN_FROM)]
        decision = self._results.decision
        self._workspace.task.start(
            say("tasks", "Looking for the best threshold")(),
            lambda: _best(current, project, chosen, decision),
            lambda best: self._on_best_found(current, best, len(chosen)),
        )

    def _on_best_found(self, results: ResultSet, best: Decision | None, count: int) -> None:
        if results is not self._results.current:
            return
        if best is None:
            text = say("decision", "None of these images shows what the model looks for.")
            self.noticed.emit(Notice(text(), Severity.WARNING))
            return
        if best == self._results.decision:
            text = say(
                "decision",
                "The best on {count} {count:image|images} it learnt from: what you have.",
            )
            self.noticed.emit(Notice(text(count=count)))
            return
        self._before, self._is_sought = _held_out_dice(results), True
        self.decide(best)

    def _on_scored(self) -> None:
        current = self._results.current
        if self._is_sought and current is not None and not self._settling.isActive():
            self._is_sought = False
            after = _held_out_dice(current)
            if self._before is None or after is None:
                text = say("decision", "Found. There is no held-out image to see what it brings.")
                self.noticed.emit(Notice(text()))
            else:
                text = say("decision", "Dice of the held-out images: {before} before, {after} now.")
                message = text(before=f"{self._before:.3f}", after=f"{after:.3f}")
                self.noticed.emit(Notice(message))
        self.changed.emit()

    def _why_not_best(self, current: ResultSet) -> Message | None:
        if not current.is_of_project:
            return say("decision", "These images have no labels in this project.")()
        if len(self._to_learn_from(current)) < LEAST_TO_LEARN_FROM:
            return say(
                "decision",
                "It is looked for on labelled images that the model was trained on, never on held-"
                "out ones. Predict at least {count} of them too.",
            )(count=LEAST_TO_LEARN_FROM)
        return None

    def _to_learn_from(self, current: ResultSet) -> list[ResultImage]:
        return [
            found
            for name in current.scores
            if current.role(name) is Role.TRAINED_ON
            and (found := self._results.find(name)) is not None
        ]


def _redecided(
    out: Path, images: Sequence[ImageRef], decision: Decision, classes: ClassTable
) -> Generator[PredictionReport, None, tuple[dict[str, Message], Decision]]:
    """Why which images stay as they were, and what the report says now."""
    failed = yield from redecide(out, images, decision, classes)
    return failed, decision_of(read_head(out))


def _best(
    results: ResultSet, project: Project, images: Sequence[ResultImage], decision: Decision
) -> Generator[ProgressReport, None, Decision | None]:
    """The same decision with the best threshold, or bias; None if nothing of use is labelled."""
    from unet_studio.imaging.decision_search import best_biases, best_threshold

    samples: list[Sample] = []
    for done, image in enumerate(images, start=1):
        problem = None
        try:
            samples.append(_sample(results, project, image))
        except StudioError as error:
            problem = error.message
        name = say("evaluation", "{name} compared")(name=image.image.name)
        yield ProgressReport(done, len(images), name, problem)
    classes = results.card.classes
    if len(classes) == 1:
        threshold = best_threshold(samples)
        return None if threshold is None else replace(decision, threshold=threshold)
    found = best_biases(samples)
    if found is None:
        return None
    bias = {c.name: b for c, b in zip(classes, found, strict=True) if b}
    return replace(decision, bias=bias)


def _sample(results: ResultSet, project: Project, image: ResultImage) -> Sample:
    from unet_studio.imaging.decision_search import sample_of
    from unet_studio.storage.predictions.probability_file import read_probabilities

    source, truth = results.path_of(image, "probabilities"), read_mask(project, image.image)
    if source is None or truth is None:
        raise StudioError(say("decision", "{name} has no labels.")(name=image.image.name))
    found = read_probabilities(source)
    if found.shape[1:] != truth.shape:
        raise StudioError(
            say("evaluation", "The label of {name} does not fit the image.")(name=image.image.name)
        )
    ids = {c.name: c.id for c in project.classes}
    return sample_of(found, truth, [ids.get(c.name, _NO_ID) for c in results.card.classes])


_NO_ID = 254
"""Of a class that the project does not know: no mask of its labels has it."""


def _held_out_dice(results: ResultSet) -> float | None:
    return mean(scores.dice for scores in results.means(Role.HELD_OUT).values())
