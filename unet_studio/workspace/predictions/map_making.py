"""Making maps of what a model thought of an image, from its file of probabilities."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

from unet_studio.imaging.growing_levels import GrowingLevels
from unet_studio.imaging.uncertainty import uncertainty
from unet_studio.storage.predictions.probability_parts import ProbabilityParts

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    from numpy.typing import NDArray

_ROWS_AT_ONCE = 256  # as many as a tile of the file has: none is decoded twice


class MapKind(StrEnum):
    """What a map shows."""

    PROBABILITY = "probability"  # of one class
    UNCERTAINTY = "uncertainty"


@dataclass(frozen=True)
class MapWish:
    """Which map of which image.

    Attributes
    ----------
    path
        The file of probabilities.
    kind
        What it shows.
    position
        For a probability, of which class: 0 is background, then the model's classes in order.
    """

    path: Path
    kind: MapKind
    position: int = 0


@dataclass(frozen=True, eq=False)
class MapGrowth:
    """A map that has grown.

    Attributes
    ----------
    levels
        All of it, 0 to 255 for 0 to 1; dark where nothing is known as yet.
    top, bottom
        The rows of the image that came last.
    """

    levels: GrowingLevels
    top: int
    bottom: int


def make_map(wish: MapWish) -> Generator[MapGrowth, None, None]:
    """Read a map band by band, so that one sees it come and can turn to another; a job.

    Raises
    ------
    StudioError
        If the file cannot be read.
    """
    with ProbabilityParts(wish.path) as parts:
        height, width = parts.size
        levels = GrowingLevels((height, width))
        for top in range(0, height, levels.band_px):
            bottom = min(top + levels.band_px, height)
            band = np.empty((bottom - top, width), np.uint8)
            for first in range(top, bottom, _ROWS_AT_ONCE):
                last = min(first + _ROWS_AT_ONCE, bottom)
                band[first - top : last - top] = _rows(parts, wish, first, last)
            levels.put(top, band)
            yield MapGrowth(levels, top, bottom)


def _rows(parts: ProbabilityParts, wish: MapWish, top: int, bottom: int) -> NDArray[np.uint8]:
    def of(position: int) -> NDArray[np.float16]:
        return parts.read(position, 0, top, parts.size[1], bottom)

    if wish.kind is MapKind.UNCERTAINTY:
        values = uncertainty((of(k) for k in range(parts.count)), parts.count)
    else:
        values = of(wish.position).astype(np.float32)
    values *= 255
    values += 0.5
    return values.astype(np.uint8)
