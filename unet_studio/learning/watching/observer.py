"""Observer: keeps what a training shows of itself, and says when something goes wrong."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

from unet_studio.learning.watching.diagnosis import Diagnosis, Seen

if TYPE_CHECKING:
    from unet_studio.domain.finding import Finding
    from unet_studio.learning.data.split import Split
    from unet_studio.learning.scores.validation import Validation

_GROWTH = 1.1  # it looks again when there are so many times as many losses


class Observer:
    """Looks at the curves now and then, and after every validation."""

    def __init__(self, split: Split, rate: float) -> None:
        """Count which classes the training images show.

        Parameters
        ----------
        split
            The images.
        rate
            The recipe's learning rate.
        """
        self._names = [c.name for c in split.project.classes]
        self._rate = rate
        self._diagnosis = Diagnosis()
        self._losses = array("d")
        self._validation_losses: list[float] = []
        self._dice: dict[str, list[float | None]] = {name: [] for name in self._names}
        self._looked_at = 0
        self._labelled = _images_that_show(split)

    def begin(self) -> list[Finding]:
        """What the labels alone say."""
        return self._look(0.0)

    def add_loss(self, loss: float, fraction: float) -> list[Finding]:
        """Take in the loss of a batch; what is news."""
        self._losses.append(loss)
        if len(self._losses) < self._looked_at * _GROWTH:
            return []
        return self._look(fraction)

    def add_validation(self, found: Validation, fraction: float) -> list[Finding]:
        """Take in a validation; what is news."""
        if found.loss is not None:
            self._validation_losses.append(found.loss)
        for name, scores in zip(self._names, found.scores, strict=True):
            self._dice[name].append(scores.dice)
        return self._look(fraction)

    def _look(self, fraction: float) -> list[Finding]:
        self._looked_at = len(self._losses)
        return self._diagnosis.new(
            Seen(
                losses=self._losses,
                validation_losses=self._validation_losses,
                dice=self._dice,
                fraction=fraction,
                rate=self._rate,
                labelled=self._labelled,
            )
        )


def _images_that_show(split: Split) -> dict[str, int]:
    """Class name -> how many training images show it."""
    shown = [facts.classes for facts in split.training.facts]
    return {
        c.name: sum(place in values for values in shown)
        for place, c in enumerate(split.project.classes, start=1)
    }
