"""Averaging: the running mean of a network's weights, which predicts better than the last ones."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

import torch

if TYPE_CHECKING:
    from collections.abc import Mapping

    from torch import Tensor

    from unet_studio.learning.network.unet import UNet

_WARM_UP = 10  # with fewer steps behind it, the mean forgets faster: it starts from chance

KNOWN_STEPS = 100
"""The mean that an earlier training left counts as if so many steps lay behind it: some ten steps
take its place, and not the very first, which knows the statistics of one batch only."""


class Averaging:
    """Exponential moving average of weights and of the statistics of normalisations.

    After step n the mean keeps the share min(`keep`, n / (n + 10)) of itself, so that the first
    steps, which start from random weights, are soon forgotten (Polyak averaging with the warm-up
    of TensorFlow's ``ExponentialMovingAverage``).

    Attributes
    ----------
    model
        The network with the mean weights; never trained itself.
    keep
        Share that the mean keeps with every step, 0 to less than 1.
    steps
        Taken in so far.
    """

    def __init__(self, network: UNet, keep: float) -> None:
        self.model = copy.deepcopy(network).requires_grad_(False).eval()
        self.keep = keep
        self.steps = 0
        self._source = _floating(network)
        self._mean = _floating(self.model)

    @torch.no_grad()
    def update(self) -> None:
        """Take in the network as it is now."""
        share = min(self.keep, self.steps / (self.steps + _WARM_UP))
        self.steps += 1
        torch._foreach_lerp_(self._mean, self._source, 1 - share)  # all tensors in one call

    def begin_with(self, weights: Mapping[str, Tensor]) -> None:
        """Begin with the mean of an earlier training, before the first step."""
        self.model.load_state_dict(weights)
        self.steps = KNOWN_STEPS

    def state_dict(self) -> dict[str, Any]:
        """What `load_state_dict` needs to go on as if never stopped."""
        return {"steps": self.steps, "model": self.model.state_dict()}

    def load_state_dict(self, state: Mapping[str, Any]) -> None:
        """Go on from a `state_dict`."""
        self.steps = int(state["steps"])
        self.model.load_state_dict(state["model"])


def _floating(network: UNet) -> list[Tensor]:
    """Weights and statistics that have a mean; counters of batches have none."""
    tensors = [*network.parameters(), *network.buffers()]
    return [t.detach() for t in tensors if t.is_floating_point()]
