"""Small models of any recipe's shape, as if they were trained."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import torch

from unet_studio.domain.label_class import LabelClass
from unet_studio.domain.model_card import ModelCard
from unet_studio.learning.network.model_weights import weights_of
from unet_studio.learning.network.unet import UNet
from unet_studio.storage.runs.model_file import write_model

if TYPE_CHECKING:
    from pathlib import Path

    from unet_studio.domain.network_config import NetworkConfig
    from unet_studio.domain.recipe import Recipe


def small_model(path: Path, config: NetworkConfig, **card: Any) -> Path:
    """Write a model of a network with weights drawn anew and running means that mean something."""
    torch.manual_seed(0)
    network = UNet(config).train()
    edge = 8 * config.stride + 2 * config.margin_px
    pictures = torch.rand(2, config.in_channels, edge, edge)
    if card.get("normalisation", "per-image") != "unit":
        pictures = pictures * (255 if card.get("normalisation") == "none" else 4) - 2
    with torch.no_grad():
        network(pictures)
        network.outc.conv.weight *= 8  # else everything is about as likely as everything else
        found = network.eval()(pictures).mean((0, 2, 3))
        network.outc.conv.bias -= found - found[-1] * (len(found) > 1)
    count = max(1, config.out_channels - 1)
    classes = tuple(LabelClass(2 * n + 1, f"class {n}", "#e69f00") for n in range(count))
    said = {"normalisation": "per-image", "patch_px": 32, "precision": "float32", **card}
    write_model(path, ModelCard("small", "auto", config, classes, **said), weights_of(network))
    return path


def small_of_recipe(path: Path, recipe: Recipe, *, in_channels: int, out_channels: int) -> Path:
    """A model of a recipe's kind of network, narrow and shallow."""
    config = replace(
        recipe.network,
        in_channels=in_channels,
        out_channels=out_channels,
        widths=(4, 6, 8),
        decoder_widths=(6, 4),
    )
    data = recipe.data
    return small_model(
        path, config, normalisation=data.normalisation, fit=data.fit, fit_px=(48, 64)
    )
