"""A map of one byte per pixel at all its sizes, filled band by band while it is looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from unet_studio.imaging.image_pyramid import count_levels, enlarged, halved, level_size

if TYPE_CHECKING:
    from numpy.typing import NDArray

MOST_PIXELS = 1 << 27
"""The finest level in memory has no more than this; 100 megapixels are kept as they are."""

_LEAST_BAND_PX = 1024


class GrowingLevels:
    """Levels, as `image_pyramid.Levels`, that are dark where nothing was put as yet.

    Parameters
    ----------
    size
        (height, width) of the picture that the map is of.

    Attributes
    ----------
    finest
        The finest level in memory; what is finer is enlarged from it.
    band_px
        Rows of the picture that are put at once: a power of 2, so that each band is whole pixels of
        every level.
    filled_px
        Rows of the picture that are there.
    """

    def __init__(self, size: tuple[int, int], most_pixels: int = MOST_PIXELS) -> None:
        self.size = size
        self.level_count = count_levels(size)
        self.finest = 0
        while np.prod(level_size(size, self.finest)) > most_pixels:
            self.finest += 1
        self.finest = min(self.finest, self.level_count - 1)
        self.band_px = max(_LEAST_BAND_PX, 1 << (self.level_count - 1))
        self.filled_px = 0
        self._levels = {
            level: np.zeros(level_size(size, level), np.uint8)
            for level in range(self.finest, self.level_count)
        }

    @property
    def kept_bytes(self) -> int:
        """Memory taken."""
        return sum(level.nbytes for level in self._levels.values())

    @property
    def is_whole(self) -> bool:
        """Whether every row is there."""
        return self.filled_px >= self.size[0]

    def put(self, top: int, band: NDArray[np.uint8]) -> None:
        """Fill some rows.

        Parameters
        ----------
        top
            The first of them, a multiple of `band_px`.
        band
            (h, W) uint8 of the picture's own pixels, `band_px` rows unless it is the last one.
        """
        if top % self.band_px:
            raise ValueError("a band begins at a whole number of bands")
        rows = band.shape[0]
        for level in range(self.level_count):
            if level >= self.finest:
                first = top >> level
                self._levels[level][first : first + band.shape[0]] = band
            band = halved(band)
        self.filled_px = max(self.filled_px, top + rows)

    def region(self, level: int, left: int, top: int, right: int, bottom: int) -> NDArray[np.uint8]:
        """Part of a level, in its own pixels and within it: (h, w) uint8."""
        shift = self.finest - level
        if shift <= 0:
            return self._levels[level][top:bottom, left:right]
        x, y = left >> shift, top >> shift
        last_x, last_y = ((right - 1) >> shift) + 1, ((bottom - 1) >> shift) + 1
        part = enlarged(self._levels[self.finest][y:last_y, x:last_x], shift)
        x0, y0 = left - (x << shift), top - (y << shift)
        return part[y0 : y0 + bottom - top, x0 : x0 + right - left]
