"""Box to outline: the thing in a box, by its colours or, where they tell nothing, by its edges."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

from unet_studio.imaging.smart_select.grab_cut import grab_cut
from unet_studio.imaging.smart_select.tidy import (
    largest_part,
    part_near,
    smoothed,
    without_small_holes,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from unet_studio.imaging.smart_select.boxed_thing import BoxedThing

_ALIKE = 0.7  # from here on colours inside and outside are too alike; tried on 207 things
_FINE_PX = 700  # longer side at which edges are followed
_MIDDLE = 0.5
_CERTAIN = 0.3


class OutlineBy(StrEnum):
    """What tells a thing from what surrounds it."""

    AUTO = "auto"
    COLOURS = "colours"
    EDGES = "edges"


def boxed_outline(thing: BoxedThing, by: OutlineBy = OutlineBy.AUTO) -> NDArray[np.bool_]:
    """The pixels of the thing in a box.

    Parameters
    ----------
    thing
        The window, the box and the hints.
    by
        Colours: GrabCut. Edges: a watershed. Auto: edges where the colours in the middle of the
        box are those around it, as of cells between membranes.

    Returns
    -------
    NDArray
        (h, w) bool, within the box; all False if nothing stands out.
    """
    if by is OutlineBy.AUTO:
        by = OutlineBy.EDGES if likeness(thing) > _ALIKE else OutlineBy.COLOURS
    inside = grab_cut(thing) if by is OutlineBy.COLOURS else between_edges(thing)
    return _tidied(inside & ~thing.beyond(), thing)


def likeness(thing: BoxedThing) -> float:
    """How alike the colours in the middle of the box and around the box are, from 0 to 1.

    The Bhattacharyya coefficient of their histograms: 1 if they are the same.
    """
    import cv2

    steps = np.asarray(cv2.medianBlur(thing.rgb, 3), np.int32) >> 4  # 16 for each channel
    code = (steps[..., 0] << 8) | (steps[..., 1] << 4) | steps[..., 2]
    shares = []
    for part in (thing.middle(_MIDDLE), thing.beyond()):
        counts = np.bincount(code[part], minlength=1 << 12)
        shares.append(counts / max(counts.sum(), 1))
    return float(np.sqrt(shares[0] * shares[1]).sum())


def between_edges(thing: BoxedThing) -> NDArray[np.bool_]:
    """The pixels of a boxed thing, told from what surrounds it by the edges between them.

    A watershed of the gradient from two markers, the middle of the box and what lies outside it:
    Meyer and Beucher, Morphological segmentation, Journal of Visual Communication and Image
    Representation 1 (1990).

    Returns
    -------
    NDArray
        (h, w) bool.
    """
    import cv2
    from skimage.segmentation import watershed

    markers = np.zeros(thing.size, np.int32)
    markers[thing.middle(_CERTAIN)] = 1
    thing.mark_hints(markers, 1, 2)
    markers[thing.beyond()] = 2
    scale = min(_FINE_PX / thing.longer_px, 1.0)
    height, width = thing.size
    size = max(round(width * scale), 1), max(round(height * scale), 1)
    small = np.asarray(cv2.resize(thing.rgb, size, interpolation=cv2.INTER_AREA), np.uint8)
    few = cv2.resize(markers, size, interpolation=cv2.INTER_NEAREST)
    parts = watershed(_gradient(small), few)
    inside = np.asarray(cv2.resize((parts == 1).astype(np.float32), (width, height)))
    covered: NDArray[np.bool_] = inside > 0.5
    return covered


def _gradient(rgb: NDArray[np.uint8]) -> NDArray[np.float32]:
    import cv2

    smooth = cv2.GaussianBlur(rgb, (0, 0), 1.5)
    across = cv2.Scharr(smooth, cv2.CV_32F, 1, 0)
    down = cv2.Scharr(smooth, cv2.CV_32F, 0, 1)
    strength: NDArray[np.float32] = np.sqrt((across**2 + down**2).max(axis=2))
    return strength


def _tidied(inside: NDArray[np.bool_], thing: BoxedThing) -> NDArray[np.bool_]:
    """The largest part and what was said to be inside, without small holes and ragged rims."""
    left, top, right, bottom = thing.box
    rounded = smoothed(inside, min(min(right - left, bottom - top) / 40, 3.0)) & ~thing.beyond()
    kept = largest_part(rounded if rounded.any() else inside)
    for hint in thing.hints:
        x, y = int(hint.x), int(hint.y)
        if hint.is_inside and 0 <= y < thing.size[0] and 0 <= x < thing.size[1] and inside[y, x]:
            kept = kept | part_near(inside, x, y)
    if any(not hint.is_inside for hint in thing.hints):
        return kept  # a hole may be what was said
    return without_small_holes(kept, 0.05 * kept.sum()) & ~thing.beyond()
