"""COCO's run lengths: regions of pixels as numbers, or as short text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from unet_studio.domain.message import StudioError, say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

_FIRST_LETTER = 48
_MORE, _SIGN, _BITS = 0x20, 0x10, 5
_MOST_LETTERS = 13  # of one number: 64 bits


def encode(covered: NDArray[np.bool_]) -> dict[str, Any]:
    """Compressed run lengths of a region, (H, W) bool, as pycocotools writes them."""
    column_wise = covered.T.reshape(-1)
    changes = np.flatnonzero(np.diff(column_wise, prepend=False))
    ends = np.concatenate([[0], changes, [column_wise.size]])
    return {"size": list(covered.shape), "counts": _letters(np.diff(ends).tolist())}


def encode_part(
    covered: NDArray[np.bool_], left: int, top: int, size: tuple[int, int]
) -> dict[str, Any]:
    """As `encode`, of a region that lies somewhere in a picture, in time that the region takes.

    Parameters
    ----------
    covered
        (h, w) bool.
    left, top
        Where its first pixel lies.
    size
        Height and width of the picture.
    """
    framed = np.pad(covered.T, ((0, 0), (1, 1)))  # columns of the picture are rows here
    columns, edges = np.nonzero(framed[:, 1:] != framed[:, :-1])  # starts and ends by turns
    places = (left + columns) * size[0] + top + edges
    starts, ends = places[::2], places[1::2]
    goes_on = starts[1:] == ends[:-1]  # from the foot of a column to the head of the next
    starts = np.concatenate([starts[:1], starts[1:][~goes_on]])
    ends = np.concatenate([ends[:-1][~goes_on], ends[-1:]])
    changes = np.stack([starts, ends], axis=1).reshape(-1)
    whole = np.concatenate([[0], changes, [size[0] * size[1]]])
    if whole[-1] == whole[-2]:
        whole = whole[:-1]  # nothing is left after the last pixel
    return {"size": list(size), "counts": _letters(np.diff(whole).tolist())}


def decode(segmentation: Mapping[str, Any]) -> NDArray[np.bool_]:
    """The region that run lengths, compressed or not, speak of.

    Returns
    -------
    NDArray
        (H, W) bool.

    Raises
    ------
    StudioError
        If they are no run lengths, or are not as many as the picture has pixels.
    """
    size, counts = segmentation.get("size"), segmentation.get("counts")
    if not (isinstance(size, list) and len(size) == 2 and all(_is_count(n) for n in size)):
        raise _odd()
    height, width = size
    lengths = _numbers(counts) if isinstance(counts, str) else counts
    if not isinstance(lengths, list) or not all(_is_count(n) for n in lengths):
        raise _odd()
    if sum(lengths) != height * width:
        raise StudioError(
            say(
                "coco",
                "its run lengths cover {count} {count:pixel|pixels}, not {height} x {width}",
            )(count=sum(lengths), height=height, width=width)
        )
    values = np.arange(len(lengths)) % 2 == 1
    return np.repeat(values, lengths).reshape(width, height).T


def _letters(counts: list[int]) -> str:
    letters = []
    for k, count in enumerate(counts):
        number = count - counts[k - 2] if k > 2 else count
        while True:
            part, number = number & 0x1F, number >> _BITS
            is_last = number == (-1 if part & _SIGN else 0)
            letters.append(chr((part if is_last else part | _MORE) + _FIRST_LETTER))
            if is_last:
                break
    return "".join(letters)


def _numbers(text: str) -> list[int]:
    counts: list[int] = []
    number, shift = 0, 0
    for letter in text:
        part = ord(letter) - _FIRST_LETTER
        if not 0 <= part < 64 or shift > _BITS * _MOST_LETTERS:
            raise _odd()
        number |= (part & 0x1F) << shift
        shift += _BITS
        if part & _MORE:
            continue
        if part & _SIGN:
            number -= 1 << shift
        counts.append(number + counts[-2] if len(counts) > 2 else number)
        number, shift = 0, 0
    if shift:
        raise _odd()
    return counts


def _is_count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _odd() -> StudioError:
    return StudioError(say("coco", "its run lengths cannot be understood")())
