"""Faster network: a trained network rearranged so that it says the same in less time."""

from __future__ import annotations

import copy
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor, nn
from torch.nn.utils.fusion import fuse_conv_bn_eval

from unet_studio.learning.data.fitting import NO_FITTING, Fitting
from unet_studio.learning.network.int8_network import make_int8
from unet_studio.learning.prediction.inference import TILE_PX, Inference

if TYPE_CHECKING:
    from collections.abc import Iterator

    from unet_studio.learning.network.unet import UNet


def ready_to_predict(
    network: UNet,
    *,
    dtype: torch.dtype,
    device: torch.device,
    fitting: Fitting = NO_FITTING,
    int8: bool = False,
) -> Inference:
    """A copy of the network that predicts faster.

    Normalisations are folded into the convolutions before them, on the CPU activations too;
    channels lie last, as oneDNN and tensor cores like them, and everything is in `dtype`. With
    `int8` most of it computes with bytes instead: a little less exact, see `int8_network`.
    """
    copied = folded(network)
    copied.to(device, dtype, memory_format=torch.channels_last)  # type: ignore[call-overload]
    if device.type == "cpu" and _can_activate_at_once(dtype):
        for block in copied.modules():
            if isinstance(block, nn.Sequential):
                _join(block)
    if int8:
        make_int8(copied, folded(network), network)
    inference = Inference(copied, dtype, device, fitting=fitting)
    return replace(inference, tile_px=TILE_PX[inference.computes_in])


def folded(network: UNet) -> UNet:
    """A copy in evaluation mode, normalisations folded into the convolutions before them."""
    copied = copy.deepcopy(network).eval()
    for block in copied.modules():
        if isinstance(block, nn.Sequential):
            _fold(block)
    return copied


def _fold(layers: nn.Sequential) -> None:
    """Fold every normalisation into the convolution before it."""
    for n, (convolution, normalisation) in enumerate(pairwise(list(layers))):
        if isinstance(convolution, nn.Conv2d) and isinstance(
            normalisation, nn.BatchNorm2d | nn.SyncBatchNorm
        ):
            layers[n] = fuse_conv_bn_eval(convolution, normalisation)
            layers[n + 1] = nn.Identity()


class ActivatedConv(nn.Conv2d):
    """A convolution whose results are activated before they are written: one way to memory less.

    Parameters
    ----------
    convolution
        With zeros around, on the CPU.
    activation
        What follows it.
    """

    def __init__(self, convolution: nn.Conv2d, activation: nn.ReLU | nn.LeakyReLU) -> None:
        nn.Module.__init__(self)
        self.__dict__ |= convolution.__dict__  # the same weights, not drawn anew
        self._kind, self._slope = "relu", list[float]()
        if isinstance(activation, nn.LeakyReLU):
            self._kind, self._slope = "leaky_relu", [activation.negative_slope]

    def forward(self, x: Tensor) -> Tensor:
        """(B, in, H, W) -> (B, out, H, W), activated."""
        return _activated(self, x, self._kind, self._slope)


def _activated(layer: nn.Conv2d, x: Tensor, kind: str, slope: list[float]) -> Tensor:
    # What torch.compile makes of the two layers on a CPU, without a compiler at hand.
    operation: Any = torch.ops.mkldnn._convolution_pointwise
    found: Tensor = operation(
        x,
        layer.weight,
        layer.bias,
        layer.padding,
        layer.stride,
        layer.dilation,
        layer.groups,
        kind,
        slope,
        "",
    )
    return found


def _can_activate_at_once(dtype: torch.dtype) -> bool:
    """Whether this build of torch and this CPU know the operation; tried by using it."""
    layer = nn.Conv2d(1, 1, 3, padding=1).to(dtype)
    x = torch.zeros(1, 1, 4, 4, dtype=dtype)
    try:
        with torch.inference_mode():
            _activated(layer, x, "relu", [])
    except (AttributeError, RuntimeError, TypeError):
        return False
    return True


def _join(layers: nn.Sequential) -> None:
    """Join every activation with the convolution before it."""
    for n, m in _neighbours(layers):
        convolution, activation = layers[n], layers[m]
        if (
            type(convolution) is nn.Conv2d
            and convolution.padding_mode == "zeros"
            and isinstance(activation, nn.ReLU | nn.LeakyReLU)
        ):
            layers[n] = ActivatedConv(convolution, activation)
            layers[m] = nn.Identity()


def _neighbours(layers: nn.Sequential) -> Iterator[tuple[int, int]]:
    """Places of layers that follow each other, without those that do nothing."""
    idle = nn.Identity | nn.Dropout | nn.Dropout2d
    return pairwise(n for n, layer in enumerate(layers) if not isinstance(layer, idle))
