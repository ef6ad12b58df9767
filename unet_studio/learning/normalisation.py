"""Normalisation: from a picture as read to what a network is shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from unet_studio.domain.message import StudioError, say

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from unet_studio.domain.recipe import Normalisation

_GREY_WEIGHTS = np.array([0.299, 0.587, 0.114], np.float32)  # ITU-R BT.601, as Pillow converts
_ROWS = 1024


def with_channels(image: NDArray[Any], channels: int) -> NDArray[Any]:
    """The picture with as many channels as a network takes.

    Colour becomes grey by BT.601, grey becomes colour by repetition.

    Parameters
    ----------
    image
        (H, W) or (H, W, 3), any real type.
    channels
        1 or 3.

    Returns
    -------
    (H, W, channels), of the same type.
    """
    if channels not in (1, 3):
        raise StudioError(
            say("prediction", "The model takes {count} channels; pictures have 1 or 3.")(
                count=channels
            )
        )
    if image.ndim == 2:
        return np.repeat(image[..., None], channels, axis=2) if channels == 3 else image[..., None]
    if channels == 3:
        return image
    grey = image.astype(np.float32) @ _GREY_WEIGHTS
    if image.dtype.kind == "u":
        grey = np.rint(grey)
    return grey.astype(image.dtype)[..., None]


@dataclass(frozen=True)
class Scaling:
    """Subtract, then divide."""

    offset: float
    divisor: float

    def __call__(self, pixels: NDArray[Any]) -> NDArray[np.float32]:
        """Scaled pixels of the same shape as float32; what is no finite number becomes 0."""
        scaled = pixels.astype(np.float32)
        scaled -= self.offset
        scaled /= self.divisor
        if pixels.dtype.kind == "f":
            np.nan_to_num(scaled, copy=False, nan=0.0, posinf=0.0, neginf=0.0)
        return scaled


def scaling_of(image: NDArray[Any], normalisation: Normalisation) -> Scaling:
    """How the pixels of one image are scaled; by rows, so that huge images need no copy."""
    if normalisation == "none":
        return Scaling(0.0, 1.0)
    count, total, squares = 0, 0.0, 0.0
    for top in range(0, len(image), _ROWS):
        rows = image[top : top + _ROWS].astype(np.float64)
        rows = rows[np.isfinite(rows)]
        count, total, squares = count + rows.size, total + rows.sum(), squares + (rows**2).sum()
    mean = total / max(count, 1)
    deviation = float(np.sqrt(max(squares / max(count, 1) - mean**2, 0.0)))
    # An even picture has no contrast to scale; rounding must not make one up.
    return Scaling(float(mean), deviation if deviation > 1e-6 * abs(mean) else 1.0)
