"""Picture sources: the raw pixels of a picture, whole in memory or region by region."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from unet_studio.imaging.channels import channel_count
from unet_studio.imaging.image_pyramid import ArrayLevels
from unet_studio.storage.pictures import tiff_page
from unet_studio.storage.pictures.image_file import DECODER_ERRORS, read_image, read_size
from unet_studio.storage.pictures.large_picture import LargeSource
from unet_studio.storage.pictures.tiff_regions import TiffLevels
from unet_studio.storage.pictures.tiff_stack import read_stack

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from unet_studio.storage.pictures.picture_cache import PictureCache

SMALL_PIXELS = 64_000_000
"""Pictures of up to so many pixels are held in memory."""

_UNPACKED = "unpacked.tif"
_UNPACKED_TILE_PX = 512


def open_picture(
    path: Path, plane: int | None = None, *, cache: PictureCache | None = None
) -> MemorySource | LargeSource:
    """Open a picture: a small one is read, of a large one only what is asked for.

    Parameters
    ----------
    path
        The file.
    plane
        Which plane of a stack; None = the file is no stack.
    cache
        Where copies of large pictures are kept.

    Raises
    ------
    UnreadableImageError
        As `read_image`.
    """
    height, width = read_size(path, plane=plane)
    is_whole = plane is not None or read_stack(path).channels > 1  # channels in pages of their own
    if height * width <= SMALL_PIXELS or is_whole:
        return MemorySource(read_image(path, plane=plane))
    return _large_tiff(path, path, cache) or _unpacked(path, cache)


class MemorySource:
    """A picture held in memory, with its smaller copies.

    Attributes
    ----------
    levels
        The picture and the copies: (h, w) or (h, w, C) uint8, uint16 or float32.
    size, channels, dtype
        Height and width, how many values a pixel has, and of what type.
    """

    def __init__(self, image: NDArray[Any]) -> None:
        self.levels = ArrayLevels(image)
        self.size = self.levels.size
        self.channels = channel_count(image)
        self.dtype = image.dtype

    @property
    def kept_bytes(self) -> int:
        """Memory taken."""
        return self.levels.kept_bytes

    def read(self, left: int, top: int, width: int, height: int, level: int = 0) -> NDArray[Any]:
        """Part of the picture at 1 / 2**level of its size."""
        return self.levels.region(level, left, top, left + width, top + height)

    def sample(self) -> NDArray[Any]:
        """The picture."""
        return self.levels.image

    def close(self) -> None:
        """Nothing is open."""


def _large_tiff(path: Path, file: Path, cache: PictureCache | None) -> LargeSource | None:
    """A picture in a TIFF file that can be read by parts."""
    if not tiff_page.is_tiff(file):
        return None
    try:
        stored = TiffLevels(file)
    except DECODER_ERRORS:
        return None
    if stored.pages[0].can_be_read:
        try:
            return LargeSource(path, stored, cache)
        except DECODER_ERRORS:
            pass  # what tifffile cannot decode, Pillow may
    stored.close()
    return None


def _unpacked(path: Path, cache: PictureCache | None) -> MemorySource | LargeSource:
    """A picture that can only be decoded as a whole: once, into a file that can be read by parts.

    It is held in memory if there is no room on the disk.
    """
    import tifffile

    known = cache.find(path, _UNPACKED) if cache else None
    source = _large_tiff(path, known, cache) if known else None
    if source is not None or cache is None:
        return source or MemorySource(read_image(path))
    image = read_image(path)
    photometric = "rgb" if image.ndim == 3 and image.shape[2] == 3 else "minisblack"
    tile = (_UNPACKED_TILE_PX, _UNPACKED_TILE_PX)

    def write(place: Path) -> None:
        tifffile.imwrite(
            place, image, bigtiff=True, tile=tile, photometric=photometric, planarconfig="contig"
        )

    place = cache.make(path, _UNPACKED, image.nbytes, write)
    source = _large_tiff(path, place, cache) if place else None
    return source or MemorySource(image)
