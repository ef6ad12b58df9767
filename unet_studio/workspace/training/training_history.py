"""What a training has said so far: the curves of its model, and what it chose and noticed."""

from __future__ import annotations

from dataclasses import dataclass, field
from statistics import fmean
from typing import TYPE_CHECKING

from unet_studio.domain.report import FoldPlace
from unet_studio.learning.watching.diagnosis import is_over

if TYPE_CHECKING:
    from unet_studio.domain.film import FilmFrame
    from unet_studio.domain.finding import Finding
    from unet_studio.domain.message import Message
    from unet_studio.domain.report import MachineUse, TrainingReport

MOST_POINTS = 20_000
"""Of the curve of training losses: fifty for each pixel from left to right."""


@dataclass
class ModelCurves:
    """The curves of one model.

    Attributes
    ----------
    steps, train_losses
        One entry per batch; one for the mean of several once there are `MOST_POINTS`, so that a
        training of a million steps takes no more memory, nor time to draw, than a short one.
    validation_steps, validation_losses
        One entry per validation.
    dice
        Class name -> held-out Dice, one entry per validation; NaN where a class was not there.
    best
        Mean held-out Dice of the weights kept so far; None as long as it is not known.
    """

    steps: list[float] = field(default_factory=list)
    train_losses: list[float] = field(default_factory=list)
    validation_steps: list[float] = field(default_factory=list)
    validation_losses: list[float] = field(default_factory=list)
    dice: dict[str, list[float]] = field(default_factory=dict)
    best: float | None = None
    _per_point: int = 1
    _waiting: list[float] = field(default_factory=list)  # losses for the next point

    def add(self, report: TrainingReport) -> None:
        """Take in one report."""
        if report.train_loss is not None:
            self._add_loss(report.step, report.train_loss)
        if report.validation_loss is not None:
            self.validation_steps.append(report.step)
            self.validation_losses.append(report.validation_loss)
            for name, dice in (report.dice or {}).items():
                curve = self.dice.setdefault(name, [])
                missing = len(self.validation_steps) - 1 - len(curve)
                curve.extend([float("nan")] * missing)
                curve.append(float("nan") if dice is None else dice)
        if report.best is not None:
            self.best = report.best

    def _add_loss(self, step: int, loss: float) -> None:
        self._waiting.append(loss)
        if len(self._waiting) < self._per_point:
            return
        self.steps.append(step)
        self.train_losses.append(fmean(self._waiting))
        self._waiting.clear()
        if len(self.steps) == MOST_POINTS:
            pairs = zip(self.train_losses[::2], self.train_losses[1::2], strict=True)
            self.steps, self.train_losses = self.steps[1::2], [fmean(pair) for pair in pairs]
            self._per_point *= 2


@dataclass
class TrainingHistory:
    """All that a training has said so far.

    Attributes
    ----------
    curves
        Of the model that it trains; in a cross-validation of the one that is under way, and in the
        end of the one that is kept.
    fold
        Which model of a cross-validation that is; None if there is only one.
    notes
        What the program chose, and why; what it noticed.
    findings
        What goes wrong with it, or may.
    film
        The last frame of its film strip.
    machine
        What it asked of the computer when that was last measured.
    latest
        The last report.
    """

    curves: ModelCurves = field(default_factory=ModelCurves)
    fold: FoldPlace | None = None
    notes: list[Message] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    film: FilmFrame | None = None
    machine: MachineUse | None = None
    latest: TrainingReport | None = None
    _kept: ModelCurves | None = None  # those of the first model, as long as others are shown

    def add(self, report: TrainingReport) -> None:
        """Take in one report."""
        self.latest = report
        if report.fold is not None and report.fold != self.fold:
            self._turn_to(report.fold)
        self.curves.add(report)
        if report.note is not None:
            self.notes.append(report.note)
        if report.dice is not None:
            self.findings = [f for f in self.findings if not is_over(f, report.dice)]
        self.findings.extend(report.findings)
        self.film = report.film or self.film
        self.machine = report.machine or self.machine

    def end(self) -> None:
        """Show the model that is kept, wherever a cross-validation ended."""
        if self.fold is not None:
            self._turn_to(FoldPlace(1, self.fold.count))

    def _turn_to(self, fold: FoldPlace) -> None:
        kept = self._kept or self.curves
        if fold.number == 1:
            self.curves, self._kept = kept, None
        else:
            self.curves, self._kept = ModelCurves(), kept
        self.fold = fold
