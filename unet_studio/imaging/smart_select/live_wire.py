"""The live-wire: the path between two pixels that follows what is to be outlined."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any

import numpy as np

from unet_studio.domain.region import Region

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

LEAST_COST = 0.1
"""Even the best pixel costs something: otherwise detours along strong edges would be free."""

_FARTHEST_PX = 900  # a path between pixels farther apart would take too long
_MARGIN_PX = 48  # how far a path may at least stray from the box around its ends
_NEAR_END_PX = 4
_STRONG_PERCENTILE = 98  # steps this strong are the best there are
_NEARBY_PX = 25
_WEAKEST = 0.12  # of the best: what is weaker is noise wherever it is


class Follows(StrEnum):
    """What a path keeps to."""

    EDGE = "edge"
    DARK_LINE = "dark line"
    BRIGHT_LINE = "bright line"


def path_cost(
    rgb: NDArray[np.uint8], follows: Follows = Follows.EDGE, width_px: float = 3
) -> NDArray[np.float32]:
    """What each pixel of a picture costs a path.

    For edges the gradient's magnitude as in Mortensen and Barrett, Intelligent scissors for image
    composition, SIGGRAPH 1995; for lines the curvature across them as in Lindeberg, Edge detection
    and ridge detection with automatic scale selection, IJCV 30 (1998).

    Parameters
    ----------
    rgb
        (h, w, 3) uint8, as shown.
    follows
        What should be cheap.
    width_px
        How wide a line is.

    Returns
    -------
    NDArray
        (h, w) float32 from 0, on it, to 1, far from it.
    """
    strength = _edges(rgb) if follows is Follows.EDGE else _ridges(rgb, follows, width_px)
    strong = _strong_nearby(strength)
    share = np.clip(strength / np.maximum(strong, np.float32(1e-6)), 0, 1)
    return (1 - share).astype(np.float32, copy=False)


class LiveWire:
    """All best paths from one pixel of a window, found by Dijkstra's algorithm.

    Parameters
    ----------
    cost
        (h, w) float32, 0 to 1, from `path_cost`.
    x, y
        Column and row where the paths begin.
    """

    def __init__(self, cost: NDArray[np.float32], x: int, y: int) -> None:
        import cv2

        height, width = cost.shape
        self._size = height, width
        self._scissors: Any = cv2.segmentation.IntelligentScissorsMB()
        self._scissors.setWeights(0.0, 0.0, 1.0)  # the cost alone
        self._scissors.applyImageFeatures(
            np.zeros((height, width), np.uint8),
            np.zeros((height, width, 2), np.float32),
            LEAST_COST + (1 - LEAST_COST) * cost,
        )
        self._scissors.buildMap((x, y))

    def path_to(self, x: int, y: int) -> NDArray[np.float64]:
        """The best path to a pixel, which is moved into the window if it lies outside.

        Returns
        -------
        NDArray
            (N, 2) float64, x and y of pixels in the window, from the beginning; each touches the
            one before it.
        """
        height, width = self._size
        target = (min(max(x, 0), width - 1), min(max(y, 0), height - 1))
        return np.asarray(self._scissors.getContour(target), np.float64).reshape(-1, 2)


def path_between(
    crop: Callable[[int, int, int, int], NDArray[np.uint8]],
    size: tuple[int, int],
    start: tuple[int, int],
    end: tuple[int, int],
    follows: Follows = Follows.EDGE,
    width_px: float = 3,
    avoid: NDArray[np.float64] | None = None,
) -> NDArray[np.float64]:
    """The best path between two pixels of an image, straight if they are very far apart.

    Parameters
    ----------
    crop
        Gives a part of the image, (h, w, 3) uint8, from left, top, right, bottom.
    size
        Height and width of the image.
    start, end
        Column and row of the two.
    follows, width_px
        As for `path_cost`.
    avoid
        (N, 2) float64 whole pixels where a line runs already: who closes an outline does not mean
        to go back along it.

    Returns
    -------
    NDArray
        (N, 2) float64 whole pixels, both ends included.
    """
    (x0, y0), (x1, y1) = start, end
    if max(abs(x1 - x0), abs(y1 - y0)) > _FARTHEST_PX:
        return np.array([start, end], np.float64)
    margin = max(_MARGIN_PX, max(abs(x1 - x0), abs(y1 - y0)) * 2 // 3)
    left, right = max(min(x0, x1) - margin, 0), min(max(x0, x1) + margin, size[1])
    top, bottom = max(min(y0, y1) - margin, 0), min(max(y0, y1) + margin, size[0])
    cost = path_cost(np.ascontiguousarray(crop(left, top, right, bottom)), follows, width_px)
    if avoid is not None:
        _make_dear(cost, avoid - (left, top), [(x0 - left, y0 - top), (x1 - left, y1 - top)])
    wire = LiveWire(cost, x0 - left, y0 - top)
    return wire.path_to(x1 - left, y1 - top) + np.array([left, top], np.float64)


def wide_line(points: NDArray[np.float64], width_px: float) -> Region:
    """The pixels of a line of some width.

    Parameters
    ----------
    points
        (N, 2) float64, x and y in image pixels.
    width_px
        Its width.
    """
    import cv2

    reach = int(np.ceil(width_px / 2)) + 1
    left, top = (int(v) for v in np.floor(points.min(axis=0)) - reach)
    right, bottom = (int(v) for v in np.ceil(points.max(axis=0)) + reach)
    mask = np.zeros((bottom - top, right - left), np.uint8)
    line = np.rint(points - 0.5 - (left, top)).astype(np.int32).reshape(-1, 1, 2)
    cv2.polylines(mask, [line], isClosed=False, color=(1,))
    # OpenCV's own thick lines are two pixels too wide.
    across = max(round(width_px), 1)
    pen = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (across, across))
    return Region(left, top, np.asarray(cv2.dilate(mask, pen)).astype(bool))


def snapped(cost: NDArray[np.float32], x: int, y: int, reach_px: int) -> tuple[int, int]:
    """The cheapest pixel near another one: a click need not hit the edge exactly.

    Returns
    -------
    tuple
        Column and row.
    """
    height, width = cost.shape
    left, top = max(x - reach_px, 0), max(y - reach_px, 0)
    near = cost[top : min(y + reach_px + 1, height), left : min(x + reach_px + 1, width)]
    if near.size == 0 or reach_px <= 0:
        return x, y
    rows, columns = np.mgrid[top : top + near.shape[0], left : left + near.shape[1]]
    # Of pixels about as good, the nearest.
    far = np.hypot(rows - y, columns - x) / (reach_px + 1)
    row, column = np.unravel_index(np.argmin(near + 0.3 * far), near.shape)
    return left + int(column), top + int(row)


def simplified(
    points: NDArray[np.float64], tolerance_px: float, *, closed: bool
) -> NDArray[np.float64]:
    """A line with fewer points that strays no farther than a tolerance.

    Douglas and Peucker, Algorithms for the reduction of the number of points required to represent
    a digitized line, Cartographica 10 (1973).

    Parameters
    ----------
    points
        (N, 2) float64.
    tolerance_px
        In pixels.
    closed
        Whether the last point is joined with the first.
    """
    import cv2

    line = points.astype(np.float32).reshape(-1, 1, 2)
    fewer = cv2.approxPolyDP(line, tolerance_px, closed)
    return np.asarray(fewer, np.float64).reshape(-1, 2)


def _make_dear(
    cost: NDArray[np.float32], line: NDArray[np.float64], ends: list[tuple[int, int]]
) -> None:
    """Let a line and what touches it cost the most, save near two pixels."""
    import cv2

    mask = np.zeros(cost.shape, np.uint8)
    cv2.polylines(mask, [line.astype(np.int32).reshape(-1, 1, 2)], isClosed=False, color=(1,))
    mask = np.asarray(cv2.dilate(mask, np.ones((5, 5), np.uint8)), np.uint8)
    for end in ends:
        cv2.circle(mask, end, _NEAR_END_PX, (0,), cv2.FILLED)
    cost[mask > 0] = 1


def _strong_nearby(strength: NDArray[np.float32]) -> NDArray[np.float32]:
    """What counts as strong around each pixel: a dim thing beside a bright one has edges, too."""
    import cv2

    nearby = cv2.dilate(strength, np.ones((_NEARBY_PX, _NEARBY_PX), np.uint8))
    calm = np.asarray(cv2.GaussianBlur(nearby, (0, 0), _NEARBY_PX / 3), np.float32)
    strong = np.percentile(strength, _STRONG_PERCENTILE)
    return np.maximum(calm, np.float32(_WEAKEST * strong))


def _edges(rgb: NDArray[np.uint8]) -> NDArray[np.float32]:
    """The strongest gradient over the channels."""
    import cv2

    smooth = cv2.GaussianBlur(rgb, (0, 0), 1.0)
    across = cv2.Scharr(smooth, cv2.CV_32F, 1, 0)
    down = cv2.Scharr(smooth, cv2.CV_32F, 0, 1)
    strength: NDArray[np.float32] = np.sqrt((across**2 + down**2).max(axis=2))
    return strength


def _ridges(rgb: NDArray[np.uint8], follows: Follows, width_px: float) -> NDArray[np.float32]:
    """The curvature across a line of this width, 0 beside it."""
    import cv2

    grey = cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY).astype(np.float32)
    smooth = cv2.GaussianBlur(grey, (0, 0), max(width_px / 2, 0.7))
    xx = cv2.Sobel(smooth, cv2.CV_32F, 2, 0)
    yy = cv2.Sobel(smooth, cv2.CV_32F, 0, 2)
    xy = cv2.Sobel(smooth, cv2.CV_32F, 1, 1)
    if follows is Follows.BRIGHT_LINE:
        xx, yy, xy = -xx, -yy, -xy
    largest = (xx + yy) / 2 + np.sqrt(((xx - yy) / 2) ** 2 + xy**2)
    return np.maximum(largest, 0).astype(np.float32)
