"""Optimisers: how weights follow gradients, by the names people know."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import torch

if TYPE_CHECKING:
    from collections.abc import Mapping

    from unet_studio.domain.recipe import OptimiserConfig
    from unet_studio.learning.network.unet import UNet


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


def load_optimiser(optimiser: torch.optim.Optimizer, state: Mapping[str, Any]) -> None:
    """Go on from a `state_dict` that was kept in a file, where keys became texts.

    What belongs to a weight is laid out in memory as the weight is: sums over another layout
    may be rounded differently, and a training that goes on would not be the same to the last bit.
    """
    weights = [weight for group in optimiser.param_groups for weight in group["params"]]
    kept = {
        int(number): {name: _laid_out(value, weights[int(number)]) for name, value in each.items()}
        for number, each in state["state"].items()
    }
    optimiser.load_state_dict({"state": kept, "param_groups": list(state["param_groups"])})


def _laid_out(value: Any, weight: torch.Tensor) -> Any:
    if not isinstance(value, torch.Tensor) or value.shape != weight.shape:
        return value
    return torch.empty_like(weight, dtype=value.dtype).detach().copy_(value)
