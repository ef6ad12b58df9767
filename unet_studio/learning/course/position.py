"""Position: how many steps and epochs a training has taken."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from unet_studio.domain.recipe import Recipe
    from unet_studio.learning.data.dataset import Dataset


@dataclass
class Position:
    """How far a training is.

    Attributes
    ----------
    steps_per_epoch
        At least 1.
    step
        Batches so far.
    """

    steps_per_epoch: int
    step: int = 0

    @property
    def epoch(self) -> int:
        """Whole passes so far."""
        return self.step // self.steps_per_epoch

    @property
    def ends_epoch(self) -> bool:
        """Whether the last step was the last one of an epoch."""
        return self.step > 0 and self.step % self.steps_per_epoch == 0


def steps_per_epoch(recipe: Recipe, images: Dataset, batch: int) -> int:
    """Steps that show as many pixels as there are.

    Parameters
    ----------
    recipe
        Says whether whole images or patches are shown, and how often in an epoch.
    images
        What is learnt from.
    batch
        Images per step.
    """
    repeats = recipe.augmentation.repeats
    if not recipe.data.patch_px:
        return math.ceil(repeats * len(images.images) / batch)
    shown = recipe.data.patch_px**2 * batch
    return max(1, math.ceil(repeats * images.pixel_count / shown))
