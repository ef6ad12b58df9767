"""The pixels that a tool looks at: the picture as shown, one part at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Pixels(Protocol):
    """A picture of any size; only parts of it need to be in memory."""

    @property
    def size(self) -> tuple[int, int]:
        """Height and width in pixels."""

    def crop(self, left: int, top: int, right: int, bottom: int) -> NDArray[np.uint8]:
        """A part at full resolution, as shown; safe to call on any thread.

        Parameters
        ----------
        left, top, right, bottom
            Image pixels, right and bottom exclusive; what lies outside the image is cut off.

        Returns
        -------
        NDArray
            (h, w, 3) uint8 RGB.
        """


class ArrayPixels:
    """A picture that is in memory as a whole.

    Parameters
    ----------
    rgb
        (H, W, 3) uint8.
    """

    def __init__(self, rgb: NDArray[np.uint8]) -> None:
        self._rgb = rgb

    @property
    def size(self) -> tuple[int, int]:
        """Height and width in pixels."""
        return self._rgb.shape[0], self._rgb.shape[1]

    def crop(self, left: int, top: int, right: int, bottom: int) -> NDArray[np.uint8]:
        """A part at full resolution, (h, w, 3) uint8 RGB."""
        return self._rgb[max(top, 0) : max(bottom, 0), max(left, 0) : max(right, 0)]
