"""Threshold: the bright pixels of a part of a picture, or the dark ones."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

from unet_studio.imaging.smart_select.tidy import without_specks

if TYPE_CHECKING:
    from numpy.typing import NDArray

BRIGHTEST = 255


class Side(StrEnum):
    """Which pixels are meant."""

    AUTO = "auto"
    BRIGHT = "bright"
    DARK = "dark"


def brightness(rgb: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """How bright each pixel is, (h, w) uint8, of a picture as shown, (h, w, 3) uint8 RGB."""
    import cv2

    calm = cv2.GaussianBlur(rgb, (3, 3), 0)
    return np.asarray(cv2.cvtColor(calm, cv2.COLOR_RGB2GRAY), np.uint8)


def otsu_threshold(values: NDArray[np.uint8]) -> int:
    """The value that best parts dark from bright; what is larger is bright.

    Otsu, A threshold selection method from gray-level histograms, IEEE Transactions on Systems,
    Man and Cybernetics 9 (1979).

    Parameters
    ----------
    values
        uint8, any shape; at least one.
    """
    import cv2

    threshold, _ = cv2.threshold(values.reshape(1, -1), 0, BRIGHTEST, cv2.THRESH_OTSU)
    return int(threshold)


def side_of_things(
    values: NDArray[np.uint8], threshold: float, within: NDArray[np.bool_] | None = None
) -> Side:
    """Whether the things are bright or dark: the ground is what reaches the rim more often.

    Parameters
    ----------
    values
        (h, w) uint8.
    threshold
        Parts the two.
    within
        (h, w) bool: the part that counts; None = all of it.
    """
    import cv2

    inside = np.ones(values.shape, np.uint8) if within is None else within.astype(np.uint8)
    padded = cv2.copyMakeBorder(inside, 1, 1, 1, 1, cv2.BORDER_CONSTANT, value=(0,))
    core = np.asarray(cv2.erode(padded, np.ones((3, 3), np.uint8)))[1:-1, 1:-1]
    rim = (inside > 0) & (core == 0)
    return Side.DARK if (values[rim] > threshold).mean() > 0.5 else Side.BRIGHT


def thresholded(
    values: NDArray[np.uint8],
    threshold: float,
    side: Side,
    *,
    min_area_px: float = 0,
    within: NDArray[np.bool_] | None = None,
) -> NDArray[np.bool_]:
    """The pixels on one side of a threshold.

    Parameters
    ----------
    values
        (h, w) uint8.
    threshold
        0 to 255; brighter is larger than that.
    side
        Which side; auto decides by `side_of_things`.
    min_area_px
        Connected parts with fewer pixels are left out.
    within
        (h, w) bool: where to look; None = everywhere.

    Returns
    -------
    NDArray
        (h, w) bool.
    """
    if side is Side.AUTO:
        side = side_of_things(values, threshold, within)
    found = values > threshold if side is Side.BRIGHT else values <= threshold
    if within is not None:
        found &= within
    return without_specks(found, min_area_px) if min_area_px > 1 else found
