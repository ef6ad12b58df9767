"""Near-duplicates: pictures of the same thing, be it compressed, brightened, resized or turned."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

EDGE_PX = 32
ALIKE = 0.95
"""Correlation of two signatures from which on they are of one picture."""

ALIKE_BESIDES = 0.8
"""As `ALIKE`, of what is left of them without what all pictures of a series have in common."""

_SERIES = 8  # so many pictures tell what a series has in common
_MAYBE = 0.7  # correlation of coarse signatures below which a closer look is of no use
_BLOCK = 1024


def signature(picture: NDArray[Any]) -> NDArray[np.float32]:
    """What a picture shows at a glance: small, grey, without slow shading, of length 1.

    Compression, noise, a change of brightness, contrast or size hardly change it.

    Parameters
    ----------
    picture
        (H, W) or (H, W, C), any real type.

    Returns
    -------
    (32, 32) float32, mean 0 and sum of squares 1; all 0 if the picture is even.
    """
    import cv2

    small = _resized(grey(picture)).astype(np.float64)
    scale = float(np.abs(small).max())
    small -= small.mean()
    small -= cv2.GaussianBlur(small, (0, 0), EDGE_PX / 6)
    small -= small.mean()
    length = float(np.linalg.norm(small))
    is_even = length <= 1e-4 * scale
    return np.asarray(small * 0 if is_even else small / length, np.float32)


def grey(picture: NDArray[Any]) -> NDArray[np.float32]:
    """The mean of the channels, (H, W) float32; what is no finite number becomes 0."""
    found = picture.astype(np.float32)
    if found.ndim == 3:
        found = found.mean(axis=2)
    return np.nan_to_num(found, nan=0.0, posinf=0.0, neginf=0.0)


def near_duplicates(signatures: NDArray[np.float32]) -> list[tuple[int, int]]:
    """Which pictures show the same, however turned or mirrored.

    Pictures of one series may have much in common without showing the same, e.g. the rim of a
    round field of view; from eight pictures on that is taken away before they are compared.

    Parameters
    ----------
    signatures
        (N, 32, 32) float32, of `signature`. Ten thousand take some seconds.

    Returns
    -------
    Pairs of positions, the smaller one first, sorted.
    """
    if len(signatures) < 2:
        return []
    bare = _without_common(signatures)
    found: set[tuple[int, int]] = set()
    for turned, bare_turned in zip(_turned(signatures), _turned(bare), strict=True):
        found.update(_alike(signatures, turned, bare, bare_turned))
    return sorted(found)


def _alike(
    ours: NDArray[np.float32],
    theirs: NDArray[np.float32],
    bare: NDArray[np.float32],
    bare_theirs: NDArray[np.float32],
) -> Iterator[tuple[int, int]]:
    """Pairs that agree in both respects; by blocks, so that memory does not grow with N^2."""
    flat, flat_theirs = _flat(ours), _flat(theirs)
    flat_bare, flat_bare_theirs = _flat(bare), _flat(bare_theirs)
    coarse, coarse_theirs = _coarse(bare), _coarse(bare_theirs)
    for top in range(0, len(flat), _BLOCK):
        first, second = np.nonzero(coarse[top : top + _BLOCK] @ coarse_theirs[top:].T >= _MAYBE)
        is_pair = first < second
        for part in range(0, int(is_pair.sum()), _BLOCK):
            i = top + first[is_pair][part : part + _BLOCK]
            j = top + second[is_pair][part : part + _BLOCK]
            is_same = (_products(flat_bare[i], flat_bare_theirs[j]) >= ALIKE_BESIDES) & (
                _products(flat[i], flat_theirs[j]) >= ALIKE
            )
            yield from zip(i[is_same].tolist(), j[is_same].tolist(), strict=True)


def _products(a: NDArray[np.float32], b: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.asarray(np.einsum("nk,nk->n", a, b))


def _coarse(signatures: NDArray[np.float32]) -> NDArray[np.float32]:
    """A quarter of the numbers, (N, 256) of length 1: enough to tell most pairs apart."""
    half = EDGE_PX // 2
    pooled = signatures.reshape(len(signatures), half, 2, half, 2).mean(axis=(2, 4))
    flat = pooled.reshape(len(signatures), -1)
    return np.asarray(flat / np.maximum(np.linalg.norm(flat, axis=1, keepdims=True), 1e-9))


def _without_common(signatures: NDArray[np.float32]) -> NDArray[np.float32]:
    """What the pictures do not have in common, of length 1 again."""
    is_blank = ~signatures.any(axis=(1, 2))
    if (~is_blank).sum() < _SERIES:
        return signatures
    # The median: a picture that is there many times must not become what all have in common.
    bare = signatures - np.median(signatures[~is_blank], axis=0)
    bare[is_blank] = 0
    length = np.linalg.norm(bare, axis=(1, 2), keepdims=True)
    # What differs from the others by next to nothing differs by noise only: the pictures are one.
    return np.where(length > 0.05, bare / np.maximum(length, 1e-9), signatures).astype(np.float32)


def _turned(signatures: NDArray[np.float32]) -> Iterator[NDArray[np.float32]]:
    """All eight ways to turn and mirror."""
    for quarter in range(4):
        turned = np.rot90(signatures, quarter, axes=(1, 2))
        yield turned
        yield turned[:, :, ::-1]


def _flat(signatures: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.ascontiguousarray(signatures.reshape(len(signatures), -1))


def _resized(picture: NDArray[np.float32]) -> NDArray[np.float32]:
    import cv2

    shrinks = min(picture.shape) >= EDGE_PX
    way = cv2.INTER_AREA if shrinks else cv2.INTER_LINEAR
    return np.asarray(cv2.resize(picture, (EDGE_PX, EDGE_PX), interpolation=way), np.float32)
