"""Pixel borders: the straight lines between the pixels that a mask covers and those it does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


def pixel_borders(mask: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Every border of a mask, (h, w) bool, as lines.

    Returns
    -------
    (N, 4) float64: x0, y0, x1, y1 in pixels from the corner of the mask. Each line is as long as
    the border runs straight; together they enclose exactly the covered pixels.
    """
    padded = np.pad(mask, 1)
    y0, x0, x1 = _runs(padded[1:, 1:-1] != padded[:-1, 1:-1])
    across = np.stack([x0, y0, x1, y0], axis=1)
    x0, y0, y1 = _runs((padded[1:-1, 1:] != padded[1:-1, :-1]).T)
    down = np.stack([x0, y0, x0, y1], axis=1)
    return np.concatenate([across, down]).astype(np.float64)


def _runs(
    there: NDArray[np.bool_],
) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.intp]]:
    """Row, first column and end of every unbroken run in the rows of an array."""
    turns = np.diff(np.pad(there, ((0, 0), (1, 1))).astype(np.int8), axis=1)
    rows, starts = np.nonzero(turns == 1)
    return rows, starts, np.nonzero(turns == -1)[1]
