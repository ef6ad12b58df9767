"""The error map: where a predicted mask and a person's differ, and how."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

import numpy as np

from unet_studio.domain.label_class import BACKGROUND_ID, IGNORE_ID

if TYPE_CHECKING:
    from collections.abc import Collection

    from numpy.typing import NDArray

NOT_COUNTED = IGNORE_ID
"""In an error map: the labels do not say what is there."""


class ErrorKind(IntEnum):
    """What is wrong with a pixel; the values of an error map."""

    NONE = 0
    MISSED = 1  # labelled, and predicted as background
    EXTRA = 2  # predicted, and background in the labels
    WRONG_CLASS = 3  # both say there is something, but not the same


@dataclass(frozen=True)
class ErrorCounts:
    """Pixels of each kind.

    Attributes
    ----------
    missed, extra, wrong_class
        See `ErrorKind`.
    counted
        All pixels that the labels speak of, right or wrong.
    """

    missed: int
    extra: int
    wrong_class: int
    counted: int

    @property
    def wrong(self) -> int:
        """All pixels on which the masks differ."""
        return self.missed + self.extra + self.wrong_class


def error_map(
    truth: NDArray[np.uint8], found: NDArray[np.uint8], ids: Collection[int]
) -> NDArray[np.uint8]:
    """Compare two masks pixel by pixel.

    Parameters
    ----------
    truth
        (H, W) uint8 class ids; 255 = not counted.
    found
        (H, W) uint8 of the same ids.
    ids
        The classes that count; all others are background on both sides, as they are for scores.

    Returns
    -------
    (H, W) uint8 values of `ErrorKind`, and 255 where nothing is counted.
    """
    import cv2

    known = np.full(256, BACKGROUND_ID, np.uint8)
    known[list(ids)] = list(ids)
    drawn, predicted = (np.asarray(cv2.LUT(mask, known)) for mask in (truth, found))
    kinds = np.full(truth.shape, ErrorKind.WRONG_CLASS, np.uint8)
    kinds[drawn == BACKGROUND_ID] = ErrorKind.EXTRA
    kinds[predicted == BACKGROUND_ID] = ErrorKind.MISSED
    kinds[drawn == predicted] = ErrorKind.NONE
    kinds[truth == IGNORE_ID] = NOT_COUNTED
    return kinds


def count_errors(kinds: NDArray[np.uint8]) -> ErrorCounts:
    """How many pixels of an error map, (H, W) uint8, are of each kind."""
    import cv2

    histogram = cv2.calcHist([kinds], [0], None, [256], [0, 256]).ravel()
    counts = histogram.astype(np.int64)
    return ErrorCounts(
        missed=int(counts[ErrorKind.MISSED]),
        extra=int(counts[ErrorKind.EXTRA]),
        wrong_class=int(counts[ErrorKind.WRONG_CLASS]),
        counted=int(kinds.size - counts[NOT_COUNTED]),
    )
