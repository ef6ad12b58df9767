"""Shape drawing: thousands of translucent shapes onto a screen-sized picture, fast."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from numpy.typing import NDArray

CHUNK_SHAPES = 300
CHUNK_POINTS = 6000
"""So much is drawn between two yields; about 2 ms."""

_POINTS_OF_A_MASK = 100  # drawing a mask takes about as long as this many points

_DASHED_TAKES = 4  # times as long as a plain outline

_LONG = 100  # points of an outline from which on looking for needless ones pays

_SHIFT = 4  # sub-pixel bits of OpenCV's fixed-point coordinates
_POINT_RADIUS_PX = 4.0
_LARGEST = 2**30

_DASH_PX = 4  # of a draft's outline, times its width
_PALER = 0.4
_BETWEEN_DASHES = ((0, 0, 0), 0.45)

Rgb = tuple[int, int, int]


class DrawnShape(NamedTuple):  # made by the ten thousand: a dataclass takes four times as long
    """What one shape looks like.

    Attributes
    ----------
    points
        (N, 2) float64 outline in image pixels, N > 0.
    fill, line
        Colours of the inside and the outline, each 0 to 255.
    closed
        Whether the outline encloses an area that is filled.
    mask
        (h, w) bool pixels filled instead, the first one lying at the first point.
    is_draft
        Whether it is only a proposal: its outline is dashed, and its fill paler.
    """

    points: NDArray[np.float64]
    fill: Rgb
    line: Rgb
    closed: bool = True
    mask: NDArray[np.bool_] | None = None
    is_draft: bool = False


_PlacedShape = tuple[DrawnShape, "NDArray[np.int32]"]


@dataclass(frozen=True)
class Placement:
    """Where image pixels go: picture = image * scale + (left, top)."""

    scale: float
    left: float
    top: float


def draw_shapes(
    pixels: NDArray[np.uint8],
    count: int,
    shape_at: Callable[[int], DrawnShape],
    placement: Placement,
    *,
    opacity: float,
    line_px: int = 1,
) -> Iterator[None]:
    """Fill the shapes, later over earlier, then draw all outlines; yields every few milliseconds.

    Parameters
    ----------
    pixels
        (H, W, 4) uint8 premultiplied BGRA, changed in place.
    count, shape_at
        How many shapes there are, and what each looks like; asked for when its turn comes.
    opacity
        Of the fill, 0 to 1; outlines are opaque.
    line_px
        Width of the outlines; one pixel is five times as fast as more.
    """
    chunks: list[list[_PlacedShape]] = []
    for shapes in _chunks(count, shape_at):
        chunks.append(list(zip(shapes, _placed(shapes, placement), strict=True)))
        if opacity > 0:
            _fill(pixels, chunks[-1], placement, opacity)
        yield
    for chunk in chunks:
        _stroke(pixels, chunk, placement, line_px)
        yield


def _chunks(count: int, shape_at: Callable[[int], DrawnShape]) -> Iterator[list[DrawnShape]]:
    chunk: list[DrawnShape] = []
    points = 0
    for shape in map(shape_at, range(count)):
        chunk.append(shape)
        weight = _POINTS_OF_A_MASK if shape.mask is not None else len(shape.points)
        points += weight * _DASHED_TAKES if shape.is_draft else weight
        if len(chunk) >= CHUNK_SHAPES or points >= CHUNK_POINTS:
            yield chunk
            chunk, points = [], 0
    if chunk:
        yield chunk


def _fill(
    pixels: NDArray[np.uint8],
    shapes: Sequence[_PlacedShape],
    placement: Placement,
    opacity: float,
) -> None:
    import cv2

    for shape, corners in shapes:
        if shape.mask is not None:
            _fill_mask(pixels, shape, placement, opacity)
        elif shape.closed:
            colour = _premultiplied(shape.fill, _fill_opacity(shape, opacity))
            cv2.fillPoly(pixels, [corners], colour, cv2.LINE_8, _SHIFT)


def _fill_mask(
    pixels: NDArray[np.uint8], shape: DrawnShape, placement: Placement, opacity: float
) -> None:
    """Fill the picture's pixels whose middle lies in a covered pixel of the mask."""
    seen = _seen_mask(shape, placement, pixels.shape[:2], margin=0)
    if seen is not None:
        x, y, covered = seen
        part = pixels[y : y + covered.shape[0], x : x + covered.shape[1]]
        part[covered] = _premultiplied(shape.fill, _fill_opacity(shape, opacity))


def _fill_opacity(shape: DrawnShape, opacity: float) -> float:
    return opacity * _PALER if shape.is_draft else opacity


