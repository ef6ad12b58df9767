"""Display wishes: how a person wants to see all pictures of a kind, one after the other."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from unet_studio.imaging.display_settings import DisplaySettings, stretched

if TYPE_CHECKING:
    from numpy.typing import NDArray

STRETCHES = ((0.1, 99.9), (1.0, 99.0), (5.0, 95.0))
"""Pairs of percentiles offered for stretching."""


@dataclass(frozen=True)
class DisplayWish:
    """What a person wants; what it means for a picture depends on that picture's values.

    Attributes
    ----------
    percents
        Stretch each picture between these percentiles of its own.
    looks
        Gamma, visibility and colours to use, and, if `is_fixed`, the values shown black and at
        full brightness. None = what suits a picture.
    is_fixed
        Whether the same raw values are shown black and bright in every picture.
    """

    percents: tuple[float, float] | None = None
    looks: DisplaySettings | None = None
    is_fixed: bool = False

    def settings_for(self, sample: NDArray[Any], at_first: DisplaySettings) -> DisplaySettings:
        """How a picture is to be shown.

        Parameters
        ----------
        sample
            The picture or some of its pixels.
        at_first
            What suits the picture.
        """
        looks = self.looks
        if looks is not None and self.is_fixed:
            return looks
        found = stretched(sample, *self.percents) if self.percents else at_first
        if looks is None:
            return found
        pairs = zip(looks.channels, found.channels, strict=True)
        return DisplaySettings(
            tuple(replace(look, low=new.low, high=new.high) for look, new in pairs)
        )


AUTOMATIC = DisplayWish()
"""As long as nobody wishes otherwise."""


def histogram(values: NDArray[Any], bins: int, ends: tuple[float, float]) -> NDArray[np.int64]:
    """How many finite values lie in each of so many equal parts between two ends; (bins,)."""
    low, high = ends
    if not high > low:
        return np.zeros(bins, np.int64)
    flat = values.reshape(-1).astype(np.float64)
    flat = flat[np.isfinite(flat) & (flat >= low) & (flat <= high)]
    places = ((flat - low) * (bins / (high - low))).astype(np.int64)
    return np.bincount(np.minimum(places, bins - 1), minlength=bins)


def value_ends(sample: NDArray[Any]) -> tuple[float, float]:
    """The values between which a histogram is worth showing: all of 8 bits, else what occurs."""
    if sample.dtype == np.uint8:
        return 0.0, 255.0
    finite = sample[np.isfinite(sample)] if sample.dtype.kind == "f" else sample
    if not finite.size:
        return 0.0, 1.0
    low, high = float(finite.min()), float(finite.max())
    return (low, high) if high > low else (low, low + 1.0)


def thinned(image: NDArray[Any], most_pixels: int) -> NDArray[Any]:
    """Every so manieth pixel of (H, W) or (H, W, C), no more than about so many."""
    step = max(1, int(np.ceil(np.sqrt(image.shape[0] * image.shape[1] / most_pixels))))
    return np.ascontiguousarray(image[::step, ::step])
