"""Outlines that other programs fill to exactly the pixels of a region."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from unet_studio.domain.region import Region

if TYPE_CHECKING:
    from numpy.typing import NDArray


def filled(points: NDArray[np.float64], size: tuple[int, int]) -> Region:
    """The pixels whose middle lies inside a closed outline: how COCO understands polygons.

    Parameters
    ----------
    points
        (N, 2) float64, x and y in image pixels.
    size
        Height and width of the image; what lies outside is cut off.

    Returns
    -------
    Region
        By the even-odd rule.
    """
    limits = np.array([size[1], size[0]])
    low = np.clip(np.floor(points.min(axis=0)), 0, limits).astype(int)
    high = np.clip(np.ceil(points.max(axis=0)), low, limits).astype(int)
    width, height = (high - low).tolist()
    return Region(int(low[0]), int(low[1]), _filled(points - low, height, width))


def _filled(points: NDArray[np.float64], height: int, width: int) -> NDArray[np.bool_]:
    toggles = np.zeros((height + 1, width), np.uint8)
    for (x0, y0), (x1, y1) in zip(points, np.roll(points, -1, axis=0), strict=True):
        if x0 > x1:
            x0, y0, x1, y1 = x1, y1, x0, y0
        # The columns whose middle lies in [x0, x1), and where the edge crosses them.
        first, last = (int(np.clip(np.ceil(x - 0.5), 0, width)) for x in (x0, x1))
        if first < last:
            middles = np.arange(first, last) + 0.5
            crossing = y0 + (middles - x0) * ((y1 - y0) / (x1 - x0))
            rows = np.clip(np.ceil(crossing - 0.5), 0, height).astype(np.intp)
            toggles[rows, np.arange(first, last)] ^= 1
    return np.bitwise_xor.accumulate(toggles, axis=0)[:height].astype(bool)


def filled_with_line(points: NDArray[np.float64], size: tuple[int, int]) -> Region:
    """The pixels inside a closed outline and those on its line: how Ultralytics reads YOLO's.

    Parameters
    ----------
    points
        (N, 2) float64, x and y in image pixels; a point lies in the pixel that it falls into.
    size
        Height and width of the image; what lies outside is cut off.
    """
    import cv2

    limits = np.array([size[1], size[0]])
    whole = np.clip(np.floor(points), -1, limits).astype(np.int32)
    low = np.clip(whole.min(axis=0), 0, limits - 1)
    high = np.clip(whole.max(axis=0) + 1, low, limits)
    covered = np.zeros((int(high[1] - low[1]), int(high[0] - low[0])), np.uint8)
    if covered.size:
        cv2.fillPoly(covered, [whole - low.astype(np.int32)], 1)
    return Region(int(low[0]), int(low[1]), covered.astype(bool))


def is_along_pixels(points: NDArray[np.float64]) -> bool:
    """Whether an outline, (N, 2), runs along the borders of pixels all the way."""
    steps = np.diff(points, axis=0, append=points[:1])
    return (
        len(points) >= 4
        and bool((points == np.rint(points)).all())
        and bool((steps == 0).any(axis=1).all())
    )


def edge_outlines(
    covered: NDArray[np.bool_],
) -> tuple[list[NDArray[np.float64]], list[NDArray[np.float64]]]:
    """Outlines along the borders of the pixels: COCO fills them to exactly these pixels.

    Parameters
    ----------
    covered
        (H, W) bool.

    Returns
    -------
    outer, holes
        (N, 2) float64 each, corners only; parts that touch at a corner have outlines of their own.
    """
    corners, across, down = _corners(covered)
    outer: list[NDArray[np.float64]] = []
    holes: list[NDArray[np.float64]] = []
    unseen = np.ones(len(corners), bool)
    for start in range(len(corners)):  # in reading order: the first of a loop is its topmost
        if not unseen[start]:
            continue
        loop, at, is_across = [], start, True
        while unseen[at]:
            unseen[at] = False
            loop.append(at)
            at = int((across if is_across else down)[at])
            is_across = not is_across
        row, column = corners[start]
        is_outer = bool(covered[row, column])
        (outer if is_outer else holes).append(corners[loop][:, ::-1].astype(np.float64))
    return outer, holes


def _corners(
    covered: NDArray[np.bool_],
) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.intp]]:
    """Corners (N, 2) as row and column, and for each the corner across and the one below or above.

    Where two pixels touch at a corner, it is there twice, once for each of them.
    """
    padded = np.pad(covered, 1).astype(np.int8)
    north_west, north_east = padded[:-1, :-1], padded[:-1, 1:]
    south_west, south_east = padded[1:, :-1], padded[1:, 1:]
    turns = north_west ^ north_east ^ south_west ^ south_east
    is_saddle = (turns == 0) & (north_west == south_east) & (north_west != north_east)
    single, double = np.argwhere(turns == 1), np.argwhere(is_saddle)
    # Of the two at a saddle, the first has the edge to the left, the second that to the right;
    # the first goes up if the pixel to the north-west is covered, else down.
    corners = np.concatenate([single, double, double])
    second = np.repeat([0, 0, 1], [len(single), len(double), len(double)])
    goes_down = second ^ (1 - north_west[corners[:, 0], corners[:, 1]])
    goes_down[: len(single)] = 0
    order = np.lexsort([second, corners[:, 1], corners[:, 0]])
    corners, goes_down = corners[order], goes_down[order]
    across = _partners(np.arange(len(corners)))
    by_column = np.lexsort([goes_down, corners[:, 0], corners[:, 1]])
    return corners, across, _partners(by_column)


def _partners(order: NDArray[np.intp]) -> NDArray[np.intp]:
    """In this order, the first and the second belong together, the third and the fourth, ..."""
    partners = np.empty(len(order), np.intp)
    partners[order[0::2]], partners[order[1::2]] = order[1::2], order[0::2]
    return partners


def cut_outlines(covered: NDArray[np.bool_]) -> list[NDArray[np.float64]]:
    """One outline through the middle of the outermost pixels for each region; holes are cut open.

    A cut runs from the hole to the left, over pixels of the region and back again, so that a
    program that fills an outline and draws its line covers exactly the region.

    Parameters
    ----------
    covered
        (H, W) bool.

    Returns
    -------
    list
        (N, 2) float64 each, x and y in image pixels; N is 3 at least.
    """
    import cv2

    found, hierarchy = cv2.findContours(
        covered.astype(np.uint8), cv2.RETR_CCOMP, cv2.CHAIN_APPROX_NONE
    )
    outlines = [np.asarray(outline, np.intp)[:, 0, :] for outline in found]
    parents = [] if hierarchy is None else np.asarray(hierarchy)[0, :, 3].tolist()
    whole = []
    for number, parent in enumerate(parents):
        if parent < 0:
            holes = [outlines[k] for k, above in enumerate(parents) if above == number]
            whole.append(_corners_only(_cut_open(covered, outlines[number], holes)) + 0.5)
    return whole


def _cut_open(
    covered: NDArray[np.bool_], outline: NDArray[np.intp], holes: list[NDArray[np.intp]]
) -> NDArray[np.intp]:
    for hole in sorted(holes, key=lambda points: int(points[:, 0].min())):
        start = int(hole[:, 0].argmin())
        x, y = hole[start]
        left = x
        while left > 0 and covered[y, left - 1]:
            left -= 1
        # The run ends at the border of the region: on the outline, or on a hole cut open before.
        reached = np.flatnonzero((outline[:, 0] <= x) & (outline[:, 1] == y))
        at = int(reached[np.abs(outline[reached, 0] - left).argmin()])
        turned = np.concatenate([hole[start:], hole[: start + 1]])
        outline = np.concatenate([outline[: at + 1], turned, outline[at:]])
    return outline


def _corners_only(outline: NDArray[np.intp]) -> NDArray[np.float64]:
    """Without points in the middle of straight lines; three points at least."""
    if len(outline) >= 3:
        before = outline - np.roll(outline, 1, axis=0)
        after = np.roll(outline, -1, axis=0) - outline
        kept = outline[(before != after).any(axis=1)]
        outline = kept if len(kept) else outline[:1]
    missing = max(0, 3 - len(outline))
    return np.concatenate([outline, np.repeat(outline[-1:], missing, axis=0)]).astype(np.float64)
