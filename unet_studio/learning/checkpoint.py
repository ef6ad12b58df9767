"""Checkpoint: the best weights of a training so far, in memory and as a model file."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import torch

from unet_studio.domain.message import say
from unet_studio.domain.network_config import MAX_CHANNELS
from unet_studio.learning.likeness import least_certain
from unet_studio.learning.unet import UNet
from unet_studio.storage.model_file import (
    ModelFileError,
    card_as_json,
    card_of_json,
    read_model,
    write_model,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from numpy.typing import NDArray
    from torch import Tensor

    from unet_studio.domain.metrics import ClassScores
    from unet_studio.domain.model_card import Comparison, ModelCard
    from unet_studio.learning.final_score import FinalScore


class BestModel:
    """Keeps the best weights; `write` puts them on disk if that is not done yet.

    Attributes
    ----------
    path
        The model file.
    card
        Of the weights kept.
    value
        How good they are, higher is better; None as long as nothing is kept.
    """

    def __init__(self, path: Path, card: ModelCard) -> None:
        self.path = path
        self.card = card
        self.value: float | None = None
        self._weights: dict[str, Tensor] | None = None
        self._is_written = False

    @property
    def is_empty(self) -> bool:
        """Whether nothing is kept yet."""
        return self._weights is None

    def keep(
        self, network: UNet, *, value: float | None, scores: Mapping[str, ClassScores]
    ) -> None:
        """Keep the weights as they are now, with their scores on held-out images, if known."""
        self._weights = _copied(network)
        self.value = value
        self.card = replace(
            self.card,
            scores=dict(scores),
            augmented_scores={},
            score_images=0,
            intervals={},
            dice_interval=None,
            one_sided=(),
            least_certain=None,
        )
        self._is_written = False

    def score(self, found: FinalScore, *, chosen_among: int) -> None:
        """Say how well the kept weights did on held-out images.

        Parameters
        ----------
        found
            The scores.
        chosen_among
            See `ModelCard.chosen_among`.
        """
        self.card = replace(
            self.card,
            scores=dict(found.scores),
            score_images=found.images,
            intervals={name: dict(each) for name, each in found.intervals.items()},
            dice_interval=found.mean_interval,
            chosen_among=chosen_among,
            one_sided=found.one_sided,
            least_certain=least_certain(found.certain),
        )
        self._is_written = False

    def score_augmented(self, scores: Mapping[str, ClassScores]) -> None:
        """Say how well they did where predictions are averaged over all views of an image."""
        self.card = replace(self.card, augmented_scores=dict(scores))
        self._is_written = False

    def note_comparison(self, found: Comparison) -> None:
        """Say how they compare with the model that the training started from."""
        self.card = replace(self.card, continued=found)
        self._is_written = False

    def network(self) -> UNet:
        """A network with the kept weights."""
        assert self._weights is not None
        network = UNet(self.card.network)
        network.load_state_dict(self._weights)
        return network

    def state_dict(self) -> dict[str, Any]:
        """What `load_state_dict` needs to go on as if never stopped."""
        return {"weights": self._weights, "value": self.value, "card": card_as_json(self.card)}

    def load_state_dict(self, state: Mapping[str, Any]) -> None:
        """Go on from a `state_dict`; the file may be another one, and is written again."""
        self._weights, self.value = state["weights"], state["value"]
        self.card = card_of_json(self.path, state["card"])
        self._is_written = False

    def write(self) -> None:
        """Write the model file, if there is anything new to write."""
        if self._weights is not None and not self._is_written:
            write_model(self.path, self.card, _as_arrays(self._weights))
            self._is_written = True


def weights_of(network: UNet) -> dict[str, NDArray[Any]]:
    """The weights as they are now, as a model file keeps them."""
    return _as_arrays(_copied(network))


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


def _copied(network: UNet) -> dict[str, Tensor]:
    return {
        name: tensor.detach().to("cpu", copy=True) for name, tensor in network.state_dict().items()
    }


def _in_float32(array: NDArray[Any]) -> NDArray[Any]:
    return array.astype(np.float32) if array.dtype.kind == "f" else array


def _as_arrays(weights: Mapping[str, Tensor]) -> dict[str, NDArray[Any]]:
    return {name: tensor.contiguous().numpy() for name, tensor in weights.items()}
