"""Remembered memory: a training begins on the rung of the ladder that fitted the last time."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, cast

from unet_studio.domain.message import Message, say
from unet_studio.storage.runs.memory_file import MemoryNeed, remember_need, remembered_needs

if TYPE_CHECKING:
    from unet_studio.domain.recipe import Precision, Recipe
    from unet_studio.learning.computing.device import Device
    from unet_studio.learning.computing.memory_ladder import Rung


def need_key(recipe: Recipe, device: Device) -> str:
    """What decides how much memory a step takes, in words that ``doctor`` can show."""
    widths = "-".join(str(width) for width in recipe.network.widths)
    patch = f"{recipe.data.patch_px} px" if recipe.data.patch_px else "whole images"
    dtype = str(device.dtype(recipe.precision)).removeprefix("torch.")
    return f"{device.name}: network {widths}, batch {recipe.batch}, {patch}, {dtype}"


def remember(key: str, rung: Rung) -> None:
    """Keep for next time what fits; not that only the CPU had room, for a GPU may be free then."""
    recipe = rung.recipe
    remember_need(key, MemoryNeed(rung.parts, recipe.data.patch_px, recipe.precision))


def as_last_time(rung: Rung) -> tuple[Rung, Message | None]:
    """The rung to begin on, and what to say if it is a lower one."""
    need = remembered_needs().get(need_key(rung.recipe, rung.device))
    if need is None or not 1 <= need.parts <= rung.batch:
        return rung, None
    data = replace(rung.recipe.data, patch_px=min(need.patch_px, rung.recipe.data.patch_px))
    precision = need.precision if need.precision in ("float32", "bfloat16") else None
    recipe = replace(
        rung.recipe, data=data, precision=cast("Precision", precision or rung.recipe.precision)
    )
    note = say(
        "training",
        "Memory ran out the last time such a network was trained on {name}, so this training uses "
        "less from the start: batches in {parts} {parts:part|parts}, patches of {patch} pixels, "
        "{precision}.",
    )
    return replace(rung, recipe=recipe, parts=need.parts), note(
        name=rung.device.name,
        parts=need.parts,
        patch=recipe.data.patch_px,
        precision=recipe.precision,
    )
