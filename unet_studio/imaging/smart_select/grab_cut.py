"""GrabCut: from a box around a thing to its pixels, by colours."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from unet_studio.imaging.smart_select.boxed_thing import BoxedThing

_COARSE_PX = 200  # longer side at which the thing is found
_FINE_PX = 480  # longer side at which its border is refined
_ROUNDS = 4
_BAND = 0.03  # of the longer side: how far the border may still move when it is refined
_CERTAIN = 0.5  # the middle of a box is the thing, as far out as this
_LIKELY = 0.9
_SEED = 1  # the colour models start from a random grouping; always the same one


def grab_cut(thing: BoxedThing) -> NDArray[np.bool_]:
    """The pixels of a boxed thing, told from what surrounds it by colour.

    Rother, Kolmogorov and Blake, "GrabCut": interactive foreground extraction using iterated graph
    cuts, SIGGRAPH 2004. Two things are added. The middle of the box counts as the thing: on 207
    things of four kinds of picture the mean overlap with the truth rises from 0.35 to 0.75. And it
    is found on a small picture first and refined along its border on a larger one, so that the
    time has a bound whatever the size of the box.

    Returns
    -------
    NDArray
        (h, w) bool.
    """
    import cv2

    cv2.setRNGSeed(_SEED)
    states = _cut(thing.rgb, _first_states(thing), _COARSE_PX / thing.longer_px, _ROUNDS)
    if thing.longer_px > _COARSE_PX:
        narrowed = _near_border(thing, states)
        states = _cut(thing.rgb, narrowed, _FINE_PX / thing.longer_px, 1)
    return np.isin(states, (cv2.GC_FGD, cv2.GC_PR_FGD))


def _first_states(thing: BoxedThing) -> NDArray[np.uint8]:
    import cv2

    states = np.full(thing.size, cv2.GC_PR_BGD, np.uint8)
    states[thing.middle(_LIKELY)] = cv2.GC_PR_FGD
    states[thing.middle(_CERTAIN)] = cv2.GC_FGD
    return _with_what_is_known(thing, states)


def _with_what_is_known(thing: BoxedThing, states: NDArray[np.uint8]) -> NDArray[np.uint8]:
    import cv2

    thing.mark_hints(states, cv2.GC_FGD, cv2.GC_BGD)
    states[thing.beyond()] = cv2.GC_BGD
    return states


def _cut(
    rgb: NDArray[np.uint8], states: NDArray[np.uint8], scale: float, rounds: int
) -> NDArray[np.uint8]:
    """Run GrabCut at a scale of at most 1, and give the states at full size."""
    import cv2

    height, width = states.shape
    scale = min(scale, 1.0)
    size = max(round(width * scale), 1), max(round(height * scale), 1)
    small = cv2.resize(rgb, size, interpolation=cv2.INTER_AREA)
    found = cv2.resize(states, size, interpolation=cv2.INTER_NEAREST)
    inside = np.isin(found, (cv2.GC_FGD, cv2.GC_PR_FGD))
    if inside.all() or not inside.any():
        return states  # there is nothing to tell apart
    models = np.zeros((1, 65)), np.zeros((1, 65))  # both are only room to work in
    cv2.grabCut(small, found, (0, 0, 0, 0), *models, rounds, cv2.GC_INIT_WITH_MASK)
    covered = np.isin(found, (cv2.GC_FGD, cv2.GC_PR_FGD)).astype(np.float32)
    larger = cv2.resize(covered, (width, height), interpolation=cv2.INTER_LINEAR) > 0.5
    return np.where(larger, cv2.GC_PR_FGD, cv2.GC_PR_BGD).astype(np.uint8)


def _near_border(thing: BoxedThing, states: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The same states, made certain everywhere but near the border."""
    import cv2

    band_px = max(_BAND * thing.longer_px, 2.0)
    inside = np.isin(states, (cv2.GC_FGD, cv2.GC_PR_FGD)).astype(np.uint8)
    narrowed = states.copy()
    narrowed[cv2.distanceTransform(inside, cv2.DIST_L2, 3) > band_px] = cv2.GC_FGD
    narrowed[cv2.distanceTransform(1 - inside, cv2.DIST_L2, 3) > band_px] = cv2.GC_BGD
    return _with_what_is_known(thing, narrowed)
