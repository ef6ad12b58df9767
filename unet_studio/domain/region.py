"""The region: some pixels of an image, held as a box and what of it is covered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

Box = tuple[int, int, int, int]
"""Left, top, right, bottom in image pixels; right and bottom exclusive."""

_ROWS_AT_ONCE = 64


@dataclass(frozen=True, eq=False)
class Region:
    """Pixels of an image; operations give new regions.

    Attributes
    ----------
    left, top
        Image pixel of the corner of `mask`; may lie outside the image.
    mask
        (h, w) bool: which pixels of the box are covered.
    """

    left: int
    top: int
    mask: NDArray[np.bool_]

    @staticmethod
    def empty() -> Region:
        """No pixel at all."""
        return Region(0, 0, np.zeros((0, 0), bool))

    @property
    def right(self) -> int:
        """The first column behind the box."""
        return self.left + int(self.mask.shape[1])

    @property
    def bottom(self) -> int:
        """The first row below the box."""
        return self.top + int(self.mask.shape[0])

    @property
    def box(self) -> Box:
        """All that `mask` speaks of."""
        return self.left, self.top, self.right, self.bottom

    @property
    def is_empty(self) -> bool:
        """Whether it covers no pixel."""
        return not self.mask.any()

    @property
    def area_px(self) -> int:
        """How many pixels it covers."""
        return int(np.count_nonzero(self.mask))

    def covers(self, x: float, y: float) -> bool:
        """Whether it covers the pixel that a point lies in."""
        row, column = int(np.floor(y)) - self.top, int(np.floor(x)) - self.left
        height, width = self.mask.shape
        return 0 <= row < height and 0 <= column < width and bool(self.mask[row, column])

    def paint(self, canvas: NDArray[Any], value: int) -> None:
        """Give its pixels a value in a whole image, (H, W); what lies outside is left out."""
        inside = self.clipped((canvas.shape[0], canvas.shape[1]))
        canvas[inside.top : inside.bottom, inside.left : inside.right][inside.mask] = value

    def touches(self, other: Region) -> bool:
        """Whether there is a pixel that both cover."""
        mine, others = _common(self, other)
        one, two = self.mask[mine], other.mask[others]
        rows = range(0, len(one), _ROWS_AT_ONCE)  # large regions mostly touch in the first ones
        return any((one[i : i + _ROWS_AT_ONCE] & two[i : i + _ROWS_AT_ONCE]).any() for i in rows)

    def united(self, other: Region) -> Region:
        """What one or the other covers."""
        if other.mask.size == 0:
            return self
        if self.mask.size == 0:
            return other
        if self._encloses(other):  # a stroke on a mask as large as the image: one copy is enough
            mask = self.mask.copy()
            mask[_common(self, other)[0]] |= other.mask
            return Region(self.left, self.top, mask)
        left, top = min(self.left, other.left), min(self.top, other.top)
        right, bottom = max(self.right, other.right), max(self.bottom, other.bottom)
        mask = np.zeros((bottom - top, right - left), bool)
        for part in (self, other):
            rows = slice(part.top - top, part.bottom - top)
            mask[rows, part.left - left : part.right - left] |= part.mask
        return Region(left, top, mask)

    def _encloses(self, other: Region) -> bool:
        in_width = self.left <= other.left and other.right <= self.right
        return in_width and self.top <= other.top and other.bottom <= self.bottom

    def without(self, other: Region) -> Region:
        """What it covers and the other does not."""
        mask = self.mask.copy()
        mine, others = _common(self, other)
        mask[mine] &= ~other.mask[others]
        return Region(self.left, self.top, mask)

    def within(self, other: Region) -> Region:
        """What both cover."""
        mask = np.zeros_like(self.mask)
        mine, others = _common(self, other)
        mask[mine] = self.mask[mine] & other.mask[others]
        return Region(self.left, self.top, mask)

    def clipped(self, size: tuple[int, int]) -> Region:
        """What of it lies in an image of this (height, width)."""
        return self.part((0, 0, size[1], size[0]))

    def part(self, box: Box) -> Region:
        """What of it lies in a box; the same pixels in memory."""
        left, top = max(self.left, box[0]), max(self.top, box[1])
        right, bottom = min(self.right, box[2]), min(self.bottom, box[3])
        if right <= left or bottom <= top:
            return Region.empty()
        rows = slice(top - self.top, bottom - self.top)
        return Region(left, top, self.mask[rows, left - self.left : right - self.left])

    def trimmed(self) -> Region:
        """The same pixels in the smallest box around them."""
        rows, columns = np.flatnonzero(self.mask.any(axis=1)), np.flatnonzero(self.mask.any(axis=0))
        if not len(rows):
            return Region.empty()
        top, bottom, left, right = rows[0], rows[-1] + 1, columns[0], columns[-1] + 1
        mask = np.ascontiguousarray(self.mask[top:bottom, left:right])
        return Region(self.left + int(left), self.top + int(top), mask)


def _common(one: Region, other: Region) -> tuple[tuple[slice, slice], tuple[slice, slice]]:
    """Where the boxes of two regions overlap, in the rows and columns of each."""
    left, top = max(one.left, other.left), max(one.top, other.top)
    right = max(min(one.right, other.right), left)
    bottom = max(min(one.bottom, other.bottom), top)
    return (
        (slice(top - one.top, bottom - one.top), slice(left - one.left, right - one.left)),
        (slice(top - other.top, bottom - other.top), slice(left - other.left, right - other.left)),
    )
