"""Touching objects cut apart: watershed on the distance to the border."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from unet_studio.domain.label_class import BACKGROUND_ID
from unet_studio.imaging.tidying import classes_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

_AT_ONCE_PIXELS = 1 << 23
"""Larger masks are split region by region, so that memory is bounded by the largest of them."""

_MARGIN = 1  # empty pixels around, so that every pixel has eight neighbours
_STEPS = ((0, 1), (0, -1), (1, 0), (-1, 0), (1, 1), (1, -1), (-1, 1), (-1, -1))


def split_touching(mask: NDArray[np.uint8], split_px: float) -> NDArray[np.uint8]:
    """Cut objects apart where they are narrower than their insides.

    The distance of each pixel to the border of its class is a landscape, an object is a peak. Of
    two peaks the lower one is an object of its own if one has to go down by `split_px` or more
    from it to get to the other (the h-maxima of Soille, *Morphological Image Analysis*, 2003,
    6.3.4); the cut runs where the ground falls to either side. It is made of background, one pixel
    wide and taken from the objects, so that they stay connected regions and none of them grows.

    Parameters
    ----------
    mask
        (H, W) uint8 class ids.
    split_px
        The least height of a peak; 0 = cut nothing. The edge of the picture is no border.

    Returns
    -------
    (H, W) uint8, equal to `mask` or background.
    """
    if not split_px or not mask.size:
        return mask
    found = mask.copy()
    for k in classes_in(mask):
        for place, covered in _parts(mask, k):
            found[place][_cut(covered, split_px)] = BACKGROUND_ID
    return found


def _parts(
    mask: NDArray[np.uint8], class_id: int
) -> Iterator[tuple[tuple[slice, slice], NDArray[np.uint8]]]:
    """Where a class is, and (h, w) uint8 with 1 for it: all at once, or region by region."""
    import cv2

    covered = cv2.inRange(mask, class_id, class_id)
    if mask.size <= _AT_ONCE_PIXELS:
        left, top, width, height = cv2.boundingRect(covered)
        place = _with_rim(top, top + height, left, left + width)
        yield place, np.asarray(covered[place])
        return
    count, labels, stats, _ = cv2.connectedComponentsWithStats(covered, connectivity=8)
    for number in range(1, count):
        left, top, width, height = stats[number, : cv2.CC_STAT_AREA].tolist()
        place = _with_rim(top, top + height, left, left + width)
        yield place, np.asarray(labels[place] == number, np.uint8)


def _with_rim(top: int, bottom: int, left: int, right: int) -> tuple[slice, slice]:
    """With a pixel around where there is one: the distance to it is what counts."""
    return slice(max(top - 1, 0), bottom + 1), slice(max(left - 1, 0), right + 1)


def _cut(covered: NDArray[np.uint8], split_px: float) -> NDArray[np.bool_]:
    """(h, w) which pixels the cuts take away."""
    import cv2

    distance = cv2.distanceTransform(covered, cv2.DIST_L2, cv2.DIST_MASK_PRECISE)
    padded = cv2.copyMakeBorder(distance, *(_MARGIN,) * 4, cv2.BORDER_CONSTANT, value=0)
    heights, width = np.asarray(padded, np.float32).ravel(), padded.shape[1]
    places = np.flatnonzero(heights)
    lines = np.zeros(padded.shape, np.bool_)
    if not covered.all():  # else there is no border to be far from
        summits = _summits(heights, places, width)
        borders = _Borders(heights, places, summits, width)
        lines.ravel()[borders.between(_objects(heights, borders, split_px))] = True
    return np.asarray(lines[_MARGIN:-_MARGIN, _MARGIN:-_MARGIN], np.bool_)


def _offsets(width: int) -> list[int]:
    return [down * width + right for down, right in _STEPS]


def _summits(
    heights: NDArray[np.float32], places: NDArray[np.int64], width: int
) -> NDArray[np.int64]:
    """For each place the peak that one gets to by always taking the steepest way up.

    On even ground the way leads to a later place, so that it ends.
    """
    own = heights[places]
    best, step = np.zeros(len(places), np.float32), np.zeros(len(places), np.int32)
    for offset, (down, right) in zip(_offsets(width), _STEPS, strict=True):
        rise = heights[places + offset]
        rise -= own
        if down and right:
            rise *= np.float32(0.5**0.5)
        better = rise > best
        if offset > 0:
            better |= (rise == 0) & (step == 0)
        np.copyto(best, rise, where=better)
        np.copyto(step, np.int32(offset), where=better)
    way = np.zeros(len(heights), np.int64)
    towards = places + step
    while True:
        way[places] = towards
        further = way[towards]
        if np.array_equal(further, towards):
            return towards
        towards = further


class _Borders:
    """Where basins touch.

    Attributes
    ----------
    peaks
        The highest place of each basin.
    """

    def __init__(
        self,
        heights: NDArray[np.float32],
        places: NDArray[np.int64],
        summits: NDArray[np.int64],
        width: int,
    ) -> None:
        self.peaks = places[summits == places]
        numbers = np.zeros(len(heights), np.int32)  # 0 = outside
        numbers[self.peaks] = np.arange(1, len(self.peaks) + 1)
        numbers[places] = numbers[summits]
        own = numbers[places]
        found = []
        for offset in (o for o in _offsets(width) if o > 0):
            other = numbers[places + offset]
            touching = np.flatnonzero((own != other) & (other > 0))
            here = places[touching]
            found.append((here, here + offset, own[touching] - 1, other[touching] - 1))
        self._here, self._there, self._own, self._other = map(
            np.concatenate, zip(*found, strict=True)
        )
        self._ground = np.minimum(heights[self._here], heights[self._there])

    def passes(self) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float32]]:
        """Pairs of basins and the highest pass between them, the highest first."""
        low, high = np.minimum(self._own, self._other), np.maximum(self._own, self._other)
        pairs, numbers = np.unique(low * np.int64(1 << 32) + high, return_inverse=True)
        highest = np.zeros(len(pairs), np.float32)
        np.maximum.at(highest, numbers, self._ground)
        order = np.argsort(-highest, kind="stable")
        return pairs[order] >> 32, pairs[order] & 0xFFFFFFFF, highest[order]

    def between(self, objects: NDArray[np.int64]) -> NDArray[np.int64]:
        """Along the borders of two objects, the places of the one with the higher number.

        Parameters
        ----------
        objects
            For each basin which object it belongs to.
        """
        own, other = objects[self._own], objects[self._other]
        return np.concatenate([self._here[own > other], self._there[own < other]])


def _objects(heights: NDArray[np.float32], borders: _Borders, split_px: float) -> NDArray[np.int64]:
    """Which object each basin belongs to: basins are joined over passes that are high enough."""
    tops, parents = heights[borders.peaks].tolist(), list(range(len(borders.peaks)))

    def root(number: int) -> int:
        while parents[number] != number:
            parents[number] = parents[parents[number]]
            number = parents[number]
        return number

    for a, b, ground in zip(*(part.tolist() for part in borders.passes()), strict=True):
        one, two = root(a), root(b)
        if one != two and min(tops[one], tops[two]) - ground < split_px:
            low, high = (one, two) if tops[one] < tops[two] else (two, one)
            parents[low] = high
    return np.array([root(number) for number in range(len(parents))], np.int64)
