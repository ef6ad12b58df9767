"""Picture features: brightness, contrast, sharpness and scale of a picture in ten numbers."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray


CROP_PX = 128
CROPS_PER_EDGE = 4
LAGS_PX = (1, 2, 4, 8, 16)

_LEAST = 1e-6


def picture_features(picture: Pixels) -> tuple[float, ...]:
    """The features of a picture, in the order of `domain.likeness.FEATURES`.

    Dark, middle and bright are the 5th, 50th and 95th percentile of the grey values, as parts of
    the range of their type; contrast is the logarithm of their standard deviation. The lags are the
    variogram (Matheron 1963): the logarithm of the mean square difference of pixels so far apart,
    relative to twice the variance. Blur lowers it at short lags, noise raises it there, and another
    magnification shifts it. Colour is the logarithm of how far the channels differ.

    They are taken from sixteen parts spread over the picture, at full resolution, so that the time
    does not grow with it: some milliseconds.

    Parameters
    ----------
    picture
        (H, W) or (H, W, C), any real type, at least one pixel; an array, or what is indexed like
        one.
    """
    crops = [_unit(crop, picture.dtype) for crop in _crops(picture)]
    greys = [crop if crop.ndim == 2 else crop.mean(axis=2) for crop in crops]
    values = np.concatenate([grey.reshape(-1) for grey in greys])
    variance = float(values.var())
    levels = np.percentile(values[:: max(1, values.size >> 16)], (5, 50, 95))
    contrast = 0.5 * float(np.log(variance + _LEAST**2 * 1e4))
    lags = [_variogram(greys, lag, variance) for lag in LAGS_PX]
    return (*levels.tolist(), contrast, *lags, _colour(crops))


def _crops(picture: Pixels) -> Iterator[NDArray[Any]]:
    """At most 16 parts, evenly spread; they do not overlap unless the picture is small."""
    starts = []
    for edge in picture.shape[:2]:
        count = min(CROPS_PER_EDGE, max(1, edge // CROP_PX))
        last = max(0, edge - CROP_PX)
        starts.append(np.linspace(0, last, count).astype(int).tolist())
    for top, left in product(*starts):
        yield picture[top : top + CROP_PX, left : left + CROP_PX]


def _unit(crop: NDArray[Any], dtype: np.dtype[Any]) -> NDArray[np.float32]:
    """As parts of the range of the type, where it has one; what is no finite number becomes 0."""
    found = crop.astype(np.float32)
    if dtype.kind == "u":
        return found / np.float32(np.iinfo(dtype).max)
    return np.nan_to_num(found, copy=False, nan=0.0, posinf=0.0, neginf=0.0)


def _variogram(greys: list[NDArray[np.float32]], lag: int, variance: float) -> float:
    total, count = 0.0, 0
    for grey in greys:
        for shifted, fixed in ((grey[lag:], grey[:-lag]), (grey[:, lag:], grey[:, :-lag])):
            difference = (shifted - fixed).reshape(-1)
            total += float(difference @ difference)
            count += difference.size
    if not count:
        return 0.0
    return float(np.log((total / count + _LEAST**2) / (2 * variance + _LEAST**2) + _LEAST))


def _colour(crops: list[NDArray[np.float32]]) -> float:
    """How far the channels differ; grey pictures have none of it, however many channels."""
    parts = [float(crop.std(axis=2).mean()) for crop in crops if crop.ndim == 3]
    return float(np.log(np.mean(parts or [0.0]) + 1e-2))
