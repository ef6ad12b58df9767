"""What a person's hands and eyes need to label an image: a model of seconds, for simulations.

The keystroke-level model (Card, Moran and Newell, The keystroke-level model for user performance
time with interactive systems, Communications of the ACM 23, 1980): pointing 1.1 s, a button down
or up 0.1, a key 0.2, making up one's mind 1.35, drawing 0.9 for each straight stroke and 0.16 for
each centimetre. By it a polygon of 50 vertices takes a minute; for an object of COCO 79 s were
measured (Lin et al., Microsoft COCO, ECCV 2014; Bearman et al., What's the point, ECCV 2016).

Drawing and correcting are judged alike, by the same hands, the same tools and the same care:

* A region is drawn in the cheapest of three ways: clicks around it, freehand around it, or strokes
  of a brush that fits (`brush_strokes`) along its middle, through crossings without lifting. What
  the brush misses or paints too much is mended after it.
* Whatever class costs most to draw is not drawn: it is the background, or a rectangle of it is
  laid below the others.
* Nobody cares for 2 pixels along a border, nor for specks of fewer than 25, be it in drawing or
  in correcting.
* One stroke mends all wrong places that lie close together: painting over what is right already
  does no harm.
* Where correcting an image takes longer than drawing it, the person sees so and draws it.

In favour of drawing: it is without slips, and gives what the labels say to the pixel, while small
flaws of a prediction stay; a look at a prediction that is not used counts. Not modelled, on either
side: wand, prompts and superpixels, and growing tired.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np
from brush_strokes import Strokes, strokes_along

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

BORDER_PX = 2
"""Nobody minds a border that lies only so far off: two people differ by as much."""
LEAST_PX = (2 * BORDER_PX + 1) ** 2
"""Nor a speck of fewer pixels, which is all border."""
REACH_PX = 12
"""One stroke mends wrong places that lie no further apart."""
SIZE_S = 3 * KEY_S
"""Another size of the brush."""


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


def drawing_s(mask: NDArray[np.uint8]) -> float:
    """Drawing a mask, (H, W) uint8, on an empty image, and looking it through."""
    each = {int(value): _class_s(mask == value) for value in np.unique(mask)}
    left_out = max(each, key=lambda value: each[value])
    below_s = 0 if left_out == 0 else MIND_S + 2 * CLICK_S
    return OPEN_S + sum(each.values()) - each[left_out] + below_s + looking_s(mask.shape)


def corrected(predicted: NDArray[np.uint8], truth: NDArray[np.uint8]) -> Correction:
    """Correct a prediction: accept all of it, and mend what is wrong in more than a border.

    Where that takes longer than to draw the image from scratch, the person draws it.
    """
    result = predicted.copy()
    seconds, regions = OPEN_S + looking_s(truth.shape) + KEY_S + MIND_S, 0
    for value in np.unique(truth[predicted != truth]):
        room = truth == value
        wrong = (predicted != truth) & room
        mended = _worth_mending(wrong)
        for stretch in _parts(_joined(mended) & room):
            places = _parts(stretch.whole(truth.shape) & mended)
            apart_s = [_mending_s(predicted, place, room) for place in places]
            if apart_s:
                seconds += min(sum(apart_s), _region_s(stretch, room))
                regions += 1
        result[_grown(mended) & wrong] = value
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


def _worth_mending(wrong: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Where a map is broader than `BORDER_PX`, but for specks."""
    kernel = np.ones((BORDER_PX + 1, BORDER_PX + 1), np.uint8)
    broad = cv2.morphologyEx(wrong.astype(np.uint8), cv2.MORPH_OPEN, kernel)
    _, numbers, stats, _ = cv2.connectedComponentsWithStats(broad)
    return np.asarray((broad > 0) & (stats[numbers, cv2.CC_STAT_AREA] >= LEAST_PX))