def _stroke_mask(
    pixels: NDArray[np.uint8], shape: DrawnShape, placement: Placement, line_px: int
) -> None:
    """Draw the rim inside the mask; a margin is looked at, so that parts fit together."""
    import cv2

    seen = _seen_mask(shape, placement, pixels.shape[:2], margin=line_px)
    if seen is None:
        return
    x, y, covered = seen
    box = np.ones((2 * line_px + 1, 2 * line_px + 1), np.uint8)
    around = cv2.BORDER_CONSTANT
    inner = cv2.erode(covered.view(np.uint8), box, borderType=around, borderValue=0)
    rim = covered & (np.asarray(inner) == 0)
    rim = rim[max(-y, 0) :, max(-x, 0) :]
    part = pixels[max(y, 0) :, max(x, 0) :][: rim.shape[0], : rim.shape[1]]
    rim = rim[: part.shape[0], : part.shape[1]]
    if shape.is_draft:
        part[rim] = _premultiplied(*_BETWEEN_DASHES)
        rim = rim & _hatched(rim.shape, placement, max(x, 0), max(y, 0), line_px)
    part[rim] = _premultiplied(shape.line, 1.0)


def _seen_mask(
    shape: DrawnShape, placement: Placement, size: tuple[int, ...], *, margin: int
) -> tuple[int, int, NDArray[np.bool_]] | None:
    """What the picture, (height, width), and a margin around it show of a mask.

    Returns
    -------
    tuple
        The picture's column and row of the first pixel, and (h, w) bool; None if nothing is seen.
    """
    mask = shape.mask
    if mask is None or not mask.size:
        return None
    left, top = placement.left + margin, placement.top + margin
    x, columns = _sampled(size[1] + 2 * margin, left, placement.scale, shape.points[0, 0])
    y, rows = _sampled(size[0] + 2 * margin, top, placement.scale, shape.points[0, 1])
    x, columns = _within(x, columns, mask.shape[1])
    y, rows = _within(y, rows, mask.shape[0])
    if not len(x) or not len(y):
        return None
    return int(x[0]) - margin, int(y[0]) - margin, mask[rows][:, columns]


