"""Ranking: the images of the results, the worst first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from unet_studio.domain.message import Message, StudioError, say
from unet_studio.domain.project import ImageRef
from unet_studio.imaging.undecided import undecided_share
from unet_studio.storage.predictions.probability_file import read_probabilities
from unet_studio.storage.predictions.score_file import write_scores
from unet_studio.storage.predictions.undecided_cache import read_undecided, write_undecided
from unet_studio.workspace.job import Job, reason_of
from unet_studio.workspace.notices import Notice, Severity
from unet_studio.workspace.predictions.result_set import Role
from unet_studio.workspace.view.thumbnails import Thumbnails

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping, Sequence
    from pathlib import Path

    from PySide6.QtGui import QImage

    from unet_studio.domain.metrics import ClassScores
    from unet_studio.workspace.background import Background
    from unet_studio.workspace.predictions.result_set import ResultImage, ResultSet
    from unet_studio.workspace.workspace import Workspace

ROLE_ORDER = (Role.HELD_OUT, Role.NEW, Role.TRAINED_ON)
_LATER_MS = 400
_CLEAR_ERROR = 0.05


@dataclass(frozen=True)
class RankedImage:
    """One image in the order of how bad it is.

    Attributes
    ----------
    name
        Of the image.
    role
        What it was to the model.
    scores
        Class name -> agreement with its labels; empty if there are none.
    dice
        Mean over the classes; None without labels.
    undecided
        Share of pixels that the model is undecided about; None if that is not known (yet).
    """

    name: str
    role: Role
    scores: Mapping[str, ClassScores]
    dice: float | None
    undecided: float | None

    @property
    def hint(self) -> Message | None:
        """What is wrong with it most, in a few words."""
        worst = min(
            ((s.dice, n, s) for n, s in self.scores.items() if s.dice is not None),
            key=lambda found: found[0],
            default=None,
        )
        if worst is None:
            return None
        _, name, scores = worst
        missed = 1 - (scores.recall if scores.recall is not None else 1.0)
        extra = 1 - (scores.precision if scores.precision is not None else 1.0)
        if max(missed, extra) < _CLEAR_ERROR:
            return None
        if missed >= extra:
            text = say("ranking", "{name}: {share} missed")
            return text(name=name, share=f"{missed:.0%}")
        return say("ranking", "{name}: {share} too much")(name=name, share=f"{extra:.0%}")


class ResultRanking(QObject):
    """Puts the worst first, and makes small pictures of them.

    Signals
    -------
    changed()
        Other images, scores or doubts; see `ranked`.
    thumbnail_arrived(str)
        The overlay of the image with this name is there.
    noticed(Notice)
        Something to tell.
    """

    changed = Signal()
    thumbnail_arrived = Signal(str)
    noticed = Signal(object)

    def __init__(self, workspace: Workspace, thumbnails: Background, writing: Background) -> None:
        super().__init__(workspace)
        self._results = workspace.prediction.results
        self._writing = writing
        self._overlays = Thumbnails(thumbnails, self)
        self._undecided: dict[str, float] = {}
        self._job: Job | None = None
        self._leaving: set[Job] = set()
        self._later = QTimer(self, singleShot=True, interval=_LATER_MS)
        self._later.timeout.connect(self._look)
        self._overlays.arrived.connect(self.thumbnail_arrived)
        self._results.reset.connect(self._on_reset)
        self._results.added.connect(self._look_later)
        self._results.scored.connect(self._look_later)
        workspace.deciding.rewritten.connect(self._on_rewritten)

    # ---- The order ----

    def ranked(self) -> list[RankedImage]:
        """All predicted images: held-out, new and trained-on ones, and the worst of each first.

        Without labels those come first that the model is most undecided about.
        """
        current = self._results.current
        if current is None:
            return []
        found = [self._ranked(current, r) for r in current.images if r.mask_path is not None]
        return sorted(found, key=_badness)

    def _ranked(self, current: ResultSet, result: ResultImage) -> RankedImage:
        name = result.image.name
        scores, dice = current.scores.get(name, {}), current.mean_dice(name)
        return RankedImage(name, current.role(name), scores, dice, self._undecided.get(name))

    def thumbnail(self, name: str) -> QImage | None:
        """The overlay of an image, or the image, small; ordered if it is not there yet."""
        current, found = self._results.current, self._results.find(name)
        if current is None or found is None:
            return None
        overlay = current.path_of(found, "overlays")
        drawn = found.image if overlay is None else ImageRef(name, overlay)
        is_missing = self._overlays.problem(drawn) is not None
        return self._overlays.get(found.image if is_missing else drawn)

    # ---- Doubts ----

    def _on_reset(self) -> None:
        self._leave()
        self._later.stop()
        self._undecided = {}
        self._overlays.clear()
        self.changed.emit()

    def _on_rewritten(self) -> None:
        self._overlays.clear()
        self.changed.emit()

    def _look_later(self) -> None:
        if not self._later.isActive():
            self._later.start()

    def _look(self) -> None:
        self.changed.emit()
        current = self._results.current
        if current is None or self._job is not None:
            return
        unknown = [
            r
            for r in current.images
            if r.mask_path is not None
            and r.image.name not in current.scores
            and r.image.name not in self._undecided
        ]
        if unknown:
            self._job = Job(lambda: _undecided(current, unknown), self)
            self._job.reported.connect(self._on_found)
            self._job.finished.connect(self._on_finished)
            self._job.start()

    def _on_found(self, reports: list[tuple[str, float]]) -> None:
        if self.sender() is self._job:
            self._undecided.update(reports)
            self._look_later()

    def _on_finished(self) -> None:
        for job in [j for j in (*self._leaving, self._job) if j is not None and j.isFinished()]:
            job.wait()
            job.deleteLater()
            self._leaving.discard(job)
            if job is self._job:
                self._job = None

    def _leave(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._leaving.add(self._job)
            self._job = None

    def stop(self) -> None:
        """Stop looking and wait until the threads are gone."""
        self._later.stop()
        self._leave()
        for job in self._leaving:
            job.wait()
            job.deleteLater()
        self._leaving.clear()

    # ---- The table ----

    def export(self, path: Path) -> None:
        """Write the scores of all images and classes as CSV."""
        rows = [
            (image.name, image.role.value, class_name, scores)
            for image in self.ranked()
            for class_name, scores in image.scores.items()
        ]
        self._writing.submit(
            lambda: write_scores(path, rows),
            lambda _: self.noticed.emit(
                Notice(say("ranking", "The scores are in {path}.")(path=path))
            ),
            lambda error: self.noticed.emit(Notice(reason_of(error), Severity.ERROR)),
        )


def _badness(image: RankedImage) -> tuple[int, bool, float, float]:
    place = ROLE_ORDER.index(image.role)
    doubt = image.undecided if image.undecided is not None else -1.0
    return place, image.dice is None, image.dice if image.dice is not None else 0.0, -doubt


def _undecided(
    results: ResultSet, images: Sequence[ResultImage]
) -> Generator[tuple[str, float], None, None]:
    """How undecided the model is about each of these; a job."""
    known = read_undecided(results.folder)
    is_new = False
    try:
        for image in images:
            name, source = image.image.name, results.path_of(image, "probabilities")
            if source is None:
                continue
            try:
                stamp = source.stat().st_mtime_ns
                if known.get(name, (0, 0.0))[0] != stamp:
                    known[name] = stamp, undecided_share(read_probabilities(source))
                    is_new = True
            except (OSError, StudioError):
                continue  # none are kept, or they are torn: nothing is known
            yield name, known[name][1]
    finally:
        if is_new:
            _keep(results.folder, known)


def _keep(folder: Path, known: dict[str, tuple[int, float]]) -> None:
    try:
        write_undecided(folder, known)
    except StudioError:
        return  # it is found again next time
