"""Inference: a trained network over a picture of any size, in overlapping mirrored tiles."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import torch
from torch import Tensor

from unet_studio.learning.data.fitting import NO_FITTING, Fitting
from unet_studio.learning.prediction.tiling import FittedCut, PaddedCut, ValidCut
from unet_studio.learning.prediction.views import turned, turned_back

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from unet_studio.domain.pixels import Pixels
    from unet_studio.learning.data.normalisation import Scaling
    from unet_studio.learning.network.unet import UNet
    from unet_studio.learning.prediction.tiling import Cut

TILE_PX = {"float32": 768, "bfloat16": 1152, "cuda": 1152}
"""The longest edge of a tile, by what computes. Tiles overlap, so larger ones cost less; but they
need memory, and a CPU must be able to stop within one convolution."""

OVERLAP_PX = 128
"""Two fifths of it are more than a network of three levels sees: tiles change nothing then. One of
five levels sees twice as far, though hardly: of a million pixels about ten get another class. What
`aligned_corners` stretches depends on the size of the tile besides."""

LEAST_TILE_PX = 128


@dataclass(frozen=True, eq=False)
class Inference:
    """A network made ready to predict.

    Attributes
    ----------
    network
        Evaluation mode, normalisation folded into the convolutions, in `dtype`.
    dtype
        Of weights and activations.
    device
        Where it is.
    tile_px, overlap_px
        Larger pictures are cut into tiles with edges of at most so many pixels.
    views
        Every tile is looked at flipped and turned so many ways, and what is found is averaged:
        1 = as it is, 4 = flipped, 8 = on its side too.
    fitting
        How pictures are brought to the size that the network learnt from.
    """

    network: UNet
    dtype: torch.dtype
    device: torch.device
    tile_px: int = TILE_PX["float32"]
    overlap_px: int = OVERLAP_PX
    views: int = 1
    fitting: Fitting = NO_FITTING

    @property
    def computes_in(self) -> Literal["float32", "bfloat16", "cuda"]:
        """The numbers that a CPU computes with, or a GPU: it says what fits at a time."""
        if self.device.type != "cpu":
            return "cuda"
        return "float32" if self.dtype == torch.float32 else "bfloat16"

    def with_smaller_tiles(self, size: tuple[int, ...]) -> Inference | None:
        """The same with less memory, for pictures of this height and width; None if there is none.

        The network sees a little less of what is around a pixel near the edges of tiles.
        """
        edge_px = max(size[:2] if self.fitting.is_none else self.fitting.size_px)
        before_px, stride = min(self.tile_px, edge_px), self.network.config.stride
        tile_px = max(LEAST_TILE_PX, before_px // 2) // stride * stride
        if not 2 * stride <= tile_px < before_px:
            return None
        return replace(self, tile_px=tile_px, overlap_px=min(self.overlap_px, tile_px // 4))

    def probabilities(self, image: NDArray[Any], scaling: Scaling) -> NDArray[np.float32]:
        """Probability of background and of each class at each pixel.

        Parameters
        ----------
        image
            (H, W, C), as many channels as the network takes.
        scaling
            Applied to it tile by tile.

        Returns
        -------
        (K, H, W) float32, sums to 1 over K, background first.
        """
        bands = self.bands(image, scaling)
        return np.concatenate([band for band in bands if band is not None], axis=1)

    def bands(self, image: NDArray[Any], scaling: Scaling) -> Iterator[NDArray[np.float32] | None]:
        """The same as horizontal bands from top to bottom, so that memory does not grow.

        Yields
        ------
        (K, h, W) float32; between them None after each tile, where a caller may stop.
        """
        cut = self.cut(image, scaling)
        for patch in cut.patches():
            found = self.answers(patch.pixels()[None])[0]
            yield None
            yield from cut.joined(found)

    def cut(self, image: Pixels, scaling: Scaling) -> Cut:
        """A picture cut as this network needs it; arguments as for `probabilities`."""
        if not self.fitting.is_none:
            plain = replace(self, fitting=NO_FITTING)
            fitted = self.fitting.pixels(image[:])
            return FittedCut(
                plain.cut(fitted, scaling), self.fitting, (image.shape[0], image.shape[1])
            )
        config = self.network.config
        if config.margin_px:
            return ValidCut(image, scaling, config, self.tile_px)
        return PaddedCut(image, scaling, config.stride, (self.tile_px, self.overlap_px))

    @torch.inference_mode()
    def answers(self, pixels: NDArray[np.float32]) -> NDArray[np.float32]:
        """What the network says of patches of one size, averaged over the views.

        Parameters
        ----------
        pixels
            (B, h, w, C) float32, scaled.

        Returns
        -------
        (B, out_channels, h, w) float32, 0 to 1; less the margins.
        """
        found = self._view(pixels, 0)
        for view in range(1, self.views):
            found += self._view(pixels, view)
        return found / np.float32(self.views) if self.views > 1 else found

    def _view(self, pixels: NDArray[np.float32], view: int) -> NDArray[np.float32]:
        seen = np.stack([turned(patch, view) for patch in pixels]) if view else pixels
        logits = self._logits(seen)
        found = torch.sigmoid(logits) if logits.shape[1] == 1 else torch.softmax(logits, dim=1)
        answers: NDArray[np.float32] = found.cpu().numpy()
        return np.stack([turned_back(answer, view) for answer in answers]) if view else answers

    @torch.inference_mode()
    def logits(self, pixels: NDArray[np.float32]) -> Tensor:
        """Logits (1, out_channels, h, w) float32 of scaled pixels (h, w, C)."""
        return self._logits(pixels[None])

    def _logits(self, pixels: NDArray[np.float32]) -> Tensor:
        x = torch.from_numpy(np.ascontiguousarray(pixels)).permute(0, 3, 1, 2)  # channels last
        x = x.to(self.device, self.dtype, memory_format=torch.channels_last)
        return self.network(x).float()  # type: ignore[no-any-return]


def probabilities_of(logits: Tensor) -> Tensor:
    """(B, K, H, W) probabilities with background first, from logits of either kind."""
    if logits.shape[1] == 1:
        found = torch.sigmoid(logits)
        return torch.cat([1 - found, found], dim=1)
    return torch.softmax(logits, dim=1)
