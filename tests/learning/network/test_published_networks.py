from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
import torch
from torch import nn

from tests.learning.reference_networks import CHANNELS, NETWORKS, with_statistics
from unet_studio.learning.network.unet import UNet
from unet_studio.learning.recipes import RECIPES

if TYPE_CHECKING:
    from unet_studio.domain.network_config import NetworkConfig

PADDED = [name for name in NETWORKS if name != "unet-2015"]


def config_of(recipe: str) -> NetworkConfig:
    c_in, c_out = CHANNELS[recipe]
    return replace(RECIPES[recipe].network, in_channels=c_in, out_channels=c_out)


def leaves(module: nn.Module) -> list[nn.Module]:
    """Parts with weights of their own, in the order in which they are computed."""
    return [part for part in module.modules() if any(True for _ in part.parameters(recurse=False))]


def computed_order(network: nn.Module, x: torch.Tensor) -> list[nn.Module]:
    order: list[nn.Module] = []
    hooks = [
        part.register_forward_hook(lambda part, *_: order.append(part)) for part in leaves(network)
    ]
    with torch.inference_mode():
        network(x)
    for hook in hooks:
        hook.remove()
    return order


def carried_over(reference: nn.Module, network: UNet, x: torch.Tensor) -> None:
    """Weights of the n-th part that is computed become those of the n-th part here."""
    theirs, ours = computed_order(reference, x), computed_order(network, x)
    assert [type(part) for part in theirs] == [type(part) for part in ours]
    for source, target in zip(theirs, ours, strict=True):
        target.load_state_dict(source.state_dict())


@pytest.mark.parametrize("recipe", NETWORKS)
def test_network_says_what_one_written_from_the_facts_says(recipe: str) -> None:
    torch.manual_seed(0)
    reference, network = with_statistics(NETWORKS[recipe]()), UNet(config_of(recipe)).eval()
    edge = 188 if recipe == "unet-2015" else 48
    x = torch.randn(1, CHANNELS[recipe][0], edge, edge)
    carried_over(reference, network, x)
    with torch.inference_mode():
        expected, found = reference(x), network(x)
    assert found.shape == expected.shape
    assert (found - expected).abs().max() < 1e-5


def test_isbi_binary_agrees_for_an_image_of_odd_size() -> None:
    torch.manual_seed(0)
    reference, network = with_statistics(NETWORKS["isbi-binary"]()), UNet(config_of("isbi-binary"))
    network.load_state_dict(reference.state_dict())  # under the published names
    x = torch.randn(1, 1, 53, 47)
    with torch.inference_mode():
        assert (network.eval()(x) - reference(x)).abs().max() < 1e-5


def block(c_in: int, c_out: int, *, bias: bool, norm: bool) -> int:
    each = (2 if norm else 0) + (1 if bias else 0)
    return 9 * c_out * (c_in + c_out) + 2 * each * c_out


def blocks(pairs: list[tuple[int, int]], *, bias: bool = True, norm: bool) -> int:
    return sum(block(a, b, bias=bias, norm=norm) for a, b in pairs)


def upconvs(widths: tuple[int, ...]) -> int:
    """2x2 transposed convolutions that halve the widths."""
    return sum(4 * a * b + b for a, b in pairwise(widths))


FIVE, WIDE = (32, 64, 128, 256, 512), (64, 128, 256, 512, 1024)
PARAMETERS = {
    "isbi-binary": blocks(
        [
            *pairwise((1, 64, 128, 256, 512, 512)),
            *((1024, 256), (512, 128), (256, 64), (128, 64)),
        ],
        norm=True,
    )
    + 64
    + 1,
    "labelme-multiclass": blocks(
        [(3, 64), *pairwise(WIDE), *pairwise(WIDE[::-1])], bias=False, norm=True
    )
    + sum(9 * w * w + 2 * w for w in WIDE[:-1])
    + sum(4 * w * w + w + w * (w // 2) + w // 2 for w in WIDE[1:])
    + 9 * 64 * 4
    + 4,
    "unet-2015": blocks([(1, 64), *pairwise(WIDE), *pairwise(WIDE[::-1])], norm=False)
    + upconvs(WIDE[::-1])
    + 64 * 2
    + 2,
    "dice-unet": blocks([(1, 32), *pairwise(FIVE), *pairwise(FIVE[::-1])], norm=False)
    + upconvs(FIVE[::-1])
    + 32
    + 1,
    "retina-patch": blocks(
        [(1, 32), (32, 64), (64, 128), (128 + 64, 64), (64 + 32, 32)], norm=False
    )
    + 32 * 2
    + 2,
    "loss-comparison": blocks([(3, 32), *pairwise(FIVE), *pairwise(FIVE[::-1])], norm=True)
    + upconvs(FIVE[::-1])
    + 32
    + 1,
}


@pytest.mark.parametrize("recipe", NETWORKS)
def test_network_has_as_many_parameters_as_its_facts_say(recipe: str) -> None:
    with torch.device("meta"):
        network = UNet(config_of(recipe))
    assert sum(p.numel() for p in network.parameters()) == PARAMETERS[recipe]


def test_original_network_makes_388_pixels_of_572() -> None:
    config = config_of("unet-2015")
    with torch.device("meta"):
        assert UNet(config)(torch.empty(1, 1, 572, 572)).shape == (1, 2, 388, 388)
    assert (config.output_px(388), config.margin_px) == (388, 92)


SIZES = [(1, 1), (1, 40), (2, 3), (7, 5), (16, 16), (17, 33), (31, 32), (40, 39)]


@pytest.mark.parametrize("recipe", PADDED)
@pytest.mark.parametrize("size", SIZES)
def test_padded_networks_take_any_size(recipe: str, size: tuple[int, int]) -> None:
    config = config_of(recipe)
    narrow = replace(
        config,
        widths=tuple(w // 16 for w in config.widths),
        decoder_widths=tuple(w // 16 for w in config.decoder_widths),
    )
    x = torch.randn(1, config.in_channels, *size)
    with torch.inference_mode():
        logits = UNet(narrow).eval()(x)
    assert logits.shape == (1, config.out_channels, *size)
    assert logits.isfinite().all()


def test_hes_start_keeps_the_deviation_through_the_network() -> None:
    torch.manual_seed(0)
    network = UNet(config_of("unet-2015"))
    up = network.get_submodule("up1.up")
    assert isinstance(up, nn.ConvTranspose2d)
    # Of a 2x2 convolution of stride 2 every output is made of one pixel of each channel.
    assert up.weight.std().item() == pytest.approx((2 / 1024) ** 0.5, rel=0.01)
