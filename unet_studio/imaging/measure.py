"""Measuring: the objects of a mask, whatever its size; equal to what scikit-image measures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from unet_studio.domain.label_class import IGNORE_ID
from unet_studio.domain.measurement import MeasuredImage, Objects
from unet_studio.domain.steps import result_of
from unet_studio.imaging.object_sums import (
    BAND_PIXELS,
    HALO,
    Sums,
    band_sums,
    joined,
    pairs_across,
)

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable

    from numpy.typing import NDArray

    from unet_studio.domain.label_class import LabelClass


def measured(
    name: str,
    mask: NDArray[np.uint8],
    pixels: NDArray[Any] | None,
    classes: Iterable[LabelClass],
) -> MeasuredImage:
    """Measure the objects of one image.

    Parameters
    ----------
    name
        Of the image.
    mask
        (H, W) uint8 class ids; a person's or a model's.
    pixels
        (H, W) or (H, W, C), as `read_image` gives it, never as it is shown; None = intensities are
        not wanted.
    classes
        Those to look for; everything else is no object.
    """
    return result_of(measuring(name, mask, pixels, classes))


def measuring(
    name: str,
    mask: NDArray[np.uint8],
    pixels: NDArray[Any] | None,
    classes: Iterable[LabelClass],
    *,
    band_pixels: int = BAND_PIXELS,
) -> Generator[None, None, MeasuredImage]:
    """As `measured`, band by band, so that it can be stopped; memory does not grow with the image.

    An object that spans bands is one object.
    """
    names = {c.id: c.name for c in classes}
    table = np.zeros(256, np.uint8)
    table[list(names)] = list(names)
    size = (mask.shape[0], mask.shape[1])
    channels = None if pixels is None else pixels.reshape(*size, -1)
    sums = yield from _sums(mask, table, channels, max(1, band_pixels // max(1, size[1])))
    objects = _objects(sums, np.argsort(sums.first), size)
    ignored = sum(int((rows == IGNORE_ID).sum()) for rows in mask)
    return MeasuredImage(name, size, names, objects, mask.size - ignored)


def _sums(
    mask: NDArray[np.uint8],
    table: NDArray[np.uint8],
    pixels: NDArray[Any] | None,
    step: int,
) -> Generator[None, None, Sums]:
    """Of all objects, from bands of so many rows; the table says which values count."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    parts: list[Sums] = []
    pairs: list[NDArray[np.int64]] = []
    known, above = 0, (np.zeros(0, np.uint8), np.zeros(0, np.int64))
    for top in range(0, max(1, len(mask)), step):
        near = _with_rows_around(mask, table, top, min(top + step, len(mask)))
        band = None if pixels is None else pixels[top : top + step]
        found, labels = band_sums(near, band, top)
        if top:
            first = labels[0].astype(np.int64) - 1 + known
            pairs.append(pairs_across(*above, near[HALO], first))
        above = near[-HALO - 1], labels[-1:].reshape(-1).astype(np.int64) - 1 + known
        known += len(found.area)
        parts.append(found)
        yield
    if len(parts) == 1:
        return parts[0]
    one, other = np.concatenate(pairs).T
    graph = coo_array((np.ones(len(one), np.uint8), (one, other)), shape=(known, known))
    count, whole = connected_components(graph, directed=False)
    return joined(parts, np.asarray(whole, np.int64), int(count))


def _with_rows_around(
    mask: NDArray[np.uint8], table: NDArray[np.uint8], top: int, bottom: int
) -> NDArray[np.uint8]:
    """Rows of a mask with `HALO` more above and below, 0 beyond it."""
    first, last = max(0, top - HALO), min(len(mask), bottom + HALO)
    margins = (HALO - (top - first), HALO - (last - bottom))
    return np.pad(table[mask[first:last]], (margins, (0, 0)))


def _objects(sums: Sums, order: NDArray[np.int64], size: tuple[int, int]) -> Objects:
    height, width = size
    area = sums.area
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = sums.total / sums.finite
    has_values = sums.finite > 0
    touches = (sums.left == 0) | (sums.top == 0)
    touches |= (sums.right == width - 1) | (sums.bottom == height - 1)
    found = Objects(
        class_id=sums.class_id,
        area=area,
        perimeter=sums.perimeter,
        x=sums.sum_x / area + 0.5,
        y=sums.sum_y / area + 0.5,
        left=sums.left,
        top=sums.top,
        width=sums.right - sums.left + 1,
        height=sums.bottom - sums.top + 1,
        orientation=_orientation(sums),
        touches_border=touches,
        mean=mean,
        least=np.where(has_values, sums.least, np.nan),
        most=np.where(has_values, sums.most, np.nan),
    )
    return Objects(**{name: values[order] for name, values in vars(found).items()})


def _orientation(sums: Sums) -> NDArray[np.float64]:
    """Degrees from the x axis; as `skimage.measure` has it, which counts from the y axis.

    The sums are whole numbers. They are moved near the centroid first, where they are small.
    """
    n = sums.area
    near_x, near_y = np.rint(sums.sum_x / n).astype(int), np.rint(sums.sum_y / n).astype(int)
    x, y = sums.sum_x - n * near_x, sums.sum_y - n * near_y
    xx = sums.sum_xx - 2 * near_x * sums.sum_x + n * near_x**2
    yy = sums.sum_yy - 2 * near_y * sums.sum_y + n * near_y**2
    xy = sums.sum_xy - near_x * sums.sum_y - near_y * sums.sum_x + n * near_x * near_y
    across, down = (xx * n - x * x) / n, (yy * n - y * y) / n
    both = (xy * n - x * y) / n
    angle = 0.5 * np.arctan2(2 * both, down - across)
    return np.asarray((np.degrees(angle) + 90) % 180)
