"""Batches: the images of a step, cut and varied as the recipe says, on the device."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import torch

from unet_studio.domain.message import StudioError, say
from unet_studio.learning.data.augmentation import patch, whole_image

if TYPE_CHECKING:
    from collections.abc import Sequence

    from torch import Tensor

    from unet_studio.domain.augmentation_config import AugmentationConfig
    from unet_studio.domain.recipe import Recipe
    from unet_studio.learning.computing.device import Device
    from unet_studio.learning.computing.distributed import Processes
    from unet_studio.learning.data.augmentation import Shown
    from unet_studio.learning.data.sampling import Sample


class Batch(NamedTuple):
    """What one step learns from.

    Attributes
    ----------
    pixels
        (b, C, H, W) float32, channels last, of this process.
    target
        (b, h, w) uint8, less the margins of a network without padding.
    total
        Images in the batches of all processes together.
    weights
        (b, h, w) float32, see `losses.segmentation_loss`; None = 1.
    """

    pixels: Tensor
    target: Tensor
    total: int
    weights: Tensor | None = None


@dataclass(frozen=True)
class Batches:
    """Makes batches.

    Attributes
    ----------
    recipe
        Planned and resolved.
    device
        Where they go.
    processes
        That share them.
    """

    recipe: Recipe
    device: Device
    processes: Processes

    def of(self, samples: Sequence[Sample], done: float = 0.0) -> Batch:
        """Cut or take this process's images of one step, each varied with its own chance.

        Parameters
        ----------
        samples
            Of all processes together.
        done
            How much of the training is over, 0 to 1: decides how much they vary.
        """
        augmentation = self.recipe.augmentation.at(done)
        shown = [self._shown(sample, augmentation) for sample in self.processes.share(samples)]
        if len({one.target.shape for one in shown}) > 1:
            raise StudioError(
                say(
                    "training", "Images of different sizes do not fit into one batch; set batch=1."
                )()
            )
        device = self.device.torch_device
        pixels = torch.from_numpy(np.stack([one.pixels for one in shown])).permute(0, 3, 1, 2)
        weights = [one.weights for one in shown if one.weights is not None]
        return Batch(
            pixels.to(device, memory_format=torch.channels_last),
            torch.from_numpy(np.stack([one.target for one in shown])).to(device),
            len(samples),
            torch.from_numpy(np.stack(weights)).to(device) if weights else None,
        )

    def _shown(self, sample: Sample, augmentation: AugmentationConfig) -> Shown:
        network, data = self.recipe.network, self.recipe.data
        image, rng = sample
        if data.patch_px:
            return patch(
                image,
                network.output_px(data.patch_px) if network.margin_px else data.patch_px,
                augmentation,
                rng,
                foreground_share=data.foreground_share,
                margin_px=network.margin_px,
            )
        size_px = image.size
        if network.margin_px:
            size_px = network.output_px(size_px[0]), network.output_px(size_px[1])
        return whole_image(image, augmentation, rng, size_px=size_px, margin_px=network.margin_px)
