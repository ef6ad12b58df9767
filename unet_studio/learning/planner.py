"""Planner: fills in what a recipe leaves open, from the data and from what the machine can do."""

from __future__ import annotations

import math
from dataclasses import replace
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING

import torch

from unet_studio.domain.message import Message, StudioError, say
from unet_studio.domain.network_config import NetworkConfig
from unet_studio.domain.recipe import PlanConfig, Recipe
from unet_studio.learning.learner import Learner
from unet_studio.learning.memory_ladder import is_out_of_memory
from unet_studio.learning.sampling import Sampling

if TYPE_CHECKING:
    from unet_studio.learning.dataset import Dataset
    from unet_studio.learning.device import Device

WIDTHS = (8, 16, 32, 64)
LEVELS = 5
ENOUGH_STEPS = 600
"""A wider network pays off only if it still takes about so many steps."""

_TIMED_STEPS = 2


def resolved(recipe: Recipe, data: Dataset, class_count: int) -> Recipe:
    """The recipe with the channels that data and classes need.

    Raises
    ------
    StudioError
        If the recipe is made for another number of classes.
    """
    network = recipe.network
    is_single = class_count == 1 and network.one_class == "one-output"
    needed = 1 if is_single else class_count + 1
    if network.out_channels not in (0, needed):
        raise StudioError(
            say(
                "training",
                "The recipe {recipe} is made for {made} classes, the project has {count}; "
                "the recipe auto takes any number.",
            )(recipe=recipe.name, made=max(1, network.out_channels - 1), count=class_count)
        )
    return replace(recipe, network=replace(network, in_channels=data.channels, out_channels=needed))


def planned(
    recipe: Recipe, data: Dataset, device: Device, seconds: float | None
) -> tuple[Recipe, list[Message]]:
    """Choose network, patch and batch.

    Parameters
    ----------
    recipe
        With its channels `resolved`; values given in its plan are kept.
    data
        The training images.
    device
        Where it will be trained.
    seconds
        Left for training; None if it is limited by epochs, then nothing is measured, so that the
        same seed gives the same model.

    Returns
    -------
    recipe, notes
        Nothing left open; what was chosen and why.
    """
    wish = recipe.plan
    if wish is None:
        return recipe, []
    levels = wish.levels or LEVELS
    patch_px = wish.patch_px or _patch_px(data, device, 2 ** (levels - 1))
    batch = wish.batch or (8 if device.is_cuda else 4)
    wish = PlanConfig(wish.width, levels, patch_px, batch)
    if wish.width is not None:
        return _with_width(recipe, wish, wish.width), [_said(wish, data, wish.width)]
    if seconds is None:
        width = 32 if device.is_cuda else 16
        return _with_width(recipe, wish, width), [_said(wish, data, width)]
    width, step_s = _widest(recipe, wish, data, device, seconds)
    why = say(
        "training", "A step takes {step:.2f} s here, so there will be about {count} of them."
    )(step=step_s, count=max(1, int(seconds / step_s)))
    return _with_width(recipe, wish, width), [_said(wish, data, width), why]


def _patch_px(data: Dataset, device: Device, stride: int) -> int:
    edge = median(max(image.size) for image in data.facts)
    most = 384 if device.is_cuda else 256
    return max(64, min(most, math.ceil(edge / stride) * stride))


def _widest(
    recipe: Recipe, wish: PlanConfig, data: Dataset, device: Device, seconds: float
) -> tuple[int, float]:
    """The widest network that takes enough steps, and seconds per step."""
    chosen, chosen_s = WIDTHS[0], math.inf
    for width in WIDTHS:
        if chosen_s < math.inf and seconds / chosen_s < 2 * ENOUGH_STEPS:
            break  # twice as wide takes at least twice as long
        try:
            step_s = _step_seconds(_with_width(recipe, wish, width), data, device)
        except (RuntimeError, MemoryError) as error:
            if not is_out_of_memory(error):
                raise
            break
        if width > WIDTHS[0] and seconds / step_s < ENOUGH_STEPS:
            break
        chosen, chosen_s = width, step_s
    return chosen, chosen_s


def _step_seconds(recipe: Recipe, data: Dataset, device: Device) -> float:
    learner = Learner(recipe, device, seed=0)
    sampling = Sampling(data.images, recipe.batch, seed=0)
    taken = []
    for n in range(1 + _TIMED_STEPS):
        began = perf_counter()
        learner.step(learner.batch(sampling.samples(n)))
        if device.is_cuda:
            torch.cuda.synchronize(device.torch_device)
        taken.append(perf_counter() - began)
    return min(taken[1:])


def _with_width(recipe: Recipe, wish: PlanConfig, width: int) -> Recipe:
    assert wish.levels is not None
    assert wish.patch_px is not None
    assert wish.batch is not None
    shape = NetworkConfig.of_width(width, wish.levels)
    return replace(
        recipe,
        plan=None,
        network=replace(recipe.network, widths=shape.widths, decoder_widths=shape.decoder_widths),
        data=replace(recipe.data, patch_px=wish.patch_px),
        batch=wish.batch,
    )


def _said(wish: PlanConfig, data: Dataset, width: int) -> Message:
    height, across = data.facts[0].size
    return say(
        "training",
        "Chosen for {count} images like {name} ({across} x {height}, {colour}): a network of "
        "{levels} levels, {width} channels wide; {batch} patches of {patch} x {patch} pixels "
        "a step, at the images' own resolution.",
    )(
        count=len(data.images),
        name=data.facts[0].name,
        across=across,
        height=height,
        colour=_said_channels(data.channels),
        levels=wish.levels,
        width=width,
        batch=wish.batch,
        patch=wish.patch_px,
    )


def _said_channels(count: int) -> Message:
    if count == 1:
        return say("training", "grey")()
    if count == 3:
        return say("training", "colour")()
    return say("training", "{count} channels")(count=count)
