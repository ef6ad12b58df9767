"""Whole picture: all that UNet Studio does to a picture, as one network that can be handed on.

Raw pixels go in, probabilities come out, whatever the size of the picture: scaling, fitting to the
recipe's size, mirrored edges and softmax are part of it, so no other program has to repeat them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch
from torch import Tensor, nn

from unet_studio.learning.export.lines import between, counted, mirrored, shrinking
from unet_studio.learning.prediction.inference import probabilities_of

if TYPE_CHECKING:
    from unet_studio.domain.model_card import ModelCard
    from unet_studio.domain.model_export import PixelType
    from unet_studio.domain.network_config import NetworkConfig
    from unet_studio.learning.network.unet import UNet

GREATEST: dict[PixelType, float] = {"uint8": 255.0, "uint16": 65535.0}
_EVEN = 1e-6  # as in learning.data.normalisation: less is no contrast but rounding


class WholePicture(nn.Module):
    """From pixels as they are in the file to probabilities.

    Attributes
    ----------
    network
        In evaluation mode, normalisation folded into the convolutions.
    card
        What is done to pictures before the network sees them.
    pixels
        The type that pictures have in their files.
    scales
        Whether pictures are scaled here; else they have to be already.
    rows, columns
        Counted, of the size that pictures are fitted to.
    """

    rows: Tensor
    columns: Tensor

    def __init__(
        self, network: UNet, card: ModelCard, pixels: PixelType, *, scales: bool = True
    ) -> None:
        super().__init__()
        self.network = network
        self.card = card
        self.pixels: PixelType = pixels
        self.scales = scales
        self.register_buffer("rows", torch.arange(card.fit_px[0]), persistent=False)
        self.register_buffer("columns", torch.arange(card.fit_px[1]), persistent=False)

    def forward(self, image: Tensor) -> Tensor:
        """(B, C, H, W) float32 -> probabilities (B, K, H, W) float32, background first."""
        if self.card.fit == "none":
            return self._probabilities(self._scaled(image, image))
        finite = image.masked_fill((image - image) != 0, 0.0)
        found = self._probabilities(self._scaled(self._fitted(finite), image))
        return self._fitted_back(found, image)

    # ---- Scaling: as learning.data.normalisation ----

    def _scaled(self, pixels: Tensor, whole: Tensor) -> Tensor:
        """Pixels scaled by what the whole picture says; what is no finite number becomes 0."""
        if not self.scales or self.card.normalisation == "none":
            return pixels
        if self.card.normalisation == "unit" and self.pixels in GREATEST:
            return pixels / GREATEST[self.pixels]
        measured = _least_and_range if self.card.normalisation == "unit" else _mean_and_deviation
        # Channels of a colour picture are scaled alike, any others each for itself.
        over = (1, 2, 3) if self.card.network.in_channels in (1, 3) else (2, 3)
        offset, divisor = measured(whole, over)
        scaled = (pixels - offset.float()) / divisor.float()
        return scaled.masked_fill((pixels - pixels) != 0, 0.0)

    # ---- Size: as learning.data.fitting ----

    def _edges(self, image: Tensor) -> tuple[Tensor, Tensor]:
        """Height and width of what is resized."""
        tall = counted(image[0, 0, :, 0])[-1] + 1
        wide = counted(image[0, 0, 0, :])[-1] + 1
        if self.card.fit == "letterbox":
            tall = wide = torch.maximum(tall, wide)
        return tall, wide

    def _fitted(self, image: Tensor) -> Tensor:
        """(B, C, H, W) -> (B, C, height, width) of the recipe."""
        tall, wide = self._edges(image)
        rows, columns = counted(image[0, 0, :, 0]), counted(image[0, 0, 0, :])
        down, across = tall.double() / len(self.rows), wide.double() / len(self.columns)
        is_smaller = tall * wide > len(self.rows) * len(self.columns)
        is_smooth = (down >= 1) & (across >= 1)
        by_rows = torch.where(
            is_smaller,
            shrinking(self.rows, rows, down, is_smooth=is_smooth),
            between(self.rows, rows, down, tall - 1),
        )
        by_columns = torch.where(
            is_smaller,
            shrinking(self.columns, columns, across, is_smooth=is_smooth),
            between(self.columns, columns, across, wide - 1),
        )
        resized = by_rows.float() @ image @ by_columns.float().t()
        if self.pixels not in GREATEST:
            return resized
        # Halves become even, but at half the size, which OpenCV has a way of its own for, greater.
        is_half = (down == 2) & (across == 2)
        return torch.where(is_half, torch.floor(resized + 0.5), torch.round(resized))

    def _fitted_back(self, found: Tensor, image: Tensor) -> Tensor:
        """(B, K, height, width) of the recipe -> (B, K, H, W) of the picture."""
        tall, wide = self._edges(image)
        down, across = len(self.rows) / tall.double(), len(self.columns) / wide.double()
        rows, columns = counted(image[0, 0, :, 0]), counted(image[0, 0, 0, :])
        by_rows = between(rows, self.rows, down, self.rows[-1])
        by_columns = between(columns, self.columns, across, self.columns[-1])
        return by_rows.float() @ found @ by_columns.float().t()

    # ---- Network: as learning.prediction.inference ----

    def _probabilities(self, pixels: Tensor) -> Tensor:
        """Of scaled pixels, as large as they are."""
        height, width = pixels.shape[2:]
        config, margin = self.card.network, self.card.network.margin_px
        rows = mirrored(-margin, pixels[0, 0, :, 0], _longer(config, height), height)
        columns = mirrored(-margin, pixels[0, 0, 0, :], _longer(config, width), width)
        seen = pixels.index_select(2, rows).index_select(3, columns)
        return probabilities_of(self.network(seen)[:, :, :height, :width])


def _longer(config: NetworkConfig, edge: int) -> int:
    """By how much the network has to see more than an edge, margins and mirrored end."""
    stride = config.stride
    lost = 4 * (stride - 1) if config.margin_px else 0
    return (edge + lost + stride - 1) // stride * stride - lost - edge + 2 * config.margin_px


def _least_and_range(image: Tensor, over: tuple[int, ...]) -> tuple[Tensor, Tensor]:
    """Of all finite values; those of a picture within 0 to 1 stay as they are."""
    is_finite = (image - image) == 0
    least = image.masked_fill(~is_finite, float("inf")).amin(over, keepdim=True).double()
    greatest = image.masked_fill(~is_finite, -float("inf")).amax(over, keepdim=True).double()
    is_unit = (least >= 0) & (greatest <= 1)
    spread = (greatest - least).masked_fill(is_unit | (greatest <= least), 1.0)
    return least.masked_fill(is_unit | (greatest < least), 0.0), spread


def _mean_and_deviation(image: Tensor, over: tuple[int, ...]) -> tuple[Tensor, Tensor]:
    """Of all finite values, summed up in 64 bits."""
    is_finite = (image - image) == 0
    values = image.masked_fill(~is_finite, 0.0).double()
    count = is_finite.double().sum(over, keepdim=True).clamp(min=1)
    mean = values.sum(over, keepdim=True) / count
    squares = (values - mean).masked_fill(~is_finite, 0.0) ** 2
    deviation = (squares.sum(over, keepdim=True) / count).sqrt()
    return mean, deviation.masked_fill(deviation <= _EVEN * mean.abs(), 1.0)