def _joined(places: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Places and what lies between those that are close together."""
    disc = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (REACH_PX + 1, REACH_PX + 1))
    padded = np.pad(places.astype(np.uint8), REACH_PX)
    closed = cv2.morphologyEx(padded, cv2.MORPH_CLOSE, disc)
    return closed[REACH_PX:-REACH_PX, REACH_PX:-REACH_PX] > 0


def _grown(where: NDArray[np.bool_]) -> NDArray[np.bool_]:
    kernel = np.ones((2 * BORDER_PX + 1, 2 * BORDER_PX + 1), np.uint8)
    return cv2.dilate(where.astype(np.uint8), kernel) > 0


def _class_s(room: NDArray[np.bool_]) -> float:
    """Drawing all regions of one class."""
    parts = (part for part in _parts(room) if int(part.pixels.sum()) >= LEAST_PX)
    return sum(_region_s(part, room) for part in parts)


def _region_s(part: _Part, room: NDArray[np.bool_]) -> float:
    """Drawing one region: around it, or with a brush that may paint all of `room`."""
    return min(_around_s(part.pixels), _painting_s(part, room))


def _around_s(pixels: NDArray[np.uint8]) -> float:
    """Clicks around a region, or freehand around it."""
    outlines, _ = cv2.findContours(np.pad(pixels, 1), cv2.RETR_CCOMP, cv2.CHAIN_APPROX_NONE)
    corners, way_px = 0, 0.0
    for outline in outlines:
        corners += max(3, len(cv2.approxPolyDP(outline, BORDER_PX, closed=True)))
        way_px += cv2.arcLength(outline, closed=True)
    freehand = Strokes(pixels, len(outlines), corners, way_px)
    return min(MIND_S + corners * CLICK_S, _strokes_s(freehand))


def _strokes_s(strokes: Strokes) -> float:
    down_s = strokes.count * (MIND_S + POINT_S + 2 * BUTTON_S)
    return down_s + STROKE_S * strokes.straight + CENTIMETRE_S * strokes.length_px / PX_PER_CM


def _painting_s(part: _Part, room: NDArray[np.bool_]) -> float:
    """Strokes along the middle of a region; what they leave and paint too much is mended."""
    height, width = (length + 2 * REACH_PX for length in part.pixels.shape)
    region = np.pad(part.pixels, REACH_PX)
    free = np.pad(room, REACH_PX, constant_values=True)  # beyond the image it does no harm
    free = free[part.top : part.top + height, part.left : part.left + width]
    depth = cv2.distanceTransform(region, cv2.DIST_L2, 5)
    usual = float(np.median(depth[strokes_along(region, 0, BORDER_PX).middle > 0]))
    return SIZE_S + min(_painting_with_s(region, free, r) for r in {usual, float(depth.max())})


def _painting_with_s(region: NDArray[np.uint8], free: NDArray[np.bool_], radius_px: float) -> float:
    strokes = strokes_along(region, radius_px + BORDER_PX, BORDER_PX)
    reach = cv2.distanceTransform(1 - strokes.middle, cv2.DIST_L2, 5)
    painted = reach <= radius_px
    flaws = _parts(_worth_mending((region > 0) & ~painted))
    flaws += _parts(_worth_mending(painted & ~free))
    return _strokes_s(strokes) + sum(_around_s(flaw.pixels) for flaw in flaws)


def _mending_s(predicted: NDArray[np.uint8], place: _Part, room: NDArray[np.bool_]) -> float:
    return min(_region_s(place, room), _changing_s(predicted, place))


def _changing_s(predicted: NDArray[np.uint8], wrong: _Part) -> float:
    """Deleting a shape, or giving it another class: click it and press a key, if all of it."""
    there = wrong.whole(predicted.shape)
    said = np.bincount(predicted[there]).argmax()
    around = _grown(there) & ~there
    is_shape = said != 0 and not (predicted[around] == said).any()
    return MIND_S + CLICK_S + KEY_S if is_shape else float("inf")
