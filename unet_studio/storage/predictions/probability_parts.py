"""Parts of a probability file, read without the rest of it."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Self

import numpy as np

from unet_studio.domain.message import StudioError
from unet_studio.storage.pictures.tiff_regions import TiffRegions
from unet_studio.storage.predictions.probability_file import unreadable

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray


class ProbabilityParts:
    """What `write_probabilities` wrote, class by class and part by part; from any thread.

    Attributes
    ----------
    size
        (height, width) of the image.
    count
        How many classes there are, background included.

    Raises
    ------
    StudioError
        If there is no such file, or it is damaged or something else.
    """

    def __init__(self, path: Path) -> None:
        import tifffile

        self._path = path
        try:
            self._file = tifffile.TiffFile(path)
        except (OSError, ValueError, tifffile.TiffFileError) as error:
            raise unreadable(path, error) from error
        lock = threading.Lock()
        try:
            pages = [page.aspage() for page in self._file.pages]
            if {page.dtype for page in pages} != {np.dtype(np.float16)}:
                raise unreadable(path, "no float16")
            self._pages = [TiffRegions(path, page, lock) for page in pages]
        except (StudioError, ValueError, tifffile.TiffFileError):
            self._file.close()
            raise
        self.size = self._pages[0].size
        self.count = len(self._pages)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    def read(
        self, position: int, left: int, top: int, right: int, bottom: int
    ) -> NDArray[np.float16]:
        """Probabilities of one class in a box within the image.

        Parameters
        ----------
        position
            0 is background, then the model's classes in order.

        Returns
        -------
        (h, w) float16, 0 to 1.

        Raises
        ------
        StudioError
            If the file is damaged there.
        """
        import zlib

        try:
            found = self._pages[position].read(left, top, right, bottom)
        except (OSError, EOFError, ValueError, zlib.error) as error:
            raise unreadable(self._path, error) from error
        return np.asarray(found, np.float16)

    def read_all(self, left: int, top: int, right: int, bottom: int) -> NDArray[np.float16]:
        """Probabilities of every class in a box: (K, h, w) float16; see `read`."""
        parts = [self.read(k, left, top, right, bottom) for k in range(self.count)]
        return np.stack(parts)
