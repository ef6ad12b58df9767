"""The outline of one object of a mask."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from unet_studio.imaging.pixel_outline import edge_outlines

if TYPE_CHECKING:
    from numpy.typing import NDArray

MOST_PIXELS = 1 << 20
"""Of the box of an object; the outline of a larger one takes too long for a click."""


def object_outline(
    mask: NDArray[np.uint8], class_id: int, box: tuple[int, int, int, int]
) -> NDArray[np.float64] | None:
    """Where the outermost pixels of an object end.

    Parameters
    ----------
    mask
        (H, W) uint8 class ids.
    class_id
        Of the object.
    box
        Left, top, width and height of its bounding box.

    Returns
    -------
    (N, 2) x, y in image pixels; None if the object is not there, or too large.
    """
    import cv2

    left, top, width, height = box
    crop = mask[top : top + height, left : left + width] == class_id
    if crop.shape != (height, width) or not 0 < crop.size <= MOST_PIXELS:
        return None
    _, labels, stats, _ = cv2.connectedComponentsWithStats(crop.view(np.uint8), connectivity=8)
    # No two objects can both reach all four sides of one box: they would have to cross.
    reaching = [k for k in range(1, len(stats)) if tuple(stats[k, 2:4]) == (width, height)]
    if not reaching:
        return None
    outer, _ = edge_outlines(labels == reaching[0])
    longest = max(outer, key=len)
    return np.asarray(longest + np.array([left, top]), np.float64)
