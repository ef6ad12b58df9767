"""The strokes a brush needs to paint a region along its middle."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np
from skimage.morphology import skeletonize

if TYPE_CHECKING:
    from numpy.typing import NDArray

_EIGHT = np.ones((3, 3), np.uint8)


@dataclass(frozen=True)
class Strokes:
    """Strokes along the middle of a region.

    Attributes
    ----------
    middle
        (H, W) uint8, where the middle of the brush goes.
    count
        How often the button goes down. Crossings are passed without lifting: a network of lines in
        which `k` ends and crossings are odd takes k / 2 strokes, as Euler found.
    straight
        Of how many straight pieces they are. Of the lines that meet at a crossing, those that a
        stroke goes on along count as one piece, as if they were always in line.
    length_px
        Of all of them.
    """

    middle: NDArray[np.uint8]
    count: int
    straight: int
    length_px: float


def strokes_along(region: NDArray[np.uint8], spare_px: float, tolerance_px: float) -> Strokes:
    """Find the strokes that paint a connected region, (H, W) uint8, 0 along the edges.

    Parameters
    ----------
    spare_px
        Side lines shorter than that are left out: the brush covers them from the main line.
    tolerance_px
        So far a straight piece may lie off the middle.
    """
    middle = skeletonize(region > 0).astype(np.uint8)
    for line in _lines(middle):
        if line.loose_ends == 1 and int(line.pixels.sum()) < spare_px:
            middle[line.where][line.pixels] = 0
    middle = skeletonize(middle > 0).astype(np.uint8)
    bends = [max(1, _straight(line.pixels, tolerance_px)) for line in _lines(middle)]
    count = max(cv2.connectedComponents(middle)[0] - 1, _odd_places(middle) // 2)
    passed = max(0, len(bends) - count)
    length = float(middle.sum()) * 1.1  # between 1 along the grid and 1.4 across it
    return Strokes(middle, count, max(count, sum(bends) - passed), length)


def _neighbours(middle: NDArray[np.uint8]) -> NDArray[np.uint8]:
    around = cv2.filter2D(middle, -1, _EIGHT, borderType=cv2.BORDER_CONSTANT)
    return np.asarray((around - middle) * middle, np.uint8)


@dataclass(frozen=True)
class _Line:
    """A line between two crossings: where it lies, its pixels there, its loose ends."""

    where: tuple[slice, slice]
    pixels: NDArray[np.bool_]
    loose_ends: int


def _lines(middle: NDArray[np.uint8]) -> list[_Line]:
    neighbours = _neighbours(middle)
    crossing = cv2.dilate((neighbours >= 3).astype(np.uint8), _EIGHT)
    count, numbers, stats, _ = cv2.connectedComponentsWithStats(middle & (1 - crossing))
    lines = []
    for k in range(1, count):
        left, top, width, height = (int(v) for v in stats[k, :4])
        where = np.s_[top : top + height, left : left + width]
        pixels = numbers[where] == k
        lines.append(_Line(where, pixels, int((neighbours[where][pixels] == 1).sum())))
    return lines


def _odd_places(middle: NDArray[np.uint8]) -> int:
    """How many loose ends there are, and crossings where an odd number of lines meets."""
    neighbours = _neighbours(middle)
    crossing = cv2.dilate((neighbours >= 3).astype(np.uint8), _EIGHT)
    count, numbers = cv2.connectedComponents(crossing)
    _, lines = cv2.connectedComponents(middle & (1 - crossing))
    touched = cv2.dilate(numbers.astype(np.uint16), _EIGHT)
    met = np.unique(np.stack([touched[lines > 0], lines[lines > 0]]), axis=1)
    degrees = np.bincount(met[0], minlength=count)[1:]
    return int((degrees % 2 == 1).sum() + (neighbours == 1).sum())


def _straight(pixels: NDArray[np.bool_], tolerance_px: float) -> int:
    """Of how many straight pieces a thin line is: its outline goes there and back."""
    outlines, _ = cv2.findContours(
        pixels.astype(np.uint8), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE
    )
    corners = sum(len(cv2.approxPolyDP(line, tolerance_px, closed=True)) for line in outlines)
    return round(corners / 2)
