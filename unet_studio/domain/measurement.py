"""Measurements: the objects of a mask as values, column by column, in pixels and micrometres."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from math import pi
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray


@dataclass(frozen=True, eq=False)
class Objects:
    """The objects of one mask: its regions of one class, pixels joined by edges or corners.

    They are numbered from 1 as one reads: by their first pixel, rows from top to bottom. All
    lengths are in pixels; x and y are in the frame of the image, where the first pixel covers 0
    to 1.

    Attributes
    ----------
    class_id
        (N,) uint8.
    area
        (N,) int64, pixels.
    perimeter
        (N,) float64, as `skimage.measure.perimeter` estimates it with 4 neighbours (Benkrid and
        Crookes 2000); 0 for a single pixel.
    x, y
        (N,) float64, the centroid.
    left, top, width, height
        (N,) int64, the bounding box.
    orientation
        (N,) float64, degrees from 0 to 180: the longest axis of the ellipse with the same second
        moments, counted counter-clockwise from the x axis as one sees it. It means nothing for what
        is round.
    touches_border
        (N,) bool; such an object may go on outside the picture.
    mean, least, most
        (N, C) float64: intensities of each channel as the file has them, what is no finite number
        left out; NaN if nothing is left.
    """

    class_id: NDArray[np.uint8]
    area: NDArray[np.int64]
    perimeter: NDArray[np.float64]
    x: NDArray[np.float64]
    y: NDArray[np.float64]
    left: NDArray[np.int64]
    top: NDArray[np.int64]
    width: NDArray[np.int64]
    height: NDArray[np.int64]
    orientation: NDArray[np.float64]
    touches_border: NDArray[np.bool_]
    mean: NDArray[np.float64]
    least: NDArray[np.float64]
    most: NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.area)

    @property
    def channels(self) -> int:
        """Of the picture; 0 if there was none."""
        return int(self.mean.shape[1])

    @property
    def circularity(self) -> NDArray[np.float64]:
        """(N,) 4 pi A / P^2: 1 for a disc, less for anything else.

        Of objects of a few pixels the perimeter is estimated badly, and it may be over 1; NaN
        where the perimeter is 0.
        """
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.where(self.perimeter > 0, 4 * pi * self.area / self.perimeter**2, np.nan)


@dataclass(frozen=True, eq=False)
class MeasuredImage:
    """The objects of one image, and what they belong to.

    Attributes
    ----------
    name
        Of the image.
    size
        Height and width.
    classes
        Class id -> name, of all classes that were looked for.
    objects
        What was found.
    counted_px
        Pixels that were looked at: those that labels leave open are not.
    """

    name: str
    size: tuple[int, int]
    classes: Mapping[int, str]
    objects: Objects
    counted_px: int

    @cached_property
    def totals(self) -> dict[str, ClassTotal]:
        """Class name -> what there is of it; all classes."""
        ids, areas = self.objects.class_id, self.objects.area
        return {
            name: ClassTotal(int((ids == k).sum()), int(areas[ids == k].sum()), self.counted_px)
            for k, name in self.classes.items()
        }


@dataclass(frozen=True)
class ClassTotal:
    """How much there is of one class, in one image or added up over several.

    Attributes
    ----------
    count
        Objects.
    area_px
        Pixels of them.
    counted_px
        Pixels looked at.
    """

    count: int = 0
    area_px: int = 0
    counted_px: int = 0

    def __add__(self, other: ClassTotal) -> ClassTotal:
        return ClassTotal(
            self.count + other.count,
            self.area_px + other.area_px,
            self.counted_px + other.counted_px,
        )

    @property
    def share(self) -> float | None:
        """Of the pixels looked at, 0 to 1."""
        return self.area_px / self.counted_px if self.counted_px else None

    @property
    def mean_area_px(self) -> float | None:
        """Of an object."""
        return self.area_px / self.count if self.count else None


def totals_of(images: Sequence[MeasuredImage]) -> dict[str, ClassTotal]:
    """Class name -> what there is of it in all images together."""
    totals: dict[str, ClassTotal] = {}
    for image in images:
        for name, total in image.totals.items():
            totals[name] = totals.get(name, ClassTotal()) + total
    return totals


@dataclass(frozen=True)
class Column:
    """One thing measured of an object.

    Attributes
    ----------
    key
        Its name, without a unit.
    power
        1 = a length, 2 = an area, 0 = neither: how often the pixel size goes into it.
    unit
        Of what is neither.
    channel
        Which channel of the picture, counted from 0, if it is an intensity.
    """

    key: str
    power: int = 0
    unit: str = ""
    channel: int | None = None

    def title(self, pixel_size_um: float | None = None) -> str:
        """Name and unit, as a CSV file has them: ``area_px``, ``area_um2``."""
        unit = self.unit
        if self.power:
            unit = "px" if pixel_size_um is None else "um2" if self.power == 2 else "um"
        channel = "" if self.channel is None else str(self.channel + 1)
        return "_".join(part for part in (self.key, channel, unit) if part)

    def values(self, objects: Objects, pixel_size_um: float | None = None) -> NDArray[np.generic]:
        """(N,) of all objects, in pixels or, with a pixel size, in micrometres.

        A channel that the picture does not have gives NaN.
        """
        if self.channel is not None:
            found = getattr(objects, _INTENSITIES[self.key])
            if self.channel >= found.shape[1]:
                return np.full(len(objects), np.nan)
            return np.asarray(found[:, self.channel])
        found = getattr(objects, _FIELDS.get(self.key, self.key))
        if self.power and pixel_size_um is not None:
            return np.asarray(found * pixel_size_um**self.power)
        return np.asarray(found)


_FIELDS = {"centroid_x": "x", "centroid_y": "y"}
_INTENSITIES = {"mean_intensity": "mean", "min_intensity": "least", "max_intensity": "most"}

GEOMETRY = (
    Column("area", 2),
    Column("perimeter", 1),
    Column("centroid_x", 1),
    Column("centroid_y", 1),
    Column("left", 1),
    Column("top", 1),
    Column("width", 1),
    Column("height", 1),
    Column("orientation", unit="deg"),
    Column("circularity"),
    Column("touches_border"),
)
"""What is measured of every object, in the order of tables and files."""


def columns_for(channels: int) -> tuple[Column, ...]:
    """All columns for pictures of so many channels."""
    intensities = [
        Column(key, channel=channel) for channel in range(channels) for key in _INTENSITIES
    ]
    return (*GEOMETRY, *intensities)


@dataclass(frozen=True, eq=False)
class ObjectTable:
    """The objects of several images, one below the other.

    Attributes
    ----------
    images
        In the order of the rows.
    """

    images: Sequence[MeasuredImage] = ()
    _known: dict[str, NDArray[np.generic]] = field(default_factory=dict, repr=False)

    @cached_property
    def image_of(self) -> NDArray[np.int64]:
        """(N,) place of the image in `images`, of each row."""
        return np.repeat(np.arange(len(self.images)), [len(i.objects) for i in self.images])

    @cached_property
    def number(self) -> NDArray[np.int64]:
        """(N,) number of the object in its image, from 1."""
        counts = [len(i.objects) for i in self.images]
        starts = np.cumsum([0, *counts])[:-1]
        return np.asarray(np.arange(1, sum(counts) + 1) - np.repeat(starts, counts))

    @cached_property
    def class_names(self) -> tuple[str, ...]:
        """Of all images, in the order of their first occurrence."""
        return tuple(dict.fromkeys(n for i in self.images for n in i.classes.values()))

    @cached_property
    def class_place(self) -> NDArray[np.int64]:
        """(N,) place in `class_names`, of each row."""
        places = {name: place for place, name in enumerate(self.class_names)}
        parts = []
        for image in self.images:
            table = np.zeros(256, np.int64)
            for class_id, name in image.classes.items():
                table[class_id] = places[name]
            parts.append(table[image.objects.class_id])
        return np.concatenate(parts) if parts else np.zeros(0, np.int64)

    @property
    def channels(self) -> int:
        """The most that any picture has."""
        return max((i.objects.channels for i in self.images), default=0)

    def values(self, column: Column) -> NDArray[np.generic]:
        """(N,) of all objects, in pixels."""
        title = column.title()
        if title not in self._known:
            parts = [column.values(image.objects) for image in self.images]
            self._known[title] = np.concatenate(parts) if parts else np.zeros(0)
        return self._known[title]

    def __len__(self) -> int:
        return len(self.image_of)
