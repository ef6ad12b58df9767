"""Learner: a network and its optimiser; takes one step at a time."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from lightning_fabric import Fabric
from torch import Tensor, nn

from unet_studio.learning.computing.device import precision_of
from unet_studio.learning.computing.distributed import ALONE, Processes
from unet_studio.learning.computing.interruption import check_within
from unet_studio.learning.computing.whole_batch import WholeBatch
from unet_studio.learning.data.batches import Batch, Batches
from unet_studio.learning.network.averaging import Averaging
from unet_studio.learning.network.losses import segmentation_loss
from unet_studio.learning.network.optimiser import load_optimiser, optimiser_of
from unet_studio.learning.network.step_chance import StepChance
from unet_studio.learning.network.unet import UNet

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from unet_studio.domain.recipe import Precision, Recipe
    from unet_studio.learning.computing.device import Device
    from unet_studio.learning.data.sampling import Sample


# The library announces its precision on the console; the planner's notes say what is to be said.
logging.getLogger("lightning_fabric").setLevel(logging.WARNING)


class Learner:
    """Learns by the recipe, which must be planned and resolved.

    Attributes
    ----------
    network
        The bare network that learns.
    averaging
        The mean of its weights, if the recipe wants one.
    parts
        Into how many a batch is cut, and computed one after the other, to need less memory.
    is_whole
        Whether weights and optimiser belong to the same step: not for a moment in every step.
    last
        What the last step was shown, and its logits.
    """

    def __init__(
        self,
        recipe: Recipe,
        device: Device,
        *,
        seed: int,
        fabric: Fabric | None = None,
        processes: Processes = ALONE,
        check: Callable[[], None] | None = None,
    ) -> None:
        """Make a network.

        Parameters
        ----------
        recipe
            Says all about it.
        device
            Where it learns.
        seed
            Decides its first weights, and what dropout drops.
        fabric
            Launched, if several processes share the training.
        processes
            Which do.
        check
            Called many times in a step; what it raises ends the step as if it had not begun.
        """
        self._recipe = recipe
        self._device = device
        self._batches = Batches(recipe, device, processes)
        self._processes = processes
        with torch.random.fork_rng(devices=[]):
            torch.manual_seed(seed)
            self.network = UNet(recipe.network)
        if device.is_cuda and processes.count > 1:
            self.network = nn.SyncBatchNorm.convert_sync_batchnorm(self.network)  # type: ignore[no-untyped-call]
        self.network.to(memory_format=torch.channels_last)  # type: ignore[call-overload]
        if check is not None:
            check_within(self.network, check)
        self._chance = StepChance(self.network, seed + processes.rank, device)
        self._optimiser = optimiser_of(self.network, recipe.optimiser, is_cuda=device.is_cuda)
        self._fabric = fabric or fabric_for(device, recipe.precision)
        self.last: tuple[Batch, Tensor] | None = None
        self._module, self._stepper = self._fabric.setup(self.network, self._optimiser)
        keep = recipe.optimiser.average
        self.averaging = Averaging(self.network, keep) if keep else None  # where the network now is
        self.parts = 1
        self.is_whole = True

    def batch(self, samples: Sequence[Sample], done: float = 0.0) -> Batch:
        """What this process learns from in a step that shows these images; see `Batches.of`."""
        return self._batches.of(samples, done)

    def step(self, batch: Batch, *, rate: float = 1.0, number: int = 0) -> float:
        """Learn from a batch; if anything is raised, no step was taken.

        Parameters
        ----------
        batch
            See `batch`.
        rate
            Share of the recipe's learning rate, 0 to 1.
        number
            Of the step, counted from 0: decides what dropout drops.

        Returns
        -------
        The loss before the step; if it is no finite number, no step was taken.
        """
        for group in self._optimiser.param_groups:
            group["lr"] = rate * self._recipe.optimiser.learning_rate
        self._stepper.zero_grad(set_to_none=True)
        value = self._add_gradients(batch, number)
        if np.isfinite(value):
            if self._recipe.optimiser.clip_norm > 0:
                self._fabric.clip_gradients(
                    self._module,
                    self._stepper,
                    max_norm=self._recipe.optimiser.clip_norm,
                    error_if_nonfinite=False,  # the next loss says so, in words for people
                )
            self.is_whole = False
            self._stepper.step()
            if self.averaging is not None:
                self.averaging.update()
            self.is_whole = True
        return value

    def _add_gradients(self, batch: Batch, number: int) -> float:
        # All images of a project at once fit into no memory.
        parts = self.parts if self._recipe.batch else len(batch.pixels)
        whole = WholeBatch(self._fabric, self._module, self._processes, parts)
        with self._chance.of_step(number):
            value, logits = whole.gradients(
                batch.pixels,
                (batch.target, batch.weights),
                batch.total,
                self._loss,
                self._chance.of_part,
            )
        self.last = batch, logits
        return value

    def _loss(self, logits: Tensor, *labels: Tensor | None) -> Tensor:
        target, weights = labels
        assert target is not None
        return segmentation_loss(logits, target, self._recipe.loss, weights)

    def state_dict(self) -> dict[str, Any]:
        """Weights and optimiser after the last whole step, also in the middle of the next."""
        return {
            "network": {**self.network.state_dict(), **self._chance.buffers_before()},
            "optimiser": self._optimiser.state_dict(),
            "averaging": None if self.averaging is None else self.averaging.state_dict(),
        }

    def load_state_dict(self, state: Mapping[str, Any]) -> None:
        """Go on from a `state_dict`, be it of another device or precision."""
        self.network.load_state_dict(state["network"])
        load_optimiser(self._optimiser, state["optimiser"])
        if self.averaging is not None:
            self.averaging.load_state_dict(state["averaging"])

    def begin_with(self, weights: Mapping[str, Tensor]) -> None:
        """Learn from these weights on; before the first step."""
        self.network.load_state_dict(weights)
        if self.averaging is not None:
            self.averaging.begin_with(weights)

    @property
    def model(self) -> UNet:
        """The network whose weights become the model."""
        return self.network if self.averaging is None else self.averaging.model


def fabric_for(device: Device, precision: Precision) -> Fabric:
    """What one process computes with."""
    return Fabric(
        accelerator=device.torch_device.type,
        devices=[device.torch_device.index or 0] if device.is_cuda else 1,
        precision=precision_of(device, precision),
    )
