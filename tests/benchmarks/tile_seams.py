"""How far tiles are from the untiled answer: tile_seams.py [MODEL] [--edge 1500] [--tile 768]

In float32, of ISBI test images side by side; the model is the starter unless one is given. Needs
the shared data beside the repository.
"""

# a script for the console
from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
from predict_throughput import TEST_IMAGES, tiled

from unet_studio.learning.data.normalisation import in_channels, scaling_of
from unet_studio.learning.network.model_weights import load_network
from unet_studio.learning.prediction.faster_network import ready_to_predict
from unet_studio.storage.resource_files import models_dir


def main(model: Path, edge: int, tile_px: int) -> None:
    card, network = load_network(model)
    picture = tiled(sorted(TEST_IMAGES.glob("*.png")), -(-edge // 512) * 512)[:edge, :edge]
    pixels = in_channels(picture, card.network.in_channels)
    scaling = scaling_of(pixels, card.normalisation)
    inference = ready_to_predict(network, dtype=torch.float32, device=torch.device("cpu"))
    whole = replace(inference, tile_px=2 * edge).probabilities(pixels, scaling)
    for overlap_px in (96, inference.overlap_px, 160):
        cut = replace(inference, tile_px=tile_px, overlap_px=overlap_px)
        found = cut.probabilities(pixels, scaling)
        off = np.abs(found - whole)
        others = (found.argmax(0) != whole.argmax(0)).mean() * 1e6
        print(
            f"overlap {overlap_px}: {others:.1f} of a million pixels get another class; "
            f"probabilities differ by {off.mean():.1e} on average, {off.max():.3f} at most"
        )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", type=Path, nargs="?", default=models_dir() / "starter.safetensors")
    parser.add_argument("--edge", type=int, default=1500)
    parser.add_argument("--tile", type=int, default=768)
    given = parser.parse_args()
    main(given.model, given.edge, given.tile)
