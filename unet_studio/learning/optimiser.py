"""Optimisers: how weights follow gradients, by the names people know."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch

if TYPE_CHECKING:
    from unet_studio.domain.recipe import OptimiserConfig
    from unet_studio.learning.unet import UNet


def optimiser_of(
    network: UNet, config: OptimiserConfig, *, is_cuda: bool = False
) -> torch.optim.Optimizer:
    """The optimiser that a recipe names, over all weights of a network.

    Parameters
    ----------
    is_cuda
        Whether the weights are, or will be, on a GPU. There all weights are updated at once; a CPU
        is faster with one after the other, in one pass over memory where torch has that (fused).
    """
    weights, rate, decay = network.parameters(), config.learning_rate, config.weight_decay
    match config.name:
        case "sgd":
            return torch.optim.SGD(weights, rate, config.momentum, weight_decay=decay, fused=True)
        case "adagrad":
            at_once = {"foreach": True} if is_cuda else {"fused": True}
            return torch.optim.Adagrad(weights, rate, weight_decay=decay, **at_once)
        case "rmsprop":
            return torch.optim.RMSprop(
                weights, rate, weight_decay=decay, momentum=config.momentum, foreach=is_cuda
            )
        case "adam":
            return torch.optim.Adam(weights, rate, weight_decay=decay, fused=True)
        case "adamw":
            return torch.optim.AdamW(weights, rate, weight_decay=decay, fused=True)
