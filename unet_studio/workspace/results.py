"""Results: what one model predicted for a list of images, and how that agrees with the labels."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from unet_studio.domain.message import StudioError
from unet_studio.domain.metrics import ClassScores, mean, mean_scores, score_intervals
from unet_studio.storage.mask_file import read_mask as read_mask_file
from unet_studio.workspace.job import Job, reason_of

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from unet_studio.domain.interval import Interval
    from unet_studio.domain.message import Message
    from unet_studio.domain.model_card import ModelCard
    from unet_studio.domain.project import ImageRef, Project
    from unet_studio.workspace.background import Background


class Role(StrEnum):
    """What an image was to the model."""

    HELD_OUT = "held-out"  # its labels are known, and it was kept from training
    TRAINED_ON = "trained-on"  # the model saw it: its score flatters
    NEW = "new"  # neither


@dataclass(frozen=True)
class ResultImage:
    """One predicted image.

    Attributes
    ----------
    image
        The original.
    mask_path
        The predicted mask; None if the image could not be predicted.
    problem
        Why not.
    """

    image: ImageRef
    mask_path: Path | None
    problem: Message | None = None


@dataclass(frozen=True, eq=False)
class ShownResult:
    """All there is to see of one predicted image.

    Attributes
    ----------
    result
        Which.
    mask
        (H, W) uint8, ids of the model's classes.
    role
        What the image was to the model.
    scores
        Class name -> agreement with the labels; empty if there are none.
    """

    result: ResultImage
    mask: NDArray[np.uint8]
    role: Role
    scores: Mapping[str, ClassScores]


@dataclass
class ResultSet:
    """The predictions of one model.

    Attributes
    ----------
    card
        Of the model.
    folder
        Where masks, overlays and the report lie.
    is_of_project
        Whether the images are those of the open project, so that labels can be compared.
    images
        Those predicted so far, in order.
    scores
        Image name -> class name -> agreement.
    """

    card: ModelCard
    folder: Path
    is_of_project: bool
    images: list[ResultImage] = field(default_factory=list)
    scores: dict[str, Mapping[str, ClassScores]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        # The card lists names in order; asked once per image, that would take quadratic time.
        self._held_out = frozenset(self.card.held_out)
        self._trained_on = frozenset(self.card.trained_on)

    def role(self, name: str) -> Role:
        """What an image was to the model."""
        if not self.is_of_project:
            return Role.NEW
        if name in self._held_out:
            return Role.HELD_OUT
        return Role.TRAINED_ON if name in self._trained_on else Role.NEW

    def mean_dice(self, name: str) -> float | None:
        """Mean over the classes of one image."""
        return mean(s.dice for s in self.scores.get(name, {}).values())

    def means(self, role: Role) -> dict[str, ClassScores]:
        """Class name -> mean agreement over the images of one role."""
        chosen = [found for name, found in self.scores.items() if self.role(name) is role]
        names = dict.fromkeys(n for found in chosen for n in found)
        return {n: mean_scores(found[n] for found in chosen if n in found) for n in names}

    def intervals(self, role: Role) -> dict[str, dict[str, Interval]]:
        """Class name -> measure -> 95 % interval of the means over the images of one role."""
        chosen = [found for name, found in self.scores.items() if self.role(name) is role]
        names = dict.fromkeys(n for found in chosen for n in found)
        return {n: score_intervals(found[n] for found in chosen if n in found) for n in names}

    def count(self, role: Role) -> int:
        """How many images of a role have scores."""
        return sum(self.role(name) is role for name in self.scores)


class Results(QObject):
    """The result set that is open.

    Signals
    -------
    reset()
        Another result set is open, or none.
    added()
        Images were added to it.
    scored(list)
        Names of images that have scores now.
    shown(ShownResult)
        The mask asked for last is there.
    failed(Message, str)
        Comparing came to an end for a reason nobody foresaw, with its details.
    show_failed(ResultImage, Message)
        It cannot be read.
    """

    reset = Signal()
    added = Signal()
    scored = Signal(list)
    shown = Signal(object)
    show_failed = Signal(object, object)
    failed = Signal(object, str)

    def __init__(self, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._background = background
        self._scoring: Job | None = None
        self._wanted: ResultImage | None = None
        self.current: ResultSet | None = None
        self._by_name: dict[str, ResultImage] = {}

    def open(self, results: ResultSet | None) -> None:
        """Show another result set."""
        self.stop()
        self._wanted = None
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
        self._wanted = found
        if results is None or found is None:
            return
        if found.mask_path is None:
            if found.problem is not None:
                self.show_failed.emit(found, found.problem)
            return
        self._background.submit(
            lambda: compare(results, found, project),
            self._on_shown,
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

    def _on_shown(self, shown: ShownResult) -> None:
        if shown.result is self._wanted:
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


def compare(results: ResultSet, result: ResultImage, project: Project | None) -> ShownResult:
    """Read one predicted mask and compare it with the labels, if there are any.

    Raises
    ------
    StudioError
        If the mask cannot be read.
    """
    if result.mask_path is None:
        raise ValueError(f"{result.image.name} was not predicted")
    mask = read_mask_file(result.mask_path)
    truth = _truth(project, result.image) if project and results.is_of_project else None
    found: Mapping[str, ClassScores] = {}
    if project is not None and truth is not None and truth.shape == mask.shape:
        found = compare_masks(results.card, project, mask, truth)
    return ShownResult(result, mask, results.role(result.image.name), found)


def _truth(project: Project, image: ImageRef) -> NDArray[np.uint8] | None:
    from unet_studio.storage.project_labels import read_mask

    try:
        return read_mask(project, image)
    except StudioError:
        return (
            None  # the browser says what is wrong with the labels; the mask is shown all the same
        )


def compare_masks(
    card: ModelCard, project: Project, mask: NDArray[np.uint8], truth: NDArray[np.uint8]
) -> dict[str, ClassScores]:
    """Agreement of two masks, class by class; the model's classes are matched by name.

    Parameters
    ----------
    mask
        (H, W) uint8, ids of the model's classes.
    truth
        (H, W) uint8, ids of the project's classes; 255 does not count.
    """
    from unet_studio.imaging.agreement import agreement, classes_in_both, in_project_ids

    match = classes_in_both(project.classes, card.classes)
    ids = {name: project_id for name, (project_id, _) in match.items()}
    compared = agreement(truth, in_project_ids(mask, match), ids)
    return {name: found.scores for name, found in compared.items()}


def score_results(
    results: ResultSet, project: Project
) -> Generator[tuple[str, Mapping[str, ClassScores]], None, None]:
    """Compare every image of a result set with its labels; a job.

    A mask that cannot be read any more has no scores; showing it says why.
    """
    for result in list(results.images):
        if result.mask_path is not None:
            try:
                found = compare(results, result, project).scores
            except StudioError:
                found = {}
            yield result.image.name, found
