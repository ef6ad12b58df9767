"""Learner: a network and its optimiser; takes one step at a time."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import torch
from lightning_fabric import Fabric
from torch import Tensor

from unet_studio.domain.message import StudioError, say
from unet_studio.learning.augmentation import patch, whole_image
from unet_studio.learning.inference import Inference, ready_to_predict
from unet_studio.learning.losses import segmentation_loss
from unet_studio.learning.optimiser import optimiser_of
from unet_studio.learning.unet import UNet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unet_studio.domain.recipe import Recipe
    from unet_studio.learning.augmentation import Shown
    from unet_studio.learning.device import Device
    from unet_studio.learning.sampling import Sample


# The library announces its precision on the console; the planner's notes say what is to be said.
logging.getLogger("lightning_fabric").setLevel(logging.WARNING)


class Batch(NamedTuple):
    """What one step learns from.

    Attributes
    ----------
    pixels
        (B, C, H, W) float32, channels last.
    target
        (B, h, w) uint8, less the margins of a network without padding.
    weights
        (B, h, w) float32, see `losses.segmentation_loss`; None = 1.
    """

    pixels: Tensor
    target: Tensor
    weights: Tensor | None = None


class Learner:
    """Learns by the recipe, which must be planned and resolved.

    Attributes
    ----------
    network
        The bare network, as it is saved.
    last
        What the last step was shown (a part of it, if it was shown in parts), and its logits.
    """

    def __init__(self, recipe: Recipe, device: Device, *, seed: int) -> None:
        self._recipe = recipe
        self._device = device
        self._dtype = device.dtype(recipe.precision)
        with torch.random.fork_rng(devices=[]):
            torch.manual_seed(seed)
            self.network = UNet(recipe.network)
        self.network.to(memory_format=torch.channels_last)  # type: ignore[call-overload]
        self._optimiser = optimiser_of(self.network, recipe.optimiser)
        self._fabric = Fabric(
            accelerator=device.torch_device.type,
            devices=[device.torch_device.index or 0] if device.is_cuda else 1,
            precision="bf16-mixed" if self._dtype == torch.bfloat16 else "32-true",
        )
        self.last: tuple[Batch, Tensor] | None = None
        self._module, self._stepper = self._fabric.setup(self.network, self._optimiser)

    def batch(self, samples: Sequence[Sample]) -> Batch:
        """Cut or take the images of one step, each varied with its own chance."""
        shown = [self._shown(sample) for sample in samples]
        if len({one.target.shape for one in shown}) > 1:
            raise StudioError(
                say(
                    "training", "Images of different sizes do not fit into one batch; set batch=1."
                )()
            )
        device = self._device.torch_device
        pixels = torch.from_numpy(np.stack([one.pixels for one in shown])).permute(0, 3, 1, 2)
        weights = [one.weights for one in shown if one.weights is not None]
        return Batch(
            pixels.to(device, memory_format=torch.channels_last),
            torch.from_numpy(np.stack([one.target for one in shown])).to(device),
            torch.from_numpy(np.stack(weights)).to(device) if weights else None,
        )

    def _shown(self, sample: Sample) -> Shown:
        network, data = self._recipe.network, self._recipe.data
        image, rng = sample
        if data.patch_px:
            return patch(
                image,
                network.output_px(data.patch_px) if network.margin_px else data.patch_px,
                self._recipe.augmentation,
                rng,
                foreground_share=data.foreground_share,
                margin_px=network.margin_px,
            )
        size_px = image.size
        if network.margin_px:
            size_px = network.output_px(size_px[0]), network.output_px(size_px[1])
        return whole_image(
            image, self._recipe.augmentation, rng, size_px=size_px, margin_px=network.margin_px
        )

    def step(self, batch: Batch, *, rate: float = 1.0) -> float:
        """Learn from a batch.

        Parameters
        ----------
        batch
            See `batch`.
        rate
            Share of the recipe's learning rate, 0 to 1.

        Returns
        -------
        The loss before the step; if it is no finite number, no step was taken.
        """
        for group in self._optimiser.param_groups:
            group["lr"] = rate * self._recipe.optimiser.learning_rate
        self._stepper.zero_grad(set_to_none=True)
        value = sum(self._follow(part, share) for part, share in self._parts(batch))
        if np.isfinite(value):
            if self._recipe.optimiser.clip_norm > 0:
                self._fabric.clip_gradients(
                    self._module,
                    self._stepper,
                    max_norm=self._recipe.optimiser.clip_norm,
                    error_if_nonfinite=False,  # the next loss says so, in words for people
                )
            self._stepper.step()
        return value

    def _parts(self, batch: Batch) -> list[tuple[Batch, float]]:
        """What to compute at a time, and its share of the batch.

        All images of a project at once fit into no memory; their gradients add up one by one.
        """
        if self._recipe.batch:
            return [(batch, 1.0)]
        pixels, target, weights = batch
        return [
            (Batch(pixels[n], target[n], None if weights is None else weights[n]), 1 / len(target))
            for n in (slice(k, k + 1) for k in range(len(target)))
        ]

    def _follow(self, batch: Batch, share: float) -> float:
        """Add the gradients of a part of the batch; its share of the loss."""
        logits = self._module(batch.pixels)
        loss = share * segmentation_loss(logits, batch.target, self._recipe.loss, batch.weights)
        value = loss.item()
        if np.isfinite(value):
            self._fabric.backward(loss)
        self.last = batch, logits.detach()
        return value

    @property
    def model(self) -> UNet:
        """The network whose weights become the model."""
        return self.network

    def inference(self) -> Inference:
        """The model as it is now, ready to predict."""
        return ready_to_predict(self.model, dtype=self._dtype, device=self._device.torch_device)