def _sampled(
    length: int, offset: float, scale: float, first: float
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Picture pixels along one axis, and the mask pixels they show."""
    places = np.arange(length)
    seen = np.floor((places + 0.5 - offset) / scale - first)
    return places, seen.astype(np.intp)


def _within(
    places: NDArray[np.intp], seen: NDArray[np.intp], length: int
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    inside = (seen >= 0) & (seen < length)
    return places[inside], seen[inside]


def _stroke(
    pixels: NDArray[np.uint8],
    shapes: Sequence[_PlacedShape],
    placement: Placement,
    line_px: int,
) -> None:
    import cv2

    groups: dict[tuple[Rgb, bool], list[NDArray[np.int32]]] = {}
    dashed: dict[tuple[Rgb, bool], list[NDArray[np.int32]]] = {}
    for shape, corners in shapes:
        if len(corners) == 1:
            _dot(pixels, corners[0], shape.line, line_px)
        elif shape.mask is not None:
            _stroke_mask(pixels, shape, placement, line_px)
        else:
            kind = dashed if shape.is_draft else groups
            kind.setdefault((shape.line, shape.closed), []).append(corners)
    for (rgb, closed), lines in dashed.items():
        between = _premultiplied(*_BETWEEN_DASHES)
        cv2.polylines(pixels, lines, closed, between, line_px, cv2.LINE_8, _SHIFT)
        dashes = _dashes(lines, pixels.shape, line_px, closed=closed)
        colour = _premultiplied(rgb, 1.0)
        cv2.polylines(pixels, dashes, False, colour, line_px, cv2.LINE_AA, _SHIFT)
    for (rgb, closed), lines in groups.items():
        colour = _premultiplied(rgb, 1.0)
        cv2.polylines(pixels, lines, closed, colour, line_px, cv2.LINE_AA, _SHIFT)


def _dashes(
    lines: Sequence[NDArray[np.int32]], size: tuple[int, ...], line_px: int, *, closed: bool
) -> list[NDArray[np.int32]]:
    """The parts of outlines in sight where a dash is, each (2, 2); all worked out at once.

    Dashes begin at the first corner of an outline, so that pictures of parts of it fit together.
    """
    starts = np.concatenate([line if closed else line[:-1] for line in lines]).astype(np.float64)
    ends = np.concatenate([np.roll(line, -1, axis=0) if closed else line[1:] for line in lines])
    steps = ends - starts
    before = _run_up(np.hypot(*steps.T), [len(line) - (not closed) for line in lines])
    limit = np.array([size[1], size[0]], np.float64) * (1 << _SHIFT)
    seen, enter, leave = _in_sight(starts, steps, limit)
    starts, steps, before = starts[seen], steps[seen], before[seen]
    lengths = np.hypot(*steps.T)
    dash = float(_DASH_PX * max(line_px, 1) << _SHIFT)
    owner, own, other = _covered(before + enter * lengths, before + leave * lengths, dash)
    share = (np.stack([own, other], axis=1) - before[owner, None]) / lengths[owner, None]
    found = starts[owner][:, None] + steps[owner][:, None] * share[..., None]
    return list(np.rint(found).astype(np.int32))


def _run_up(lengths: NDArray[np.float64], counts: Sequence[int]) -> NDArray[np.float64]:
    """How far it is to the beginning of each segment from the first corner of its outline."""
    before = np.cumsum(lengths) - lengths
    firsts = np.cumsum(counts) - counts
    run_up: NDArray[np.float64] = before - np.repeat(before[firsts], counts)
    return run_up


def _in_sight(
    starts: NDArray[np.float64], steps: NDArray[np.float64], limit: NDArray[np.float64]
) -> tuple[NDArray[np.bool_], NDArray[np.float64], NDArray[np.float64]]:
    """Which segments reach into the picture, and from and to which share of each.

    A long one at a high zoom would else have a million dashes.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        one, other = -starts / steps, (limit - starts) / steps
    is_still = steps == 0
    outside = is_still & ((starts < 0) | (starts > limit))
    enter = np.where(is_still, 0.0, np.minimum(one, other)).max(axis=1).clip(0, 1)
    leave = np.where(is_still, 1.0, np.maximum(one, other)).min(axis=1).clip(0, 1)
    seen = (leave > enter) & ~outside.any(axis=1) & ~is_still.all(axis=1)
    return seen, enter[seen], leave[seen]


def _covered(
    begin: NDArray[np.float64], end: NDArray[np.float64], dash: float
) -> tuple[NDArray[np.intp], NDArray[np.float64], NDArray[np.float64]]:
    """Of stretches of a line, the parts with a dash: whose they are, from where, to where."""
    first = np.floor(begin / (2 * dash))
    counts = (np.floor(end / (2 * dash)) - first + 1).astype(np.intp)
    owner = np.repeat(np.arange(len(counts)), counts)
    number = np.arange(len(owner)) - np.repeat(np.cumsum(counts) - counts, counts)
    at = (first[owner] + number) * 2 * dash
    low, high = np.maximum(at, begin[owner]), np.minimum(at + dash, end[owner])
    kept = high > low
    return owner[kept], low[kept], high[kept]


def _hatched(
    size: tuple[int, ...], placement: Placement, x: int, y: int, line_px: int
) -> NDArray[np.bool_]:
    """(h, w) bool: dashes along any rim, at the same places of the image in every part of it."""
    columns = np.arange(size[1]) + x - round(placement.left)
    rows = np.arange(size[0]) + y - round(placement.top)
    step = _DASH_PX * max(line_px, 1)
    return np.asarray((rows[:, None] + columns[None, :]) // step % 2 == 0)


def _dot(pixels: NDArray[np.uint8], at: NDArray[np.int32], rgb: Rgb, line_px: int) -> None:
    import cv2

    radius = int(_POINT_RADIUS_PX * line_px * (1 << _SHIFT))
    colour = _premultiplied(rgb, 1.0)
    cv2.circle(pixels, (int(at[0]), int(at[1])), radius, colour, cv2.FILLED, cv2.LINE_AA, _SHIFT)


def _placed(shapes: Sequence[DrawnShape], placement: Placement) -> list[NDArray[np.int32]]:
    """Outlines in OpenCV's coordinates: fixed point, (0, 0) in the middle of the first pixel."""
    points = np.concatenate([shape.points for shape in shapes])
    offset = np.array([placement.left, placement.top]) - 0.5
    fixed = np.rint((points * placement.scale + offset) * (1 << _SHIFT))
    fixed = np.clip(fixed, -_LARGEST, _LARGEST).astype(np.int32)
    ends = list(accumulate(len(shape.points) for shape in shapes))
    return [_thinned(fixed[start:end]) for start, end in pairwise([0, *ends])]


def _thinned(corners: NDArray[np.int32]) -> NDArray[np.int32]:
    """Without points that lie on the same half pixel as the one before."""
    if len(corners) < _LONG:
        return corners
    halves = corners >> (_SHIFT - 1)
    kept = np.empty(len(corners), bool)
    kept[0] = True
    np.any(halves[1:] != halves[:-1], axis=1, out=kept[1:])
    return corners[kept]


@lru_cache(maxsize=1024)
def _premultiplied(rgb: Rgb, opacity: float) -> tuple[float, float, float, float]:
    red, green, blue = rgb
    return round(blue * opacity), round(green * opacity), round(red * opacity), round(255 * opacity)
