"""Tiling: one picture cut into patches for a network, and the answers put together in bands."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from itertools import groupby, product
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from unet_studio.domain.tile_grid import TileGrid

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    from unet_studio.domain.network_config import NetworkConfig
    from unet_studio.domain.pixels import Pixels
    from unet_studio.domain.tile_grid import Tile
    from unet_studio.learning.data.fitting import Fitting
    from unet_studio.learning.data.normalisation import Scaling


@dataclass(frozen=True, eq=False)
class Patch:
    """What a network is to be shown.

    Attributes
    ----------
    top
        The first row of the picture that the answer speaks of.
    size
        Height and width of the patch.
    pixels
        Makes it: (h, w, C) float32, scaled.
    """

    top: int
    size: tuple[int, int]
    pixels: Callable[[], NDArray[np.float32]]


class Cut(Protocol):
    """A picture cut into patches; used once, from top to bottom."""

    def patches(self) -> Iterator[Patch]:
        """All patches, row by row."""

    def joined(self, answer: NDArray[np.float32]) -> Iterator[NDArray[np.float32]]:
        """Take the next answer in the order of the patches; what is finished with it.

        Parameters
        ----------
        answer
            (out_channels, h, w) probabilities: of one output those of the only class, else
            background first.

        Yields
        ------
        (K, rows, W) float32, background first, from top to bottom.
        """


class PaddedCut:
    """For a network with padding: overlapping tiles that fade into each other."""

    def __init__(self, image: Pixels, scaling: Scaling, stride: int, grid_px: tuple[int, int]):
        self._image, self._scaling = image, scaling
        self._height, self._width = image.shape[:2]
        tile_px, overlap_px = grid_px
        self._grid = TileGrid(
            self._height + -self._height % stride,
            self._width + -self._width % stride,
            max(2, tile_px // stride) * stride,
            overlap_px,
            stride,
        )
        self._expected = iter(self._grid.tiles)
        tops = [top for top, _ in groupby(tile.top for tile in self._grid.tiles)]
        self._following = dict(zip(tops, [*tops[1:], self._grid.height], strict=True))
        self._sums: NDArray[np.float32] | None = None  # of one row of tiles

    def patches(self) -> Iterator[Patch]:
        """As `Cut` says."""
        for tile in self._grid.tiles:
            yield Patch(tile.top, (tile.height, tile.width), partial(self._pixels, tile))

    def _pixels(self, tile: Tile) -> NDArray[np.float32]:
        part = self._image[tile.slices]  # past the edges of the picture there is nothing
        missing = [(0, tile.height - part.shape[0]), (0, tile.width - part.shape[1]), (0, 0)]
        if any(after for _, after in missing):
            part = np.pad(part, missing, mode="symmetric")
        return self._scaling(part)

    def joined(self, answer: NDArray[np.float32]) -> Iterator[NDArray[np.float32]]:
        """As `Cut` says."""
        tile = next(self._expected)
        if len(self._grid.tiles) == 1:
            yield with_background(answer[:, : self._height, : self._width])
            return
        if self._sums is None:
            self._sums = np.zeros((len(answer), tile.height, self._grid.width), np.float32)
        rows, columns = self._grid.shares(tile)
        self._sums[:, :, tile.slices[1]] += answer * (rows[:, None] * columns)
        if tile.left + tile.width == self._grid.width:
            yield from self._finished(tile.top)

    def _finished(self, top: int) -> Iterator[NDArray[np.float32]]:
        """The rows that no tile further down has a share in; the others are carried on."""
        assert self._sums is not None
        sums, done = self._sums, self._following[top] - top
        kept = max(0, min(done, self._height - top))
        self._sums = np.zeros_like(sums)
        self._sums[:, : sums.shape[1] - done] = sums[:, done:]
        if kept:
            yield with_background(sums[:, :kept, : self._width])


class ValidCut:
    """For a network without padding: answers laid side by side, each with all it depends on.

    Ronneberger et al. call it the overlap-tile strategy; past the edges of the picture lies its
    mirror image. Tiles begin at multiples of the coarsest level's stride, for pooling then joins
    the same pixels in all of them, and the answer is the same as without tiles.
    """

    def __init__(self, image: Pixels, scaling: Scaling, config: NetworkConfig, tile_px: int):
        self._image, self._scaling, self._config = image, scaling, config
        self._height, self._width = image.shape[:2]
        self._step = max(1, tile_px // config.stride) * config.stride
        tops, lefts = range(0, self._height, self._step), range(0, self._width, self._step)
        self._corners = list(product(tops, lefts))
        self._expected = iter(self._corners)
        self._row: list[NDArray[np.float32]] = []

    def patches(self) -> Iterator[Patch]:
        """As `Cut` says."""
        for top, left in self._corners:
            rows = self._places(top, self._height)
            columns = self._places(left, self._width)
            make = partial(self._pixels, rows, columns)
            yield Patch(top, (len(rows), len(columns)), make)

    def _pixels(self, rows: NDArray[np.int64], columns: NDArray[np.int64]) -> NDArray[np.float32]:
        return self._scaling(_picked(self._image, rows, columns))

    def _places(self, start: int, length: int) -> NDArray[np.int64]:
        """Rows or columns that an answer from `start` on depends on."""
        margin = self._config.margin_px
        seen = self._config.output_px(min(self._step, length - start))
        return _mirrored_places(start - margin, start + seen + margin, length)

    def joined(self, answer: NDArray[np.float32]) -> Iterator[NDArray[np.float32]]:
        """As `Cut` says."""
        top, left = next(self._expected)
        tall, wide = min(self._step, self._height - top), min(self._step, self._width - left)
        self._row.append(answer[:, :tall, :wide])
        if left + wide == self._width:
            yield with_background(np.concatenate(self._row, axis=2))
            self._row = []


class FittedCut:
    """For a recipe that shows pictures at one size: cut at that size, and brought back."""

    def __init__(self, plain: Cut, fitting: Fitting, size: tuple[int, int]):
        self._plain, self._fitting, self._size = plain, fitting, size
        self._bands: list[NDArray[np.float32]] = []

    def patches(self) -> Iterator[Patch]:
        """As `Cut` says."""
        return self._plain.patches()

    def joined(self, answer: NDArray[np.float32]) -> Iterator[NDArray[np.float32]]:
        """As `Cut` says."""
        self._bands += self._plain.joined(answer)
        if sum(band.shape[1] for band in self._bands) == self._fitting.size_px[0]:
            yield from self._fitting.bands_back(np.concatenate(self._bands, axis=1), self._size)


def with_background(found: NDArray[np.float32]) -> NDArray[np.float32]:
    """(K, h, w) probabilities, background first, from (out_channels, h, w)."""
    if len(found) > 1:
        return found
    both = np.empty((2, *found.shape[1:]), np.float32)
    np.subtract(1, found[0], out=both[0])
    both[1] = found[0]
    return both


def _picked(image: Pixels, rows: NDArray[np.int64], columns: NDArray[np.int64]) -> NDArray[Any]:
    """These rows and columns of a picture, which is asked for one part only."""
    top, left = int(rows.min()), int(columns.min())
    part = image[top : int(rows.max()) + 1, left : int(columns.max()) + 1]
    return part[(rows - top)[:, None], columns - left]


def _mirrored_places(start: int, stop: int, length: int) -> NDArray[np.int64]:
    """Places from start to stop in a row of so many pixels and its mirror images."""
    places = np.arange(start, stop) % (2 * length)
    return np.minimum(places, 2 * length - 1 - places)
