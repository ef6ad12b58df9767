from __future__ import annotations

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from unet_studio.domain.augmentation_config import AugmentationConfig
from unet_studio.domain.network_config import NetworkConfig
from unet_studio.learning.data.normalisation import Scaling
from unet_studio.learning.network.unet import UNet
from unet_studio.learning.prediction.inference import Inference
from unet_studio.learning.prediction.views import turned, turned_back, views_of


@given(st.integers(0, 7), st.integers(1, 5), st.integers(1, 5))
def test_every_view_comes_back(view: int, height: int, width: int) -> None:
    pixels = np.arange(height * width * 2.0).reshape(height, width, 2)
    seen = turned(pixels, view)
    found = turned_back(seen.transpose(2, 0, 1), view)
    assert np.array_equal(found.transpose(1, 2, 0), pixels)


def test_the_eight_views_differ() -> None:
    pixels = np.arange(9.0).reshape(3, 3, 1)
    assert len({turned(pixels, view).tobytes() for view in range(8)}) == 8


@pytest.mark.parametrize(
    ("config", "expected"),
    [
        (AugmentationConfig(flips=False, rotation_deg=180), 1),
        (AugmentationConfig(flips=True), 4),
        (AugmentationConfig(flips=True, rotation_deg=20), 4),
        (AugmentationConfig(flips=True, rotation_deg=180), 8),
    ],
)
def test_only_views_that_were_learnt(config: AugmentationConfig, expected: int) -> None:
    assert views_of(config) == expected


@pytest.mark.parametrize("views", [4, 8])
def test_an_averaged_prediction_turns_with_the_image(views: int) -> None:
    torch.manual_seed(0)
    config = NetworkConfig(in_channels=1, out_channels=3, widths=(4, 4), decoder_widths=(4,))
    inference = Inference(UNet(config).eval(), torch.float32, torch.device("cpu"), views=views)
    image = np.random.default_rng(0).normal(size=(8, 8, 1)).astype(np.float32)
    scaling = Scaling(0.0, 1.0)
    straight = inference.probabilities(image, scaling)
    for view in range(1, views):
        seen = inference.probabilities(np.ascontiguousarray(turned(image, view)), scaling)
        np.testing.assert_allclose(turned_back(seen, view), straight, atol=1e-5)
    assert straight.sum(axis=0) == pytest.approx(1.0, abs=1e-5)
