"""Kept targets: what labels said when a training began, packed; people label on meanwhile."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_LEVEL = 1  # packs about as well as the best one, in about 4 ms a megapixel


class KeptTargets:
    """Targets by the name of their image, in a small part of the memory they take unpacked.

    A training that reads its images when it needs them must not read labels once more: by then
    they may say something else, be gone, or be half written.

    Attributes
    ----------
    taken
        Bytes in use.
    """

    def __init__(self) -> None:
        self.taken = 0
        self._packed: dict[str, tuple[bytes, tuple[int, ...]]] = {}

    def keep(self, name: str, target: NDArray[np.uint8]) -> None:
        """Keep the target, (H, W) uint8, of an image that has none yet."""
        packed = zlib.compress(np.ascontiguousarray(target).data, _LEVEL)
        self._packed[name] = packed, target.shape
        self.taken += len(packed)

    def __getitem__(self, name: str) -> NDArray[np.uint8]:
        """The target of an image, as it was: (H, W) uint8."""
        packed, shape = self._packed[name]
        return np.frombuffer(zlib.decompress(packed), np.uint8).reshape(shape).copy()
