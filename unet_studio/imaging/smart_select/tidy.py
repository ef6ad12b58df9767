"""Tidying: a selection by pixel values made into something a person would have drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


def smoothed(mask: NDArray[np.bool_], radius_px: float) -> NDArray[np.bool_]:
    """A mask without the bridges, spurs and notches that are narrower than a disc.

    A morphological opening, then a closing (Serra, Image Analysis and Mathematical Morphology,
    1982). What a window cuts off counts as going on beyond it.

    Parameters
    ----------
    mask
        (h, w) bool.
    radius_px
        Radius of the disc; below 1 nothing changes.
    """
    import cv2

    if radius_px < 1:
        return mask
    disc = _disc(radius_px)
    margin = len(disc)
    wider = cv2.copyMakeBorder(
        mask.astype(np.uint8), margin, margin, margin, margin, cv2.BORDER_REPLICATE
    )
    opened = cv2.morphologyEx(wider, cv2.MORPH_OPEN, disc)
    closed = cv2.morphologyEx(opened, cv2.MORPH_CLOSE, disc)
    return closed[margin:-margin, margin:-margin].astype(bool)


def part_near(mask: NDArray[np.bool_], x: int, y: int) -> NDArray[np.bool_]:
    """The connected part of a mask that holds a pixel, or else the part nearest to it.

    Parameters
    ----------
    mask
        (h, w) bool.
    x, y
        Column and row of the pixel, inside the mask.

    Returns
    -------
    NDArray
        (h, w) bool; all False if the mask is.
    """
    import cv2

    _count, labels = cv2.connectedComponents(mask.astype(np.uint8), connectivity=4)
    number = labels[y, x]
    if number == 0:
        rows, columns = np.nonzero(labels)
        if not len(rows):
            return mask
        nearest = np.argmin((rows - y) ** 2 + (columns - x) ** 2)
        number = labels[rows[nearest], columns[nearest]]
    part: NDArray[np.bool_] = labels == number
    return part


def without_small_holes(mask: NDArray[np.bool_], area_px: float) -> NDArray[np.bool_]:
    """A mask with its holes filled that cover less than an area.

    Parameters
    ----------
    mask
        (h, w) bool.
    area_px
        Holes of this many pixels and more stay; what reaches the border is no hole.
    """
    import cv2

    count, labels, stats, _ = cv2.connectedComponentsWithStats(
        (~mask).astype(np.uint8), connectivity=4
    )
    height, width = mask.shape
    left, top, wide, high, area = (stats[:, column] for column in range(5))
    inner = (left > 0) & (top > 0) & (left + wide < width) & (top + high < height)
    fills = inner & (area < area_px)
    fills[0] = False  # the mask itself
    return mask | fills[labels] if count > 1 else mask


def without_specks(mask: NDArray[np.bool_], area_px: float) -> NDArray[np.bool_]:
    """A mask without its connected parts that cover less than an area."""
    import cv2

    _count, labels, stats, _ = cv2.connectedComponentsWithStats(
        mask.astype(np.uint8), connectivity=8
    )
    stays = stats[:, cv2.CC_STAT_AREA] >= area_px
    stays[0] = False
    kept: NDArray[np.bool_] = stays[labels]
    return kept


def largest_part(mask: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The connected part of a mask that covers most."""
    import cv2

    count, labels, stats, _ = cv2.connectedComponentsWithStats(
        mask.astype(np.uint8), connectivity=4
    )
    if count < 2:
        return mask
    largest: NDArray[np.bool_] = labels == 1 + int(np.argmax(stats[1:, cv2.CC_STAT_AREA]))
    return largest


def _disc(radius_px: float) -> NDArray[np.uint8]:
    reach = int(radius_px)
    steps = np.arange(-reach, reach + 1)
    inside = np.hypot(steps[:, None], steps[None, :]) <= radius_px + 0.3
    return inside.astype(np.uint8)
