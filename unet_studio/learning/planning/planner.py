"""Planner: fills in what a recipe leaves open, from the data and from what the machine can do."""

from __future__ import annotations

import math
from dataclasses import replace
from time import perf_counter
from typing import TYPE_CHECKING

import torch

from unet_studio.domain.message import Message, StudioError, say
from unet_studio.domain.network_config import NetworkConfig
from unet_studio.learning.computing.memory_ladder import is_out_of_memory
from unet_studio.learning.data.sampling import Sampling
from unet_studio.learning.network.learner import Learner
from unet_studio.learning.planning.data_profile import profile_of
from unet_studio.learning.planning.plan_choice import Means, choose
from unet_studio.learning.planning.plan_notes import says_end

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unet_studio.domain.recipe import PlanConfig, Recipe
    from unet_studio.learning.computing.device import Device
    from unet_studio.learning.data.dataset import Dataset

_TIMED_STEPS = 2
_PLANNING_SHARE = 0.05  # of the time
_TILT_DEG = 15.0  # of upright images


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
                "The recipe {recipe} is made for {made} {made:class|classes}, the project has "
                "{count}; the recipe auto takes any number.",
            )(recipe=recipe.name, made=max(1, network.out_channels - 1), count=class_count)
        )
    return replace(recipe, network=replace(network, in_channels=data.channels, out_channels=needed))


def planned(
    recipe: Recipe,
    data: Dataset,
    device: Device,
    seconds: float | None,
    class_names: Sequence[str] = (),
) -> tuple[Recipe, list[Message]]:
    """Fill in what the recipe's plan leaves open.

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
    class_names
        Of the project.

    Returns
    -------
    recipe, notes
        Nothing left open; what was chosen and why.
    """
    if recipe.plan is None:
        return recipe, []
    timer = _StepTimer(recipe, data, device, seconds)
    means = Means(device.is_cuda, seconds, timer)
    choice = choose(profile_of(data, class_names), recipe.plan, means)
    return with_plan(recipe, choice.plan), [*choice.notes, *says_end(recipe.augmentation)]


def with_plan(recipe: Recipe, plan: PlanConfig) -> Recipe:
    """The recipe as a complete plan says."""
    assert plan.width is not None
    assert plan.levels is not None
    assert plan.shrink is not None
    assert plan.patch_px is not None
    assert plan.batch is not None
    assert plan.foreground_share is not None
    shape = NetworkConfig.of_width(plan.width, plan.levels)
    assert plan.bend_share is not None
    augmentation = replace(recipe.augmentation, bend_share=plan.bend_share)
    if plan.upright == "yes":
        tilt = min(augmentation.rotation_deg, _TILT_DEG)
        augmentation = replace(augmentation, flips=False, rotation_deg=tilt)
    return replace(
        recipe,
        plan=None,
        network=replace(
            recipe.network,
            widths=shape.widths,
            decoder_widths=shape.decoder_widths,
            shrink=plan.shrink,
        ),
        data=replace(recipe.data, patch_px=plan.patch_px, foreground_share=plan.foreground_share),
        augmentation=augmentation,
        batch=plan.batch,
    )


class _StepTimer:
    """Measures steps, as long as that takes no notable part of the time."""

    def __init__(
        self, recipe: Recipe, data: Dataset, device: Device, seconds: float | None
    ) -> None:
        self._recipe, self._data, self._device = recipe, data, device
        self._until = perf_counter() + _PLANNING_SHARE * (seconds or 0.0)
        self._began_once = False

    def __call__(self, plan: PlanConfig) -> float:
        """Seconds per step; infinite if it does not fit into memory or there is no time to see."""
        if self._began_once and perf_counter() > self._until:
            return math.inf
        self._began_once = True
        try:
            return self._measured(with_plan(self._recipe, plan))
        except (RuntimeError, MemoryError) as error:
            if not is_out_of_memory(error):
                raise
            return math.inf

    def _measured(self, recipe: Recipe) -> float:
        learner = Learner(recipe, self._device, seed=0)
        sampling = Sampling(self._data.images, recipe.batch, seed=0)
        taken = []
        for n in range(1 + _TIMED_STEPS):
            began = perf_counter()
            learner.step(learner.batch(sampling.samples(n)))
            if self._device.is_cuda:
                torch.cuda.synchronize(self._device.torch_device)
            taken.append(perf_counter() - began)
            if len(taken) > 1 and perf_counter() > self._until:
                break
        return min(taken[1:])
