"""From probabilities to a mask, as a decision says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from unet_studio.domain.decision import USUAL_DECISION

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from unet_studio.domain.decision import Decision
    from unet_studio.domain.label_class import LabelClass

_LEAST = 1e-6
"""Probabilities this near to 0 or 1 have odds that no bias should outweigh by accident."""


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
    if not any(bias):
        return np.asarray(probabilities.argmax(axis=0), np.uint8)
    clipped = np.clip(probabilities.astype(np.float32), _LEAST, 1 - _LEAST)
    odds = np.log(clipped / (1 - clipped)) + np.array(bias, np.float32)[:, None, None]
    return np.asarray(odds.argmax(axis=0), np.uint8)


def decided_mask(
    probabilities: NDArray[np.floating], decision: Decision, classes: Iterable[LabelClass]
) -> NDArray[np.uint8]:
    """The mask that probabilities become.

    Parameters
    ----------
    probabilities
        (K, H, W), any real type, 0 to 1, background first, then `classes`.
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
    return ids[decided_places(probabilities, decision, (c.name for c in listed))]
