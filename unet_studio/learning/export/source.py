"""Source: a model made ready to be handed on, and pictures to check the copy with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import torch

from unet_studio.imaging.sample_image import draw_cells
from unet_studio.learning.data.fitting import Fitting
from unet_studio.learning.data.normalisation import scaling_of, with_channels
from unet_studio.learning.export.whole_picture import WholePicture
from unet_studio.learning.network.model_weights import load_network
from unet_studio.learning.prediction.faster_network import folded, ready_to_predict
from unet_studio.learning.prediction.inference import TILE_PX

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from numpy.typing import NDArray

    from unet_studio.domain.model_card import ModelCard
    from unet_studio.domain.model_export import ModelExportWish, PixelType
    from unet_studio.learning.network.unet import UNet
    from unet_studio.learning.prediction.inference import Inference

    Runner = Callable[[NDArray[np.float32]], NDArray[np.float32]]
    """A copy at work: pictures (B, C, H, W) float32 -> probabilities (B, K, H, W) float32."""

_SAMPLE_PX = 256
_ODD_PX = (97, 133)
"""No power of two divides these, so every rounding of sizes is tried."""


@dataclass(frozen=True, eq=False)
class ExportSource:
    """What is handed on.

    Attributes
    ----------
    card
        Of the model.
    plain
        Its network, of nothing but operations that every program knows.
    inference
        What UNet Studio itself predicts with, in 32 bits on the CPU: the copy has to say the same.
    wish
        How it is wanted.
    """

    card: ModelCard
    plain: UNet
    inference: Inference
    wish: ModelExportWish

    def network(self, *, scales: bool = True) -> WholePicture:
        """The network that takes whole pictures, scaled by itself or before."""
        whole = WholePicture(self.plain, self.card, self.wish.pixels, scales=scales)
        return whole.eval()

    def example(self) -> torch.Tensor:
        """(1, C, H, W) float32: a small picture to record the network with."""
        edge = 4 * self.card.network.stride + 3
        return torch.rand(1, self.card.network.in_channels, edge, edge + 7)

    def expected(self, picture: NDArray[Any]) -> NDArray[np.float32]:
        """(K, H, W): what UNet Studio says of a picture (H, W, C)."""
        return self.inference.probabilities(picture, scaling_of(picture, self.card.normalisation))

    @property
    def licence(self) -> str:
        """Of the weights; empty if nobody said."""
        return self.wish.licence or self.card.licence


def source_of(model: Path, wish: ModelExportWish) -> ExportSource:
    """Read a model.

    Raises
    ------
    ModelFileError
        If the file is none.
    """
    card, network = load_network(model)
    inference = ready_to_predict(
        network,
        dtype=torch.float32,
        device=torch.device("cpu"),
        fitting=Fitting(card.fit, card.fit_px),
    )
    plain = folded(network).requires_grad_(False)
    return ExportSource(card, plain, inference, wish)


def pictures_for(source: ExportSource) -> list[NDArray[Any]]:
    """Pictures to check a copy with: the one that was asked for or a drawn one, and noise.

    Returns
    -------
    Two of different size, (H, W, C), of the wish's type of pixels, no longer than a tile, so that
    neither side cuts them up.
    """
    channels, pixels = source.card.network.in_channels, source.wish.pixels
    if source.wish.picture is None:
        shown = np.repeat(draw_cells(0, _SAMPLE_PX).image[..., None], channels, axis=2)
    else:
        from unet_studio.storage.pictures.image_file import read_image

        edge = min(TILE_PX.values())
        shown = with_channels(read_image(source.wish.picture), channels)[:edge, :edge]
    random = np.random.default_rng(0)
    noise = random.integers(0, 256, (*_ODD_PX, channels), dtype=np.uint8)
    return [_as_pixels(shown, pixels), _as_pixels(noise, pixels)]


def _as_pixels(picture: NDArray[Any], pixels: PixelType) -> NDArray[Any]:
    """A picture in another type, as bright in its range as it was."""
    if picture.dtype == pixels:
        return picture
    if picture.dtype.kind != "u":
        return picture.astype(pixels)
    share = picture.astype(np.float64) / np.iinfo(picture.dtype).max
    if pixels == "float32":
        return share.astype(np.float32)
    return np.rint(share * np.iinfo(pixels).max).astype(pixels)
