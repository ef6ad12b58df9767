"""The U-Net: one network, its shape decided by a `NetworkConfig`; returns logits.

Ronneberger, Fischer, Brox: U-Net (https://arxiv.org/abs/1505.04597), here with padded
convolutions, batch normalisation and bilinear upsampling.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import torch
import torch.nn.functional as F
from torch import Tensor, nn

if TYPE_CHECKING:
    from unet_studio.domain.recipe import NetworkConfig


class DoubleConv(nn.Module):
    """Twice: 3x3 convolution, batch normalisation, ReLU."""

    def __init__(self, in_channels: int, out_channels: int) -> None:
        super().__init__()
        self.double_conv = nn.Sequential(
            nn.Conv2d(in_channels, out_channels, 3, padding=1),
            nn.BatchNorm2d(out_channels),
            nn.ReLU(inplace=True),
            nn.Conv2d(out_channels, out_channels, 3, padding=1),
            nn.BatchNorm2d(out_channels),
            nn.ReLU(inplace=True),
        )

    def forward(self, x: Tensor) -> Tensor:
        """(B, in, H, W) -> (B, out, H, W)."""
        return self.double_conv(x)  # type: ignore[no-any-return]


class Down(nn.Module):
    """One level down: 2x2 max-pool, double convolution."""

    def __init__(self, in_channels: int, out_channels: int) -> None:
        super().__init__()
        self.maxpool_conv = nn.Sequential(nn.MaxPool2d(2), DoubleConv(in_channels, out_channels))

    def forward(self, x: Tensor) -> Tensor:
        """(B, in, H, W) -> (B, out, H // 2, W // 2)."""
        return self.maxpool_conv(x)  # type: ignore[no-any-return]


class Up(nn.Module):
    """One level up: bilinear upsampling, concatenation with the skip, double convolution."""

    def __init__(
        self, in_channels: int, skip_channels: int, out_channels: int, *, aligned_corners: bool
    ) -> None:
        super().__init__()
        self.aligned_corners = aligned_corners
        self.conv = DoubleConv(skip_channels + in_channels, out_channels)

    def forward(self, x: Tensor, skip: Tensor) -> Tensor:
        """(B, in, H // 2, W // 2) and (B, skip, H, W) -> (B, out, H, W)."""
        x = F.interpolate(
            x, scale_factor=2, mode="bilinear", align_corners=self.aligned_corners
        )  # (B, in, 2 * (H // 2), 2 * (W // 2))
        missing_h = skip.shape[2] - x.shape[2]  # 1 where the level above had an odd height
        missing_w = skip.shape[3] - x.shape[3]
        if missing_h or missing_w:
            x = F.pad(x, (0, missing_w, 0, missing_h))
        x = torch.cat([skip, x], dim=1)  # (B, skip + in, H, W)
        return self.conv(x)  # type: ignore[no-any-return]


class OutConv(nn.Module):
    """1x1 convolution to logits."""

    def __init__(self, in_channels: int, out_channels: int) -> None:
        super().__init__()
        self.conv = nn.Conv2d(in_channels, out_channels, 1)

    def forward(self, x: Tensor) -> Tensor:
        """(B, in, H, W) -> logits (B, out, H, W)."""
        return self.conv(x)  # type: ignore[no-any-return]


class UNet(nn.Module):
    """U-Net of any depth; images of any size, the logits are as large as the image.

    Parts are named ``inc, down1.., up1.., outc`` and inside them as in the weights that the
    published recipe's script saved, so that those weights load.
    """

    def __init__(self, config: NetworkConfig) -> None:
        super().__init__()
        self.config = config
        self.depth = len(config.widths) - 1
        self.inc = DoubleConv(config.in_channels, config.widths[0])
        for n, (above, here) in enumerate(pairwise(config.widths), start=1):
            self.add_module(f"down{n}", Down(above, here))
        below = config.widths[-1]
        skips = reversed(config.widths[:-1])
        for n, (skip, here) in enumerate(zip(skips, config.decoder_widths, strict=True), start=1):
            up = Up(below, skip, here, aligned_corners=config.aligned_corners)
            self.add_module(f"up{n}", up)
            below = here
        self.outc = OutConv(below, config.out_channels)

    def forward(self, x: Tensor) -> Tensor:
        """(B, in_channels, H, W) -> logits (B, out_channels, H, W)."""
        height, width = x.shape[2:]
        least = self.config.stride
        if height < least or width < least:
            x = F.pad(x, (0, max(0, least - width), 0, max(0, least - height)), mode="replicate")
        skips = [self.inc(x)]  # (B, widths[0], H, W)
        for n in range(1, self.depth + 1):
            skips.append(self.get_submodule(f"down{n}")(skips[-1]))  # (B, widths[n], H/2^n, W/2^n)
        x = skips.pop()
        for n in range(1, self.depth + 1):
            x = self.get_submodule(f"up{n}")(x, skips.pop())
        logits: Tensor = self.outc(x)  # (B, out_channels, H, W)
        return logits[:, :, :height, :width]
