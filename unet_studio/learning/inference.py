"""Inference: a trained network over a picture of any size, in overlapping mirrored tiles."""

from __future__ import annotations

import copy
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn.utils.fusion import fuse_conv_bn_eval

from unet_studio.domain.tile_grid import TileGrid
from unet_studio.learning.fitting import NO_FITTING, Fitting
from unet_studio.learning.views import turned, turned_back

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from numpy.typing import NDArray

    from unet_studio.domain.tile_grid import Tile
    from unet_studio.learning.normalisation import Scaling
    from unet_studio.learning.unet import UNet

TILE_PX = 768
OVERLAP_PX = 96
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
        Larger pictures are cut into such tiles.
    views
        Every tile is looked at flipped and turned so many ways, and what is found is averaged:
        1 = as it is, 4 = flipped, 8 = on its side too.
    fitting
        How pictures are brought to the size that the network learnt from.
    """

    network: UNet
    dtype: torch.dtype
    device: torch.device
    tile_px: int = TILE_PX
    overlap_px: int = OVERLAP_PX
    views: int = 1
    fitting: Fitting = NO_FITTING

    def with_smaller_tiles(self, size: tuple[int, ...]) -> Inference | None:
        """The same with less memory, for pictures of this height and width; None if there is none.

        The network sees a little less of what is around a pixel near the edges of tiles.
        """
        edge_px = max(size[:2] if self.fitting.is_none else self.fitting.size_px)
        before_px, stride = min(self.tile_px, edge_px), self.network.config.stride
        tile_px = max(LEAST_TILE_PX, before_px // 2) // stride * stride
        if not 0 < tile_px < before_px:
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
        if not self.fitting.is_none:
            yield from self._fitted_bands(image, scaling)
        elif self.network.config.margin_px:
            yield from self._valid_bands(image, scaling)
        else:
            yield from self._padded_bands(image, scaling)

    def _fitted_bands(
        self, image: NDArray[Any], scaling: Scaling
    ) -> Iterator[NDArray[np.float32] | None]:
        """Of the picture as the recipe shows it, brought back to the picture's own size."""
        plain = replace(self, fitting=NO_FITTING)
        found = plain.probabilities(self.fitting.pixels(image), scaling)
        yield None
        yield from self.fitting.bands_back(found, image.shape[:2])

    def _valid_bands(
        self, image: NDArray[Any], scaling: Scaling
    ) -> Iterator[NDArray[np.float32] | None]:
        """Of a network without padding: answers laid side by side, each with all it depends on.

        Ronneberger et al. call it the overlap-tile strategy; past the edges of the picture lies
        its mirror image. Tiles begin at multiples of the coarsest level's stride, for pooling then
        joins the same pixels in all of them, and the answer is the same as without tiles.
        """
        height, width = image.shape[:2]
        config, margin = self.network.config, self.network.config.margin_px
        step = max(1, self.tile_px // config.stride) * config.stride
        for top in range(0, height, step):
            found, tall = [], min(step, height - top)
            rows = _mirrored_places(top - margin, top + config.output_px(tall) + margin, height)
            for left in range(0, width, step):
                wide = min(step, width - left)
                end = left + config.output_px(wide) + margin
                columns = _mirrored_places(left - margin, end, width)
                answer = self._tile(scaling(image[rows[:, None], columns]))
                found.append(answer[:, :tall, :wide])
                yield None
            yield np.concatenate(found, axis=2)

    def _padded_bands(
        self, image: NDArray[Any], scaling: Scaling
    ) -> Iterator[NDArray[np.float32] | None]:
        """Of a network with padding: overlapping tiles that fade into each other."""
        height, width = image.shape[:2]
        stride = self.network.config.stride
        padded = _mirrored(image, -height % stride, -width % stride)
        grid = TileGrid(padded.shape[0], padded.shape[1], self.tile_px, self.overlap_px)
        rows = [list(tiles) for _, tiles in groupby(grid.tiles, key=lambda tile: tile.top)]
        following = [row[0].top for row in rows[1:]] + [padded.shape[0]]
        carried: NDArray[np.float32] | None = None  # sums of the rows that two rows of tiles share
        for row, end in zip(rows, following, strict=True):
            sums = yield from self._row_of_tiles(padded, row, grid, scaling)
            if carried is not None:
                sums[:, : carried.shape[1]] += carried
            done = end - row[0].top
            carried = sums[:, done:].copy()
            kept = max(0, min(done, height - row[0].top))
            yield sums[:-1, :kept, :width] / sums[-1:, :kept, :width]

    def _row_of_tiles(
        self, image: NDArray[Any], row: list[Tile], grid: TileGrid, scaling: Scaling
    ) -> Generator[None, None, NDArray[np.float32]]:
        """Weighted sums of the probabilities, and of the weights in the last channel."""
        sums: NDArray[np.float32] | None = None
        for tile in row:
            found = self._tile(scaling(image[tile.slices]))
            if sums is None:
                sums = np.zeros((len(found) + 1, tile.height, image.shape[1]), np.float32)
            weights, columns = grid.weights(tile), tile.slices[1]
            sums[:-1, :, columns] += found * weights
            sums[-1, :, columns] += weights
            yield
        assert sums is not None
        return sums

    @torch.inference_mode()
    def _tile(self, pixels: NDArray[np.float32]) -> NDArray[np.float32]:
        """Probabilities (K, h, w) of scaled pixels (h, w, C), averaged over the views."""
        found = self._view(pixels, 0)
        for view in range(1, self.views):
            found += self._view(pixels, view)
        return found / np.float32(self.views) if self.views > 1 else found

    def _view(self, pixels: NDArray[np.float32], view: int) -> NDArray[np.float32]:
        logits = self.logits(turned(pixels, view))
        found: NDArray[np.float32] = probabilities_of(logits)[0].cpu().numpy()
        return turned_back(found, view)

    @torch.inference_mode()
    def logits(self, pixels: NDArray[np.float32]) -> Tensor:
        """Logits (1, out_channels, h, w) float32 of scaled pixels (h, w, C)."""
        x = torch.from_numpy(np.ascontiguousarray(pixels))[None].permute(0, 3, 1, 2)
        x = x.to(self.device, self.dtype, memory_format=torch.channels_last)
        return self.network(x).float()  # type: ignore[no-any-return]


def probabilities_of(logits: Tensor) -> Tensor:
    """(B, K, H, W) probabilities with background first, from logits of either kind."""
    if logits.shape[1] == 1:
        found = torch.sigmoid(logits)
        return torch.cat([1 - found, found], dim=1)
    return torch.softmax(logits, dim=1)


def ready_to_predict(
    network: UNet,
    *,
    dtype: torch.dtype,
    device: torch.device,
    fitting: Fitting = NO_FITTING,
) -> Inference:
    """A copy of the network that predicts faster: folded, channels last, in `dtype`."""
    copied = copy.deepcopy(network).eval()
    for block in copied.modules():
        if isinstance(block, nn.Sequential):
            _fold(block)
    copied.to(device, dtype, memory_format=torch.channels_last)  # type: ignore[call-overload]
    return Inference(copied, dtype, device, fitting=fitting)


def _fold(layers: nn.Sequential) -> None:
    """Fold every normalisation into the convolution before it."""
    for n, (convolution, normalisation) in enumerate(pairwise(list(layers))):
        if isinstance(convolution, nn.Conv2d) and isinstance(
            normalisation, nn.BatchNorm2d | nn.SyncBatchNorm
        ):
            layers[n] = fuse_conv_bn_eval(convolution, normalisation)
            layers[n + 1] = nn.Identity()


def _mirrored_places(start: int, stop: int, length: int) -> NDArray[np.int64]:
    """Places from start to stop in a row of so many pixels and its mirror images."""
    places = np.arange(start, stop) % (2 * length)
    return np.minimum(places, 2 * length - 1 - places)


def _mirrored(image: NDArray[Any], bottom: int, right: int) -> NDArray[Any]:
    if not bottom and not right:
        return image
    return np.pad(image, ((0, bottom), (0, right), (0, 0)), mode="symmetric")
