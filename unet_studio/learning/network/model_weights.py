"""Model weights: from a network to what a model file keeps, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import torch

from unet_studio.domain.message import say
from unet_studio.domain.network_config import MAX_CHANNELS
from unet_studio.learning.network.unet import UNet
from unet_studio.storage.runs.model_file import ModelFileError, read_model

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from numpy.typing import NDArray
    from torch import Tensor

    from unet_studio.domain.model_card import ModelCard


def weights_of(network: UNet) -> dict[str, NDArray[Any]]:
    """The weights as they are now, as a model file keeps them."""
    return as_arrays(copied(network))


def load_network(path: Path) -> tuple[ModelCard, UNet]:
    """Read a model file.

    Raises
    ------
    ModelFileError
        If it is none, or its weights do not fit its card.
    """
    card, weights = read_model(path)
    misfit = say("models", "Cannot use {path} as a model: its weights do not fit its card.")
    count = len(card.classes)
    fits = card.network.out_channels in ((1, 2) if count == 1 else (count + 1,))
    if not count or not fits or not 1 <= card.network.in_channels <= MAX_CHANNELS:
        raise ModelFileError(misfit(path=path))
    with torch.device("meta"):  # no memory, however large a hostile card says it is
        network = UNet(card.network)
    try:
        network.load_state_dict(
            {name: torch.from_numpy(_in_float32(array)) for name, array in weights.items()},
            assign=True,
        )
    except RuntimeError as error:
        raise ModelFileError(misfit(path=path)) from error
    return card, network.eval()


def copied(network: UNet) -> dict[str, Tensor]:
    """The weights as they are now, on the CPU."""
    return {
        name: tensor.detach().to("cpu", copy=True) for name, tensor in network.state_dict().items()
    }


def as_arrays(weights: Mapping[str, Tensor]) -> dict[str, NDArray[Any]]:
    """Weights as a model file keeps them."""
    return {name: tensor.contiguous().numpy() for name, tensor in weights.items()}


def _in_float32(array: NDArray[Any]) -> NDArray[Any]:
    return array.astype(np.float32) if array.dtype.kind == "f" else array
