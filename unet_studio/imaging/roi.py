"""Regions of interest: the bright parts of a picture that are worth looking at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from unet_studio.imaging.display_range import to_display

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True)
class RoiSettings:
    """What makes a region one of interest.

    Attributes
    ----------
    threshold
        Pixels with a grey value above this, 0 to 255, belong to a region.
    least_area_px, most_area_px
        The area inside its outer outline, in square pixels, has to lie between these, both
        included.
    """

    threshold: int = 200
    least_area_px: float = 1000.0
    most_area_px: float = float("inf")


@dataclass(frozen=True, order=True)
class Roi:
    """A box around one region.

    Attributes
    ----------
    top, left, height, width
        In whole image pixels.
    area_px
        Inside the outer outline of the region, in square pixels.
    """

    top: int
    left: int
    height: int
    width: int
    area_px: float

    @property
    def rows(self) -> slice:
        """The rows of the image inside the box."""
        return slice(self.top, self.top + self.height)

    @property
    def columns(self) -> slice:
        """The columns of the image inside the box."""
        return slice(self.left, self.left + self.width)


def grey_of(image: NDArray[Any]) -> NDArray[np.uint8]:
    """(H, W) uint8: the grey values that the threshold speaks of.

    Colours are weighted as the eye does it. Images of more than 8 bits are taken as a screen
    shows them, each one stretched by itself.
    """
    import cv2

    if image.ndim == 2 and image.dtype == np.uint8:
        return image
    shown = to_display(image)
    return np.asarray(cv2.cvtColor(np.ascontiguousarray(shown), cv2.COLOR_RGB2GRAY), np.uint8)


def find_rois(grey: NDArray[np.uint8], settings: RoiSettings) -> list[Roi]:
    """The regions of interest of a picture, (H, W) uint8, from top to bottom, left to right."""
    return [roi for roi in all_rois(grey, settings.threshold) if is_of_interest(roi, settings)]


def all_rois(grey: NDArray[np.uint8], threshold: int) -> list[Roi]:
    """Every bright region of a picture, (H, W) uint8, however large or small."""
    import cv2

    bright = (grey > threshold).astype(np.uint8)
    outlines, _ = cv2.findContours(bright, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    found = []
    for outline in outlines:
        left, top, width, height = (int(v) for v in cv2.boundingRect(outline))
        found.append(Roi(top, left, height, width, float(cv2.contourArea(outline))))
    return sorted(found)


def is_of_interest(roi: Roi, settings: RoiSettings) -> bool:
    """Whether its area lies in the range."""
    return settings.least_area_px <= roi.area_px <= settings.most_area_px
