"""The image pyramid: a picture at ever smaller sizes, and any part of it at any scale."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import cv2
    from numpy.typing import NDArray


class ImagePyramid:
    """Smaller copies, each made when it is first needed.

    Parameters
    ----------
    image
        (H, W, 3) uint8 RGB.
    """

    def __init__(self, image: NDArray[np.uint8]) -> None:
        self._image = image
        self._levels: dict[int, NDArray[np.uint8]] = {0: image}

    @property
    def image(self) -> NDArray[np.uint8]:
        """The picture at its full size, (H, W, 3) uint8 RGB."""
        return self._image

    @property
    def size(self) -> tuple[int, int]:
        """(height, width) of the image."""
        height, width = self._image.shape[:2]
        return height, width

    def part(
        self, *, scale: float, left: float, top: float, width: int, height: int, squares: bool
    ) -> NDArray[np.uint8]:
        """A part of the image as it looks at a scale.

        Parameters
        ----------
        scale
            Pixels of the result per image pixel.
        left, top
            Image coordinates of the result's corner; the corner of pixel (0, 0) is (0, 0).
        width, height
            Of the result. It may reach past the image, whose edge then goes on.
        squares
            Whether pixels are shown as squares, so that one sees what is there; else smoothly.

        Returns
        -------
        (height, width, 3) uint8 RGB.
        """
        import cv2

        if squares:
            columns = _nearest(width, left, scale, self._image.shape[1])
            rows = _nearest(height, top, scale, self._image.shape[0])
            return np.ascontiguousarray(self._image[rows[:, None], columns], dtype=np.uint8)
        source = self._level(max(int(np.floor(np.log2(1 / scale))), 0) if scale < 1 else 0)
        shrunk_x = source.shape[1] / self._image.shape[1]
        shrunk_y = source.shape[0] / self._image.shape[0]
        across, first_x, step_x = _span(width, left * shrunk_x, scale / shrunk_x, source.shape[1])
        down, first_y, step_y = _span(height, top * shrunk_y, scale / shrunk_y, source.shape[0])
        to_source = np.array([[step_x, 0, first_x], [0, step_y, first_y]])
        return _uint8(
            cv2.warpAffine(
                source[down, across],
                to_source,
                (width, height),
                flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
                borderMode=cv2.BORDER_REPLICATE,
            )
        )

    def _level(self, level: int) -> NDArray[np.uint8]:
        """The picture at 1 / 2**level of its size."""
        import cv2

        if level not in self._levels:
            larger = self._level(level - 1)  # halving is what OpenCV is fastest at
            size = max(larger.shape[1] // 2, 1), max(larger.shape[0] // 2, 1)
            self._levels[level] = _uint8(cv2.resize(larger, size, interpolation=cv2.INTER_AREA))
        return self._levels[level]


def _nearest(count: int, start: float, scale: float, length: int) -> NDArray[np.intp]:
    """Along one axis: the pixel of the source, of this length, under each pixel of the result."""
    places = np.floor((np.arange(count) + 0.5) / scale + start)
    nearest: NDArray[np.intp] = np.clip(places, 0, length - 1).astype(np.intp)
    return nearest


def _span(count: int, start: float, scale: float, length: int) -> tuple[slice, float, float]:
    """Along one axis: what of the source is needed, where in it the result begins, and its step.

    OpenCV refuses sources longer than 32,767 pixels, so it gets no more than it needs.
    """
    step = 1 / scale
    first = start + step / 2 - 0.5
    low = min(max(int(np.floor(first)) - 1, 0), length - 1)
    high = min(max(int(np.ceil(first + count * step)) + 2, low + 1), length)
    return slice(low, high), first - low, step


def _uint8(array: NDArray[np.generic] | cv2.typing.MatLike) -> NDArray[np.uint8]:
    return np.asarray(array, dtype=np.uint8)
