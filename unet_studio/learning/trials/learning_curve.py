"""Learning curve: how a score grows with the number of labelled images, and how sure that is."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

_LIMITS = (0.0, 1.0)  # of a, what no number of images would exceed
_LOSSES = (0.0, 1.0)  # of b / a, what is missing of it with one image
_POWERS = (0.15, 1.5)  # of c; smaller and larger ones are not seen in practice
_GRID = (81, 41, 24)  # values of each
_ZOOMS = 2  # the grid is laid anew where anything is likely at all: many trainings leave little
_UNLIKELY = 1e-6
_NOISE = 0.01  # what two equal trainings differ by at least, in Dice; it is believed in
_BELIEF = 2.0  # as much as in so many trainings
_LEVELS = (0.025, 0.5, 0.975)


class Point(NamedTuple):
    """A training: on how many images, and the Dice it reached."""

    images: int
    dice: float


@dataclass(frozen=True)
class Estimate:
    """A number and where it lies 95 times of 100."""

    value: float
    low: float
    high: float


class LearningCurve:
    """Dice = a - b * n^-c, for every a, b, c as likely as the trainings make it.

    The law is the usual one (Figueroa et al. 2012, https://doi.org/10.1186/1472-6947-12-8). As
    three numbers are asked of a handful of trainings, no single fit is believed: each of some
    80,000 combinations with 0 <= b <= a <= 1 and 0.15 <= c <= 1.5 is weighed by Student's
    likelihood, the noise between trainings being unknown, and the range covers them all.

    Parameters
    ----------
    points
        At least two.
    """

    def __init__(self, points: Sequence[Point]) -> None:
        bounds: tuple[tuple[float, float], ...] = (
            _LIMITS,
            _LOSSES,
            (math.log(_POWERS[0]), math.log(_POWERS[1])),
        )
        for _ in range(1 + _ZOOMS):
            axes = [np.linspace(*b, n) for b, n in zip(bounds, _GRID, strict=True)]
            a, loss, power = (axis.ravel() for axis in np.meshgrid(*axes, indexing="ij"))
            self._a, self._b, self._c = a, a * loss, np.exp(power)
            self._weights = self._likelihood(points)
            is_likely = self._weights > _UNLIKELY
            bounds = tuple(
                _around(values[is_likely], axis)
                for values, axis in zip((a, loss, power), axes, strict=True)
            )

    def _likelihood(self, points: Sequence[Point]) -> NDArray[np.float64]:
        """Of every combination, relative to the likeliest."""
        misfit = np.zeros(self._a.size)
        for point in points:
            misfit += (self._at(point.images) - point.dice) ** 2
        likelihood = -(len(points) + _BELIEF) / 2 * np.log(misfit + _BELIEF * _NOISE**2)
        return np.asarray(np.exp(likelihood - likelihood.max()))

    def _at(self, images: float) -> NDArray[np.float64]:
        return np.asarray(self._a - self._b * float(images) ** -self._c)

    def dice(self, images: int) -> Estimate:
        """The Dice that trainings on so many images reach on average."""
        return self._estimate(self._at(images))

    def gain(self, images: int, more: int) -> Estimate:
        """How much Dice further images bring."""
        return self._estimate(self._at(images + more) - self._at(images))

    def _estimate(self, values: NDArray[np.float64]) -> Estimate:
        order = np.argsort(values)
        shares = np.cumsum(self._weights[order])
        places = np.searchsorted(shares, np.array(_LEVELS) * shares[-1])
        low, value, high = (float(v) for v in values[order][places])
        return Estimate(value, low, high)


def _around(values: NDArray[np.float64], axis: NDArray[np.float64]) -> tuple[float, float]:
    """The range of some values of an axis, one step wider, within the axis."""
    step = axis[1] - axis[0]
    return (
        float(max(axis[0], values.min() - step)),
        float(min(axis[-1], values.max() + step)),
    )
