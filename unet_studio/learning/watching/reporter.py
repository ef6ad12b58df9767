"""Reporter: makes the reports of a training under way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from unet_studio.domain.report import TrainingPhase, TrainingReport

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unet_studio.domain.film import FilmFrame
    from unet_studio.domain.finding import Finding
    from unet_studio.domain.message import Message
    from unet_studio.domain.report import MachineUse
    from unet_studio.learning.course.best_weights import BestModel
    from unet_studio.learning.course.clock import Clock
    from unet_studio.learning.course.position import Position
    from unet_studio.learning.scores.validation import Validation


@dataclass(frozen=True)
class Reporter:
    """Knows what every report says: how far the training is, and how good.

    Attributes
    ----------
    position, clock, best
        Of the training.
    class_names
        In the order of the outputs.
    """

    position: Position
    clock: Clock
    best: BestModel
    class_names: tuple[str, ...]

    def __call__(
        self,
        phase: TrainingPhase,
        *,
        train_loss: float | None = None,
        found: Validation | None = None,
        note: Message | None = None,
        film: FilmFrame | None = None,
        findings: Sequence[Finding] = (),
        machine: MachineUse | None = None,
    ) -> TrainingReport:
        """A report of this moment; see `TrainingReport`."""
        return TrainingReport(
            phase,
            step=self.position.step,
            epoch=self.position.epoch,
            elapsed_s=self.clock.elapsed_s,
            remaining_s=self.clock.remaining_s(self.position.step),
            train_loss=train_loss,
            validation_loss=found.loss if found else None,
            dice=self._dice(found) if found else None,
            best=self.best.card.mean_dice,
            note=note,
            film=film,
            findings=tuple(findings),
            machine=machine,
        )

    def _dice(self, found: Validation) -> dict[str, float | None]:
        pairs = zip(self.class_names, found.scores, strict=True)
        return {name: scores.dice for name, scores in pairs}
