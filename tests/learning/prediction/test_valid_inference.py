from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from unet_studio.domain.network_config import NetworkConfig
from unet_studio.learning.data.fitting import Fitting
from unet_studio.learning.data.normalisation import Scaling
from unet_studio.learning.network.unet import UNet
from unet_studio.learning.prediction.inference import Inference

CPU = torch.device("cpu")
PLAIN = Scaling(0.0, 1.0)
WIDTHS = (2, 3, 4, 5, 6)


def config_of(levels: int) -> NetworkConfig:
    widths = WIDTHS[:levels]
    return NetworkConfig(
        1,
        2,
        widths,
        widths[-2::-1],
        padding="valid",
        normalisation="none",
        up="transposed",
        start="he",
    )


CONFIG = config_of(3)


def network(levels: int = 3) -> UNet:
    torch.manual_seed(0)
    return UNet(config_of(levels)).eval()


# Up to the five levels of the original U-Net: only from four on may tiles begin where pooling
# would join other pixels than without tiles.
@settings(max_examples=40, deadline=None)
@given(st.integers(2, 5), st.integers(1, 120), st.integers(1, 120), st.integers(1, 60))
def test_tiles_of_a_valid_network_equal_the_whole(
    levels: int, h: int, w: int, tile_px: int
) -> None:
    picture = np.random.default_rng(h * 200 + w).normal(size=(h, w, 1)).astype(np.float32)
    tiled, whole = (
        Inference(network(levels), torch.float32, CPU, tile_px=px).probabilities(picture, PLAIN)
        for px in (tile_px, 1024)
    )
    assert tiled.shape == (2, h, w)
    assert np.abs(tiled - whole).max() < 1e-4


@pytest.mark.parametrize("size", [(40, 57), (100, 150), (230, 170), (68, 132), (64, 65)])
@pytest.mark.parametrize("tile_px", [20, 64, 100])
def test_tiles_equal_the_whole_with_five_levels_too(size: tuple[int, int], tile_px: int) -> None:
    # Then the edges of answers are no multiples of the stride.
    torch.manual_seed(0)
    deep = UNet(replace(CONFIG, widths=(4, 6, 6, 6, 6), decoder_widths=(6, 6, 6, 4))).eval()
    picture = np.random.default_rng(0).normal(size=(*size, 1)).astype(np.float32)
    tiled = Inference(deep, torch.float32, CPU, tile_px=tile_px).probabilities(picture, PLAIN)
    whole = Inference(deep, torch.float32, CPU, tile_px=1000).probabilities(picture, PLAIN)
    assert tiled.shape == (2, *size)
    assert np.abs(tiled - whole).max() < 1e-5


def test_every_pixel_is_seen_with_all_it_depends_on() -> None:
    margin = CONFIG.margin_px
    edge = CONFIG.output_px(40)
    picture = np.random.default_rng(1).normal(size=(edge, edge, 1)).astype(np.float32)
    around = np.pad(picture, ((margin, margin), (margin, margin), (0, 0)), mode="symmetric")
    inference = Inference(network(), torch.float32, CPU)
    logits = inference.logits(around)
    assert logits.shape == (1, 2, edge, edge)
    expected = torch.softmax(logits, dim=1)[0].numpy()
    assert np.abs(inference.probabilities(picture, PLAIN) - expected).max() < 1e-6


@pytest.mark.parametrize("fit", ["stretch", "letterbox"])
def test_answers_to_fitted_pictures_have_the_pictures_own_size(fit: str) -> None:
    config = NetworkConfig(1, 1, (4, 8), (4,))
    torch.manual_seed(0)
    inference = Inference(
        UNet(config).eval(),
        torch.float32,
        CPU,
        fitting=Fitting(fit, (32, 32)),  # type: ignore[arg-type]
    )
    found = inference.probabilities(np.zeros((700, 50, 1), np.uint8), PLAIN)
    assert found.shape == (2, 700, 50)
    assert np.allclose(found.sum(axis=0), 1, atol=1e-5)
