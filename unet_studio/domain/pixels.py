"""Pixels: a picture that may be indexed, wherever it is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Pixels(Protocol):
    """A picture, in memory or read part by part: (H, W) or (H, W, C), any real type."""

    @property
    def shape(self) -> tuple[int, ...]:
        """Height, width and channels."""

    @property
    def dtype(self) -> np.dtype[Any]:
        """Of the values."""

    def __getitem__(self, part: Any) -> NDArray[Any]:
        """Rows and columns of it, as slices."""
