"""Masks as picture files: index PNGs with the class colours, and whatever others wrote."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from PIL import Image

from unet_studio.domain.label_class import IGNORE_ID, ClassTable
from unet_studio.domain.message import StudioError, say
from unet_studio.storage.atomic_write import atomic_path
from unet_studio.storage.pictures.image_file import DECODER_ERRORS, opened_picture, read_image
from unet_studio.storage.pictures.tiff_page import read_facts

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

VOID_COLOUR = (224, 224, 192)
"""What Pascal VOC shows pixels in that must not count."""

_PIXELS_AT_ONCE = 1 << 22

_INDEX_MODES = ("P", "PA", "L", "LA", "1", "I", "I;16", "I;16B", "I;16L")


def read_mask_values(path: Path, *, plane: int | None = None) -> NDArray[np.int32]:
    """The values of a mask as the file has them.

    Parameters
    ----------
    path, plane
        As for `image_file.read_image`.

    Returns
    -------
    NDArray
        (H, W) int32: palette indices, grey values (bilevel: 0 and 255), or colours packed as
        0xRRGGBB.

    Raises
    ------
    StudioError
        If the file cannot be read or holds no whole numbers.
    """
    indices = _indices(path, plane or 0)
    values = read_image(path, plane=plane) if indices is None else indices
    if values.ndim == 3:
        return _packed(path, values)
    with np.errstate(invalid="ignore"):  # NaN is no whole number, as is seen below
        whole = values.astype(np.int32)
    if values.dtype.kind == "f" and not np.array_equal(whole, values):
        raise StudioError(
            say("masks", "{path} is no mask: its values are no whole numbers.")(path=path)
        )
    return whole


def read_mask(path: Path) -> NDArray[np.uint8]:
    """(H, W) uint8 class ids of a mask whose values are class ids.

    Raises
    ------
    StudioError
        If the file cannot be read or holds values above 255.
    """
    indices = _indices(path, 0)
    if indices is not None and indices.dtype == np.uint8:
        return indices
    values = read_mask_values(path)
    if values.size and not 0 <= values.min() <= values.max() <= IGNORE_ID:
        raise StudioError(
            say("masks", "{path} is no mask of classes: it holds values above 255.")(path=path)
        )
    return values.astype(np.uint8)


def write_mask(path: Path, mask: NDArray[np.uint8], classes: ClassTable) -> None:
    """Write an 8-bit PNG whose palette indices are the class ids, in the class colours.

    Parameters
    ----------
    path
        Ends in ``.png``.
    mask
        (H, W) uint8 class ids.
    classes
        The colours; 0 is black, 255 Pascal VOC's cream.
    """
    image = Image.fromarray(mask)
    image.putpalette(palette_of(classes))
    with atomic_path(path) as temporary:
        image.save(temporary, format="PNG")


def palette_of(classes: ClassTable) -> bytes:
    """Colours of the ids 0 to 255, red, green and blue by turns."""
    colours = np.zeros((256, 3), np.uint8)
    for label_class in classes:
        colours[label_class.id] = label_class.rgb
    colours[IGNORE_ID] = VOID_COLOUR
    return colours.tobytes()


def _indices(path: Path, plane: int) -> NDArray[Any] | None:
    """Palette indices or grey values, None if it takes `read_image` to get at the values."""
    try:
        with opened_picture(path) as (image, _orientation):
            if image.mode not in _INDEX_MODES:
                return None
            if plane:
                image.seek(read_facts(path, plane).pages[0])
            band = image.convert("L") if image.mode == "1" else image
            return _pixels(band.getchannel(0) if len(band.getbands()) > 1 else band)
    except (StudioError, *DECODER_ERRORS):
        return None  # `read_image` says what is wrong


def _pixels(band: Image.Image) -> NDArray[Any]:
    """Part by part: while Pillow hands out pixels, no other thread of the program goes on."""
    width, height = band.size
    rows = max(1, _PIXELS_AT_ONCE // max(width, 1))
    if rows >= height:
        return np.array(band)
    band.load()
    tops = range(0, height, rows)
    parts = (band.crop((0, top, width, min(top + rows, height))) for top in tops)
    first = np.asarray(next(parts))
    pixels = np.empty((height, width), first.dtype)
    pixels[:rows] = first
    for top, part in zip(tops[1:], parts, strict=True):
        pixels[top : top + rows] = np.asarray(part)
    return pixels


def _packed(path: Path, colours: NDArray[Any]) -> NDArray[np.int32]:
    if colours.dtype != np.uint8:
        raise StudioError(
            say("masks", "{path} is no mask: its colours have more than 8 bits.")(path=path)
        )
    if colours.shape[2] != 3:
        raise StudioError(
            say("masks", "{path} is no mask: it has {count} {count:channel|channels}.")(
                path=path, count=colours.shape[2]
            )
        )
    red, green, blue = (colours[..., k].astype(np.int32) for k in range(3))
    return (red << 16) | (green << 8) | blue
