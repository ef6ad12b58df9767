"""One plane of a TIFF file, with the depths and layouts that Pillow does not know."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from unet_studio.storage.pictures.tiff_stack import TiffStack, read_stack

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

_MAGIC = (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")
_MIN_IS_WHITE, _GREY, _RGB, _PALETTE, _SEPARATED, _YCBCR = 0, 1, 2, 3, 5, 6
_COLOURED = frozenset({_RGB, _SEPARATED, _YCBCR})
_SIDEWAYS = frozenset({5, 6, 7, 8})
_ASSOCIATED_ALPHA, _ALPHA = 1, 2  # what the tag ExtraSamples says
_KNOWN_DTYPES = (np.dtype(np.uint8), np.dtype(np.uint16), np.dtype(np.float32))


@dataclass(frozen=True)
class TiffFacts:
    """What the headers say of one plane.

    Attributes
    ----------
    size
        Height and width once upright.
    orientation
        EXIF orientation, 1 to 8; 1 = upright.
    is_8_bit
        Whether a sample holds at most 8 unsigned bits.
    channels
        How many there are, alpha left out; palettes and CMYK count as what `read_page` makes of
        them.
    pages
        The numbers of the pages it is made of.
    has_plain_colours
        Whether they are stored as grey, RGB or by a palette, which every reader reads alike.
    """

    size: tuple[int, int]
    orientation: int
    is_8_bit: bool
    channels: int = 1
    pages: tuple[int, ...] = (0,)
    has_plain_colours: bool = False


def is_tiff(path: Path) -> bool:
    """Whether the content, not the name, is a TIFF file."""
    with path.open("rb") as file:
        return file.read(4) in _MAGIC


def read_facts(path: Path, plane: int = 0) -> TiffFacts:
    """Read the headers of a plane, counted from 0."""
    import tifffile

    stack = read_stack(path)
    pages = stack.pages_of(plane)
    with tifffile.TiffFile(path) as file:
        page = _page(file, stack, pages[0])
        height, width = page.imagelength, page.imagewidth
        orientation = orientation_of(page)
        return TiffFacts(
            size=(width, height) if orientation in _SIDEWAYS else (height, width),
            orientation=orientation,
            is_8_bit=page.dtype is not None and page.dtype in (np.uint8, np.bool_),
            channels=len(pages) * _channels_of(page),
            pages=pages,
            has_plain_colours=int(page.photometric) in (_MIN_IS_WHITE, _GREY, _RGB, _PALETTE),
        )


def read_page(path: Path, plane: int = 0) -> NDArray[Any]:
    """A plane, counted from 0, as `image_file.read_image` describes it."""
    import tifffile

    stack = read_stack(path)
    with tifffile.TiffFile(path) as file:
        pages = stack.pages_of(plane)
        parts = [_read_page(file, stack, number) for number in pages]
        array = parts[0] if len(parts) == 1 else np.dstack(parts)
        return upright(array, orientation_of(_page(file, stack, pages[0])))


def in_known_colours(page: Any, array: NDArray[Any]) -> NDArray[Any]:
    """Stored values of a page or a part of it, (h, w) or (h, w, S), in the channels it has.

    Returns
    -------
    NDArray
        (h, w) or (h, w, C) uint8, uint16 or float32, without alpha; palettes and CMYK as RGB.
    """
    photometric = int(page.photometric)
    if photometric == _PALETTE and page.colormap is not None:
        grey = array if array.ndim == 2 else array[..., 0]
        array = np.moveaxis((page.colormap >> 8).astype(np.uint8)[:, grey], 0, -1)
    elif photometric == _SEPARATED and array.ndim == 3 and array.shape[2] >= 4:
        array = _from_cmyk(array)
    elif photometric == _MIN_IS_WHITE and array.dtype.kind in "bu":
        array = ~array
    if array.ndim == 3:
        kept = min(_channels_of(page), array.shape[2])
        array = array[..., 0] if kept == 1 else array[..., :kept]
    return as_known_dtype(array)


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


def _page(file: Any, stack: TiffStack, number: int) -> Any:
    return file.pages[0 if stack.is_one_block else number].aspage()


def _read_page(file: Any, stack: TiffStack, number: int) -> NDArray[Any]:
    page = _page(file, stack, number)
    if stack.is_one_block:
        stored = np.dtype(page.dtype).newbyteorder(file.byteorder)
        place = page.dataoffsets[0] + number * page.nbytes
        array = file.filehandle.read_array(stored, page.size, place).reshape(page.shape)
    else:
        array = page.asarray()
    return in_known_colours(page, _channels_last(array, page.axes))


def _channels_of(page: Any) -> int:
    """Channels of one page once its colours are known, without alpha."""
    samples, photometric = int(page.samplesperpixel), int(page.photometric)
    if photometric == _PALETTE or (photometric == _SEPARATED and samples >= 4):
        return 3
    extra = tuple(int(kind) for kind in page.extrasamples)
    colours = 3 if photometric in _COLOURED else 1
    if colours == 3 and samples > 3 and not extra:
        return 3  # the file says RGB and nothing of a fourth: what programs mean by that is alpha
    hidden = sum(kind in (_ASSOCIATED_ALPHA, _ALPHA) for kind in extra)
    return max(samples - hidden, min(samples, colours))


def _from_cmyk(array: NDArray[Any]) -> NDArray[Any]:
    full = np.iinfo(array.dtype).max
    light = (full - array[..., :4].astype(np.float64)) / full
    return np.asarray((light[..., :3] * light[..., 3:] * full + 0.5).astype(array.dtype))
