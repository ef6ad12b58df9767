"""The magic wand: the connected pixels whose colour is like that of one pixel."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from unet_studio.imaging.smart_select.tidy import part_near, smoothed, without_small_holes

if TYPE_CHECKING:
    from numpy.typing import NDArray

LARGEST_TOLERANCE = 254
_BLOCKED = 255  # a difference that no tolerance reaches
_FEWEST_PX = 30  # fewer pixels are noise, not a thing
_MOST_OF_WINDOW = 0.7  # a region this large is the ground, not a thing on it
_TRIED = 64  # tolerances that are compared


@dataclass(frozen=True, eq=False)
class WandField:
    """How much each pixel of a window differs from where the wand was pressed.

    Attributes
    ----------
    differences
        (h, w) uint8: the largest difference over the channels, in steps of the display; 255 where
        the selection must not go.
    x, y
        Column and row of the pressed pixel in the window.
    """

    differences: NDArray[np.uint8]
    x: int
    y: int

    @staticmethod
    def around(
        rgb: NDArray[np.uint8],
        x: int,
        y: int,
        *,
        sample_px: int = 3,
        blocked: NDArray[np.bool_] | None = None,
    ) -> WandField:
        """Compare a window with the mean colour around one of its pixels.

        Parameters
        ----------
        rgb
            (h, w, 3) uint8, as shown.
        x, y
            Column and row of the pixel.
        sample_px
            Side of the square whose mean is compared with: 1, 3 or 5.
        blocked
            (h, w) bool: where the selection must not go.
        """
        import cv2

        reach = sample_px // 2
        sample = rgb[max(y - reach, 0) : y + reach + 1, max(x - reach, 0) : x + reach + 1]
        colour = sample.reshape(-1, 3).mean(axis=0)
        # A median of 3 x 3 takes single noisy pixels away and leaves edges where they are.
        calm = np.asarray(cv2.medianBlur(rgb, 3))
        alike = np.broadcast_to(np.rint(colour).astype(np.uint8), calm.shape)
        apart = np.asarray(cv2.absdiff(calm, alike)).max(axis=2)
        differences = np.minimum(apart, LARGEST_TOLERANCE).astype(np.uint8)
        if blocked is not None:
            differences[blocked] = _BLOCKED
        differences[y, x] = 0
        return WandField(differences, x, y)

    def region(
        self, tolerance: float, *, contiguous: bool = True, smooth_px: float = 0, hole_px: float = 0
    ) -> NDArray[np.bool_]:
        """The pixels within a tolerance.

        Parameters
        ----------
        tolerance
            Largest difference, 0 to 254.
        contiguous
            Whether only pixels connected with the pressed one count.
        smooth_px
            Radius of a disc: narrower bridges are cut and narrower notches are filled.
        hole_px
            Holes with less area than this are filled.

        Returns
        -------
        NDArray
            (h, w) bool.
        """
        if contiguous:
            mask = self._flooded(int(tolerance)).astype(bool)
        else:
            mask = self.differences <= int(tolerance)
        if smooth_px >= 1:
            free = self.differences < _BLOCKED
            rounded = smoothed(mask, smooth_px) & free
            # A thing thinner than the disc would vanish: then it is better left as it is.
            if rounded[self.y, self.x] or not contiguous:
                mask = part_near(rounded, self.x, self.y) if contiguous else rounded
        if hole_px:
            mask = without_small_holes(mask, hole_px) & (self.differences < _BLOCKED)
        return mask

    def best_tolerance(self) -> float:
        """The tolerance at which the region's border lies on the strongest edge.

        The "peripheral contrast" of Hojjatoleslami and Kittler, Region growing: a new approach,
        IEEE Transactions on Image Processing 7 (1998): the mean step in value from the region to
        what surrounds it.

        Returns
        -------
        float
            0 to 254.
        """
        tolerances = np.unique(np.linspace(2, 160, _TRIED).astype(int))
        levels = self._levels(tolerances)
        areas = np.cumsum(np.bincount(levels.ravel(), minlength=len(tolerances) + 1))[:-1]
        contrast = _border_contrast(self.differences, levels, len(tolerances))
        fits = (areas >= _FEWEST_PX) & (areas <= _MOST_OF_WINDOW * levels.size)
        if not fits.any():
            return float(tolerances[0])
        return float(tolerances[np.argmax(np.where(fits, contrast, -1))])

    def _flooded(self, tolerance: int) -> NDArray[np.uint8]:
        """(h, w) uint8, 1 where one gets from the pressed pixel within a tolerance."""
        import cv2

        height, width = self.differences.shape
        filled = np.zeros((height + 2, width + 2), np.uint8)
        flags = 4 | (1 << 8) | cv2.FLOODFILL_MASK_ONLY | cv2.FLOODFILL_FIXED_RANGE
        at = (self.x, self.y)
        cv2.floodFill(self.differences, filled, at, 0, tolerance, tolerance, flags)
        return filled[1:-1, 1:-1]

    def _levels(self, tolerances: NDArray[np.int_]) -> NDArray[np.intp]:
        """(h, w): the place of the least tolerance that reaches a pixel; their number if none."""
        levels = np.full(self.differences.shape, len(tolerances), np.intp)
        for place, tolerance in enumerate(tolerances):
            filled = self._flooded(int(tolerance))
            levels -= filled
            if filled.mean() > _MOST_OF_WINDOW:  # larger ones reach these pixels, too
                levels[filled > 0] -= len(tolerances) - 1 - place
                break
        return levels


def _border_contrast(
    values: NDArray[np.uint8], levels: NDArray[np.intp], count: int
) -> NDArray[np.float64]:
    """For each level: the mean step in value across the border of what lies below it."""
    steps, pairs = np.zeros(count + 1), np.zeros(count + 1)
    for inner, outer in (((slice(1, None),), (slice(-1),)), (_COLUMNS_FROM, _COLUMNS_TO)):
        low = np.minimum(levels[inner], levels[outer]).ravel()
        high = np.maximum(levels[inner], levels[outer]).ravel()
        step = np.abs(values[inner].astype(np.int16) - values[outer]).ravel()
        crosses = low < high
        low, high, step = low[crosses], high[crosses], step[crosses]
        for at, sign in ((low, 1), (high, -1)):
            steps += sign * np.bincount(at, weights=step, minlength=count + 1)
            pairs += sign * np.bincount(at, minlength=count + 1)
    return (np.cumsum(steps) / np.maximum(np.cumsum(pairs), 1))[:count]


_COLUMNS_FROM = (slice(None), slice(1, None))
_COLUMNS_TO = (slice(None), slice(-1))
