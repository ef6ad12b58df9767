"""Reading pictures of every kind people have, as plain arrays."""

from __future__ import annotations

import struct
import threading
import warnings
import zlib
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import numpy as np
from PIL import Image, UnidentifiedImageError

from unet_studio.domain.message import Message, StudioError, say
from unet_studio.imaging.display_range import to_display
from unet_studio.storage.pictures import tiff_page, tiff_regions
from unet_studio.storage.pictures.tiff_stack import NoSuchPlaneError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from numpy.typing import NDArray

IMAGE_SUFFIXES = frozenset(
    {
        *(".png", ".jpg", ".jpeg", ".jpe", ".jfif", ".jp2", ".tif", ".tiff"),
        *(".bmp", ".dib", ".gif", ".webp", ".pbm", ".pgm", ".ppm", ".pnm"),
    }
)
"""Lower-case suffixes of the files listed as images."""

MAX_PIXELS = 1 << 30
"""Pictures with more pixels than this are refused: one gigapixel is 3 GB once opened, and a small
file that claims more is more likely a trap (a "decompression bomb") than a micrograph."""

# Pillow's own limit is lower, warns, and is one for the whole process; `_check_size` replaces it.
Image.MAX_IMAGE_PIXELS = None

_READ_WHOLE_PIXELS = 16_000_000  # larger TIFF files are not decoded for the sake of a thumbnail
_SIDEWAYS = frozenset({5, 6, 7, 8})  # EXIF orientations that exchange height and width
_PNG_PALETTE = 3
_ORIENTATION_TAG = 0x0112

# What decoders raise for broken files; MemoryError for sizes that a broken header claims.
DECODER_ERRORS = (
    OSError, SyntaxError, ValueError, TypeError, ArithmeticError, LookupError, AttributeError,
    EOFError, RuntimeError, MemoryError, AssertionError, struct.error, zlib.error,
)  # fmt: skip

_opening = threading.Lock()  # warning filters are one for all threads


class UnreadableImageError(StudioError):
    """A picture cannot be read; says which and why."""


def read_image(path: Path, *, plane: int | None = None) -> NDArray[Any]:
    """Read a picture, upright, without alpha.

    Parameters
    ----------
    path
        The picture file.
    plane
        Of a TIFF stack the plane, counted from 0; None = the first one. Of an animation the first
        picture is read.

    Returns
    -------
    NDArray
        (H, W) grey, (H, W, 3) RGB, or (H, W, C) if the file has other channels; uint8, uint16 or
        float32. The dtype depends on the kind of file only, never on its content: bilevel becomes
        0 and 255; signed, 32-bit and floating values become float32 as they stand, not-a-number
        the smallest value there is.

    Raises
    ------
    UnreadableImageError
        If the file is missing, empty, broken, larger than `MAX_PIXELS`, or no picture, or has no
        such plane.
    """
    with reporting(path):
        if tiff_page.is_tiff(path):
            return _read_tiff(path, plane or 0)
        _check_single(plane)
        if _is_plain_png(path):
            return _read_plain_png(path)
        with opened_picture(path) as (image, orientation):
            return _as_array(image, orientation)


def read_size(path: Path, *, plane: int | None = None) -> tuple[int, int]:
    """Height and width of a picture as `read_image` gives it, from the header alone.

    Raises
    ------
    UnreadableImageError
        As `read_image`, as far as the header tells.
    """
    with reporting(path):
        if tiff_page.is_tiff(path):
            return tiff_page.read_facts(path, plane or 0).size
        _check_single(plane)
        with opened_picture(path) as (image, orientation):
            width, height = image.size
            return (width, height) if orientation in _SIDEWAYS else (height, width)


def read_thumbnail(path: Path, edge_px: int, *, plane: int | None = None) -> NDArray[np.uint8]:
    """A small picture for lists.

    Parameters
    ----------
    path
        The picture.
    edge_px
        The longer edge of the thumbnail; smaller pictures keep their size.
    plane
        As for `read_image`.

    Returns
    -------
    NDArray
        (h, w, 3) uint8.

    Raises
    ------
    UnreadableImageError
        As `read_image`.
    """
    import cv2

    with reporting(path):
        image = to_display(_read_reduced(path, edge_px, plane))
        height, width = image.shape[:2]
        scale = edge_px / max(height, width)
        if scale >= 1:
            return image
        size = max(1, round(width * scale)), max(1, round(height * scale))
        return np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA), np.uint8)


def read_orientation(path: Path) -> int:
    """The EXIF orientation of a picture, 1 to 8; 1 = upright."""
    with reporting(path):
        if tiff_page.is_tiff(path):
            return tiff_page.read_facts(path).orientation
        with opened_picture(path) as (_image, orientation):
            return orientation


@contextmanager
def reporting(path: Path) -> Iterator[None]:
    """Turn what decoders raise into an `UnreadableImageError` that names the file."""
    try:
        yield
    except StudioError:
        raise
    except DECODER_ERRORS as error:
        raise UnreadableImageError(
            say("storage", "Cannot read the picture {path}: {reason}.")(
                path=path, reason=_reason(path, error)
            )
        ) from error


def _reason(path: Path, error: BaseException) -> Message | str:
    if isinstance(error, FileNotFoundError):
        return say("storage", "there is no such file")()
    if isinstance(error, PermissionError):
        return say("storage", "this file may not be opened")()
    if path.is_dir():
        return say("storage", "it is a folder")()
    if path.is_file() and path.stat().st_size == 0:
        return say("storage", "the file is empty")()
    if isinstance(error, UnidentifiedImageError):
        return say("storage", "it is no picture of a known kind, whatever its name says")()
    if isinstance(error, NoSuchPlaneError):
        return say("storage", "it has no plane {number}")(number=error.number)
    if isinstance(error, MemoryError):
        return say("storage", "it does not fit into memory")()
    return str(error).rstrip(".") or type(error).__name__


