"""Grey values a screen can show; training data never goes through here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

DARKEST_PERCENT = 0.1
BRIGHTEST_PERCENT = 99.9
_SAMPLED_VALUES = 1 << 20  # percentiles of more values than these change nothing one can see


def to_display(image: NDArray[Any]) -> NDArray[np.uint8]:
    """The image as a screen shows it.

    Parameters
    ----------
    image
        (H, W) or (H, W, 3) uint8, uint16 or float32. 8-bit values stay as they are; others are
        stretched between their 0.1 and 99.9 percentiles, all channels alike.

    Returns
    -------
    NDArray
        (H, W, 3) uint8. The array itself where nothing had to change.
    """
    grey = image if image.dtype == np.uint8 else _stretched(image)
    if grey.ndim == 2:
        return np.repeat(grey[:, :, None], 3, axis=2)
    return grey


def _stretched(image: NDArray[Any]) -> NDArray[np.uint8]:
    darkest, brightest = _range(image)
    if not brightest > darkest:
        return np.zeros(image.shape, np.uint8)
    if image.dtype == np.uint16:
        table = _scaled(np.arange(1 << 16, dtype=np.float32), darkest, brightest)
        return np.asarray(table[image])
    return _scaled(image.astype(np.float32), darkest, brightest)


def _range(image: NDArray[Any]) -> tuple[float, float]:
    step = max(1, -(-image.size // _SAMPLED_VALUES))
    values = image.reshape(-1)[::step]
    if values.dtype.kind == "f":
        values = values[np.isfinite(values)]
    if not values.size:
        return 0.0, 0.0
    darkest, brightest = np.percentile(values, (DARKEST_PERCENT, BRIGHTEST_PERCENT))
    if not brightest > darkest:  # less than one pixel in a thousand differs: show that one
        darkest, brightest = values.min(), values.max()
    return float(darkest), float(brightest)


def _scaled(values: NDArray[np.float32], darkest: float, brightest: float) -> NDArray[np.uint8]:
    scaled = (values - np.float32(darkest)) * np.float32(255 / (brightest - darkest))
    return np.asarray(np.clip(np.nan_to_num(scaled) + 0.5, 0, 255).astype(np.uint8))
