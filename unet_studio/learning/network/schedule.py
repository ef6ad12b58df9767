"""Schedules: what share of its learning rate a training uses as it goes on."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from unet_studio.domain.recipe import OptimiserConfig

WARM_UP = 0.15  # share of the training in which one-cycle rises, unless a recipe says otherwise
_FIRST, _LAST = 0.04, 0.001  # shares of the highest rate at its two ends


def rate_of(config: OptimiserConfig, *, fraction: float, step: int, epoch: int) -> float:
    """Share of the learning rate that the next step uses.

    Parameters
    ----------
    config
        Names the schedule.
    fraction
        How much of the training is done, 0 to 1.
    step, epoch
        Batches and whole passes so far.
    """
    match config.schedule:
        case "one-cycle":
            return one_cycle(fraction, config.warm_up)
        case "cosine":
            return _cosine(fraction)
        case "exponential":
            return float((1 + config.decay) ** -epoch)
        case "inverse-time":
            return 1 / (1 + config.decay * step)
        case "constant":
            return 1.0


def one_cycle(fraction: float, warm_up: float = WARM_UP) -> float:
    """Share of the highest learning rate: a line up, then half a cosine down."""
    if fraction < warm_up:
        return _FIRST + (1 - _FIRST) * fraction / warm_up
    return _cosine((fraction - warm_up) / (1 - warm_up))


def _cosine(fraction: float) -> float:
    return _LAST + (1 - _LAST) * (1 + math.cos(math.pi * fraction)) / 2