@contextmanager
def opened_picture(path: Path) -> Iterator[tuple[Image.Image, int]]:
    """Lend the opened picture and the EXIF orientation that still has to be applied."""
    with path.open("rb") as file:
        # Pillow warns about odd metadata, which is of no use to anybody here; header and EXIF are
        # parsed inside the lock, the pixels outside.
        with _opening, warnings.catch_warnings():
            warnings.simplefilter("ignore")
            image = Image.open(file)
            orientation = _orientation(image)
        with image:
            _check_size(path, image.height, image.width)
            yield image, orientation


def _orientation(image: Image.Image) -> int:
    # Not `image.getexif()`: for PNG that decodes all pixels.
    orientation: Any = Image.Image.getexif(image).get(_ORIENTATION_TAG)
    if image.format == "TIFF":
        return 1  # Pillow turns these itself while it loads the pixels
    return int(orientation) if orientation in range(1, 9) else 1


def _check_size(path: Path, height: int, width: int) -> None:
    if height * width > MAX_PIXELS:
        raise UnreadableImageError(
            say(
                "storage",
                "Cannot read the picture {path}: with {width} x {height} pixels it is larger than "
                "the {limit} pixels this program opens. Please cut it into parts.",
            )(path=path, width=width, height=height, limit=MAX_PIXELS)
        )
    if height * width == 0:
        raise UnreadableImageError(
            say("storage", "Cannot read the picture {path}: it has no pixels.")(path=path)
        )


def _as_array(image: Image.Image, orientation: int) -> NDArray[Any]:
    image.load()
    mode = image.mode
    if mode in ("P", "PA"):
        array = _from_palette(image)
    elif mode in ("L", "LA", "La", "1"):
        array = np.array(image.convert("L") if mode == "1" else image.getchannel(0))
    elif mode.startswith("I;16"):
        array = np.array(image).astype(np.uint16)
    elif mode == "I":
        array = tiff_page.as_known_dtype(np.array(image))
        if image.format in ("PPM", "PNG", "JPEG2000"):  # these hold at most 16 bits
            array = array.astype(np.uint16)
    elif mode == "F":
        array = tiff_page.as_known_dtype(np.array(image))
    else:
        array = np.array(image.convert("RGB"))
    return tiff_page.upright(array, orientation)


def _from_palette(image: Image.Image) -> NDArray[np.uint8]:
    """RGB, or grey where the palette holds nothing but greys; transparency is dropped."""
    palette = np.zeros((256, 3), np.uint8)
    colours = np.array(image.getpalette("RGB") or [], np.uint8).reshape(-1, 3)
    palette[: len(colours)] = colours
    index = np.array(image.getchannel(0)) if image.mode == "PA" else np.array(image)
    is_grey = bool((palette == palette[:, :1]).all())
    return np.asarray(palette[:, 0][index] if is_grey else palette[index])


def _read_tiff(path: Path, plane: int) -> NDArray[Any]:
    facts = tiff_page.read_facts(path, plane)
    _check_size(path, *facts.size)
    is_plain = facts.is_8_bit and facts.channels in (1, 3) and len(facts.pages) == 1
    # Pillow would cut colours down to 8 bits, and takes long to find a later page.
    if not is_plain or (plane > 0 and facts.has_plain_colours):
        return tiff_page.read_page(path, plane)
    try:
        with opened_picture(path) as (image, orientation):
            image.seek(facts.pages[0])
            return _as_array(image, orientation)
    except DECODER_ERRORS:
        return tiff_page.read_page(path, plane)


def _check_single(plane: int | None) -> None:
    if plane:
        raise NoSuchPlaneError(plane)


def _is_plain_png(path: Path) -> bool:
    """Whether a PNG holds grey values or colours of 8 or 16 bits.

    Of 16-bit colours Pillow would keep 8 bits, and of any others it decodes a little at a time:
    next to busy threads that takes several times as long.
    """
    with path.open("rb") as file:
        start = file.read(26)
    return (
        start[:8] == b"\x89PNG\r\n\x1a\n"
        and len(start) == 26
        and start[24] in (8, 16)
        and start[25] != _PNG_PALETTE
    )


def _read_plain_png(path: Path) -> NDArray[Any]:
    import imagecodecs

    with opened_picture(path) as (_image, orientation):
        pass
    array = np.asarray(imagecodecs.png_decode(path.read_bytes()))
    channels = 1 if array.ndim == 2 else array.shape[2]
    colours = array[..., :3] if channels >= 3 else array.reshape(*array.shape[:2], -1)[..., 0]
    return tiff_page.upright(colours, orientation)


def _read_reduced(path: Path, edge_px: int, plane: int | None) -> NDArray[Any]:
    if not tiff_page.is_tiff(path):
        with opened_picture(path) as (image, orientation):
            if image.format == "JPEG":
                image.draft("RGB", (edge_px, edge_px))  # decodes an eighth of the pixels
                return _as_array(image, orientation)
    else:
        facts = tiff_page.read_facts(path, plane or 0)
        if facts.pages == (0,) and np.prod(facts.size) > _READ_WHOLE_PIXELS:
            sampled = tiff_regions.read_sampled(path, 2 * edge_px)
            if sampled is not None:
                return sampled
    return read_image(path, plane=plane)
