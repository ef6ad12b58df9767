"""Pictures of smooth noise, alike only where they are cut from each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


def texture(seed: int, shape: tuple[int, int] = (120, 160)) -> NDArray[np.uint8]:
    rng = np.random.default_rng(seed)
    picture = cv2.GaussianBlur(rng.normal(0, 1, shape), (0, 0), 5)
    low, high = picture.min(), picture.max()
    return ((picture - low) / (high - low) * 255).astype(np.uint8)
