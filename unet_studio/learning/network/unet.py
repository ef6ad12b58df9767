"""The U-Net: one network, its shape decided by a `NetworkConfig`; returns logits.

Ronneberger, Fischer, Brox: U-Net (https://arxiv.org/abs/1505.04597), and what later write-ups made
of it: padded convolutions, batch normalisation, dropout, other ways down and up.
"""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING

import torch
import torch.nn.functional as F
from torch import Tensor, nn

if TYPE_CHECKING:
    from unet_studio.domain.network_config import NetworkConfig

LEAKY_SLOPE = 0.01


def _after_convolution(config: NetworkConfig, channels: int) -> list[nn.Module]:
    """Normalisation and activation, as the config has them."""
    layers: list[nn.Module] = []
    if config.normalisation == "batch":
        layers.append(nn.BatchNorm2d(channels))
    if config.dropout and config.dropout_at == "each":
        layers.append(nn.Dropout2d(config.dropout))
    layers.append(_activation(config))
    return layers


def _activation(config: NetworkConfig) -> nn.Module:
    if config.activation == "relu":
        return nn.ReLU(inplace=True)
    return nn.LeakyReLU(LEAKY_SLOPE, inplace=True)


def _convolution(config: NetworkConfig, c_in: int, c_out: int, *, stride: int = 1) -> nn.Conv2d:
    return nn.Conv2d(
        c_in,
        c_out,
        3,
        stride,
        padding=0 if config.padding == "valid" else 1,
        padding_mode="reflect" if config.padding == "reflect" else "zeros",
        bias=config.bias,
    )


class DoubleConv(nn.Module):
    """Twice: 3x3 convolution, normalisation, dropout, activation; what the config leaves out is."""

    def __init__(self, config: NetworkConfig, in_channels: int, out_channels: int) -> None:
        super().__init__()
        layers: list[nn.Module] = [_convolution(config, in_channels, out_channels)]
        layers += _after_convolution(config, out_channels)
        if config.dropout and config.dropout_at == "between":
            layers.append(nn.Dropout(config.dropout))
        layers.append(_convolution(config, out_channels, out_channels))
        layers += _after_convolution(config, out_channels)
        self.double_conv = nn.Sequential(*layers)

    def forward(self, x: Tensor) -> Tensor:
        """(B, in, H, W) -> (B, out, H, W); without padding 4 pixels less each way."""
        return self.double_conv(x)  # type: ignore[no-any-return]


class Down(nn.Module):
    """One level down: half the size, then a double convolution."""

    def __init__(self, config: NetworkConfig, in_channels: int, out_channels: int) -> None:
        super().__init__()
        halving: nn.Module = nn.MaxPool2d(2)
        if config.down == "strided":
            halving = nn.Sequential(
                _convolution(config, in_channels, in_channels, stride=2),
                nn.BatchNorm2d(in_channels) if config.normalisation == "batch" else nn.Identity(),
                _activation(config),
            )
        self.maxpool_conv = nn.Sequential(halving, DoubleConv(config, in_channels, out_channels))

    def forward(self, x: Tensor) -> Tensor:
        """(B, in, H, W) -> (B, out, H // 2, W // 2)."""
        return self.maxpool_conv(x)  # type: ignore[no-any-return]


class Up(nn.Module):
    """One level up: twice the size, concatenation with the skip, double convolution."""

    def __init__(
        self, config: NetworkConfig, in_channels: int, skip_channels: int, out_channels: int
    ) -> None:
        super().__init__()
        self.config = config
        up_channels = in_channels
        if config.up.startswith("transposed"):
            up_channels = out_channels
            is_direct = config.up == "transposed"
            self.up = nn.ConvTranspose2d(
                in_channels, out_channels if is_direct else in_channels, 2, stride=2
            )
            self.narrow = nn.Identity() if is_direct else nn.Conv2d(in_channels, out_channels, 1)
        self.conv = DoubleConv(config, skip_channels + up_channels, out_channels)

    def forward(self, x: Tensor, skip: Tensor) -> Tensor:
        """(B, in, H // 2, W // 2) and (B, skip, H, W) -> (B, out, H, W)."""
        x = self._upsampled(x)  # (B, up, 2 * (H // 2), 2 * (W // 2))
        missing_h, missing_w = (s - u for s, u in zip(skip.shape[2:], x.shape[2:], strict=True))
        if self.config.padding == "valid":
            top, left = missing_h // 2, missing_w // 2
            skip = skip[:, :, top : top + x.shape[2], left : left + x.shape[3]]
        elif missing_h or missing_w:  # 1 where the level above had an odd edge
            x = F.pad(x, (0, missing_w, 0, missing_h))
        if x.requires_grad:  # going back through the upsampling is many times slower on a slice
            x.register_hook(_as_one_block)  # type: ignore[no-untyped-call]
        pair = [skip, x] if self.config.joined == "skip-up" else [x, skip]
        return self.conv(torch.cat(pair, dim=1))  # type: ignore[no-any-return]

    def _upsampled(self, x: Tensor) -> Tensor:
        if self.config.up == "bilinear":
            return F.interpolate(
                x, scale_factor=2, mode="bilinear", align_corners=self.config.aligned_corners
            )
        if self.config.up == "nearest":
            return F.interpolate(x, scale_factor=2, mode="nearest")
        return self.narrow(self.up(x))  # type: ignore[no-any-return]


