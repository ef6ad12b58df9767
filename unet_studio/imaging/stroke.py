"""Brush strokes: the pixels under a round brush that goes from place to place."""

from __future__ import annotations

from math import floor
from typing import TYPE_CHECKING

import numpy as np

from unet_studio.domain.region import Region

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from unet_studio.domain.constraint import Point
    from unet_studio.domain.region import Box

_GROWTH_PX = 256  # at least so much room is added when a stroke leaves its room
_AT_ONCE_PX = 2**26  # a smaller image gets room as a whole: what is not touched costs nothing
_TOUCH = 1e-9  # a pixel whose middle lies on the rim is covered, whatever the rounding


def snapped(x: float, y: float, diameter_px: int) -> Point:
    """Where the middle of a brush goes, so that it covers the same pixels wherever it is.

    Odd diameters lie around the middle of a pixel, even ones around a corner.
    """
    if diameter_px % 2:
        return floor(x) + 0.5, floor(y) + 0.5
    return float(floor(x + 0.5)), float(floor(y + 0.5))


class Stroke:
    """Pixels covered so far; each step costs what the brush is large, not the image.

    Parameters
    ----------
    size
        (height, width) of the image; nothing is covered outside.
    diameter_px
        Of the brush.
    """

    def __init__(self, size: tuple[int, int], diameter_px: int) -> None:
        self._size = size
        self._diameter_px = diameter_px
        self._room = Region.empty()
        self._box: Box | None = None
        self._end: Point | None = None

    @property
    def end(self) -> Point | None:
        """The middle of the brush, where it is now; None before the first step."""
        return self._end

    @property
    def region(self) -> Region:
        """What is covered; the same pixels in memory, which change with the next step."""
        return Region.empty() if self._box is None else self._room.part(self._box)

    def go_to(self, x: float, y: float) -> Box:
        """Cover what lies under the brush on its straight way to a point.

        Returns
        -------
        tuple
            The box around what this step covered; empty if that lies outside the image.
        """
        place = snapped(x, y, self._diameter_px)
        start = place if self._end is None else self._end
        self._end = place
        top, lefts, rights = _spans(start, place, self._diameter_px / 2)
        height, width = self._size
        box = (
            max(int(lefts.min()), 0),
            max(top, 0),
            min(int(rights.max()), width),
            min(top + len(lefts), height),
        )
        if box[0] >= box[2] or box[1] >= box[3]:
            return box[0], box[1], box[0], box[1]
        grown = box if self._box is None else _around(self._box, box)
        self._make_room(grown)
        self._box = grown
        left, top_row = self._room.left, self._room.top
        rows = slice(box[1] - top, box[3] - top)
        spans = zip(
            range(box[1] - top_row, box[3] - top_row),
            (np.maximum(lefts[rows], box[0]) - left).tolist(),
            np.maximum(rights[rows] - left, 0).tolist(),
            strict=True,
        )
        for row, first, end in spans:
            self._room.mask[row, first:end] = True
        return box

    def keep_off(self, region: Region, box: Box) -> None:
        """Take back what was covered of a region within a box."""
        part = self._room.part(box)
        part.mask[:] = part.without(region).mask

    def _make_room(self, box: Box) -> None:
        room = self._room
        if self._box is not None and _around(room.box, box) == room.box:
            return
        height, width = self._size
        margin = max(_GROWTH_PX, (box[2] - box[0]) // 2, (box[3] - box[1]) // 2)
        if height * width <= _AT_ONCE_PX:
            margin = max(height, width)
        left, top = max(box[0] - margin, 0), max(box[1] - margin, 0)
        right, bottom = min(box[2] + margin, width), min(box[3] + margin, height)
        painted = self.region
        self._room = Region(left, top, np.zeros((bottom - top, right - left), bool))
        if self._box is not None:
            self._room.part(self._box).mask[:] = painted.mask


def _around(one: Box, other: Box) -> Box:
    return (
        min(one[0], other[0]),
        min(one[1], other[1]),
        max(one[2], other[2]),
        max(one[3], other[3]),
    )


def _spans(
    start: Point, end: Point, radius_px: float
) -> tuple[int, NDArray[np.intp], NDArray[np.intp]]:
    """The pixels whose middle lies within a radius of a line, row by row.

    Returns
    -------
    tuple
        The first row; for each row the first column and the one behind the last.
    """
    radius = radius_px + _TOUCH
    (x0, y0), (x1, y1) = start, end
    top = floor(min(y0, y1) - radius + 0.5)
    bottom = floor(max(y0, y1) + radius + 0.5)
    middle = np.arange(top, bottom) + 0.5  # a snapped brush covers a row at least
    low, high = np.full(len(middle), np.inf), np.full(len(middle), -np.inf)
    for x, y in {start, end}:
        reach2 = radius**2 - (middle - y) ** 2
        reach = np.sqrt(np.maximum(reach2, 0))
        low = np.where(reach2 >= 0, np.minimum(low, x - reach), low)
        high = np.where(reach2 >= 0, np.maximum(high, x + reach), high)
    length = float(np.hypot(x1 - x0, y1 - y0))
    if length > 0:
        nx, ny = radius * (y0 - y1) / length, radius * (x1 - x0) / length
        corners = [(x0 + nx, y0 + ny), (x1 + nx, y1 + ny), (x1 - nx, y1 - ny), (x0 - nx, y0 - ny)]
        for (ax, ay), (bx, by) in zip(corners, corners[1:] + corners[:1], strict=True):
            if ay == by:
                continue  # its ends belong to other edges
            part = (middle - ay) / (by - ay)
            at = ax + part * (bx - ax)
            crosses = (part >= 0) & (part <= 1)
            low = np.where(crosses, np.minimum(low, at), low)
            high = np.where(crosses, np.maximum(high, at), high)
    first = np.ceil(low - 0.5).astype(np.intp)
    behind = np.floor(high + 0.5).astype(np.intp)
    return top, first, behind
