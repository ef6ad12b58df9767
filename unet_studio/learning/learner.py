"""Learner: a network and its optimiser; takes one step at a time."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import torch
from lightning_fabric import Fabric
from torch import Tensor

from unet_studio.domain.message import StudioError, say
from unet_studio.learning import augmentation
from unet_studio.learning.averaging import Averaging
from unet_studio.learning.inference import Inference, ready_to_predict
from unet_studio.learning.losses import segmentation_loss
from unet_studio.learning.optimiser import optimiser_of
from unet_studio.learning.unet import UNet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unet_studio.domain.recipe import Recipe
    from unet_studio.learning.device import Device
    from unet_studio.learning.sampling import Sample


# The library announces its precision on the console; the planner's notes say what is to be said.
logging.getLogger("lightning_fabric").setLevel(logging.WARNING)


class Batch(NamedTuple):
    """What one step learns from: (B, C, H, W) float32, channels last, and (B, H, W) uint8."""

    pixels: Tensor
    target: Tensor


class Learner:
    """Learns by the recipe, which must be planned and resolved.

    Attributes
    ----------
    network
        The bare network that learns.
    averaging
        The mean of its weights, if the recipe wants one.
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
        self._module, self._stepper = self._fabric.setup(self.network, self._optimiser)
        keep = recipe.optimiser.average
        self.averaging = Averaging(self.network, keep) if keep else None  # where the network now is

    def batch(self, samples: Sequence[Sample]) -> Batch:
        """Cut or take the images of one step, each varied with its own chance."""
        config, patch_px = self._recipe.augmentation, self._recipe.data.patch_px
        if patch_px:
            pairs = [augmentation.patch(s.image, patch_px, config, s.rng) for s in samples]
        else:
            pairs = [augmentation.whole_image(s.image, config, s.rng) for s in samples]
        if len({target.shape for _, target in pairs}) > 1:
            raise StudioError(
                say(
                    "training", "Images of different sizes do not fit into one batch; set batch=1."
                )()
            )
        pixels = torch.from_numpy(np.stack([p for p, _ in pairs])).permute(0, 3, 1, 2)
        target = torch.from_numpy(np.stack([t for _, t in pairs]))
        return Batch(
            pixels.to(self._device.torch_device, memory_format=torch.channels_last),
            target.to(self._device.torch_device),
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
        loss = segmentation_loss(self._module(batch.pixels), batch.target, self._recipe.loss)
        value = loss.item()
        if np.isfinite(value):
            self._fabric.backward(loss)
            self._stepper.step()
            if self.averaging is not None:
                self.averaging.update()
        return value

    @property
    def model(self) -> UNet:
        """The network whose weights become the model."""
        return self.network if self.averaging is None else self.averaging.model

    def inference(self) -> Inference:
        """The model as it is now, ready to predict."""
        return ready_to_predict(self.model, dtype=self._dtype, device=self._device.torch_device)
