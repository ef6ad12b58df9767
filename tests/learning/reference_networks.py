"""The six published networks, written from their facts alone and apart from the product."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import torch
import torch.nn.functional as F
from torch import Tensor, nn

if TYPE_CHECKING:
    from collections.abc import Iterator


class Named(nn.Module):
    """Layers one after the other, under a name."""

    def __init__(self, name: str, *layers: nn.Module) -> None:
        super().__init__()
        self.name = name
        self.add_module(name, nn.Sequential(*layers))

    def forward(self, x: Tensor) -> Tensor:
        return self.get_submodule(self.name)(x)  # type: ignore[no-any-return]


def conv_norm_relu(c_in: int, c_out: int) -> Iterator[nn.Module]:
    for c in (c_in, c_out):
        yield from (nn.Conv2d(c, c_out, 3, padding=1), nn.BatchNorm2d(c_out), nn.ReLU())


class IsbiBinary(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.inc = Named("double_conv", *conv_norm_relu(1, 64))
        for n, (a, b) in enumerate(pairwise((64, 128, 256, 512, 512)), start=1):
            block = Named("double_conv", *conv_norm_relu(a, b))
            self.add_module(f"down{n}", Named("maxpool_conv", nn.MaxPool2d(2), block))
        for n, (a, b) in enumerate(((1024, 256), (512, 128), (256, 64), (128, 64)), start=1):
            up = nn.Module()
            up.conv = Named("double_conv", *conv_norm_relu(a, b))
            self.add_module(f"up{n}", up)
        self.outc = nn.Module()
        self.outc.conv = nn.Conv2d(64, 1, 1)

    def forward(self, x: Tensor) -> Tensor:
        skips = [self.inc(x)]
        for n in range(1, 5):
            skips.append(self.get_submodule(f"down{n}")(skips[-1]))
        x = skips.pop()
        for n in range(1, 5):
            skip = skips.pop()
            x = F.interpolate(x, scale_factor=2, mode="bilinear", align_corners=True)
            high, wide = skip.shape[2] - x.shape[2], skip.shape[3] - x.shape[3]
            x = F.pad(x, (wide // 2, wide - wide // 2, high // 2, high - high // 2))
            x = self.get_submodule(f"up{n}.conv")(torch.cat([skip, x], 1))
        return self.outc.conv(x)  # type: ignore[no-any-return,operator]


def reflected(c_in: int, c_out: int, stride: int = 1) -> nn.Conv2d:
    return nn.Conv2d(c_in, c_out, 3, stride, 1, padding_mode="reflect", bias=False)


class LabelmeMulticlass(nn.Module):
    def __init__(self, outputs: int) -> None:
        super().__init__()
        widths = (64, 128, 256, 512, 1024)
        pairs = [(3, 64), *pairwise(widths), *((2 * w, w) for w in (512, 256, 128, 64))]
        for n, (a, b) in enumerate(pairs, start=1):
            layers: list[nn.Module] = []
            for c in (a, b):
                layers += [
                    reflected(c, b),
                    nn.BatchNorm2d(b),
                    nn.Dropout2d(0.3),
                    nn.LeakyReLU(),
                ]
            self.add_module(f"c{n}", Named("layer", *layers))
        for n, w in enumerate(widths[:-1], start=1):
            down = Named("layer", reflected(w, w, 2), nn.BatchNorm2d(w), nn.LeakyReLU())
            self.add_module(f"d{n}", down)
        for n, w in enumerate(widths[:0:-1], start=1):
            up = nn.Module()
            up.up, up.layer = nn.ConvTranspose2d(w, w, 2, 2), nn.Conv2d(w, w // 2, 1)
            self.add_module(f"u{n}", up)
        self.out = nn.Conv2d(64, outputs, 3, padding=1)

    def forward(self, x: Tensor) -> Tensor:
        part = self.get_submodule
        skips = [part("c1")(x)]
        for n in range(1, 5):
            skips.append(part(f"c{n + 1}")(part(f"d{n}")(skips[-1])))
        x = skips.pop()
        for n in range(1, 5):
            x = part(f"u{n}.layer")(part(f"u{n}.up")(x))
            x = part(f"c{n + 5}")(torch.cat([x, skips.pop()], 1))
        return self.out(x)  # type: ignore[no-any-return]


class Keras(nn.Module):
    """Both Keras networks: no normalisation."""

    def __init__(self, c_in: int, widths: tuple[int, ...], outputs: int, *, nearest: bool) -> None:
        super().__init__()
        self.nearest = nearest
        self.down, self.up, self.deconv = nn.ModuleList(), nn.ModuleList(), nn.ModuleList()
        for a, b in pairwise((c_in, *widths)):
            self.down.append(self._block(a, b))
        for above, below in pairwise(widths[::-1]):
            if not nearest:
                self.deconv.append(nn.ConvTranspose2d(above, below, 2, 2))
            self.up.append(self._block(above + below if nearest else 2 * below, below))
        self.head = nn.Conv2d(widths[0], outputs, 1)

    def _block(self, a: int, b: int) -> nn.Sequential:
        between = [nn.Dropout(0.2)] if self.nearest else []
        first, second = (nn.Conv2d(c, b, 3, padding=1) for c in (a, b))
        return nn.Sequential(first, nn.ReLU(), *between, second, nn.ReLU())

    def forward(self, x: Tensor) -> Tensor:
        skips = []
        for n, block in enumerate(self.down):
            x = block(F.max_pool2d(x, 2) if n else x)
            skips.append(x)
        skips.pop()
        for n, block in enumerate(self.up):
            skip = skips.pop()
            if self.nearest:
                pair = [skip, F.interpolate(x, scale_factor=2, mode="nearest")]
            else:
                pair = [self.deconv[n](x), skip]
            x = block(torch.cat(pair, 1))
        return self.head(x)  # type: ignore[no-any-return]


class UNet2015(nn.Module):
    def __init__(self, outputs: int) -> None:
        super().__init__()
        widths = (64, 128, 256, 512, 1024)
        self.down, self.up, self.upconv = nn.ModuleList(), nn.ModuleList(), nn.ModuleList()
        for a, b in pairwise((1, *widths)):
            self.down.append(self._block(a, b))
        for a, b in pairwise(widths[::-1]):
            self.upconv.append(nn.ConvTranspose2d(a, b, 2, 2))
            self.up.append(self._block(a, b))
        self.dropout = nn.Dropout(0.5)
        self.head = nn.Conv2d(64, outputs, 1)

    def _block(self, a: int, b: int) -> nn.Sequential:
        return nn.Sequential(nn.Conv2d(a, b, 3), nn.ReLU(), nn.Conv2d(b, b, 3), nn.ReLU())

    def forward(self, x: Tensor) -> Tensor:
        skips = []
        for n, block in enumerate(self.down):
            x = block(F.max_pool2d(x, 2) if n else x)
            skips.append(x)
        x = self.dropout(skips.pop())
        for upconv, block in zip(self.upconv, self.up, strict=True):
            x, skip = upconv(x), skips.pop()
            top, left = ((s - n) // 2 for s, n in zip(skip.shape[2:], x.shape[2:], strict=True))
            skip = skip[:, :, top : top + x.shape[2], left : left + x.shape[3]]
            x = block(torch.cat([skip, x], 1))
        return self.head(x)  # type: ignore[no-any-return]


class LossComparison(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        pairs = [*pairwise((3, 32, 64, 128, 256, 512)), *pairwise((512, 256, 128, 64, 32))]
        for n, (a, b) in enumerate(pairs, start=1):
            self.add_module(f"conv{n}", Named("conv", *conv_norm_relu(a, b)))
        for n, w in enumerate((256, 128, 64, 32), start=6):
            self.add_module(f"up{n}", nn.ConvTranspose2d(2 * w, w, 2, 2))
        self.conv10 = nn.Conv2d(32, 1, 1)

    def forward(self, x: Tensor) -> Tensor:
        part = self.get_submodule
        skips = []
        for n in range(1, 6):
            x = part(f"conv{n}")(F.max_pool2d(x, 2) if n > 1 else x)
            skips.append(x)
        skips.pop()
        for n in range(6, 10):
            x = part(f"conv{n}")(torch.cat([part(f"up{n}")(x), skips.pop()], 1))
        return self.conv10(x)  # type: ignore[no-any-return]


NETWORKS = {
    "isbi-binary": IsbiBinary,
    "labelme-multiclass": lambda: LabelmeMulticlass(4),
    "unet-2015": lambda: UNet2015(2),
    "dice-unet": lambda: Keras(1, (32, 64, 128, 256, 512), 1, nearest=False),
    "retina-patch": lambda: Keras(1, (32, 64, 128), 2, nearest=True),
    "loss-comparison": LossComparison,
}
"""Name of a recipe -> makes its network; the multi-class one for three classes."""
CHANNELS = {
    "isbi-binary": (1, 1),
    "labelme-multiclass": (3, 4),
    "unet-2015": (1, 2),
    "dice-unet": (1, 1),
    "retina-patch": (1, 2),
    "loss-comparison": (3, 1),
}
"""Name of a recipe -> channels in and out of that network."""


def with_statistics(network: nn.Module) -> nn.Module:
    """Give every normalisation statistics that matter."""
    generator = torch.Generator().manual_seed(7)
    for part in network.modules():
        if isinstance(part, nn.BatchNorm2d):
            assert part.running_mean is not None
            assert part.running_var is not None
            part.running_mean.normal_(0, 0.1, generator=generator)
            part.running_var.uniform_(0.5, 1.5, generator=generator)
    return network.eval()
