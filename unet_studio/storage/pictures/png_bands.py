"""PNG bands: an index picture written from top to bottom, without ever being in memory whole."""

from __future__ import annotations

import struct
import zlib
from typing import TYPE_CHECKING, BinaryIO

import numpy as np

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_PALETTE, _GREY = 3, 0
_LEVEL = 3  # of compression; higher ones take long and save little of masks


class PngBands:
    """An 8-bit PNG file under way (ISO/IEC 15948), to be used in a with block.

    Its rows are stored as they are: of palette pictures no filter makes them smaller.
    """

    def __init__(self, path: Path, size: tuple[int, int], palette: bytes | None = None) -> None:
        """Begin a file.

        Parameters
        ----------
        path
            The file.
        size
            Height and width.
        palette
            Up to 256 times red, green and blue; None = values are shades of grey.
        """
        self._path, self._size, self._colours = path, size, palette
        self._packed = zlib.compressobj(_LEVEL)
        self._file: BinaryIO | None = None

    def __enter__(self) -> PngBands:
        self._file = self._path.open("wb")
        self._file.write(_SIGNATURE)
        height, width = self._size
        kind = _GREY if self._colours is None else _PALETTE
        self._write(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, kind, 0, 0, 0))
        if self._colours is not None:
            self._write(b"PLTE", self._colours)
        return self

    def add(self, band: NDArray[np.uint8]) -> None:
        """The next rows, (h, W) uint8."""
        rows = np.zeros((band.shape[0], band.shape[1] + 1), np.uint8)  # 0 = no filter
        rows[:, 1:] = band
        self._write(b"IDAT", self._packed.compress(rows.data))

    def __exit__(self, kind: object, *_: object) -> None:
        assert self._file is not None
        try:
            if kind is None:
                self._write(b"IDAT", self._packed.flush())
                self._write(b"IEND", b"")
        finally:
            self._file.close()

    def _write(self, name: bytes, content: bytes) -> None:
        assert self._file is not None
        if content or name == b"IEND":
            self._file.write(struct.pack(">I", len(content)) + name + content)
            self._file.write(struct.pack(">I", zlib.crc32(content, zlib.crc32(name))))
