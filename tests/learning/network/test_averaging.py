from __future__ import annotations

import pytest
import torch

from unet_studio.domain.network_config import NetworkConfig
from unet_studio.learning.network.averaging import Averaging
from unet_studio.learning.network.unet import UNet


def small_network(seed: int = 0) -> UNet:
    torch.manual_seed(seed)
    config = NetworkConfig(in_channels=1, out_channels=1, widths=(4, 4), decoder_widths=(4,))
    return UNet(config)


def set_all(network: UNet, value: float) -> None:
    with torch.no_grad():
        for tensor in network.state_dict().values():
            if tensor.is_floating_point():
                tensor.fill_(value)


def test_mean_is_the_closed_form() -> None:
    network = small_network()
    averaging = Averaging(network, keep=0.8)
    values = [3.0, -1.0, 4.0, 1.5] * 20
    expected = 0.0
    for n, value in enumerate(values):
        set_all(network, value)
        averaging.update()
        share = min(0.8, n / (n + 10))
        expected = share * expected + (1 - share) * value
    for name, tensor in averaging.model.state_dict().items():
        if tensor.is_floating_point():
            assert tensor.flatten()[0].item() == pytest.approx(expected, rel=1e-5), name


def test_the_first_step_forgets_the_random_start() -> None:
    network = small_network()
    averaging = Averaging(network, keep=0.999)
    set_all(network, 2.5)
    averaging.update()
    assert torch.equal(averaging.model.inc.double_conv[0].weight, network.inc.double_conv[0].weight)


def test_statistics_of_normalisations_are_averaged_too() -> None:
    network = small_network()
    averaging = Averaging(network, keep=0.5)
    normalisation = network.inc.double_conv[1]
    for mean in (0.0, 8.0):
        normalisation.running_mean.fill_(mean)
        averaging.update()
    share = min(0.5, 1 / 11)
    expected = (1 - share) * 8.0
    assert averaging.model.inc.double_conv[1].running_mean[0].item() == pytest.approx(expected)


def test_goes_on_from_its_state_as_if_never_stopped() -> None:
    network, other = small_network(), small_network()
    straight, broken = Averaging(network, 0.9), Averaging(other, 0.9)
    for n in range(6):
        set_all(network, float(n))
        set_all(other, float(n))
        straight.update()
        broken.update()
        if n == 2:
            state = {**broken.state_dict()}
            broken = Averaging(other, 0.9)
            broken.load_state_dict(state)
    assert straight.steps == broken.steps == 6
    for a, b in zip(
        straight.model.state_dict().values(), broken.model.state_dict().values(), strict=True
    ):
        assert torch.equal(a, b)


def test_the_mean_is_never_trained() -> None:
    averaging = Averaging(small_network(), keep=0.9)
    assert not averaging.model.training
    assert not any(p.requires_grad for p in averaging.model.parameters())
