"""Which pages of a TIFF file are planes of a stack and which are channels, from headers alone."""

from __future__ import annotations

import json
import re
import struct
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

_SUBFILE_TYPE, _WIDTH, _HEIGHT, _DESCRIPTION, _SAMPLES, _TILE_WIDTH = 254, 256, 257, 270, 277, 322
_SMALLER_COPY, _TRANSPARENCY = 1, 4  # bits of the subfile type
_WANTED = frozenset({_SUBFILE_TYPE, _WIDTH, _HEIGHT, _DESCRIPTION, _SAMPLES, _TILE_WIDTH})
_BYTES_OF_TYPE = {1: 1, 2: 1, 3: 2, 4: 4, 13: 4, 16: 8, 18: 8}
_LONGEST_DESCRIPTION = 1 << 22
_MOST_PAGES = 1 << 20  # a chain of more headers is a loop or a trap


class NoSuchPlaneError(LookupError):
    """A file has fewer planes.

    Attributes
    ----------
    number
        Of the plane asked for, counted from 1.
    """

    def __init__(self, plane: int) -> None:
        super().__init__(f"no plane {plane + 1}")
        self.number = plane + 1


@dataclass(frozen=True)
class TiffStack:
    """How the pages of a file belong together.

    Attributes
    ----------
    pages
        Numbers of the pages that hold pictures, from 0; smaller copies of others are left out.
    channels
        How many pages make one plane.
    stride
        How many pages further the next channel of a plane is.
    is_one_block
        Whether only the first page has a header and the pixels of all follow each other, as ImageJ
        writes stacks above 4 GiB.
    """

    pages: Sequence[int] = (0,)
    channels: int = 1
    stride: int = 1
    is_one_block: bool = False

    @property
    def planes(self) -> int:
        """How many planes there are."""
        return len(self.pages) // self.channels

    def pages_of(self, plane: int) -> tuple[int, ...]:
        """The page numbers of a plane, counted from 0, one for each of its channels.

        Raises
        ------
        NoSuchPlaneError
            If there are fewer.
        """
        if not 0 <= plane < self.planes:
            raise NoSuchPlaneError(plane)
        block, within = divmod(plane, self.stride)
        first = block * self.stride * self.channels + within
        return tuple(self.pages[first + k * self.stride] for k in range(self.channels))


def read_stack(path: Path) -> TiffStack:
    """Look through the headers of all pages; not a single pixel is read.

    A file that breaks off has the pages before that; one that is no TIFF file has one.

    Raises
    ------
    OSError
        If it cannot be opened.
    """
    status = path.stat()
    return _read(path, status.st_size, status.st_mtime_ns)


@lru_cache(maxsize=64)  # whoever pages through a stack of thousands asks for every plane
def _read(path: Path, _size: int, _time: int) -> TiffStack:
    with path.open("rb") as file:
        try:
            headers = list(_headers(file))
        except (struct.error, UnicodeDecodeError):
            headers = []
    if not headers:
        return TiffStack()
    first = headers[0]
    pages: Sequence[int] = [k for k, header in enumerate(headers) if _is_picture(header, first)]
    stated = _stated(first.description)
    if len(headers) == 1 and stated.pages > 1:
        return _checked(range(stated.pages), stated, is_one_block=True)
    if len(pages) == len(headers):
        pages = range(len(headers))
    return _checked(pages or (0,), stated)


@dataclass(frozen=True)
class _Header:
    """What is needed of a page's header."""

    width: int
    height: int
    subfile_type: int = 0
    is_tiled: bool = False
    description: str = ""


@dataclass(frozen=True)
class _Stated:
    """What a description states."""

    channels: int = 1
    stride: int = 1
    pages: int = 0
    period: int = 1  # the number of pages is a multiple of this


def _checked(pages: Sequence[int], stated: _Stated, *, is_one_block: bool = False) -> TiffStack:
    """The stack, channels told apart only where the description fits the number of pages."""
    fits = stated.channels > 0 and len(pages) % max(stated.period, 1) == 0
    if not fits:
        return TiffStack(pages, is_one_block=is_one_block)
    return TiffStack(pages, stated.channels, stated.stride, is_one_block)


def _is_picture(header: _Header, first: _Header) -> bool:
    if header.subfile_type & (_SMALLER_COPY | _TRANSPARENCY):
        return False
    # Slide scanners add smaller copies without saying so; they write tiles, and paged scans do not.
    return not first.is_tiled or (header.width, header.height) == (first.width, first.height)


# ---- The chain of headers ----


