"""Region picture: a large TIFF file that is indexed like an array, and read as it is asked for."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import numpy as np

from unet_studio.storage.pictures import tiff_page
from unet_studio.storage.pictures.image_file import read_image, read_size, reporting
from unet_studio.storage.pictures.picture_source import SMALL_PIXELS
from unet_studio.storage.pictures.tiff_regions import TiffLevels
from unet_studio.storage.pictures.tiff_stack import read_stack

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from numpy.typing import NDArray


def is_large(size: tuple[int, ...]) -> bool:
    """Whether a picture of this height and width is worked on part by part."""
    return size[0] * size[1] > SMALL_PIXELS


@contextmanager
def lent_picture(path: Path, plane: int | None = None) -> Iterator[NDArray[Any] | RegionPicture]:
    """A picture to take parts of: in memory, or read from its file as they are asked for.

    Read by parts are TIFF files of more than 64 megapixels whose strips or tiles can be decoded
    one by one; everything else is read as a whole.

    Parameters
    ----------
    path, plane
        As for `read_image`.

    Raises
    ------
    UnreadableImageError
        As `read_image`.
    """
    regions = _regions(path, plane)
    if regions is None:
        yield read_image(path, plane=plane)
        return
    try:
        yield RegionPicture(path, regions)
    finally:
        regions.close()


def _regions(path: Path, plane: int | None) -> TiffLevels | None:
    if not is_large(read_size(path, plane=plane)) or plane:
        return None
    with reporting(path):
        if not tiff_page.is_tiff(path) or read_stack(path).channels > 1:
            return None
        levels = TiffLevels(path)
    if levels.pages[0].can_be_read:
        return levels
    levels.close()
    return None


class RegionPicture:
    """A picture that is not in memory; several threads may read it.

    Where its file keeps whole rows, the rows read last are remembered, for tiles come side by
    side.

    Attributes
    ----------
    shape, ndim, dtype
        As those of the array `read_image` would give.
    """

    def __init__(self, path: Path, levels: TiffLevels) -> None:
        self._path, self._page = path, levels.pages[0]
        with reporting(path):
            corner = self._page.read(0, 0, 1, 1)
        self.shape: tuple[int, ...] = (*self._page.size, *corner.shape[2:])
        self.ndim, self.dtype = corner.ndim, corner.dtype
        self._lock = threading.Lock()
        self._rows = (0, 0)
        self._remembered: NDArray[Any] = corner

    def __len__(self) -> int:
        return self.shape[0]

    def __getitem__(self, part: slice | tuple[slice, slice]) -> NDArray[Any]:
        """Rows, or rows and columns, as slices without steps."""
        rows, columns = part if isinstance(part, tuple) else (part, slice(None))
        top, bottom, _ = rows.indices(self.shape[0])
        left, right, _ = columns.indices(self.shape[1])
        with reporting(self._path):
            if not self._page.has_whole_rows:
                return self._page.read(left, top, right, bottom)
            return self._whole_rows(top, bottom)[:, left:right]

    def _whole_rows(self, top: int, bottom: int) -> NDArray[Any]:
        with self._lock:
            if self._rows != (top, bottom):
                self._remembered = np.empty(0)  # before others take its place
                self._remembered = self._page.read(0, top, self.shape[1], bottom)
                self._rows = (top, bottom)
            return self._remembered
