"""Networks whose statistics are not those they were born with, and model files of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import torch

from unet_studio.domain.label_class import LabelClass
from unet_studio.domain.model_card import ModelCard
from unet_studio.domain.network_config import NetworkConfig
from unet_studio.learning.network.unet import UNet
from unet_studio.storage.runs.model_file import write_model

if TYPE_CHECKING:
    from pathlib import Path


def trained_looking(config: NetworkConfig, seed: int = 0) -> UNet:
    """A network whose running means are not those of an untrained one."""
    torch.manual_seed(seed)
    network = UNet(config).train()
    with torch.no_grad():
        for _ in range(3):
            network(torch.randn(2, config.in_channels, 32, 32) * 2 + 1)
    return network.eval()


def model_at(path: Path, *, channels: int = 1, ids: tuple[int, ...] = (1,), **card: Any) -> Path:
    outputs = 1 if len(ids) == 1 else len(ids) + 1
    config = NetworkConfig(channels, outputs, (4, 8, 8), (4, 4))
    weights = {k: v.numpy() for k, v in trained_looking(config).state_dict().items()}
    classes = tuple(LabelClass(i, f"class {i}", "#e69f00") for i in ids)
    card = {"normalisation": "per-image", "patch_px": 32, **card}
    write_model(path, ModelCard("test", "auto", config, classes, **card), weights)
    return path
