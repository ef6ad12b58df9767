"""Lines of numbers and the resizing made of them, as operations that every runtime can repeat.

What is exported is recorded while it runs once, so nothing here may depend on a size as a number,
nor make a tensor by itself: that would fix the size, or the device, in the file for good. A line
is therefore counted along the picture it is for.
"""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor


def counted(values: Tensor, longer: int = 0) -> Tensor:
    """0, 1, 2, ... for each value of a line and so many more, int64, (n + longer,)."""
    ones = torch.isnan(values).to(torch.int64) * 0 + 1
    return F.pad(ones, (0, longer), value=1).cumsum(0) - 1


def mirrored(start: int, values: Tensor, longer: int, length: int) -> Tensor:
    """Places from `start` on in a line of `length` pixels and its mirror images, int64.

    As `learning.prediction.tiling`, so many as there are values and
    `longer` more.
    """
    places = (counted(values, longer) + start) % (2 * length)
    return torch.minimum(places, 2 * length - 1 - places)


def shrinking(here: Tensor, there: Tensor, scale: Tensor, *, is_smooth: Tensor) -> Tensor:
    """The matrix (n, m) by which a line of m pixels becomes one of fewer, as OpenCV's INTER_AREA.

    Parameters
    ----------
    here, there
        Counted: (n,) of the result and (m,) of the picture.
    scale
        Pixels of the picture to one of the result.
    is_smooth
        Whether both edges of the picture get shorter. Where only one does, OpenCV mixes two
        neighbours instead of covering all pixels.
    """
    pixel, place = there.double()[None], here.double()[:, None]
    start, end = place * scale, (place + 1) * scale
    covered = (torch.minimum(end, pixel + 1) - torch.maximum(start, pixel)).clamp(min=0) / scale
    first = torch.floor(start)
    share = (place + 1) - (first + 1) / scale
    share = (share - torch.floor(share)).masked_fill(share <= 0, 0.0)
    mixed = (1 - (pixel - first - share).abs()).clamp(min=0)
    return torch.where(is_smooth, covered, mixed)


def between(here: Tensor, there: Tensor, scale: Tensor, last: Tensor) -> Tensor:
    """The matrix (n, m) that interpolates linearly, as OpenCV's INTER_LINEAR and its remap.

    Parameters
    ----------
    here, there, scale
        As in `shrinking`.
    last
        The last place there is; places beyond it are taken for it.
    """
    places = (here.double() + 0.5) * scale - 0.5
    kept = torch.minimum(places.clamp(min=0), last.double())[:, None]
    return (1 - (kept - there.double()[None]).abs()).clamp(min=0)
