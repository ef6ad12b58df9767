"""Adjoining pictures: tiles that were cut from one picture, known by borders that continue."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING, Any

import numpy as np

from unet_studio.imaging.near_duplicates import grey

if TYPE_CHECKING:
    from numpy.typing import NDArray

SAMPLES = 128
CONTINUES = 0.85
"""Correlation of two borders from which on one may continue the other."""

SMOOTH = 1.3
"""How much more two borders may differ than neighbouring lines within the pictures do."""

DISTINCT = 0.5
"""Share of the runner-up's misfit that the best neighbour may have at most."""

_SLOW = 12.0  # changes over more samples than this are shading, which any picture may share


class Side(IntEnum):
    """Of a picture."""

    TOP = 0
    BOTTOM = 1
    LEFT = 2
    RIGHT = 3


def borders(picture: NDArray[Any]) -> NDArray[np.float32]:
    """The outermost two lines of pixels on each side of a picture.

    Parameters
    ----------
    picture
        (H, W) or (H, W, C), any real type.

    Returns
    -------
    (4, 2, 128) float32: sides as in `Side`, outer line and the one inside it.
    """
    lines = grey(picture)
    inner = min(1, lines.shape[0] - 1), min(1, lines.shape[1] - 1)
    return np.array(
        [
            [_sampled(lines[0]), _sampled(lines[inner[0]])],
            [_sampled(lines[-1]), _sampled(lines[-1 - inner[0]])],
            [_sampled(lines[:, 0]), _sampled(lines[:, inner[1]])],
            [_sampled(lines[:, -1]), _sampled(lines[:, -1 - inner[1]])],
        ]
    )


def adjoining(
    found: NDArray[np.float32], lengths: NDArray[np.int64] | None = None
) -> list[tuple[int, int]]:
    """Which pictures continue each other.

    Two sides adjoin if they look alike, differ no more than neighbouring lines do within the
    pictures, and fit each other far better than any third: where pictures of a series are alike
    at the rim, nothing can be told from it.

    Parameters
    ----------
    found
        (N, 4, 2, 128) float32, of `borders`. Ten thousand take some seconds.
    lengths
        (N, 2) heights and widths; sides of different length do not adjoin. None = all are alike.

    Returns
    -------
    Pairs of positions, the smaller one first, sorted.
    """
    pairs: set[tuple[int, int]] = set()
    for near, far, axis in ((Side.RIGHT, Side.LEFT, 0), (Side.BOTTOM, Side.TOP, 1)):
        for group in _of_one_length(len(found), lengths, axis):
            for i, j in _meeting(found[group][:, near], found[group][:, far]):
                first, second = int(group[i]), int(group[j])
                pairs.add((min(first, second), max(first, second)))
    return sorted(pairs)


def _of_one_length(
    count: int, lengths: NDArray[np.int64] | None, axis: int
) -> list[NDArray[np.int64]]:
    if lengths is None:
        return [np.arange(count)]
    along = lengths[:, axis]
    return [np.flatnonzero(along == length) for length in np.unique(along)]


def _meeting(near: NDArray[np.float32], far: NDArray[np.float32]) -> list[tuple[int, int]]:
    """Pairs (i, j) where the near side of i, (N, 2, 128), meets the far side of j."""
    if len(near) < 2:
        return []
    alike = _without_shading(near[:, 0]) @ _without_shading(far[:, 0]).T
    np.fill_diagonal(alike, -1.0)
    best = alike.argmax(axis=1)
    rows = np.arange(len(near))
    is_mutual = alike.argmax(axis=0)[best] == rows
    kept = rows[is_mutual & (alike[rows, best] >= CONTINUES)]
    return [
        (int(i), int(j))
        for i, j in zip(kept, best[kept], strict=True)
        if _fits(alike, near[i], far[j], int(i), int(j))
    ]


def _fits(
    alike: NDArray[np.float32], near: NDArray[np.float32], far: NDArray[np.float32], i: int, j: int
) -> bool:
    across = _difference(near[0], far[0])
    within = (_difference(near[0], near[1]) + _difference(far[0], far[1])) / 2
    misfit = 1 - alike[i, j]
    others = np.concatenate([np.delete(alike[i], j), np.delete(alike[:, j], i)])
    return across <= SMOOTH * within and misfit <= DISTINCT * (1 - float(others.max()))


def _difference(a: NDArray[np.float32], b: NDArray[np.float32]) -> float:
    return float(np.sqrt(np.mean((a - b) ** 2)))


def _without_shading(lines: NDArray[np.float32]) -> NDArray[np.float32]:
    """(N, 128) of mean 0 and length 1 each; all 0 where a line is even."""
    import cv2

    slow = cv2.GaussianBlur(
        lines, (0, 0), sigmaX=_SLOW, sigmaY=0.01, borderType=cv2.BORDER_REFLECT_101
    )
    rest = lines - slow
    rest -= rest.mean(axis=1, keepdims=True)
    length = np.linalg.norm(rest, axis=1, keepdims=True)
    scale = np.abs(lines).max(axis=1, keepdims=True)
    return np.where(length > 1e-4 * scale, rest / np.maximum(length, 1e-9), 0).astype(np.float32)


def _sampled(line: NDArray[np.float32]) -> NDArray[np.float32]:
    import cv2

    way = cv2.INTER_AREA if len(line) >= SAMPLES else cv2.INTER_LINEAR
    return np.asarray(cv2.resize(line[None], (SAMPLES, 1), interpolation=way)[0], np.float32)
