"""Optimisers: how weights follow gradients, by the names people know."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch

if TYPE_CHECKING:
    from unet_studio.domain.recipe import OptimiserConfig
    from unet_studio.learning.unet import UNet


def optimiser_of(network: UNet, config: OptimiserConfig) -> torch.optim.Optimizer:
    """The optimiser that a recipe names, over all weights of a network."""
    weights, rate, decay = network.parameters(), config.learning_rate, config.weight_decay
    match config.name:
        case "sgd":
            return torch.optim.SGD(weights, rate, config.momentum, weight_decay=decay)
        case "adagrad":
            return torch.optim.Adagrad(weights, rate, weight_decay=decay)
        case "rmsprop":
            return torch.optim.RMSprop(
                weights, rate, weight_decay=decay, momentum=config.momentum, foreach=True
            )
        case "adam":
            return torch.optim.Adam(weights, rate, weight_decay=decay)
        case "adamw":
            return torch.optim.AdamW(weights, rate, weight_decay=decay)
