from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import torch

from unet_studio.domain.network_config import NetworkConfig
from unet_studio.learning.network.unet import UNet
from unet_studio.learning.prediction.faster_network import ActivatedConv, ready_to_predict

CPU = torch.device("cpu")
CONFIG = NetworkConfig(1, 2, (4, 8, 8), (4, 4))


@pytest.mark.parametrize("activation", ["relu", "leaky-relu"])
@pytest.mark.parametrize("padding", ["zeros", "reflect", "valid"])
@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16])
def test_joined_activations_say_the_same(activation, padding, dtype) -> None:
    config = replace(CONFIG, activation=activation, padding=padding)
    torch.manual_seed(0)
    network = UNet(config).eval()
    edge = config.output_px(24) + 2 * config.margin_px
    pixels = np.random.default_rng(0).normal(size=(edge, edge, 1)).astype(np.float32)
    with torch.inference_mode():
        expected = network(torch.from_numpy(pixels)[None].permute(0, 3, 1, 2))
    inference = ready_to_predict(network, dtype=dtype, device=CPU)
    joined = [m for m in inference.network.modules() if isinstance(m, ActivatedConv)]
    assert bool(joined) == (padding != "reflect")
    allowed = 1e-4 if dtype == torch.float32 else 0.05
    assert torch.allclose(inference.logits(pixels), expected, atol=allowed)


def test_the_network_it_was_made_from_is_left_alone() -> None:
    network = UNet(CONFIG).eval()
    before = {name: value.clone() for name, value in network.state_dict().items()}
    ready_to_predict(network, dtype=torch.bfloat16, device=CPU)
    assert all(torch.equal(value, before[name]) for name, value in network.state_dict().items())
