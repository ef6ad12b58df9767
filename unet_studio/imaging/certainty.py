"""Certainty: of how many pixels a model is certain."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

CERTAIN = 0.9
"""Probability of the most probable class from which on a model is certain."""


def certain_pixels(probabilities: NDArray[np.floating]) -> int:
    """How many pixels a model is certain of.

    Parameters
    ----------
    probabilities
        (K, H, W), 0 to 1, background first, at least two; they sum to 1 over K.
    """
    if len(probabilities) == 2:
        only = probabilities[1]
        return int(np.count_nonzero((only >= CERTAIN) | (only <= 1 - CERTAIN)))
    return int(np.count_nonzero(probabilities.max(axis=0) >= CERTAIN))