def _headers(file: BinaryIO) -> Iterator[_Header]:
    start = file.read(16)
    order = {b"II": "<", b"MM": ">"}.get(start[:2])
    if order is None:
        return
    is_big = struct.unpack(f"{order}H", start[2:4])[0] == 43
    (offset,) = struct.unpack(
        f"{order}{'Q' if is_big else 'I'}", start[8:] if is_big else start[4:8]
    )
    seen: set[int] = set()
    while offset and offset not in seen and len(seen) < _MOST_PAGES:
        seen.add(offset)
        found = _read_header(file, offset, order, is_big=is_big, is_first=len(seen) == 1)
        if found is None:
            return
        header, offset = found
        yield header


def _read_header(
    file: BinaryIO, offset: int, order: str, *, is_big: bool, is_first: bool
) -> tuple[_Header, int] | None:
    """A header and the place of the next one; None if the file ends before."""
    count_format, entry_format, next_format = ("Q", "HHQ8s", "Q") if is_big else ("H", "HHI4s", "I")
    file.seek(offset)
    count_bytes = file.read(struct.calcsize(f"{order}{count_format}"))
    if len(count_bytes) < struct.calcsize(f"{order}{count_format}"):
        return None
    (count,) = struct.unpack(f"{order}{count_format}", count_bytes)
    entry_size, next_size = struct.calcsize(f"{order}{entry_format}"), 8 if is_big else 4
    if count > 0xFFFF:
        return None
    block = file.read(count * entry_size + next_size)
    if len(block) < count * entry_size:
        return None
    values: dict[int, int] = {}
    description = ""
    for tag, kind, number, raw in struct.iter_unpack(
        f"{order}{entry_format}", block[: count * entry_size]
    ):
        if tag in _WANTED:
            if tag == _DESCRIPTION:
                description = _text(file, order, number, raw) if is_first else ""
            else:
                values[tag] = _number(order, kind, raw)
    rest = block[count * entry_size :]
    following = struct.unpack(f"{order}{next_format}", rest)[0] if len(rest) == next_size else 0
    header = _Header(
        values.get(_WIDTH, 0),
        values.get(_HEIGHT, 0),
        values.get(_SUBFILE_TYPE, 0),
        _TILE_WIDTH in values,
        description,
    )
    return header, following


def _number(order: str, kind: int, raw: bytes) -> int:
    size = _BYTES_OF_TYPE.get(kind, 4)
    return int.from_bytes(raw[:size], "little" if order == "<" else "big")


def _text(file: BinaryIO, order: str, length: int, raw: bytes) -> str:
    if length > len(raw):
        place = int.from_bytes(raw, "little" if order == "<" else "big")
        file.seek(place)
        raw = file.read(min(length, _LONGEST_DESCRIPTION))
    return raw[:length].rstrip(b"\0").decode("utf-8", errors="replace")


# ---- What descriptions state ----


def _stated(description: str) -> _Stated:
    if description.startswith("ImageJ="):
        return _stated_by_imagej(description)
    if description.startswith('{"shape":'):
        return _stated_by_shape(description)
    if "<OME" in description[:2000]:
        return _stated_by_ome(description)
    return _Stated()


def _stated_by_imagej(description: str) -> _Stated:
    lines = (line.partition("=") for line in description.splitlines())
    values = {key.strip(): int(value) for key, _, value in lines if value.strip().isdecimal()}
    channels = values.get("channels", 1)
    return _Stated(channels, 1, values.get("images", 0), channels)


def _stated_by_shape(description: str) -> _Stated:
    """As tifffile notes the shape and the axes of an array."""
    try:
        content = json.loads(description)
        axes, shape = str(content.get("axes", "")), [int(n) for n in content["shape"]]
    except (ValueError, TypeError, LookupError, AttributeError):
        return _Stated()
    if len(axes) != len(shape):
        return _Stated()
    return _by_order(
        [axis for axis in axes[::-1] if axis not in "YXS"], dict(zip(axes, shape, strict=True))
    )


def _stated_by_ome(description: str) -> _Stated:
    found = re.search(r"<Pixels\b[^>]*>", description)
    if found is None:
        return _Stated()
    values = dict(re.findall(r'\b(\w+)="([^"]*)"', found.group()))
    samples = re.search(r'<Channel\b[^>]*\bSamplesPerPixel="(\d+)"', description)
    try:
        sizes = {axis: int(values.get(f"Size{axis}", 1)) for axis in "CZT"}
        sizes["C"] //= int(samples.group(1)) if samples else 1
    except (ValueError, ZeroDivisionError):
        return _Stated()
    return _by_order(
        [axis for axis in values.get("DimensionOrder", "XYCZT") if axis in "CZT"], sizes
    )


def _by_order(axes: Sequence[str], sizes: Mapping[str, int]) -> _Stated:
    """From the axes of the pages, the one that changes fastest first."""
    stride = period = 1
    for axis in axes:
        if axis == "C":
            stride = period
        period *= sizes[axis]
    return _Stated(sizes.get("C", 1), stride, 0, period) if "C" in axes else _Stated()
