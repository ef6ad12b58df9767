"""A picture beside itself with the contours of what was found, as inspection reports show it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from unet_studio.domain.label_class import IGNORE_ID
from unet_studio.imaging.display_range import to_display

if TYPE_CHECKING:
    from numpy.typing import NDArray

GREEN = (0, 255, 0)
WIDTH_PX = 2
LEAST_AREA_PX = 10


def contour_pair(image: NDArray[Any], mask: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The picture, and to its right the same with a green contour around every region.

    Parameters
    ----------
    image
        (H, W) or (H, W, C), any dtype `to_display` takes.
    mask
        (H, W) uint8 class ids. Connected pixels of one class are a region; those of fewer than
        `LEAST_AREA_PX` pixels are left out, as is what is ignored.

    Returns
    -------
    (H, 2 W, 3) uint8.
    """
    import cv2

    plain = to_display(image)
    drawn = plain.copy()
    for class_id in np.setdiff1d(np.unique(mask), (0, IGNORE_ID)):
        covered = np.asarray(mask == class_id, np.uint8)
        _, labels, found, _ = cv2.connectedComponentsWithStats(covered, connectivity=8)
        is_kept = found[:, cv2.CC_STAT_AREA] >= LEAST_AREA_PX
        is_kept[0] = False  # what is not of the class
        outlines, _ = cv2.findContours(
            is_kept[labels].view(np.uint8), cv2.RETR_CCOMP, cv2.CHAIN_APPROX_NONE
        )
        cv2.drawContours(drawn, outlines, -1, GREEN, WIDTH_PX)
    return np.concatenate([plain, drawn], axis=1)
