"""Curves of a run as arrays: what was measured at which step, epoch and minute."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

RUN_COLOURS = (
    "#3b82c4",
    "#e8862e",
    "#2f9e66",
    "#b1489c",
    "#c9a227",
    "#6b5bd2",
    "#d1495b",
    "#1f9aa8",
    "#8c6d46",
    "#7a8896",
)
"""One for each run beside others, told apart on white and on black; then they begin again."""


class Progress(StrEnum):
    """What a curve may be drawn over."""

    STEPS = "steps"
    EPOCHS = "epochs"
    MINUTES = "minutes"


@dataclass(frozen=True, eq=False)
class RunCurves:
    """What a run measured, one entry per row of its ``metrics.csv``.

    Attributes
    ----------
    steps, epochs, minutes
        (N,) float64: how far it was.
    train_loss, validation_loss
        (N,) float64; NaN where a row has none.
    dice
        Class name -> (N,) float64 held-out Dice, NaN likewise.
    """

    steps: NDArray[np.float64]
    epochs: NDArray[np.float64]
    minutes: NDArray[np.float64]
    train_loss: NDArray[np.float64]
    validation_loss: NDArray[np.float64]
    dice: Mapping[str, NDArray[np.float64]] = field(default_factory=dict)

    def along(self, progress: Progress) -> NDArray[np.float64]:
        """(N,) float64: the axis to draw over."""
        axes = {
            Progress.STEPS: self.steps,
            Progress.EPOCHS: self.epochs,
            Progress.MINUTES: self.minutes,
        }
        return axes[progress]

    @property
    def mean_dice(self) -> NDArray[np.float64]:
        """(N,) float64: mean over the classes that have one; NaN where none has."""
        if not self.dice:
            return np.full(len(self.steps), np.nan)
        table = np.stack(list(self.dice.values()))
        counts = np.isfinite(table).sum(axis=0)
        return np.where(counts, np.nansum(table, axis=0) / np.maximum(counts, 1), np.nan)

    @property
    def best_step(self) -> int | None:
        """The step of the highest mean Dice over held-out images; None if there is none."""
        dice = self.mean_dice
        return int(self.steps[np.nanargmax(dice)]) if np.isfinite(dice).any() else None


def known_points(
    x: NDArray[np.float64], y: NDArray[np.float64], most: int = 1000
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The points that have a value, thinned out so that no peak is lost.

    Parameters
    ----------
    x, y
        (N,) float64, x ascending; NaN in y = no point.
    most
        About so many points are left: of each of the parts that the curve is cut into, the lowest
        and the highest.

    Returns
    -------
    x, y
        (M,) float64 with M <= most, or all of them if they are no more.
    """
    known = np.isfinite(y)
    x, y = x[known], y[known]
    if len(x) <= most:
        return x, y
    edges = np.linspace(0, len(y), most // 2 + 1).astype(np.intp)
    chosen = [
        k
        for start, end in pairwise(edges)
        for k in sorted({start + int(y[start:end].argmin()), start + int(y[start:end].argmax())})
    ]
    return x[chosen], y[chosen]


@dataclass(frozen=True, eq=False)
class DrawnCurve:
    """A curve ready to be drawn: points with a value only, few enough for a screen.

    Attributes
    ----------
    along
        Axis -> (M,) float64.
    values
        (M,) float64, finite.
    """

    along: Mapping[Progress, NDArray[np.float64]]
    values: NDArray[np.float64]


def drawn(curves: RunCurves, most: int = 500) -> dict[str, DrawnCurve]:
    """The curves of a run to draw: ``train_loss``, ``validation_loss`` and ``mean_dice``.

    Parameters
    ----------
    curves
        In full.
    most
        Points left of each, see `known_points`.
    """
    rows = np.arange(len(curves.steps), dtype=np.float64)
    found = {}
    for name in ("train_loss", "validation_loss", "mean_dice"):
        kept, values = known_points(rows, getattr(curves, name), most)
        places = kept.astype(np.intp)
        found[name] = DrawnCurve({p: curves.along(p)[places] for p in Progress}, values)
    return found
