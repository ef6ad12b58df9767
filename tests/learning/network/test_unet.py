from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
import torch

from unet_studio.domain.network_config import NetworkConfig
from unet_studio.learning.network.unet import UNet
from unet_studio.learning.recipes import RECIPES

# For grey images and one class, as published.
ISBI_BINARY = replace(RECIPES["isbi-binary"].network, in_channels=1, out_channels=1)


def double_conv_parameters(c_in: int, c_out: int) -> int:
    first = 9 * c_in * c_out + c_out
    second = 9 * c_out * c_out + c_out
    normalisations = 2 * 2 * c_out  # weight and bias each
    return first + second + normalisations


def test_isbi_binary_has_as_many_parameters_as_its_facts_say() -> None:
    widths = [1, 64, 128, 256, 512, 512]
    encoder = sum(double_conv_parameters(a, b) for a, b in pairwise(widths))
    # [skip, up] -> decoder width
    decoder = sum(
        double_conv_parameters(skip + up, out)
        for skip, up, out in ((512, 512, 256), (256, 256, 128), (128, 128, 64), (64, 64, 64))
    )
    with torch.device("meta"):
        network = UNet(ISBI_BINARY)
    assert sum(p.numel() for p in network.parameters()) == encoder + decoder + 64 + 1


def test_isbi_binary_has_the_names_of_the_published_weights() -> None:
    with torch.device("meta"):
        names = set(UNet(ISBI_BINARY).state_dict())
    blocks = ["inc.double_conv"]
    blocks += [f"down{n}.maxpool_conv.1.double_conv" for n in range(1, 5)]
    blocks += [f"up{n}.conv.double_conv" for n in range(1, 5)]
    expected = {"outc.conv.weight", "outc.conv.bias"}
    for block in blocks:
        for place in (0, 1, 3, 4):
            expected |= {f"{block}.{place}.weight", f"{block}.{place}.bias"}
        for place in (1, 4):
            expected |= {
                f"{block}.{place}.{name}"
                for name in ("running_mean", "running_var", "num_batches_tracked")
            }
    assert names == expected


def test_usual_shape_of_width_64_is_that_of_isbi_binary() -> None:
    shape = NetworkConfig.of_width(64, 5)
    published = ISBI_BINARY
    assert (shape.widths, shape.decoder_widths) == (published.widths, published.decoder_widths)


def test_tiles_see_the_same_if_corners_are_not_aligned() -> None:
    torch.manual_seed(0)
    x = torch.randn(1, 1, 96, 96)
    for aligned, agrees in ((False, True), (True, False)):
        network = UNet(NetworkConfig(1, 1, (4, 8), (4,), aligned_corners=aligned)).eval()
        with torch.inference_mode():
            whole, tile = network(x), network(x[:, :, 16:80, 16:80])
        inner = whole[:, :, 32:64, 32:64], tile[:, :, 16:48, 16:48]
        assert torch.allclose(*inner, atol=1e-5) == agrees


@pytest.mark.parametrize("size", [(1, 1), (5, 40), (16, 16), (31, 33), (50, 64)])
def test_logits_are_as_large_as_the_image(size: tuple[int, int]) -> None:
    config = NetworkConfig(3, 4, (4, 8, 8), (4, 4))
    with torch.inference_mode():
        logits = UNet(config).eval()(torch.randn(2, 3, *size))
    assert logits.shape == (2, 4, *size)


def test_all_parameters_get_a_gradient() -> None:
    network = UNet(NetworkConfig(1, 1, (4, 8, 8), (4, 4)))
    network(torch.randn(2, 1, 16, 16)).sum().backward()
    assert all(p.grad is not None for p in network.parameters())


def test_a_shrinking_network_gives_logits_as_large_as_the_image() -> None:
    config = NetworkConfig(
        in_channels=2, out_channels=3, widths=(4, 8), decoder_widths=(4,), shrink=2
    )
    network = UNet(config).eval()
    for size in ((32, 48), (33, 47), (1, 5)):
        assert network(torch.zeros(1, 2, *size)).shape == (1, 3, *size)
    assert config.stride == 4


def test_a_shrinking_network_sees_means_of_squares() -> None:
    config = NetworkConfig(
        in_channels=1, out_channels=1, widths=(4, 8), decoder_widths=(4,), shrink=2
    )
    network = UNet(config).eval()
    x = torch.rand(1, 1, 16, 16)
    stirred = x.reshape(1, 1, 8, 2, 8, 2).flip(3, 5).reshape(1, 1, 16, 16)
    assert not torch.equal(x, stirred)
    assert torch.allclose(network(x), network(stirred), atol=1e-6)


@pytest.mark.parametrize(
    "values", [{"shrink": 0}, {"shrink": 99}, {"shrink": 2, "padding": "valid"}]
)
def test_impossible_shrinking_is_refused(values: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="shrink"):
        NetworkConfig(**values)


@pytest.mark.parametrize("size", [(1, 1), (4, 4), (7, 7), (4, 8), (1, 9)])
@pytest.mark.parametrize("count", [1, 2])
def test_learns_from_images_as_small_as_its_coarsest_pixel(
    size: tuple[int, int], count: int
) -> None:
    network = UNet(NetworkConfig(1, 1, (2, 2, 2), (2, 2)))
    logits = network(torch.randn(count, 1, *size))
    assert logits.shape == (count, 1, *size)
    logits.sum().backward()
    assert torch.isfinite(network.inc.double_conv[0].weight.grad).all()
