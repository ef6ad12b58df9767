"""How much of an image a model is undecided about."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

MARGIN = 0.5
"""A pixel is undecided if its likeliest class leads by less: between 25 % and 75 %, of two."""

_SAMPLED_PIXELS = 1_000_000


def undecided_share(probabilities: NDArray[np.floating]) -> float:
    """The share of pixels whose likeliest class leads the next one by less than `MARGIN`.

    Parameters
    ----------
    probabilities
        (K, H, W), any real type, 0 to 1; of large pictures every second, third, ... row and
        column is looked at.

    Returns
    -------
    0 to 1; 0 for an empty picture.
    """
    step = max(1, round((probabilities[0].size / _SAMPLED_PIXELS) ** 0.5))
    looked_at = probabilities[:, ::step, ::step].astype(np.float32)
    if not looked_at.size:
        return 0.0
    two = np.partition(looked_at, -2, axis=0)[-2:]
    return float(np.mean(two[1] - two[0] < MARGIN))
