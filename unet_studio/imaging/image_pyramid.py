"""The image pyramid: a picture at ever smaller sizes, and any part of it at any scale."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

SMALLEST_LEVEL_PX = 32
"""Of a level no longer than this, no smaller one is made."""

_WARPED_TOGETHER = 4  # channels that OpenCV warps at once


class Levels(Protocol):
    """A picture at 1, 1/2, 1/4, ... of its size; a pixel of a level is the mean of 2 x 2 below."""

    @property
    def size(self) -> tuple[int, int]:
        """(height, width) of the picture."""

    @property
    def level_count(self) -> int:
        """How many sizes there are; level 0 is the picture itself."""

    def region(self, level: int, left: int, top: int, right: int, bottom: int) -> NDArray[Any]:
        """Part of a level, in its own pixels and within it: (h, w) or (h, w, C)."""


class ArrayLevels:
    """A picture in memory at all its sizes.

    Parameters
    ----------
    image
        (H, W) or (H, W, C) uint8, uint16 or float32.
    """

    def __init__(self, image: NDArray[Any]) -> None:
        self._levels = [image]
        for _ in range(1, count_levels(self.size)):
            self._levels.append(halved(self._levels[-1]))

    @property
    def image(self) -> NDArray[Any]:
        """The picture itself."""
        return self._levels[0]

    @property
    def size(self) -> tuple[int, int]:
        """(height, width) of the picture."""
        height, width = self.image.shape[:2]
        return height, width

    @property
    def level_count(self) -> int:
        """How many sizes there are."""
        return len(self._levels)

    @property
    def kept_bytes(self) -> int:
        """Memory taken."""
        return sum(level.nbytes for level in self._levels)

    def has(self, _level: int, _x: int, _y: int) -> bool:
        """Whether a pixel of a level is known: all are."""
        return True

    def region(self, level: int, left: int, top: int, right: int, bottom: int) -> NDArray[Any]:
        """Part of a level."""
        return self._levels[level][top:bottom, left:right]


def count_levels(size: tuple[int, int]) -> int:
    """How many levels a picture of this (height, width) has."""
    count = 1
    while max(level_size(size, count - 1)) > SMALLEST_LEVEL_PX:
        count += 1
    return count


def level_size(size: tuple[int, int], level: int) -> tuple[int, int]:
    """(height, width) of a level: what is left over counts as a whole pixel."""
    return -(-size[0] // 2**level), -(-size[1] // 2**level)


def halved(image: NDArray[Any]) -> NDArray[Any]:
    """Half as large; each pixel is the mean of four, an odd edge counting twice."""
    import cv2

    height, width = image.shape[:2]
    if height % 2 or width % 2:
        image = np.asarray(
            cv2.copyMakeBorder(image, 0, height % 2, 0, width % 2, cv2.BORDER_REPLICATE)
        )
    half = image.shape[1] // 2, image.shape[0] // 2  # what OpenCV is fastest at
    return np.asarray(cv2.resize(image, half, interpolation=cv2.INTER_AREA))


def enlarged(image: NDArray[Any], doublings: int) -> NDArray[Any]:
    """2**doublings times as large: what is seen of a level until the finer one is there."""
    import cv2

    height, width = image.shape[:2]
    return np.asarray(cv2.resize(image, (width << doublings, height << doublings)))


class ImagePyramid:
    """Any part of a picture at any scale, from the level that fits best."""

    def __init__(self, levels: Levels) -> None:
        self._levels = levels

    @property
    def size(self) -> tuple[int, int]:
        """(height, width) of the picture."""
        return self._levels.size

    def level_at(self, scale: float) -> int:
        """The level that a picture at this scale is made from."""
        wanted = max(int(np.floor(np.log2(1 / scale))), 0) if scale < 1 else 0
        return min(wanted, self._levels.level_count - 1)

    def part(
        self, *, scale: float, left: float, top: float, width: int, height: int, squares: bool
    ) -> NDArray[Any]:
        """A part of the picture as it looks at a scale.

        Parameters
        ----------
        scale
            Pixels of the result per image pixel.
        left, top
            Image coordinates of the result's corner; the corner of pixel (0, 0) is (0, 0).
        width, height
            Of the result. It may reach past the picture, whose edge then goes on.
        squares
            Whether pixels are shown as squares, so that one sees what is there; else smoothly.

        Returns
        -------
        (height, width) or (height, width, C) raw values.
        """
        if squares:
            return self._sampled(scale, left, top, width, height)
        level = self.level_at(scale)
        rows, columns = level_size(self.size, level)
        shrunk = 0.5**level
        across = _span(width, left * shrunk, scale / shrunk, columns)
        down = _span(height, top * shrunk, scale / shrunk, rows)
        source = self._levels.region(level, across.low, down.low, across.high, down.high)
        if across.is_whole and down.is_whole and source.shape[:2] == (height, width):
            return source
        to_source = np.array([[across.step, 0, across.first], [0, down.step, down.first]])
        return _warped(source, to_source, width, height)

    def _sampled(
        self, scale: float, left: float, top: float, width: int, height: int
    ) -> NDArray[Any]:
        columns = _nearest(width, left, scale, self.size[1])
        rows = _nearest(height, top, scale, self.size[0])
        x, y = int(columns[0]), int(rows[0])
        source = self._levels.region(0, x, y, int(columns[-1]) + 1, int(rows[-1]) + 1)
        return np.ascontiguousarray(source[(rows - y)[:, None], columns - x])


def _nearest(count: int, start: float, scale: float, length: int) -> NDArray[np.intp]:
    """Along one axis: the pixel of the source, of this length, under each pixel of the result."""
    places = np.floor((np.arange(count) + 0.5) / scale + start)
    nearest: NDArray[np.intp] = np.clip(places, 0, length - 1).astype(np.intp)
    return nearest


class _Span:
    """Along one axis: what of the source is needed, where in it the result begins, its step."""

    def __init__(self, low: int, high: int, first: float, step: float) -> None:
        self.low, self.high, self.first, self.step = low, high, first, step

    @property
    def is_whole(self) -> bool:
        """Whether pixels of the result are pixels of the source."""
        return self.first == 0 and self.step == 1


def _span(count: int, start: float, scale: float, length: int) -> _Span:
    # OpenCV refuses sources longer than 32,767 pixels, so it gets no more than it needs.
    step = 1 / scale
    first = start + step / 2 - 0.5
    if step == 1 and first == int(first) and first >= 0 and first + count <= length:
        return _Span(int(first), int(first) + count, 0, 1)
    low = min(max(int(np.floor(first)) - 1, 0), length - 1)
    high = min(max(int(np.ceil(first + count * step)) + 2, low + 1), length)
    return _Span(low, high, first - low, step)


def _warped(
    source: NDArray[Any], to_source: NDArray[np.float64], width: int, height: int
) -> NDArray[Any]:
    import cv2

    if source.ndim == 3 and source.shape[2] > _WARPED_TOGETHER:
        first = _warped(source[..., :_WARPED_TOGETHER], to_source, width, height)
        rest = _warped(source[..., _WARPED_TOGETHER:], to_source, width, height)
        return np.dstack([first, rest])
    return np.asarray(
        cv2.warpAffine(
            np.ascontiguousarray(source),
            to_source,
            (width, height),
            flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
            borderMode=cv2.BORDER_REPLICATE,
        )
    )
