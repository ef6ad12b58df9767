"""What a person's hands and eyes need to label an image: a model of seconds, for simulations.

The keystroke-level model (Card, Moran and Newell, The keystroke-level model for user performance
time with interactive systems, Communications of the ACM 23, 1980): pointing 1.1 s, a button down
or up 0.1, a key 0.2, making up one's mind 1.35, drawing 0.9 for each straight stroke and 0.16 for
each centimetre. By it a polygon of 50 vertices takes a minute; for an object of COCO 79 s were
measured (Lin et al., Microsoft COCO, ECCV 2014; Bearman et al., What's the point, ECCV 2016).

The person is quick: every region is drawn with whichever of our three ways is the cheapest, never
makes a slip, and draws to the pixel what the labels say, from scratch as well as in correcting.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

POINT_S, BUTTON_S, KEY_S, MIND_S = 1.1, 0.1, 0.2, 1.35
STROKE_S, CENTIMETRE_S = 0.9, 0.16
CLICK_S = POINT_S + 2 * BUTTON_S
OPEN_S = KEY_S + MIND_S
"""The next image by its key, and a first look."""

SCREEN_PX = 256
"""So much of an image one looks at at a time, at three screen pixels for each of its own."""
PX_PER_CM = 96 / 2.54 / 3

TOLERANCE_PX = 1.0
"""So far an outline drawn by clicks may stray."""
BRUSH_PX = 12
"""A structure that is nowhere thicker is painted with one stroke along its middle."""
BORDER_PX = 2
"""Nobody corrects a border that lies only so far off: two people differ by as much."""
LEAST_PX = 12
"""Nor a speck of fewer pixels."""


@dataclass(frozen=True)
class Correction:
    """What correcting a prediction takes, and gives.

    Attributes
    ----------
    mask
        (H, W) uint8, what is labelled in the end: small flaws of the prediction stay.
    seconds
        Of one person.
    regions
        How many places were corrected.
    """

    mask: NDArray[np.uint8]
    seconds: float
    regions: int


def looking_s(size: tuple[int, int]) -> float:
    """Looking an image through, screen by screen: decide, and move on."""
    screens = int(np.prod([-(-length // SCREEN_PX) for length in size]))
    return screens * (MIND_S + POINT_S + 2 * BUTTON_S)


def drawing_s(mask: NDArray[np.uint8], background: int = 0) -> float:
    """Drawing all regions of a mask, (H, W) uint8, on an empty image, and looking it through."""
    regions = (
        part for value in np.unique(mask) if value != background for part in _parts(mask == value)
    )
    return OPEN_S + sum(map(_region_s, regions)) + looking_s(mask.shape)


def corrected(predicted: NDArray[np.uint8], truth: NDArray[np.uint8]) -> Correction:
    """Correct a prediction: accept all of it, and mend what is wrong in more than a border.

    Where that takes longer than to draw the image from scratch, the person draws it.
    """
    result = predicted.copy()
    seconds, regions = OPEN_S + looking_s(truth.shape) + KEY_S + MIND_S, 0
    for value in np.unique(truth[predicted != truth]):
        wrong = (predicted != truth) & (truth == value)
        for part in _parts(_thick(wrong)):
            if int(part.pixels.sum()) >= LEAST_PX:
                result[_grown(part.whole(truth.shape)) & wrong] = value
                seconds += min(_region_s(part), _deleting_s(predicted, part, int(value)))
                regions += 1
    scratch_s = drawing_s(truth) + OPEN_S + MIND_S  # a look at the prediction was in vain
    if seconds > scratch_s:
        return Correction(truth.copy(), scratch_s, regions)
    return Correction(result, seconds, regions)


@dataclass(frozen=True)
class _Part:
    """A connected part of a mask: where it lies, and its pixels there."""

    left: int
    top: int
    pixels: NDArray[np.uint8]

    def whole(self, size: tuple[int, ...]) -> NDArray[np.bool_]:
        """(H, W) bool of the whole image."""
        found = np.zeros(size, bool)
        height, width = self.pixels.shape
        found[self.top : self.top + height, self.left : self.left + width] = self.pixels > 0
        return found


def _parts(where: NDArray[np.bool_]) -> list[_Part]:
    count, numbers, stats, _ = cv2.connectedComponentsWithStats(where.astype(np.uint8))
    parts = []
    for k in range(1, count):
        left, top, width, height = (int(v) for v in stats[k, :4])
        inside = numbers[top : top + height, left : left + width] == k
        parts.append(_Part(left, top, inside.astype(np.uint8)))
    return parts


def _thickness_px(part: _Part) -> float:
    return 2 * float(cv2.distanceTransform(np.pad(part.pixels, 1), cv2.DIST_L2, 5).max())


def _thick(where: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Where a map is broader than `BORDER_PX`."""
    kernel = np.ones((BORDER_PX + 1, BORDER_PX + 1), np.uint8)
    return cv2.morphologyEx(where.astype(np.uint8), cv2.MORPH_OPEN, kernel) > 0


def _grown(where: NDArray[np.bool_]) -> NDArray[np.bool_]:
    kernel = np.ones((2 * BORDER_PX + 1, 2 * BORDER_PX + 1), np.uint8)
    return cv2.dilate(where.astype(np.uint8), kernel) > 0


def _region_s(part: _Part) -> float:
    """Drawing one region: clicks around it, freehand around it, or a stroke along its middle."""
    outlines, _ = cv2.findContours(np.pad(part.pixels, 1), cv2.RETR_CCOMP, cv2.CHAIN_APPROX_NONE)
    vertices, way_px = 0, 0.0
    for outline in outlines:
        simple = cv2.approxPolyDP(outline, TOLERANCE_PX, closed=True)
        vertices += max(3, len(simple))
        way_px += cv2.arcLength(outline, closed=True)
    centimetres = way_px / PX_PER_CM
    start_s = MIND_S + POINT_S + len(outlines) * 2 * BUTTON_S
    ways = [MIND_S + vertices * CLICK_S, start_s + STROKE_S * vertices + CENTIMETRE_S * centimetres]
    if _thickness_px(part) <= BRUSH_PX:  # its middle has half the outline's length and bends
        ways.append(start_s + STROKE_S * vertices / 2 + CENTIMETRE_S * centimetres / 2)
    return min(ways)


def _deleting_s(predicted: NDArray[np.uint8], wrong: _Part, value: int) -> float:
    """Taking a needless shape away: click it and press a key, if it is wrong as a whole."""
    if value != 0:
        return float("inf")
    there = wrong.whole(predicted.shape)
    is_whole = not (predicted[_grown(there) & ~there] > 0).any()
    return MIND_S + CLICK_S + KEY_S if is_whole else float("inf")
