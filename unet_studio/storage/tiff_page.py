"""The first page of a TIFF file, with the depths and layouts that Pillow does not know."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

_MAGIC = (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")
_MIN_IS_WHITE, _PALETTE, _SEPARATED = 0, 3, 5
_SIDEWAYS = frozenset({5, 6, 7, 8})
_KNOWN_DTYPES = (np.dtype(np.uint8), np.dtype(np.uint16), np.dtype(np.float32))


@dataclass(frozen=True)
class TiffFacts:
    """What the header of the first page says.

    Attributes
    ----------
    size
        Height and width once upright.
    orientation
        EXIF orientation, 1 to 8; 1 = upright.
    is_8_bit
        Whether a sample holds at most 8 unsigned bits.
    """

    size: tuple[int, int]
    orientation: int
    is_8_bit: bool


def is_tiff(path: Path) -> bool:
    """Whether the content, not the name, is a TIFF file."""
    with path.open("rb") as file:
        return file.read(4) in _MAGIC


def read_facts(path: Path) -> TiffFacts:
    """Read the header of the first page."""
    import tifffile

    with tifffile.TiffFile(path) as file:
        page = file.pages[0].aspage()
        height, width = page.imagelength, page.imagewidth
        orientation = orientation_of(page)
        return TiffFacts(
            size=(width, height) if orientation in _SIDEWAYS else (height, width),
            orientation=orientation,
            is_8_bit=page.dtype is not None and page.dtype in (np.uint8, np.bool_),
        )


def read_page(path: Path) -> NDArray[Any]:
    """The first page, as `image_file.read_image` describes it."""
    import tifffile

    with tifffile.TiffFile(path) as file:
        page = file.pages[0].aspage()
        array = in_known_colours(page, _channels_last(page.asarray(), page.axes))
        return upright(array, orientation_of(page))


def in_known_colours(page: Any, array: NDArray[Any]) -> NDArray[Any]:
    """Stored values of a page or of a part of it, (h, w) or (h, w, C), as grey or RGB."""
    photometric = int(page.photometric)
    if photometric == _PALETTE and page.colormap is not None:
        array = np.moveaxis((page.colormap >> 8).astype(np.uint8)[:, array], 0, -1)
    elif photometric == _SEPARATED and array.ndim == 3 and array.shape[2] >= 4:
        array = _from_cmyk(array)
    elif photometric == _MIN_IS_WHITE and array.dtype.kind in "bu":
        array = ~array
    return as_known_dtype(_one_or_three_channels(array))


def as_known_dtype(array: NDArray[Any]) -> NDArray[Any]:
    """uint8, uint16 or float32; bilevel becomes 0 and 255, values that are no number the least."""
    if array.dtype == np.bool_:
        return array.astype(np.uint8) * np.uint8(255)
    array = array.astype(np.dtype(array.dtype.type), copy=False)  # the machine's byte order
    if array.dtype not in _KNOWN_DTYPES:
        largest = np.finfo(np.float32).max
        with np.errstate(invalid="ignore"):
            array = np.clip(array.real, -largest, largest).astype(np.float32)
    if array.dtype == np.float32 and not np.isfinite(array).all():
        array = _finite(array)
    return array


def upright(array: NDArray[Any], orientation: int) -> NDArray[Any]:
    """Turn and mirror as the EXIF orientation (1 to 8) says; anything else leaves it as it is."""
    if orientation in _SIDEWAYS:
        array = np.swapaxes(array, 0, 1)
    if orientation in (2, 3, 6, 7):
        array = array[:, ::-1]
    if orientation in (3, 4, 7, 8):
        array = array[::-1]
    return np.ascontiguousarray(array)


def orientation_of(page: Any) -> int:
    """EXIF orientation of a page, 1 to 8; 1 = upright."""
    tag = page.tags.get(274)
    return int(tag.value) if tag is not None and tag.value in range(1, 9) else 1


def _finite(array: NDArray[np.float32]) -> NDArray[np.float32]:
    known = array[np.isfinite(array)]
    least, most = (known.min(), known.max()) if known.size else (np.float32(0), np.float32(0))
    return np.nan_to_num(array, nan=float(least), posinf=float(most), neginf=float(least))


def _channels_last(array: NDArray[Any], axes: str) -> NDArray[Any]:
    """(H, W) or (H, W, S), whatever order the file keeps; the first of any further axis."""
    for axis in [a for a in axes if a not in "YXS"]:
        array = array.take(0, axis=axes.index(axis))
        axes = axes.replace(axis, "", 1)
    return np.moveaxis(array, axes.index("S"), -1) if "S" in axes else array


def _one_or_three_channels(array: NDArray[Any]) -> NDArray[Any]:
    if array.ndim == 2:
        return array
    return array[..., :3] if array.shape[2] >= 3 else array[..., 0]


def _from_cmyk(array: NDArray[Any]) -> NDArray[Any]:
    full = np.iinfo(array.dtype).max
    light = (full - array[..., :4].astype(np.float64)) / full
    return np.asarray((light[..., :3] * light[..., 3:] * full + 0.5).astype(array.dtype))
