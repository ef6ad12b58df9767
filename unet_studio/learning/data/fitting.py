"""Fitting: pictures of any size brought to the one size that a recipe shows, and answers back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from unet_studio.domain.recipe import Fit
    from unet_studio.learning.data.dataset import LabelledImage

_BAND_PX = 512
_KNOWN_TO_OPENCV = ("uint8", "uint16", "int16", "float32", "float64")


@dataclass(frozen=True)
class Fitting:
    """How a picture is brought to one size.

    Attributes
    ----------
    fit
        "stretch" = resized; "letterbox" = laid into the top left corner of a black square as long
        as its longer side, then resized; "none" = left as it is.
    size_px
        Height and width that it then has.
    """

    fit: Fit = "none"
    size_px: tuple[int, int] = (256, 256)

    @property
    def is_none(self) -> bool:
        """Whether pictures stay as they are."""
        return self.fit == "none"

    def pixels(self, image: NDArray[Any]) -> NDArray[Any]:
        """The picture at the recipe's size.

        Parameters
        ----------
        image
            (H, W, C), any real type.

        Returns
        -------
        (height, width, C); what OpenCV cannot resize becomes float32.
        """
        if str(image.dtype) not in _KNOWN_TO_OPENCV:
            image = image.astype(np.float32)
        laid = self._laid_out(image)
        is_smaller = self.size_px[0] * self.size_px[1] < laid.shape[0] * laid.shape[1]
        # Every pixel counts when a picture shrinks; picked ones would flicker.
        how = cv2.INTER_AREA if is_smaller else cv2.INTER_LINEAR
        return cv2.resize(laid, self.size_px[::-1], interpolation=how).reshape(*self.size_px, -1)

    def mask(self, target: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """A (H, W) uint8 mask at the recipe's size, no id mixed with another; 0 is black."""
        found = cv2.resize(
            self._laid_out(target), self.size_px[::-1], interpolation=cv2.INTER_NEAREST_EXACT
        )
        return np.asarray(found, np.uint8)

    def bands_back(
        self, probabilities: NDArray[np.float32], size: tuple[int, int]
    ) -> Iterator[NDArray[np.float32]]:
        """What was found, at the picture's own size again, in bands from top to bottom.

        Parameters
        ----------
        probabilities
            (K, height, width) float32, of the fitted picture.
        size
            Height and width of the picture.

        Yields
        ------
        (K, h, W) float32, interpolated between the nearest four.
        """
        edges = (max(size), max(size)) if self.fit == "letterbox" else size
        tall, wide = (n / edge for n, edge in zip(self.size_px, edges, strict=True))
        columns = (np.arange(size[1], dtype=np.float32) + 0.5) * wide - 0.5
        for top in range(0, size[0], _BAND_PX):
            rows = (np.arange(top, min(top + _BAND_PX, size[0]), dtype=np.float32) + 0.5) * tall
            places = [np.ascontiguousarray(m) for m in np.meshgrid(columns, rows - 0.5)]
            yield np.stack([_between(plane, *places) for plane in probabilities])

    def _laid_out(self, image: NDArray[Any]) -> NDArray[Any]:
        height, width = image.shape[:2]
        if self.fit != "letterbox" or height == width:
            return image
        edge = max(height, width)
        square = np.zeros((edge, edge, *image.shape[2:]), image.dtype)
        square[:height, :width] = image
        return square


NO_FITTING = Fitting()


def fitted(image: LabelledImage, fitting: Fitting) -> LabelledImage:
    """A labelled image at the recipe's size; how it is scaled stays that of the whole picture."""
    if fitting.is_none:
        return image
    return replace(image, pixels=fitting.pixels(image.pixels), target=fitting.mask(image.target))


def _between(
    plane: NDArray[np.float32], columns: NDArray[np.float32], rows: NDArray[np.float32]
) -> NDArray[np.float32]:
    found = cv2.remap(
        np.ascontiguousarray(plane),
        columns,
        rows,
        cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_REPLICATE,
    )
    return np.asarray(found, np.float32)
