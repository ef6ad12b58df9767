"""Plan choice: from what is known of the data and the machine to a plan, and why."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from unet_studio.learning.planning.plan_notes import says_data, says_plan, says_time

if TYPE_CHECKING:
    from collections.abc import Callable

    from unet_studio.domain.message import Message
    from unet_studio.domain.recipe import PlanConfig
    from unet_studio.learning.planning.data_profile import DataProfile

LEVELS = 5
ENOUGH_STEPS = 1200
"""A wider network pays off only if it still takes about so many steps."""
FEWEST_STEPS = 300
"""With fewer, smaller batches learn more in the same time."""

_USUAL_WIDTH = 16  # at full resolution; fits vectors of processors
_WIDEST = 64
_COARSE = ((192, 12.0), (768, 6.0))
"""Images with such edges are shrunk if the thinnest class is so thick, in pixels."""
_UNTIMED = {False: 16, True: 32}  # width where no time is set; whether on a GPU
_BATCH = {False: 4, True: 8}
_LARGEST_PATCH = {False: 256, True: 384}
_SMALLEST_PATCH = 64
_HARDLY_SLOWER = 1.6  # times; a width that fills the processor's vectors is nearly free
_TINY_SHARE = 0.02  # of the pixels belong to any class
_TINY_FOREGROUND_SHARE = 0.8
_FOREGROUND_SHARE = 0.5
_USUAL_BENDS = 0.5
_BEND_SHARES = ((15.0, 0.25), (40.0, _USUAL_BENDS), (math.inf, 0.75))
"""Up to how many rounds through the images -> which share of the patches is bent."""


@dataclass(frozen=True)
class Means:
    """What there is to compute with.

    Attributes
    ----------
    is_cuda
        Whether on a GPU.
    seconds
        Left for training; None if it is limited by epochs, then nothing is measured, so that the
        same seed gives the same model.
    step_s
        Measures how long a step of a complete plan takes; infinite if it does not fit into memory.
    """

    is_cuda: bool
    seconds: float | None
    step_s: Callable[[PlanConfig], float]


@dataclass(frozen=True)
class Choice:
    """What was chosen.

    Attributes
    ----------
    plan
        Nothing left open.
    step_s
        Seconds per step; None if not measured.
    notes
        What was chosen and why, for people.
    """

    plan: PlanConfig
    step_s: float | None
    notes: tuple[Message, ...]


def choose(profile: DataProfile, wish: PlanConfig, means: Means) -> Choice:
    """Fill in what a wish leaves open."""
    levels = wish.levels or LEVELS
    shrink = wish.shrink or _shrink(profile)
    stride = shrink * 2 ** (levels - 1)
    plan = replace(
        wish,
        levels=levels,
        shrink=shrink,
        patch_px=wish.patch_px or _patch_px(profile, stride, is_cuda=means.is_cuda),
        batch=wish.batch or _BATCH[means.is_cuda],
        upright=_upright(profile) if wish.upright == "auto" else wish.upright,
        foreground_share=_foreground_share(profile)
        if wish.foreground_share is None
        else wish.foreground_share,
        bend_share=_USUAL_BENDS if wish.bend_share is None else wish.bend_share,
    )
    if means.seconds is None:
        width = wish.width or _UNTIMED[means.is_cuda] * shrink
        plan = replace(plan, width=width)
        return Choice(plan, None, (*says_data(profile), *says_plan(profile, plan)))
    plan, step_s = _timed(plan, wish, means, means.seconds)
    if wish.bend_share is None:
        plan = replace(plan, bend_share=_bend_share(profile, plan, means.seconds / step_s))
    why = says_time(step_s, means.seconds)
    return Choice(plan, step_s, (*says_data(profile), *says_plan(profile, plan), why))


def _upright(profile: DataProfile) -> Literal["yes", "no"]:
    return "yes" if profile.is_upright else "no"


def _shrink(profile: DataProfile) -> int:
    """Where nothing is thin, half the resolution shows it all, four times as fast."""
    edge = min(profile.height_px, profile.width_px)
    thinnest = min((c.thickness_px for c in profile.classes if c.share), default=0.0)
    return 2 if any(edge >= long and thinnest >= thick for long, thick in _COARSE) else 1


def _patch_px(profile: DataProfile, stride: int, *, is_cuda: bool) -> int:
    edge = math.ceil(max(profile.height_px, profile.width_px) / stride) * stride
    return max(_SMALLEST_PATCH, min(_LARGEST_PATCH[is_cuda], edge))


def _foreground_share(profile: DataProfile) -> float:
    """Where classes are tiny, most patches would show nothing of them."""
    share = sum(c.share for c in profile.classes)
    return _TINY_FOREGROUND_SHARE if 0 < share < _TINY_SHARE else _FOREGROUND_SHARE


def _timed(
    plan: PlanConfig, wish: PlanConfig, means: Means, seconds: float
) -> tuple[PlanConfig, float]:
    """The widest network that takes enough steps, or else smaller batches; seconds per step."""
    if wish.width is not None:
        chosen_s = means.step_s(plan)
    else:
        plan, chosen_s = _widest(plan, means, seconds)
    assert plan.batch is not None
    batch = plan.batch
    while wish.batch is None and batch > 1 and seconds / chosen_s < FEWEST_STEPS:
        batch, chosen_s = batch // 2, chosen_s / 2
    return replace(plan, batch=batch), chosen_s


def _widest(plan: PlanConfig, means: Means, seconds: float) -> tuple[PlanConfig, float]:
    """Begins with a width that fits most machines, as every measurement takes time itself."""
    width = _USUAL_WIDTH * (plan.shrink or 1)
    chosen = replace(plan, width=width)
    chosen_s = means.step_s(chosen)
    if seconds / chosen_s < ENOUGH_STEPS:
        narrow = replace(plan, width=width // 2)
        step_s = means.step_s(narrow)
        is_faster = step_s * _HARDLY_SLOWER <= chosen_s
        return (narrow, step_s) if is_faster else (chosen, chosen_s)
    while 2 * width <= _WIDEST:
        width *= 2
        wider = replace(plan, width=width)
        step_s = means.step_s(wider)
        if seconds / step_s < ENOUGH_STEPS:
            break
        chosen, chosen_s = wider, step_s
    return chosen, chosen_s


def _bend_share(profile: DataProfile, plan: PlanConfig, steps: float) -> float:
    """The more often the images are shown, the more they have to vary."""
    assert plan.patch_px is not None
    assert plan.batch is not None
    rounds = steps * plan.batch * plan.patch_px**2 / max(1, profile.pixel_count)
    return next(share for most, share in _BEND_SHARES if rounds < most)
