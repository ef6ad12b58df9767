"""Object sums: what is added up of the objects of a mask, band by band."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

BAND_PIXELS = 4 << 20
"""Of a band. Up to this the sums of squares of coordinates below 2^15 are exact in float64."""

HALO = 2
"""Rows around a band that the perimeter of its objects depends on."""

_STRAIGHT = (2, np.array([(-1, 0), (0, -1), (0, 1), (1, 0)]))
_DIAGONAL = (10, np.array([(-1, -1), (-1, 1), (1, -1), (1, 1)]))


def _lengths() -> NDArray[np.float64]:
    """What a pixel of an outline adds to its length, by what is around it.

    The neighbours that belong to the outline too are counted as `skimage.measure.perimeter` does
    it: 1 for the pixel, 2 for each beside it, 10 for each at a corner.
    """
    lengths = np.zeros(1 + 4 * 2 + 4 * 10 + 1)
    lengths[[5, 7, 15, 17, 25, 27]] = 1
    lengths[[21, 33]] = np.sqrt(2)
    lengths[[13, 23]] = (1 + np.sqrt(2)) / 2
    return lengths


_LENGTHS = _lengths()


@dataclass(eq=False)
class Sums:
    """Of N objects, or of the parts of objects that a band shows.

    Attributes
    ----------
    class_id
        (N,) uint8.
    first
        (N,) int64: row * width + column of the first pixel as one reads.
    area, sum_x, sum_y, sum_xx, sum_yy, sum_xy
        (N,) int64, of the columns and rows of the pixels.
    left, top, right, bottom
        (N,) int64, the pixels furthest out.
    perimeter
        (N,) float64.
    finite, total, least, most
        (N, C): how many values are finite numbers, their sum, and the extremes.
    """

    class_id: NDArray[np.uint8]
    first: NDArray[np.int64]
    area: NDArray[np.int64]
    sum_x: NDArray[np.int64]
    sum_y: NDArray[np.int64]
    sum_xx: NDArray[np.int64]
    sum_yy: NDArray[np.int64]
    sum_xy: NDArray[np.int64]
    left: NDArray[np.int64]
    top: NDArray[np.int64]
    right: NDArray[np.int64]
    bottom: NDArray[np.int64]
    perimeter: NDArray[np.float64]
    finite: NDArray[np.int64]
    total: NDArray[np.float64]
    least: NDArray[np.float64]
    most: NDArray[np.float64]


_LEAST = {"first", "left", "top", "least"}
_MOST = {"class_id", "right", "bottom", "most"}


def joined(parts: Sequence[Sums], whole: NDArray[np.int64], count: int) -> Sums:
    """The sums of objects from those of their parts.

    Parameters
    ----------
    parts
        Of the bands.
    whole
        (N,) which object each part belongs to, over all bands.
    count
        Of objects.
    """
    found: dict[str, NDArray[Any]] = {}
    for name in (f.name for f in fields(Sums)):
        values = np.concatenate([getattr(part, name) for part in parts])
        shape = (count, *values.shape[1:])
        if name in _LEAST:
            found[name] = np.full(shape, _largest(values.dtype), values.dtype)
            np.minimum.at(found[name], whole, values)
        elif name in _MOST:
            found[name] = np.full(shape, _smallest(values.dtype), values.dtype)
            np.maximum.at(found[name], whole, values)
        else:
            found[name] = np.zeros(shape, values.dtype)
            np.add.at(found[name], whole, values)
    return Sums(**found)


def _largest(dtype: np.dtype[Any]) -> float | int:
    return np.inf if dtype.kind == "f" else int(np.iinfo(dtype).max)


def _smallest(dtype: np.dtype[Any]) -> float | int:
    return -np.inf if dtype.kind == "f" else int(np.iinfo(dtype).min)


def band_sums(
    near: NDArray[np.uint8], pixels: NDArray[Any] | None, top: int
) -> tuple[Sums, NDArray[np.int32]]:
    """Sums of the parts of objects in some rows of a mask.

    Parameters
    ----------
    near
        (h + 4, W) uint8: these rows and two more on either side, 0 where the mask has none; 0 is
        no object, regions of any other value are.
    pixels
        (h, W, C), or None.
    top
        Which row of the mask the first one is.

    Returns
    -------
    Sums
        Of N parts.
    NDArray
        (h, W) int32: 0, or the number of the part, from 1 to N.
    """
    band = near[HALO:-HALO]
    labels, class_ids, boxes = _labelled(band)
    count, width = len(class_ids), band.shape[1]
    at = np.flatnonzero(labels)
    which = labels.reshape(-1)[at] - 1
    rows, columns = np.divmod(at, width)
    first = np.zeros(count, np.int64)
    first[which[::-1]] = at[::-1]  # where several are meant, the last one stays: the first pixel

    def added(weights: NDArray[Any] | None = None) -> NDArray[np.int64]:
        return np.bincount(which, weights, count).astype(np.int64)

    area, sum_y = added(), added(rows)
    sum_x = added(columns)
    left, upper, wide, high = boxes.T.astype(np.int64)
    finite, total, least, most = _intensities(pixels, at, which, count)
    return Sums(
        class_id=class_ids,
        first=first + top * width,
        area=area,
        sum_x=sum_x,
        sum_y=sum_y + top * area,
        sum_xx=added(columns * columns),
        sum_yy=added(rows * rows) + 2 * top * sum_y + top * top * area,
        sum_xy=added(columns * rows) + top * sum_x,
        left=left,
        top=upper + top,
        right=left + wide - 1,
        bottom=upper + high - 1 + top,
        perimeter=_perimeters(near, labels, count),
        finite=finite,
        total=total,
        least=least,
        most=most,
    ), labels


def _labelled(
    band: NDArray[np.uint8],
) -> tuple[NDArray[np.int32], NDArray[np.uint8], NDArray[np.int32]]:
    """Part numbers from 1, the class of each part, and its left, top, width and height."""
    import cv2

    labels = np.zeros(band.shape, np.int32)
    class_ids, boxes = [np.zeros(0, np.uint8)], [np.zeros((0, 4), np.int32)]
    done = 0
    for class_id in np.flatnonzero(np.bincount(band.reshape(-1), minlength=256)[1:]) + 1:
        covered = band == class_id
        count, found, stats, _ = cv2.connectedComponentsWithStats(
            covered.view(np.uint8), connectivity=8, ltype=cv2.CV_32S
        )
        np.add(found, done, out=labels, where=covered)
        class_ids.append(np.full(count - 1, class_id, np.uint8))
        boxes.append(stats[1:, :4])
        done += count - 1
    return labels, np.concatenate(class_ids), np.concatenate(boxes)


def _perimeters(
    rows_around: NDArray[np.uint8], labels: NDArray[np.int32], count: int
) -> NDArray[np.float64]:
    """(N,) of the parts, as long as they are with the rows around.

    Neighbours of one class belong to one object, so the classes alone tell where outlines run.
    """
    near = np.pad(rows_around, ((0, 0), (1, 1)))
    outline = near.copy()
    inside = (slice(1, -1), slice(1, -1))
    middle = near[inside]
    within = (near[:-2, 1:-1] == middle) & (near[2:, 1:-1] == middle)
    within &= (near[1:-1, :-2] == middle) & (near[1:-1, 2:] == middle)
    outline[inside][within] = 0
    rows, columns = np.nonzero(outline[HALO:-HALO, 1:-1])
    stride, flat = near.shape[1], outline.reshape(-1)
    at = (rows + HALO) * stride + columns + 1
    own, kind = flat[at], np.ones(len(at), np.int64)
    for worth, steps in (_STRAIGHT, _DIAGONAL):
        for down, right in steps:
            kind += worth * (flat[at + down * stride + right] == own)
    which = labels[rows, columns] - 1
    return np.bincount(which, _LENGTHS[kind], count).astype(np.float64)


def _intensities(
    pixels: NDArray[Any] | None,
    at: NDArray[np.int64],
    which: NDArray[np.int32],
    count: int,
) -> tuple[NDArray[np.int64], NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """How many finite values, their sum, least and most, each (N, C)."""
    planes = [] if pixels is None else list(np.moveaxis(pixels, 2, 0))
    channels = len(planes)
    finite, total = np.zeros((count, channels), np.int64), np.zeros((count, channels))
    least, most = np.full((count, channels), np.inf), np.full((count, channels), -np.inf)
    for channel, plane in enumerate(planes):
        values, places = plane.reshape(-1)[at], which
        if values.dtype.kind == "f":
            known = np.isfinite(values)
            values, places = values[known], which[known]
        finite[:, channel] = np.bincount(places, minlength=count)
        total[:, channel] = np.bincount(places, values, count)
        np.minimum.at(least[:, channel], places, values)
        np.maximum.at(most[:, channel], places, values)
    return finite, total, least, most


def pairs_across(
    upper_row: NDArray[np.uint8],
    upper_parts: NDArray[np.int64],
    lower_row: NDArray[np.uint8],
    lower_parts: NDArray[np.int64],
) -> NDArray[np.int64]:
    """(M, 2) parts of two bands that are one object, for they touch by edges or corners.

    Parameters
    ----------
    upper_row, lower_row
        (W,) uint8: the last row of the band above, the first of the one below.
    upper_parts, lower_parts
        (W,) the numbers of the parts there, from 0 over all bands.
    """
    width = len(upper_row)
    found = [np.zeros((0, 2), np.int64)]
    for shift in (-1, 0, 1):
        above = slice(max(0, shift), width + min(0, shift))
        under = slice(max(0, -shift), width + min(0, -shift))
        is_one = (upper_row[above] == lower_row[under]) & (upper_row[above] > 0)
        found.append(np.stack([upper_parts[above][is_one], lower_parts[under][is_one]], axis=1))
    return np.unique(np.concatenate(found), axis=0)
