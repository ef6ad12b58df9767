"""From probabilities to a mask, as a decision says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from unet_studio.domain.decision import USUAL_DECISION
from unet_studio.imaging.split_touching import split_touching
from unet_studio.imaging.tidying import holes_filled, small_removed, smoothed

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from unet_studio.domain.decision import Decision
    from unet_studio.domain.label_class import LabelClass

_LEAST = 1e-6
"""Probabilities this near to 0 or 1 have odds that no bias should outweigh by accident."""

_BAND_PIXELS = 1 << 20
"""So many pixels are decided at a time, so that what is computed with stays in the cache."""


def decided_places(
    probabilities: NDArray[np.floating],
    decision: Decision = USUAL_DECISION,
    class_names: Iterable[str] = (),
) -> NDArray[np.uint8]:
    """Which class each pixel is by its own probabilities, as a position in the class list.

    Parameters
    ----------
    probabilities
        (K, H, W), any real type, 0 to 1, background first.
    decision
        Its threshold and bias.
    class_names
        In the order of the probabilities, background left out; not needed without bias.

    Returns
    -------
    (H, W) uint8, 0 = background.
    """
    if len(probabilities) == 2:
        return np.asarray(probabilities[1] >= decision.threshold, np.uint8)
    bias = [0.0, *(decision.bias.get(name, 0.0) for name in class_names)]
    height, width = probabilities.shape[1:]
    rows = max(1, _BAND_PIXELS // max(width, 1))
    found = np.empty((height, width), np.uint8)
    for top in range(0, height, rows):
        band = np.asarray(probabilities[:, top : top + rows], np.float32)
        found[top : top + rows] = _most_likely(band, bias if any(bias) else None)
    return found


def _most_likely(
    probabilities: NDArray[np.float32], bias: Sequence[float] | None
) -> NDArray[np.uint8]:
    """The place of the highest probability, or of the highest odds times e to the bias.

    Odds grow with probability, and so do their logarithms: multiplying odds decides as adding to
    logarithms does, and takes no logarithm.
    """
    found = np.zeros(probabilities.shape[1:], np.uint8)
    best = _weighed(probabilities[0], bias[0] if bias else None)
    for place in range(1, len(probabilities)):
        value = _weighed(probabilities[place], bias[place] if bias else None)
        found[value > best] = place  # of equals the first stays, as argmax has it
        np.maximum(best, value, out=best)
    return found


def _weighed(probability: NDArray[np.float32], bias: float | None) -> NDArray[np.float32]:
    if bias is None:
        return probability.copy()
    clipped = np.clip(probability, _LEAST, 1 - _LEAST)
    return np.asarray(clipped / (1 - clipped) * np.float32(np.exp(bias)), np.float32)


def decided_mask(
    probabilities: NDArray[np.floating], decision: Decision, classes: Iterable[LabelClass]
) -> NDArray[np.uint8]:
    """The mask that probabilities become.

    Parameters
    ----------
    probabilities
        (K, H, W), any real type, 0 to 1, background first, then `classes`; the whole picture, for
        what is done to regions depends on all of them.
    decision
        How.
    classes
        The model's, in the order of its outputs.

    Returns
    -------
    (H, W) uint8 class ids.
    """
    listed = list(classes)
    ids = np.array([0, *(c.id for c in listed)], np.uint8)
    places = decided_places(probabilities, decision, (c.name for c in listed))
    if np.array_equal(ids, np.arange(len(ids))):
        return tidied(places, decision)
    return tidied(ids[places], decision)


def tidied(mask: NDArray[np.uint8], decision: Decision) -> NDArray[np.uint8]:
    """What a decision does to regions: smooth, fill holes, split, leave out the small, in order.

    Holes are filled before splitting, so that cuts are no holes; the small are left out at last,
    so that what splitting leaves over goes too.

    Parameters
    ----------
    mask
        (H, W) uint8 class ids of the whole picture.
    """
    if decision.is_plain:
        return mask
    mask = holes_filled(smoothed(mask, decision.smooth_px), decision.fill_holes_px)
    return small_removed(split_touching(mask, decision.split_px), decision.min_area_px)
