"""Resampling: an array read at other places than its own pixels, also past its edges."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, TypeVar

import cv2
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

Beyond = Literal["mirror", "black"]
Scalar = TypeVar("Scalar", bound=np.generic)

_AT_ONCE = 4  # channels that cv2.remap takes
_REMAPPED = (np.uint8, np.uint16, np.int16, np.float32)  # types that it takes


@dataclass(frozen=True, eq=False)
class WholePlaces:
    """Pixels of an array, by rows and columns that may lie past its edges.

    Attributes
    ----------
    rows, columns
        (H,) and (W,) integers.
    """

    rows: NDArray[np.int64]
    columns: NDArray[np.int64]

    def within(self, margin_px: int) -> WholePlaces:
        """Without the margins."""
        inner = slice(margin_px, -margin_px or None)
        return WholePlaces(self.rows[inner], self.columns[inner])

    def pixels(self, array: NDArray[Scalar], beyond: Beyond) -> NDArray[Scalar]:
        """(H, W, C) values of an array (h, w, C) of any type; black beyond is 0."""
        return self.labels(array, beyond, 0)

    def labels(self, array: NDArray[Scalar], beyond: Beyond, fill: float) -> NDArray[Scalar]:
        """(H, W) values of an array (h, w); `fill` where black is."""
        height, width = array.shape[:2]
        taken = array[_index(self.rows, height)][:, _index(self.columns, width)]
        if beyond == "black":
            taken = _filled(taken, _is_outside(self.rows, height), fill, axis=0)
            taken = _filled(taken, _is_outside(self.columns, width), fill, axis=1)
        return taken


@dataclass(frozen=True, eq=False)
class BentPlaces:
    """Places between the pixels of an array; (r, c) is the middle of that pixel.

    Attributes
    ----------
    rows, columns
        (H, W) float32 each.
    """

    rows: NDArray[np.float32]
    columns: NDArray[np.float32]

    def within(self, margin_px: int) -> BentPlaces:
        """Without the margins."""
        inner = slice(margin_px, -margin_px or None)
        return BentPlaces(self.rows[inner, inner], self.columns[inner, inner])

    def pixels(self, array: NDArray[Any], beyond: Beyond) -> NDArray[Any]:
        """(H, W, C) values of an array (h, w, C) of any real type, between pixels interpolated.

        Types that OpenCV does not interpolate come as float32.
        """
        part, rows, columns = self._part(array, beyond)
        if part.dtype not in _REMAPPED:
            part = part.astype(np.float32)
        taken = [
            cv2.remap(
                np.ascontiguousarray(part[..., first : first + _AT_ONCE]),
                columns,
                rows,
                cv2.INTER_LINEAR,
                borderMode=cv2.BORDER_CONSTANT,
            ).reshape(*rows.shape, -1)
            for first in range(0, part.shape[2], _AT_ONCE)
        ]
        return taken[0] if len(taken) == 1 else np.concatenate(taken, axis=2)

    def labels(self, array: NDArray[Scalar], beyond: Beyond, fill: float) -> NDArray[Scalar]:
        """(H, W) values of the nearest pixels of an array (h, w); `fill` where black is."""
        rows, columns = (np.rint(places).astype(np.int64) for places in (self.rows, self.columns))
        height, width = array.shape
        outside = _is_outside(rows, height) | _is_outside(columns, width)
        if not outside.any():
            return np.asarray(array[rows, columns])
        taken = np.asarray(array[_mirrored(rows, height), _mirrored(columns, width)])
        if beyond == "black":
            taken[outside] = fill
        return taken

    def _part(
        self, array: NDArray[Any], beyond: Beyond
    ) -> tuple[NDArray[Any], NDArray[np.float32], NDArray[np.float32]]:
        """The part of an array that is needed, and the places in it, mirrored if they are to be."""
        sides, places = [], []
        for wanted, count in zip((self.rows, self.columns), array.shape, strict=False):
            inside = _mirrored(wanted, count) if beyond == "mirror" else wanted
            first, last = np.clip((np.floor(inside.min()), np.ceil(inside.max())), 0, count - 1)
            sides.append(slice(int(first), int(last) + 1))
            places.append(inside - np.float32(first))
        return array[tuple(sides)], places[0], places[1]


def _mirrored(places: NDArray[Any], count: int) -> NDArray[Any]:
    """Places past either end of so many pixels, folded back at the middle of the last one."""
    last = count - 1
    if last == 0:
        return np.zeros_like(places)
    if places.min() >= 0 and places.max() <= last:
        return places
    return last - abs(last - places % (2 * last))


def _is_outside(places: NDArray[np.int64], count: int) -> NDArray[np.bool_]:
    return np.asarray((places < 0) | (places >= count))


def _index(places: NDArray[np.int64], count: int) -> NDArray[np.int64] | slice:
    """The places as an index; a slice where they follow each other, as that copies nothing."""
    first, last = int(places[0]), int(places[-1])
    if not 0 <= min(first, last) <= max(first, last) < count:
        return _mirrored(places, count)
    step = 1 if last >= first else -1
    end = last + step
    return slice(first, end if end >= 0 else None, step)


def _filled(
    taken: NDArray[Scalar], outside: NDArray[np.bool_], fill: float, *, axis: int
) -> NDArray[Scalar]:
    if outside.any():
        taken = taken.copy()
        taken[(slice(None),) * axis + (outside,)] = fill
    return taken
