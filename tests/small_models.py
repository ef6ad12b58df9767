"""Small model files for tests that need some model, however little it has learnt."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch

from unet_studio.domain.label_class import ClassTable
from unet_studio.domain.model_card import ModelCard
from unet_studio.domain.network_config import NetworkConfig
from unet_studio.learning.network.model_weights import weights_of
from unet_studio.learning.network.unet import UNet
from unet_studio.storage.runs.model_file import write_model

if TYPE_CHECKING:
    from pathlib import Path


def untrained_model(path: Path, classes: tuple[str, ...] = ("disc",)) -> Path:
    """A model of grey pictures with the weights it was born with, always the same."""
    outputs = 1 if len(classes) == 1 else len(classes) + 1
    config = NetworkConfig(
        in_channels=1, out_channels=outputs, widths=(4, 8, 8), decoder_widths=(4, 4)
    )
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(0)
        network = UNet(config).eval()
    known = tuple(ClassTable.of(classes))
    card = ModelCard("test", "auto", config, known, normalisation="per-image", patch_px=32)
    write_model(path, card, weights_of(network))
    return path