def _as_one_block(gradient: Tensor) -> Tensor:
    return gradient.contiguous(memory_format=torch.channels_last)


class OutConv(nn.Module):
    """The last convolution, to logits."""

    def __init__(self, in_channels: int, out_channels: int, edge_px: int) -> None:
        super().__init__()
        self.conv = nn.Conv2d(in_channels, out_channels, edge_px, padding=edge_px // 2)

    def forward(self, x: Tensor) -> Tensor:
        """(B, in, H, W) -> logits (B, out, H, W)."""
        return self.conv(x)  # type: ignore[no-any-return]


class UNet(nn.Module):
    """U-Net of any depth.

    A padded one takes images of any size, and its logits are as large as the image. One without
    padding takes edges that the config's `output_px` says, and its logits lack the margins.

    Parts are named ``inc, down1.., up1.., outc`` and inside them as in the weights that the
    script of `isbi-binary` saved, so that those weights load as they are.
    """

    def __init__(self, config: NetworkConfig) -> None:
        super().__init__()
        self.config = config
        self.depth = len(config.widths) - 1
        self.inc = DoubleConv(config, config.in_channels, config.widths[0])
        for n, (above, here) in enumerate(pairwise(config.widths), start=1):
            self.add_module(f"down{n}", Down(config, above, here))
        below = config.widths[-1]
        bottom = config.dropout if config.dropout_at == "bottom" else 0.0
        self.bottom = nn.Dropout(bottom) if bottom else nn.Identity()
        skips = reversed(config.widths[:-1])
        for n, (skip, here) in enumerate(zip(skips, config.decoder_widths, strict=True), start=1):
            self.add_module(f"up{n}", Up(config, below, skip, here))
            below = here
        self.outc = OutConv(below, config.out_channels, config.head_px)
        _draw_weights(self, config)

    def forward(self, x: Tensor) -> Tensor:
        """(B, in_channels, H, W) -> logits (B, out_channels, H, W), less the margins."""
        if self.config.padding == "valid":
            return self._logits(x)
        height, width = x.shape[2:]
        least = self._least_px(x)
        if height < least or width < least:
            x = F.pad(x, (0, max(0, least - width), 0, max(0, least - height)), mode="replicate")
        if self.config.shrink == 1:
            return self._logits(x)[:, :, :height, :width]
        return self._shrunk(x)[:, :, :height, :width]

    def _least_px(self, x: Tensor) -> int:
        """The shortest edge of an image that every level can work with."""
        stride = self.config.stride
        # A single value at the coarsest level has no deviation that could be normalised.
        normalises = self.training and self.config.normalisation == "batch"
        is_single = normalises and len(x) == 1 and max(x.shape[2:]) < 2 * stride
        return stride * (2 if self.config.padding == "reflect" or is_single else 1)

    def _shrunk(self, x: Tensor) -> Tensor:
        """Logits from an image of 1 / `shrink` of the size, enlarged again."""
        factor = self.config.shrink
        x = F.pad(x, (0, -x.shape[3] % factor, 0, -x.shape[2] % factor), mode="replicate")
        logits = self._logits(F.avg_pool2d(x, factor))
        return F.interpolate(logits, scale_factor=factor, mode="bilinear", align_corners=False)

    def _logits(self, x: Tensor) -> Tensor:
        skips = [self.inc(x)]  # (B, widths[0], H, W)
        for n in range(1, self.depth + 1):
            skips.append(self.get_submodule(f"down{n}")(skips[-1]))  # (B, widths[n], H/2^n, W/2^n)
        x = self.bottom(skips.pop())
        for n in range(1, self.depth + 1):
            x = self.get_submodule(f"up{n}")(x, skips.pop())
        logits: Tensor = self.outc(x)  # (B, out_channels, H, W)
        return logits


def _incoming(part: nn.Conv2d | nn.ConvTranspose2d) -> float:
    """How many values of its input one value of its output is made of."""
    area: float = math.prod(part.kernel_size)
    if isinstance(part, nn.ConvTranspose2d):
        area /= math.prod(part.stride)
    return part.in_channels * area


def _draw_weights(network: UNet, config: NetworkConfig) -> None:
    """Draw the weights anew, where the config does not leave that to torch."""
    if config.start == "torch":
        return
    for part in network.modules():
        if not isinstance(part, nn.Conv2d | nn.ConvTranspose2d):
            continue
        if config.start == "he":
            nn.init.normal_(part.weight, std=math.sqrt(2 / _incoming(part)))
        else:
            nn.init.xavier_uniform_(part.weight)
        if part.bias is not None:
            nn.init.zeros_(part.bias)
