"""Probabilities of one image as a file: a float16 TIFF with one page per class."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from unet_studio.domain.message import StudioError, say
from unet_studio.storage.atomic_write import atomic_path

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

_TILE_PX = 256


def write_probabilities(path: Path, probabilities: NDArray[np.floating]) -> None:
    """Write what any microscopy program opens: one page per class, background first.

    Parameters
    ----------
    path
        Ends in ``.tif``.
    probabilities
        (K, H, W), any real type, 0 to 1; kept as float16, to about 0.0005.

    Raises
    ------
    WriteError
        If it cannot be written.
    """
    import tifffile

    with atomic_path(path) as temporary:
        tifffile.imwrite(
            temporary,
            np.asarray(probabilities, np.float16),
            photometric="minisblack",
            compression="zlib",
            tile=(_TILE_PX, _TILE_PX),
            metadata={"axes": "CYX"},
        )


class ProbabilityBands:
    """Such a file written from top to bottom, to be used in a with block.

    It is not compressed, as every class has a page of its own and all grow at once.
    """

    def __init__(self, path: Path, shape: tuple[int, int, int]) -> None:
        """Begin a file of this shape, (K, H, W)."""
        self._path, self._shape = path, shape
        self._row = 0

    def __enter__(self) -> ProbabilityBands:
        import tifffile

        tifffile.imwrite(
            self._path,
            shape=self._shape,
            dtype=np.float16,
            photometric="minisblack",
            bigtiff=True,
            metadata={"axes": "CYX"},
        )
        with tifffile.TiffFile(self._path) as made:
            self._start = made.pages[0].aspage().dataoffsets[0]
            self._type = np.dtype(np.float16).newbyteorder(made.byteorder)
        self._file = self._path.open("rb+")
        return self

    def add(self, band: NDArray[np.floating]) -> None:
        """The next rows, (K, h, W), 0 to 1."""
        _, height, width = self._shape
        for place, rows in enumerate(band.astype(self._type)):
            self._file.seek(self._start + (place * height + self._row) * width * 2)
            self._file.write(rows.data)
        self._row += band.shape[1]

    def __exit__(self, *_: object) -> None:
        self._file.close()


def read_probabilities(path: Path) -> NDArray[np.float16]:
    """Read what `write_probabilities` wrote.

    Returns
    -------
    (K, H, W) float16, 0 to 1, background first.

    Raises
    ------
    StudioError
        If there is no such file, or it is damaged or something else.
    """
    import tifffile

    try:
        found = tifffile.imread(path)
    except (OSError, ValueError, tifffile.TiffFileError) as error:
        raise unreadable(path, error) from error
    if found.ndim != 3 or found.dtype != np.float16:
        raise unreadable(path, f"{found.shape} {found.dtype}")
    return np.asarray(found, np.float16)


def unreadable(path: Path, detail: object) -> StudioError:
    """What is said of a file of probabilities that cannot be read."""
    return StudioError(
        say("predict", "The probabilities {path} cannot be read: {detail}. Please predict again.")(
            path=path, detail=detail
        )
    )
