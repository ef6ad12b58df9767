"""Best weights: those of a training so far, in memory and as a model file."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from unet_studio.learning.data.likeness import least_certain
from unet_studio.learning.network.model_weights import as_arrays, copied
from unet_studio.learning.network.unet import UNet
from unet_studio.storage.runs.model_file import card_as_json, card_of_json, write_model

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from torch import Tensor

    from unet_studio.domain.metrics import ClassScores
    from unet_studio.domain.model_card import Comparison, ModelCard
    from unet_studio.learning.scores.final_score import FinalScore


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
        self,
        network: UNet,
        *,
        value: float | None,
        scores: Mapping[str, ClassScores],
        images: int = 0,
    ) -> None:
        """Keep the weights as they are now.

        Parameters
        ----------
        network
            Has them.
        value
            How good they are; None if nobody knows.
        scores, images
            Class name -> scores on so many held-out images; empty if nobody knows.
        """
        self._weights = copied(network)
        self.value = value
        self.card = replace(
            self.card,
            scores=dict(scores),
            augmented_scores={},
            score_images=images,
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
            write_model(self.path, self.card, as_arrays(self._weights))
            self._is_written = True
