"""Sampling: which images a step learns from, and with which chance each is varied.

Everything follows from the seed and the number of the sample, and nothing from what was drawn
before: a training that goes on after a break, or that several processes share, draws the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.random import Generator
    from numpy.typing import NDArray

    from unet_studio.learning.data.dataset import LabelledImage

_ORDER, _VARIATION = 1, 2  # so that the two never draw from the same numbers


class Sample(NamedTuple):
    """One image to be shown, and the chance to vary it with."""

    image: LabelledImage
    rng: Generator


@dataclass(frozen=True)
class Sampling:
    """All images in random order, again and again, each as often as any other.

    Attributes
    ----------
    images
        To learn from, at least one.
    batch
        How many a step shows.
    seed
        The same seed gives the same samples.
    """

    images: Sequence[LabelledImage]
    batch: int
    seed: int

    def samples(self, step: int) -> list[Sample]:
        """What a step, counted from 0, learns from."""
        first = step * self.batch
        return [self._sample(number) for number in range(first, first + self.batch)]

    def _sample(self, number: int) -> Sample:
        turn, place = divmod(number, len(self.images))
        image = self.images[_order(len(self.images), self.seed, turn)[place]]
        return Sample(image, np.random.default_rng((self.seed, _VARIATION, number)))


@lru_cache(maxsize=4)
def _order(count: int, seed: int, turn: int) -> NDArray[np.int64]:
    return np.random.default_rng((seed, _ORDER, turn)).permutation(count)
