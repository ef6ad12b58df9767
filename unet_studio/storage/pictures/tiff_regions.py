"""Parts of a TIFF page, read without the rest of it."""

from __future__ import annotations

import threading
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from unet_studio.storage.pictures import tiff_page

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

_UNCOMPRESSED = 1
_COLOURS_FIRST = 2  # PlanarConfiguration: one plane per channel
_YCBCR, _LARGEST_KNOWN_PHOTOMETRIC = 6, 6
_JPEG_COMPRESSIONS = (6, 7)
_LARGEST_SEGMENT_BYTES = 64 << 20
_READ_AT_ONCE_BYTES = 16 << 20
_SAMPLED_PIXELS = 64_000_000  # of a compressed page, so many are decoded for a thumbnail
_ROWS_TOGETHER = 4
_UPRIGHT = 1
_IS_REDUCED = 1  # NewSubfileType: a smaller copy of the page before


class TiffRegions:
    """One page that can be read by parts, from several threads at once.

    Attributes
    ----------
    size
        Height and width.
    segment_size
        Height and width of what is stored as one piece: a tile or a strip.
    """

    def __init__(self, path: Path, page: Any, lock: threading.Lock) -> None:
        self._file = page.parent.filehandle
        self._page = page
        self._lock = lock
        self.path = path
        self.size: tuple[int, int] = (page.imagelength, page.imagewidth)
        height, width = self.size
        if page.is_tiled:
            self.segment_size = (page.tilelength, page.tilewidth)
        else:
            self.segment_size = (min(page.rowsperstrip, height), width)
        self._is_planar = page.planarconfig == _COLOURS_FIRST and page.samplesperpixel > 1
        self._samples = 1 if self._is_planar else page.samplesperpixel
        self._across = -(-width // self.segment_size[1])
        self._down = -(-height // self.segment_size[0])

    @property
    def is_row_addressable(self) -> bool:
        """Whether single rows can be read without the rest of their segment."""
        page = self._page
        return bool(
            page.compression == _UNCOMPRESSED
            and page.bitspersample in (8, 16, 32, 64)
            and page.fillorder == 1
            and page.predictor == 1
        )

    @property
    def has_whole_rows(self) -> bool:
        """Whether it is stored in strips rather than tiles."""
        return bool(self.segment_size[1] == self.size[1])

    @property
    def has_cheap_rows(self) -> bool:
        """Whether a row is read in one go, and nothing else."""
        return self.has_whole_rows and self.is_row_addressable

    @property
    def can_be_read(self) -> bool:
        """Whether parts of this page can be read here, and equal those of the page as a whole."""
        page = self._page
        height, width = self.segment_size
        bytes_each = height * width * self._samples * max(int(page.bitspersample) // 8, 1)
        return bool(
            page.dtype is not None
            and page.imagedepth == 1
            and page.photometric <= _LARGEST_KNOWN_PHOTOMETRIC
            and (page.photometric != _YCBCR or page.compression in _JPEG_COMPRESSIONS)
            and tiff_page.orientation_of(page) == _UPRIGHT
            and (self.is_row_addressable or bytes_each <= _LARGEST_SEGMENT_BYTES)
        )

    def read(self, left: int, top: int, right: int, bottom: int) -> NDArray[Any]:
        """Part of the page, within it, with values as `image_file.read_image` gives them."""
        planes = self._page.samplesperpixel if self._is_planar else 1
        parts = [self._plane(number, left, top, right, bottom) for number in range(planes)]
        array = np.concatenate(parts, axis=2) if planes > 1 else parts[0]
        return tiff_page.in_known_colours(self._page, array[..., 0] if self._is_grey else array)

    @property
    def _is_grey(self) -> bool:
        return int(self._page.samplesperpixel) == 1

    def _plane(self, plane: int, left: int, top: int, right: int, bottom: int) -> NDArray[Any]:
        height, width = self.segment_size
        out = np.zeros((bottom - top, right - left, self._samples), self._page.dtype)
        for row in range(top // height, -(-bottom // height)):
            for column in range(left // width, -(-right // width)):
                x, y = column * width, row * height
                x0, x1 = max(left, x), min(right, x + width)
                y0, y1 = max(top, y), min(bottom, y + height)
                index = (plane * self._down + row) * self._across + column
                target = out[y0 - top : y1 - top, x0 - left : x1 - left]
                if self.is_row_addressable:
                    self._copy_rows(target, index, y0 - y, x0 - x)
                else:
                    self._copy_decoded(target, index, y0 - y, x0 - x)
        return out

    def _copy_rows(self, target: NDArray[Any], index: int, top: int, left: int) -> None:
        """Some rows of a segment that lies in the file as it is."""
        page = self._page
        start, count = page.dataoffsets[index], page.databytecounts[index]
        if count == 0:
            return
        stored = np.dtype(page.dtype).newbyteorder(page.parent.byteorder)
        row_bytes = self.segment_size[1] * self._samples * stored.itemsize
        at_once = max(_READ_AT_ONCE_BYTES // row_bytes, 1)
        for first in range(0, target.shape[0], at_once):
            rows = min(at_once, target.shape[0] - first)
            data = self._bytes(start + (top + first) * row_bytes, rows * row_bytes)
            found = np.frombuffer(data, stored).reshape(rows, self.segment_size[1], self._samples)
            target[first : first + rows] = found[:, left : left + target.shape[1]]

    def _copy_decoded(self, target: NDArray[Any], index: int, top: int, left: int) -> None:
        page = self._page
        start, count = page.dataoffsets[index], page.databytecounts[index]
        if count == 0:
            return
        segment, _, _ = page.decode(self._bytes(start, count), index, jpegtables=page.jpegtables)
        if segment is not None:
            height, width = target.shape[:2]
            target[:] = segment[0, top : top + height, left : left + width]

    def _bytes(self, start: int, count: int) -> bytes:
        with self._lock:
            self._file.seek(start)
            data: bytes = self._file.read(count)
        if len(data) < count:
            raise EOFError(f"{self.path.name} ends too early")
        return data


class TiffLevels:
    """A page and the smaller copies of it that its file holds.

    Attributes
    ----------
    pages
        By level: 0 is the page itself, n one of 1 / 2**n of its size.
    """

    def __init__(self, path: Path, number: int = 0) -> None:
        import tifffile

        self._file = tifffile.TiffFile(path)
        try:
            lock = threading.Lock()
            page = self._file.pages[number].aspage()
            full = TiffRegions(path, page, lock)
            self.pages = {0: full}
            for copy in self._copies(page, number):
                regions = TiffRegions(path, copy, lock)
                level = _level_of(full.size, regions.size)
                if level and regions.can_be_read and _same_kind(page, copy):
                    self.pages.setdefault(level, regions)
        except BaseException:
            self._file.close()
            raise

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    def _copies(self, page: Any, number: int) -> list[Any]:
        copies = [sub.aspage() for sub in page.pages] if page.pages else []
        for following in range(number + 1, min(number + 17, len(self._file.pages))):
            other = self._file.pages[following].aspage()
            if not int(other.subfiletype) & _IS_REDUCED:
                break
            copies.append(other)
        return copies


def read_sampled(path: Path, edge_px: int) -> NDArray[Any] | None:
    """A small picture of the first page, made from a few pieces of it all over.

    Parameters
    ----------
    path
        A TIFF file.
    edge_px
        The longer edge of the result; the page is longer.

    Returns
    -------
    NDArray
        Values as `image_file.read_image` gives them; None if the page cannot be read by parts.
    """
    levels = TiffLevels(path)
    try:
        if not levels.pages[0].can_be_read:
            return None
        large = [page for page in levels.pages.values() if max(page.size) >= edge_px]
        return _sampled(min(large, key=lambda page: page.size), edge_px)
    finally:
        levels.close()


def _sampled(page: TiffRegions, edge_px: int) -> NDArray[Any]:
    import cv2

    height, width = page.size
    small_height = max(round(height * edge_px / max(page.size)), 1)
    small_width = max(round(width * edge_px / max(page.size)), 1)
    rows, columns = _cells(page, small_height, small_width)
    down = np.linspace(0, small_height, rows + 1).round().astype(int).tolist()
    across = np.linspace(0, small_width, columns + 1).round().astype(int).tolist()
    lines = []
    for row, (y0, y1) in enumerate(pairwise(down)):
        cells = []
        for column, (x0, x1) in enumerate(pairwise(across)):
            top, bottom = _piece(row, rows, height, page.segment_size[0], page)
            left, right = _piece(column, columns, width, page.segment_size[1], page)
            piece = page.read(left, top, right, bottom)
            cells.append(cv2.resize(piece, (x1 - x0, y1 - y0), interpolation=cv2.INTER_AREA))
        lines.append(np.concatenate(cells, axis=1))
    return np.concatenate(lines)


def _cells(page: TiffRegions, height: int, width: int) -> tuple[int, int]:
    """How many pieces down and across a small picture is made of."""
    if page.has_cheap_rows:
        return height, 1
    most = max(int((_SAMPLED_PIXELS / np.prod(page.segment_size)) ** 0.5), 4)
    down = -(-page.size[0] // page.segment_size[0])
    across = -(-page.size[1] // page.segment_size[1])
    columns = min(most, across, width)
    return min(most * most // columns, down, height), columns


def _piece(
    number: int, count: int, length: int, segment: int, page: TiffRegions
) -> tuple[int, int]:
    """Along one axis: the pixels in the middle of a cell that are quick to read together."""
    middle = int((number + 0.5) * length / count)
    if page.has_cheap_rows:
        return (0, length) if count == 1 else (middle, min(middle + _ROWS_TOGETHER, length))
    first = middle // segment * segment
    return first, min(first + segment, length)


def _level_of(full: tuple[int, int], size: tuple[int, int]) -> int | None:
    """Which level has this size, give or take a pixel; None if none."""
    level = round(np.log2(max(full) / max(max(size), 1)))
    fits = all(abs(f / 2**level - s) <= 1 for f, s in zip(full, size, strict=True))
    return level if level > 0 and fits else None


def _same_kind(page: Any, copy: Any) -> bool:
    return bool(
        page.dtype == copy.dtype
        and page.samplesperpixel == copy.samplesperpixel
        and page.photometric == copy.photometric
    )
