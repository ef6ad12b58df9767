"""Tidying a mask as a whole: softer borders, holes filled, small regions left out.

Classes never grow into each other here: a hole belongs to the one class around it, what is too
small becomes background, and where borders are smoothed each pixel goes to the class that has
most of its neighbourhood.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from unet_studio.domain.label_class import BACKGROUND_ID

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

_BAND_PIXELS = 1 << 25
"""Larger masks are tidied in bands of about so many pixels, so that memory stays bounded."""

_REACH_SIGMAS = 4


def smoothed(mask: NDArray[np.uint8], smooth_px: float) -> NDArray[np.uint8]:
    """Even out the borders of regions.

    Each class is blurred by a Gaussian, and every pixel goes to the class, background being one,
    that has most there; where two have as much, to the one with the lower id.

    Parameters
    ----------
    mask
        (H, W) uint8 class ids.
    smooth_px
        Standard deviation of the Gaussian; 0 = leave it. What is thinner than 1.3 times as much
        goes.
    """
    if not smooth_px or not mask.size:
        return mask
    reach = int(np.ceil(_REACH_SIGMAS * smooth_px))
    return _in_bands(mask, reach, lambda part: _smoothed(part, smooth_px))


def holes_filled(mask: NDArray[np.uint8], hole_px: int) -> NDArray[np.uint8]:
    """Fill holes: background that hangs together by edges and has one class all around it.

    What touches the edge of the picture, or two classes, is no hole; neither is another class
    inside a region.

    Parameters
    ----------
    mask
        (H, W) uint8 class ids.
    hole_px
        Larger holes stay; 0 = leave all.
    """
    if not hole_px or not mask.size:
        return mask
    return _in_bands(mask, hole_px + 1, lambda part: _filled(part, hole_px))


def small_removed(mask: NDArray[np.uint8], min_area_px: int) -> NDArray[np.uint8]:
    """Make background of regions that are too small; a region hangs together by corners too.

    Parameters
    ----------
    mask
        (H, W) uint8 class ids.
    min_area_px
        The least number of pixels that a region keeps.
    """
    if min_area_px <= 1 or not mask.size:
        return mask
    return _in_bands(mask, min_area_px, lambda part: _without_small(part, min_area_px))


def classes_in(mask: NDArray[np.uint8]) -> list[int]:
    """The class ids that occur, background left out."""
    import cv2

    counts = cv2.calcHist([mask], [0], None, [256], [0, 256]).ravel()
    return [k for k in np.flatnonzero(counts).tolist() if k != BACKGROUND_ID]


def _in_bands(
    mask: NDArray[np.uint8],
    reach_px: int,
    tidy: Callable[[NDArray[np.uint8]], NDArray[np.uint8]],
) -> NDArray[np.uint8]:
    """Tidy band by band; a pixel depends on nothing farther away than `reach_px` rows."""
    height, width = mask.shape
    band = max(_BAND_PIXELS // width, reach_px)
    if band >= height:
        return tidy(mask)
    found = np.empty_like(mask)
    for top in range(0, height, band):
        end = min(top + band, height)
        first, last = max(top - reach_px, 0), min(end + reach_px, height)
        found[top:end] = tidy(mask[first:last])[top - first : end - first]
    return found


def _smoothed(mask: NDArray[np.uint8], smooth_px: float) -> NDArray[np.uint8]:

    present = classes_in(mask)
    if not present:
        return mask
    if len(present) == 1:
        share = _blurred(mask, present[0], smooth_px)
        return np.asarray(share > 127, np.uint8) * np.uint8(present[0])
    best, found = _blurred(mask, BACKGROUND_ID, smooth_px), np.zeros_like(mask)
    for k in present:
        share = _blurred(mask, k, smooth_px)
        found[share > best] = k
        np.maximum(best, share, out=best)
    return found


def _blurred(mask: NDArray[np.uint8], class_id: int, sigma: float) -> NDArray[np.uint8]:
    """How much of the neighbourhood of each pixel is of a class: (H, W) uint8, 255 = all."""
    import cv2

    covered = cv2.inRange(mask, class_id, class_id)
    blurred = cv2.GaussianBlur(covered, (0, 0), sigma, borderType=cv2.BORDER_REPLICATE)
    return np.asarray(blurred, np.uint8)


def _filled(mask: NDArray[np.uint8], hole_px: int) -> NDArray[np.uint8]:
    import cv2

    empty = cv2.inRange(mask, BACKGROUND_ID, BACKGROUND_ID)
    count, numbered, stats, _ = cv2.connectedComponentsWithStats(empty, connectivity=4)
    labels: NDArray[np.int32] = np.asarray(numbered, np.int32)
    height, width = mask.shape
    left, top = stats[:, cv2.CC_STAT_LEFT], stats[:, cv2.CC_STAT_TOP]
    right, bottom = left + stats[:, cv2.CC_STAT_WIDTH], top + stats[:, cv2.CC_STAT_HEIGHT]
    is_inside = (left > 0) & (top > 0) & (right < width) & (bottom < height)
    small = is_inside & (stats[:, cv2.CC_STAT_AREA] <= hole_px)
    small[0] = False
    if not small.any():
        return mask
    lowest, highest = _around(mask, labels, count, small)
    becomes = np.where(small & (lowest == highest), lowest, BACKGROUND_ID).astype(np.uint8)
    if not becomes.any():
        return mask
    return np.asarray(
        mask | becomes[labels], np.uint8
    )  # the holes are 0, and all else becomes nothing


def _around(
    mask: NDArray[np.uint8], labels: NDArray[np.int32], count: int, wanted: NDArray[np.bool_]
) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """The lowest and the highest class that touches each wanted region of background."""
    lowest, highest = np.full(count, 255, np.uint8), np.zeros(count, np.uint8)
    inside = labels[1:-1, 1:-1]
    rows, columns = np.nonzero(wanted[inside])
    holes = inside[rows, columns]
    for down, right in ((0, 1), (1, 0), (1, 2), (2, 1)):
        neighbours = mask[rows + down, columns + right]
        is_class = neighbours != BACKGROUND_ID
        np.minimum.at(lowest, holes[is_class], neighbours[is_class])
        np.maximum.at(highest, holes[is_class], neighbours[is_class])
    return lowest, highest


def _without_small(mask: NDArray[np.uint8], min_area_px: int) -> NDArray[np.uint8]:
    import cv2

    kept: NDArray[Any] = np.zeros_like(mask)
    for k in classes_in(mask):
        covered = cv2.inRange(mask, k, k)
        _, labels, stats, _ = cv2.connectedComponentsWithStats(covered, connectivity=8)
        becomes = np.where(stats[:, cv2.CC_STAT_AREA] >= min_area_px, k, 0).astype(np.uint8)
        becomes[0] = 0
        kept |= becomes[labels]
    return kept
