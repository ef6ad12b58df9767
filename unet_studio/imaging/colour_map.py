"""Colour maps: numbers from 0 to 1 as colours that colour-blind eyes tell apart, too."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


@cache
def viridis() -> NDArray[np.uint8]:
    """(256, 3) uint8 RGB, dark blue to yellow, for probabilities (van der Walt and Smith 2015)."""
    import cv2

    return _table(cv2.COLORMAP_VIRIDIS)


@cache
def magma() -> NDArray[np.uint8]:
    """(256, 3) uint8 RGB, black to pale yellow, for uncertainty (van der Walt and Smith 2015)."""
    import cv2

    return _table(cv2.COLORMAP_MAGMA)


def _table(number: int) -> NDArray[np.uint8]:
    import cv2

    steps = np.arange(256, dtype=np.uint8).reshape(256, 1)
    bgr = np.asarray(cv2.applyColorMap(steps, number), np.uint8).reshape(256, 3)
    return np.ascontiguousarray(bgr[:, ::-1])
