"""Uncertainty: how undecided a model is about each pixel."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

_LEAST = np.float32(1e-30)  # its logarithm is finite, and 0 times that is 0


def uncertainty(probabilities: Iterable[NDArray[np.floating]], count: int) -> NDArray[np.float32]:
    """Normalised entropy (Shannon 1948): 0 where one class is certain, 1 where all are alike.

    Parameters
    ----------
    probabilities
        One (H, W) array of any real type, 0 to 1, for each class, background included; they are
        taken one after the other, so that they need not all be in memory. They add up to 1.
    count
        How many classes there are, at least 2.

    Returns
    -------
    (H, W) float32, 0 to 1.
    """
    if count < 2:
        raise ValueError("there is nothing to decide between")
    total: NDArray[np.float32] | None = None
    for one in probabilities:
        share = one.astype(np.float32)
        part = np.log(np.maximum(share, _LEAST))
        part *= share
        total = part if total is None else np.add(total, part, out=total)
    if total is None:
        raise ValueError("there are no probabilities")
    total /= np.float32(-np.log(count))
    return np.clip(total, 0, 1, out=total)
