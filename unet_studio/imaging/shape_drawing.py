"""Shape drawing: thousands of translucent shapes onto a screen-sized picture, fast."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

CHUNK = 400
"""Shapes drawn between two yields; under 3 ms."""

THICK_UP_TO = 20_000
"""With more corners than this in sight, outlines are one pixel thin: thick ones cost five times as
much, and then everything is small anyway."""

_SHIFT = 4  # sub-pixel bits of OpenCV's fixed-point coordinates
_POINT_RADIUS_PX = 4.0
_LARGEST = 2**30


@dataclass(frozen=True, eq=False)
class DrawnShape:
    """What one shape looks like.

    Attributes
    ----------
    points
        (N, 2) float64 outline in image pixels.
    rgb
        Its colour, each 0 to 255.
    closed
        Whether the outline encloses an area that is filled.
    mask
        (h, w) bool pixels filled instead, the first one lying at the first point.
    """

    points: NDArray[np.float64]
    rgb: tuple[int, int, int]
    closed: bool = True
    mask: NDArray[np.bool_] | None = None


@dataclass(frozen=True)
class Placement:
    """Where image pixels go: picture = image * scale + (left, top)."""

    scale: float
    left: float
    top: float


def draw_shapes(
    pixels: NDArray[np.uint8],
    shapes: Sequence[DrawnShape],
    placement: Placement,
    *,
    opacity: float,
    line_px: float = 1.0,
) -> Iterator[None]:
    """Fill the shapes, later over earlier, then draw all outlines; yields every few milliseconds.

    Parameters
    ----------
    pixels
        (H, W, 4) uint8 premultiplied BGRA, changed in place.
    opacity
        Of the fill, 0 to 1; outlines are opaque.
    line_px
        Width of the outlines.
    """
    shapes = [shape for shape in shapes if len(shape.points)]
    for start in range(0, len(shapes), CHUNK):
        chunk = shapes[start : start + CHUNK]
        if opacity > 0:
            _fill(pixels, chunk, placement, opacity)
            yield
    corners = sum(len(shape.points) for shape in shapes)
    thickness = max(round(line_px), 1) if corners <= THICK_UP_TO else 1
    for start in range(0, len(shapes), CHUNK):
        _stroke(pixels, shapes[start : start + CHUNK], placement, thickness)
        yield


def _fill(
    pixels: NDArray[np.uint8],
    shapes: Sequence[DrawnShape],
    placement: Placement,
    opacity: float,
) -> None:
    for shape, corners in zip(shapes, _placed(shapes, placement), strict=True):
        colour = _premultiplied(shape.rgb, opacity)
        if shape.mask is not None:
            _fill_mask(pixels, shape, placement, colour)
        elif shape.closed:
            cv2.fillPoly(pixels, [corners], colour, cv2.LINE_8, _SHIFT)


def _fill_mask(
    pixels: NDArray[np.uint8], shape: DrawnShape, placement: Placement, colour: Sequence[float]
) -> None:
    mask = shape.mask
    if mask is None or not mask.size:
        return
    height, width = pixels.shape[:2]
    columns = np.floor(
        (np.arange(width) + 0.5 - placement.left) / placement.scale - shape.points[0, 0]
    )
    rows = np.floor(
        (np.arange(height) + 0.5 - placement.top) / placement.scale - shape.points[0, 1]
    )
    x = np.flatnonzero((columns >= 0) & (columns < mask.shape[1]))
    y = np.flatnonzero((rows >= 0) & (rows < mask.shape[0]))
    if not len(x) or not len(y):
        return
    part = pixels[y[0] : y[-1] + 1, x[0] : x[-1] + 1]
    covered = mask[rows[y].astype(np.intp)[:, None], columns[x].astype(np.intp)]
    part[covered] = colour


def _stroke(
    pixels: NDArray[np.uint8],
    shapes: Sequence[DrawnShape],
    placement: Placement,
    thickness: int,
) -> None:
    groups: dict[tuple[tuple[int, int, int], bool], list[NDArray[np.int32]]] = {}
    for shape, corners in zip(shapes, _placed(shapes, placement), strict=True):
        colour = _premultiplied(shape.rgb, 1.0)
        if len(corners) == 1:
            x, y = (int(value) for value in corners[0])
            radius = int(_POINT_RADIUS_PX * thickness * (1 << _SHIFT))
            cv2.circle(pixels, (x, y), radius, colour, cv2.FILLED, cv2.LINE_AA, _SHIFT)
        elif shape.mask is None:
            groups.setdefault((shape.rgb, shape.closed), []).append(corners)
    for (rgb, closed), lines in groups.items():
        colour = _premultiplied(rgb, 1.0)
        cv2.polylines(pixels, lines, closed, colour, thickness, cv2.LINE_AA, _SHIFT)


def _placed(shapes: Sequence[DrawnShape], placement: Placement) -> list[NDArray[np.int32]]:
    """Outlines in OpenCV's coordinates: fixed point, (0, 0) in the middle of the first pixel."""
    points = np.concatenate([shape.points for shape in shapes])
    offset = np.array([placement.left, placement.top]) - 0.5
    fixed = np.rint((points * placement.scale + offset) * (1 << _SHIFT))
    fixed = np.nan_to_num(np.clip(fixed, -_LARGEST, _LARGEST)).astype(np.int32)
    ends = np.cumsum([len(shape.points) for shape in shapes])
    return np.split(fixed, ends[:-1])


def _premultiplied(rgb: tuple[int, int, int], opacity: float) -> tuple[float, float, float, float]:
    red, green, blue = rgb
    return round(blue * opacity), round(green * opacity), round(red * opacity), round(255 * opacity)
