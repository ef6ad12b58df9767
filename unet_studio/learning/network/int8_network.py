"""Int8 network: a trained U-Net whose convolutions multiply bytes, on CPUs that are fast at that.

Weights have a scale per output channel, activations one per layer; the first and the last
convolution stay as they are. What the activations of a layer reach is read from the normalisation
before it, which the network learnt from its training images, and not from any picture: so a model
has the same scales for every picture and every tile (Nagel et al., Data-Free Quantization Through
Weight Equalization and Bias Correction, https://arxiv.org/abs/1906.04721).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor, nn

from unet_studio.learning.network.unet import Up

if TYPE_CHECKING:
    from unet_studio.domain.network_config import NetworkConfig
    from unet_studio.learning.network.unet import DoubleConv, UNet

REACH = 8.0
"""Deviations above the mean at which activations are cut off. Six as in the paper are too few for
what lies far from the training images, and a byte has steps enough for eight."""

_STEPS, _WEIGHT_STEPS = 255, 127
_LEAST = 1e-6


def can_be_int8(config: NetworkConfig) -> bool:
    """Whether activations are never negative, and their ranges known."""
    return (
        config.normalisation == "batch"
        and config.activation == "relu"
        and config.padding == "zeros"
        and config.down == "max-pool"
        and config.up in ("bilinear", "nearest")
    )


def computes_int8() -> bool:
    """Whether this build of torch and this CPU know the operation; tried by using it."""
    layer = nn.Conv2d(1, 1, 3, padding=1)
    x = torch.zeros(1, 1, 4, 4, dtype=torch.uint8)
    try:
        with torch.inference_mode():
            Int8Conv(layer, 1.0, 1.0)(x)
    except (AttributeError, RuntimeError, TypeError):
        return False
    return True


def make_int8(fast: UNet, exact: UNet, learnt: UNet) -> None:
    """Let a network compute with bytes.

    Parameters
    ----------
    fast
        It: folded, bfloat16, channels last, activations joined; `can_be_int8`.
    exact
        The same in float32, folded.
    learnt
        The same as trained, normalisations and all.
    """
    depth = fast.depth
    reached = [_reached(block) for block in _blocks(learnt)]
    ends = [second for _, second in reached]
    # What is joined before up n lies on one scale: the skip, and what comes from below.
    joined = [max(ends[depth - n], ends[depth + n - 1]) for n in range(1, depth + 1)]
    given = [*joined[::-1], *joined[:1], *joined[1:], None]  # by each block to the next
    taken = [None, *joined[::-1], *joined]
    for n, (block, like) in enumerate(zip(_blocks(fast), _blocks(exact), strict=True)):
        first, second = (part for part in like.double_conv if isinstance(part, nn.Conv2d))
        middle, before = reached[n][0], taken[n]
        begin: list[nn.Module] = (
            [block.double_conv[:-3], ToBytes(middle)]
            if before is None
            else [Int8Conv(first, before, middle)]
        )
        block.double_conv = nn.Sequential(*begin, Int8Conv(second, middle, given[n]))
    for n in range(1, depth + 1):
        fast.get_submodule(f"down{n}.maxpool_conv")[0] = HalvedBytes()  # type: ignore[operator]
        setattr(fast, f"up{n}", BytesUp(fast.get_submodule(f"up{n}")))


def _blocks(network: UNet) -> list[DoubleConv]:
    """Down and up again."""
    levels = range(1, network.depth + 1)
    down: list[Any] = [network.get_submodule(f"down{n}.maxpool_conv.1") for n in levels]
    return [network.inc, *down, *(network.get_submodule(f"up{n}.conv") for n in levels)]


def _reached(block: DoubleConv) -> tuple[float, float]:
    """How large activations get behind the first and the second normalisation."""
    first, second = (
        float((part.bias + REACH * part.weight.abs()).detach().max())
        for part in block.double_conv
        if isinstance(part, nn.BatchNorm2d | nn.SyncBatchNorm)
    )
    return max(first, _LEAST), max(second, _LEAST)


class ToBytes(nn.Module):
    """Activations as bytes: 0 to what they reach becomes 0 to 255."""

    def __init__(self, reach: float) -> None:
        super().__init__()
        self._reach = reach

    def forward(self, x: Tensor) -> Tensor:
        """(B, C, H, W), not negative -> uint8."""
        return (x * (_STEPS / self._reach)).round_().clamp_(max=_STEPS).to(torch.uint8)


class Int8Conv(nn.Conv2d):
    """A convolution of bytes, activated; its results are bytes again, or bfloat16.

    Parameters
    ----------
    convolution
        In float32, with zeros around.
    taken
        What the activations it is given reach: the value of 255.
    given
        What its results reach; None where they are to be bfloat16.
    """

    def __init__(self, convolution: nn.Conv2d, taken: float, given: float | None) -> None:
        nn.Module.__init__(self)
        self.__dict__ |= convolution.__dict__
        weight = convolution.weight.detach()  # (out, in, h, w)
        self._scales = weight.abs().amax((1, 2, 3)).clamp_min(1e-12) / _WEIGHT_STEPS
        steps = (weight / self._scales[:, None, None, None]).round().to(torch.int8)
        self._taken = taken / _STEPS
        self._given = 1.0 if given is None else given / _STEPS
        self._dtype = torch.bfloat16 if given is None else torch.uint8
        self._zeros = torch.zeros(len(weight), dtype=torch.int8)
        pack: Any = torch.ops.onednn.qconv_prepack
        self._packed: Tensor = pack(steps, self._scales, self._taken, 0, *self._geometry(), None)

    def _geometry(self) -> tuple[Any, ...]:
        return self.stride, self.padding, self.dilation, self.groups

    def forward(self, x: Tensor) -> Tensor:
        """(B, in, H, W) uint8 -> (B, out, H, W) uint8 or bfloat16, not negative."""
        # What torch.compile makes of a quantised convolution on a CPU.
        operation: Any = torch.ops.onednn.qconv2d_pointwise
        found: Tensor = operation(
            x,
            self._taken,
            0,
            self._packed,
            self._scales,
            self._zeros,
            self.bias,
            *self._geometry(),
            self._given,
            0,
            self._dtype,
            "relu",
            [],
            "",
        )
        return found


class HalvedBytes(nn.Module):
    """Max-pooling by two, which torch does not know of bytes this large."""

    def forward(self, x: Tensor) -> Tensor:
        """(B, C, H, W) -> (B, C, H // 2, W // 2), uint8."""
        height, width = (edge // 2 * 2 for edge in x.shape[2:])
        upper, lower = x[:, :, 0:height:2, :width], x[:, :, 1:height:2, :width]
        tall = torch.maximum(upper, lower)
        return torch.maximum(tall[..., ::2], tall[..., 1::2])


class BytesUp(Up):
    """A level up whose upsampling is computed in bfloat16: faster than bytes, and rounded."""

    def __init__(self, up: nn.Module) -> None:
        nn.Module.__init__(self)
        self.__dict__ |= up.__dict__

    def _upsampled(self, x: Tensor) -> Tensor:
        return super()._upsampled(x.to(torch.bfloat16)).round_().to(torch.uint8)
