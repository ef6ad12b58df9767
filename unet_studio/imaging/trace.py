"""Traces: lines that a hand drew, with no more points than they need."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


def simplified(
    points: NDArray[np.float64], tolerance_px: float, *, closed: bool
) -> NDArray[np.float64]:
    """A line with fewer points that strays from the given one by no more than the tolerance.

    Parameters
    ----------
    points
        (N, 2) float64, x and y in image pixels; N > 0.
    closed
        Whether the last point is joined to the first one.

    Returns
    -------
    (M, 2) float64 with 0 < M <= N; the ends of an open line stay where they are.
    """
    import cv2

    corner = points.min(axis=0)  # OpenCV takes float32, which is exact enough near the corner
    line = (points - corner).astype(np.float32)
    kept = np.asarray(cv2.approxPolyDP(line, tolerance_px, closed), np.float64)
    simple: NDArray[np.float64] = kept.reshape(-1, 2) + corner
    return simple
