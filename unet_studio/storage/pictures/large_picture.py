"""Large pictures: read region by region from their file, with coarse levels made once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from unet_studio.imaging.channels import channel_count
from unet_studio.imaging.image_pyramid import count_levels, halved, level_size

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator
    from pathlib import Path

    from numpy.typing import NDArray

    from unet_studio.storage.pictures.picture_cache import PictureCache
    from unet_studio.storage.pictures.tiff_regions import TiffLevels, TiffRegions

OVERVIEW_BYTES = 96 << 20
"""The finest level of a large picture that is held in memory takes no more than this."""

_BAND_PX = 512  # rows of the picture worked on at once
_BLOCK_BYTES = 32 << 20
_SAMPLED_EVERY_PX = 32
_CHEAP_ROWS = 64  # strips with more rows than this are not read for the sake of one row
_SAMPLE_ROWS = 16
_SAMPLE_SQUARES, _SAMPLE_PX = 4, 256
_OVERVIEW = "overview.npy"


@dataclass(frozen=True)
class Preparation:
    """How far the coarse levels of a large picture are.

    Attributes
    ----------
    share
        0 to 1.
    top, bottom
        The rows of the picture that look different now.
    """

    share: float
    top: int
    bottom: int


class LargeSource:
    """A picture read region by region; its coarse levels are made once and held in memory.

    Attributes
    ----------
    overview_level
        The finest level in memory; finer ones are read from the file.
    """

    def __init__(self, path: Path, stored: TiffLevels, cache: PictureCache | None) -> None:
        self._path = path
        self._stored = stored
        self._cache = cache
        self.size = stored.pages[0].size
        pixel = stored.pages[0].read(0, 0, 1, 1)
        self.channels = channel_count(pixel)
        self.dtype = pixel.dtype
        self.level_count = count_levels(self.size)
        self.overview_level = self._overview_level(pixel.itemsize * self.channels)
        self._levels = {
            level: np.zeros((*level_size(self.size, level), *pixel.shape[2:]), pixel.dtype)
            for level in range(self.overview_level, self.level_count)
        }

    def _overview_level(self, pixel_bytes: int) -> int:
        level = 1
        while np.prod(level_size(self.size, level)) * pixel_bytes > OVERVIEW_BYTES:
            level += 1
        return min(level, self.level_count - 1)

    @property
    def kept_bytes(self) -> int:
        """Memory taken."""
        return sum(level.nbytes for level in self._levels.values())

    def overview(self, level: int) -> NDArray[Any]:
        """A level from `overview_level` on, as far as it is there."""
        return self._levels[level]

    def read(self, left: int, top: int, width: int, height: int, level: int = 0) -> NDArray[Any]:
        """Part of the picture at 1 / 2**level of its size; from a file unless it is coarse."""
        if level >= self.overview_level:
            return self._levels[level][top : top + height, left : left + width]
        out = np.empty((height, width, *self._levels[self.overview_level].shape[2:]), self.dtype)
        base = max(stored for stored in self._stored.pages if stored <= level)
        halvings = level - base
        bytes_per_row = (width << halvings) * self.dtype.itemsize * self.channels << halvings
        at_once = max(_BLOCK_BYTES // bytes_per_row, 1)
        for first in range(0, height, at_once):
            last = min(first + at_once, height)
            out[first:last] = self._halved(
                base, halvings, left, top + first, left + width, top + last
            )
        return out

    def _halved(
        self, base: int, halvings: int, left: int, top: int, right: int, bottom: int
    ) -> NDArray[Any]:
        page = self._stored.pages[base]
        height, width = page.size
        part = page.read(
            left << halvings,
            top << halvings,
            min(right << halvings, width),
            min(bottom << halvings, height),
        )
        for _ in range(halvings):
            part = halved(part)
        return _padded(part, bottom - top, right - left)

    def sample(self) -> NDArray[Any]:
        """Some rows or squares from all over the picture."""
        height, width = self.size
        if self._stored.pages[0].has_whole_rows:
            rows = np.linspace(0, height - 1, _SAMPLE_ROWS).astype(int).tolist()
            return np.concatenate([self.read(0, row, width, 1) for row in rows])
        h, w = min(_SAMPLE_PX, height), min(_SAMPLE_PX, width)
        tops = np.linspace(0, height - h, _SAMPLE_SQUARES).astype(int).tolist()
        lefts = np.linspace(0, width - w, _SAMPLE_SQUARES).astype(int).tolist()
        squares = [self.read(left, top, w, h) for top in tops for left in lefts]
        return np.concatenate(squares)

    def close(self) -> None:
        """Let go of the file."""
        self._stored.close()

    # ---- The coarse levels ----

    def preparing(self) -> Generator[Preparation, None, None]:
        """Make the coarse levels; a job. They can be looked at from the first report on.

        A few rows from all over the picture come first, then all of it, band by band in an order
        that leaves no large part for last.
        """
        known = self._cache.load(self._path, _OVERVIEW) if self._cache else None
        finest = self._levels[self.overview_level]
        if known is not None and (known.shape, known.dtype) == (finest.shape, finest.dtype):
            finest[:] = known
            self._refresh(0, self.size[0])
            yield Preparation(1.0, 0, self.size[0])
            return
        base = max(level for level in self._stored.pages if level <= self.overview_level)
        page = self._stored.pages[base]
        has_rows = page.is_row_addressable or page.segment_size[0] <= _CHEAP_ROWS
        is_sampled = has_rows and page.has_whole_rows  # with tiles it is not worth it
        if is_sampled:
            yield from self._sampling(base, page)
        yield from self._averaging(base, is_sampled=is_sampled)
        if self._cache is not None:
            self._cache.save(self._path, _OVERVIEW, finest)

    def _sampling(self, base: int, page: TiffRegions) -> Iterator[Preparation]:
        """Fill the levels with every so manieth row."""
        finest = self._levels[self.overview_level]
        step = max(_SAMPLED_EVERY_PX >> base, 1)
        if not page.is_row_addressable:
            step = max(step, 8 * page.segment_size[0])
        shrunk = self.overview_level - base
        height, width = page.size
        shown = 0
        for top in range(0, height, step):
            row = min(top + step // 2, height - 1)
            pixels = page.read(0, row, width, row + 1)[:, :: 1 << shrunk]
            low, high = top >> shrunk, max((top + step) >> shrunk, (top >> shrunk) + 1)
            finest[low:high] = pixels[:, : finest.shape[1]]
            if (top + step) << base >= shown + _BAND_PX * 8:
                shown = self._shown_until(shown, (top + step) << base)
                yield Preparation(0.0, 0, shown)
        self._refresh(shown, self.size[0])
        yield Preparation(0.0, 0, self.size[0])

    def _shown_until(self, top: int, bottom: int) -> int:
        """Carry rows down to the coarser levels, as far as whole bands are there."""
        bottom = bottom // self._band_px * self._band_px
        self._refresh(top, bottom)
        return bottom

    @property
    def _band_px(self) -> int:
        """Rows of the picture worked on at once: whole pixels on every level."""
        return max(_BAND_PX, 1 << (self.level_count - 1))

    def _averaging(self, base: int, *, is_sampled: bool) -> Iterator[Preparation]:
        height = self.size[0]
        band = self._band_px
        count = -(-height // band)
        done = np.zeros(count, bool)
        for number in _spread_order(count):
            top, bottom = number * band, min((number + 1) * band, height)
            self._average_band(base, top, bottom)
            done[number] = True
            if not is_sampled:
                bottom = self._stretch(number, done, bottom)
            self._refresh(top, bottom)
            yield Preparation(float(done.mean()), top, bottom)

    def _average_band(self, base: int, top: int, bottom: int) -> None:
        level = self.overview_level
        page = self._stored.pages[base]
        finest = self._levels[level]
        low, high = top >> level, -(-bottom >> level)
        high = level_size((bottom, 1), level)[0]
        columns = finest.shape[1]
        is_tiled = page.is_row_addressable or not page.has_whole_rows
        row_bytes = (bottom - top >> base) * self.dtype.itemsize * self.channels
        wide = max(_BLOCK_BYTES // max(row_bytes << (level - base), 1), 1) if is_tiled else columns
        for left in range(0, columns, wide):
            right = min(left + wide, columns)
            finest[low:high, left:right] = self._halved(base, level - base, left, low, right, high)

    def _stretch(self, number: int, done: NDArray[np.bool_], bottom: int) -> int:
        """Let a band stand for those after it that are not there yet; the last row changed."""
        band, height = self._band_px, self.size[0]
        following = np.flatnonzero(done[number + 1 :])
        end = number + 1 + int(following[0]) if len(following) else len(done)
        if end == number + 1:
            return bottom
        finest = self._levels[self.overview_level]
        start = level_size((bottom, 1), self.overview_level)[0]
        last = min(end * band, height)
        finest[start : level_size((last, 1), self.overview_level)[0]] = finest[start - 1]
        return last

    def _refresh(self, top: int, bottom: int) -> None:
        """Make the coarser levels anew between two rows of the picture."""
        for level in range(self.overview_level + 1, self.level_count):
            finer, coarser = self._levels[level - 1], self._levels[level]
            low, high = top >> level, level_size((bottom, 1), level)[0]
            if high > low:
                coarser[low:high] = halved(finer[2 * low : 2 * high])


def _padded(part: NDArray[Any], height: int, width: int) -> NDArray[Any]:
    """Of exactly this size: files round the sizes of their smaller copies as they like."""
    if part.shape[:2] == (height, width):
        return part
    part = part[:height, :width]
    missing = [(0, height - part.shape[0]), (0, width - part.shape[1]), (0, 0)]
    return np.pad(part, missing[: part.ndim], mode="edge")


def _spread_order(count: int) -> list[int]:
    """0 to count - 1, each number far from the ones before: halves, then quarters, ..."""
    step = 1 << max(count - 1, 0).bit_length()
    order = [0] if count else []
    while step > 1:
        order += range(step // 2, count, step)
        step //= 2
    return order
