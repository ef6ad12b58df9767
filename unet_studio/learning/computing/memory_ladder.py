"""Memory ladder: what a training does when memory runs out, one step after the other.

First the batch is computed in parts, which changes nothing of what is learnt; then patches get
smaller, then numbers; at last the CPU computes, which has more memory.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import torch

from unet_studio.domain.message import Message, say
from unet_studio.learning.computing.device import choose_device

if TYPE_CHECKING:
    from unet_studio.domain.recipe import Recipe
    from unet_studio.learning.computing.device import Device

LEAST_PATCH_PX = 64

_WORDS = (
    "can't allocate memory",
    "not enough memory",
    "out of memory",
    "cannot allocate memory",
    "alloc_failed",
)
"""How libraries tell of it that have no error of their own for it."""


@dataclass(frozen=True)
class Rung:
    """How much memory a training uses.

    Attributes
    ----------
    recipe, device
        What is computed, and where.
    parts
        Into how many the batch is cut.
    """

    recipe: Recipe
    device: Device
    parts: int = 1

    @property
    def batch(self) -> int:
        """Images per step; those of a full batch are computed one by one anyway."""
        return self.recipe.batch or 1

    def below(self) -> tuple[Rung, Message] | None:
        """The next rung, and what to say of it; None if there is none."""
        for lower in (_more_parts, _smaller_patches, _smaller_numbers, _on_the_cpu):
            found = lower(self)
            if found is not None:
                return found
        return None


def is_out_of_memory(error: BaseException) -> bool:
    """Whether this error says that memory ran out, of the GPU or of the computer."""
    if isinstance(error, torch.OutOfMemoryError | MemoryError):
        return True
    return isinstance(error, RuntimeError) and any(w in str(error).lower() for w in _WORDS)


def _more_parts(rung: Rung) -> tuple[Rung, Message] | None:
    if rung.parts >= rung.batch:
        return None
    parts = min(rung.batch, 2 * rung.parts)
    note = say(
        "training",
        "Memory ran out, so the {batch} images of a step are computed in {parts} parts from now "
        "on. That is slower, and learns the same.",
    )
    return replace(rung, parts=parts), note(batch=rung.batch, parts=parts)


def _smaller_patches(rung: Rung) -> tuple[Rung, Message] | None:
    network, patch_px = rung.recipe.network, rung.recipe.data.patch_px
    smaller = max(LEAST_PATCH_PX, network.output_px(patch_px // 2))
    if not patch_px or smaller >= patch_px:
        return None
    data = replace(rung.recipe.data, patch_px=smaller)
    note = say(
        "training",
        "Memory ran out, so patches are {smaller} instead of {patch} pixels wide from now on. The "
        "network sees less of what is around a thing; the model may be a little worse.",
    )
    lower = replace(rung, recipe=replace(rung.recipe, data=data))
    return lower, note(smaller=smaller, patch=patch_px)


def _smaller_numbers(rung: Rung) -> tuple[Rung, Message] | None:
    is_float32 = rung.device.dtype(rung.recipe.precision) == torch.float32
    if not (rung.device.is_cuda and rung.device.fast_bfloat16 and is_float32):
        return None
    note = say("training", "Memory ran out, so numbers of half the size are computed with.")
    return replace(rung, recipe=replace(rung.recipe, precision="bfloat16")), note()


def _on_the_cpu(rung: Rung) -> tuple[Rung, Message] | None:
    if not rung.device.is_cuda:
        return None
    note = say(
        "training",
        "The memory of {name} is too small for this network, so the CPU goes on, much more slowly. "
        "Close other programs that use the GPU, or choose a smaller network (network.widths).",
    )
    return replace(rung, device=choose_device("cpu")), note(name=rung.device.name)
