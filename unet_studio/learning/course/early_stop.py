"""Early stop: notices that validation finds nothing better any more."""

from __future__ import annotations

from dataclasses import dataclass

LEAST_GAIN = 0.002
"""Mean Dice by which a validation has to be better to count as better."""


@dataclass
class EarlyStop:
    """Knows the best validation that counted, and when it was.

    Attributes
    ----------
    patience
        Share of the training after which nothing better means: enough; 0 = never.
    best, best_at
        Mean Dice, and how much of the training was done then.
    """

    patience: float
    best: float = 0.0
    best_at: float = 0.0

    def is_flat(self, value: float | None, fraction: float) -> bool:
        """Take in a validation; whether the curve has been flat for as long as `patience`.

        Parameters
        ----------
        value
            Mean Dice; None where no class occurs.
        fraction
            How much of the training is done, 0 to 1.
        """
        if (value or 0.0) > self.best + LEAST_GAIN:
            self.best, self.best_at = value or 0.0, fraction
        is_something = self.best > 0  # all background so far is a slow start, not an end
        return is_something and 0 < self.patience <= fraction - self.best_at
