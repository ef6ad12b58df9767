"""Epoch models: the weights as they were every so many epochs, each as a model of its own."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from unet_studio.learning.network.model_weights import weights_of
from unet_studio.storage.runs.model_file import write_model

if TYPE_CHECKING:
    from pathlib import Path

    from unet_studio.domain.model_card import ModelCard
    from unet_studio.learning.network.unet import UNet


@dataclass(frozen=True)
class EpochModels:
    """Writes ``epoch-0020.safetensors`` and so on beside the best model.

    They are no models of the shelf, which would be full of them; they can be opened as files.

    Attributes
    ----------
    run
        The run folder.
    card
        Of the models; it says no scores, as these weights were not measured.
    every
        Epochs from one to the next; 0 = never.
    """

    run: Path
    card: ModelCard
    every: int

    def write_if_due(self, network: UNet, epoch: int) -> None:
        """Write the weights if so many epochs are over.

        Raises
        ------
        WriteError
            If the disk is full or the run folder is gone.
        """
        if self.every and epoch and epoch % self.every == 0:
            card = replace(self.card, name=f"{self.card.name} {epoch}", scores={})
            write_model(self.run / f"epoch-{epoch:04d}.safetensors", card, weights_of(network))
