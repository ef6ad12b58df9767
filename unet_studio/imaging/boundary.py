"""Boundaries of masks: how well the outline of what was found follows the outline drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from unet_studio.domain.label_class import IGNORE_ID
from unet_studio.domain.metrics import BoundaryCounts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

TOLERANCE_PX = 2.0
"""How far two outlines may lie apart and still agree; a person draws no better."""


def boundary_counts(
    truth: NDArray[np.uint8],
    predicted: NDArray[np.uint8],
    class_ids: Sequence[int],
    tolerance_px: float = TOLERANCE_PX,
) -> dict[int, BoundaryCounts]:
    """Compare the outlines of each class, pixel by pixel (BF score; Csurka et al., BMVC 2013).

    An outline pixel belongs to the class and has a neighbour, of four, that does not; the frame of
    the image is no outline. Pixels that lie nearer than the tolerance to an ignored one do not
    count, for their partner may be hidden there.

    Parameters
    ----------
    truth, predicted
        (H, W) uint8 class ids; 255 in `truth` = not counted.
    class_ids
        The classes asked for.
    tolerance_px
        In pixels of the image as it is, straight-line distance. Csurka et al. take 0.75 % of the
        diagonal, so that the same outline scores better in a larger picture; ours does not.
    """
    ignored = truth == IGNORE_ID
    counts = ~_near(ignored, tolerance_px) if ignored.any() else np.ones(truth.shape, bool)
    found = {}
    for class_id in class_ids:
        drawn = _outline(truth == class_id) & counts
        ours = _outline(predicted == class_id) & counts
        found[class_id] = BoundaryCounts(
            found=int(ours.sum()),
            found_right=_count_near(ours, drawn, tolerance_px),
            drawn=int(drawn.sum()),
            drawn_found=_count_near(drawn, ours, tolerance_px),
        )
    return found


def _outline(region: NDArray[np.bool_]) -> NDArray[np.bool_]:
    inner = region.copy()
    inner[1:] &= region[:-1]
    inner[:-1] &= region[1:]
    inner[:, 1:] &= region[:, :-1]
    inner[:, :-1] &= region[:, 1:]
    return region & ~inner


def _count_near(outline: NDArray[np.bool_], other: NDArray[np.bool_], tolerance_px: float) -> int:
    if not outline.any() or not other.any():
        return 0
    return int((outline & _near(other, tolerance_px)).sum())


def _near(region: NDArray[np.bool_], tolerance_px: float) -> NDArray[np.bool_]:
    """Pixels no farther than so much from the region."""
    import cv2

    away = np.ascontiguousarray(~region, np.uint8)
    distance = cv2.distanceTransform(away, cv2.DIST_L2, cv2.DIST_MASK_PRECISE)
    return np.asarray(distance <= tolerance_px + 1e-3)
