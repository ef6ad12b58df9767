"""Spots: the square of a map in which it adds up to most, and squares spread over a picture."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from unet_studio.domain.suggestion import Box


def richest_box(values: NDArray[np.floating], edge_px: int) -> tuple[Box, float]:
    """Where a map adds up to most within a square, by its integral image.

    The integral image (Crow, Summed-area tables for texture mapping, SIGGRAPH 1984) gives the sum
    of every square by four look-ups.

    Parameters
    ----------
    values
        (H, W), at least one pixel.
    edge_px
        Of the square; at least 1. Cut where the map is smaller.

    Returns
    -------
    box, mean
        The topmost, then leftmost of the best squares, and the mean value in it.
    """
    height, width = values.shape
    tall, wide = min(edge_px, height), min(edge_px, width)
    sums = np.zeros((height + 1, width + 1))
    np.cumsum(values, axis=0, dtype=np.float64, out=sums[1:, 1:])
    np.cumsum(sums[1:, 1:], axis=1, out=sums[1:, 1:])
    within = sums[tall:, wide:] - sums[:-tall, wide:] - sums[tall:, :-wide] + sums[:-tall, :-wide]
    # Rounding must not move the square: what differs by less than this is equal.
    top, left = np.unravel_index(np.argmax(within >= within.max() - 1e-6), within.shape)
    box = int(left), int(top), int(left) + wide, int(top) + tall
    return box, max(0.0, float(within[top, left]) / (tall * wide))


def spread_boxes(height: int, width: int, edge_px: int, most: int) -> list[Box]:
    """Squares spread evenly over a picture, which they cover where so many can.

    Parameters
    ----------
    height, width
        Of the picture, in pixels.
    edge_px
        Of each square; cut where the picture is smaller.
    most
        How many there may be; the square of a whole number is used best.
    """
    side = max(1, math.isqrt(most))
    rows, columns = (_starts(length, edge_px, side) for length in (height, width))
    tall, wide = min(edge_px, height), min(edge_px, width)
    return [(left, top, left + wide, top + tall) for top in rows for left in columns]


def _starts(length: int, edge_px: int, most: int) -> list[int]:
    """Where the squares begin along one side."""
    count = min(most, max(1, math.ceil(length / edge_px)))
    if count == 1:
        return [max(0, (length - edge_px) // 2)]
    return [round(k * (length - edge_px) / (count - 1)) for k in range(count)]
