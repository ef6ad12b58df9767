"""Tile grid: how a large image is cut into overlapping tiles and put together without seams."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


class Tile(NamedTuple):
    """One tile: its first row and column, and its height and width, in pixels."""

    top: int
    left: int
    height: int
    width: int

    @property
    def slices(self) -> tuple[slice, slice]:
        """Index of its pixels in an (H, W) array."""
        return (
            slice(self.top, self.top + self.height),
            slice(self.left, self.left + self.width),
        )


@dataclass(frozen=True)
class TileGrid:
    """Equal tiles over an image, each overlapping its neighbours.

    What a network says near the edge of a tile is made without the pixels beyond it. So in an
    overlap the outer two fifths of either tile have weight 0, and across the middle fifth the one
    fades into the other: a result that depends on no pixel further off than `margin_px` comes out
    as if there were no tiles. There are as few tiles as can be, and they are no larger than that
    needs.

    Attributes
    ----------
    height, width
        The image's; multiples of `step_px`.
    tile_px
        The longest edge that a tile may have, a multiple of `step_px`; an image that is no
        larger is one tile.
    overlap_px
        The least overlap of neighbours; rounded up to `step_px` it is less than `tile_px`.
    step_px
        Tiles begin at multiples of it, and their edges are such: a network that joins so many
        pixels at its coarsest level then joins the same ones in every tile.
    """

    height: int
    width: int
    tile_px: int
    overlap_px: int
    step_px: int = 1

    def __post_init__(self) -> None:
        if any(edge % self.step_px for edge in (self.height, self.width, self.tile_px)):
            raise ValueError("height, width and tile_px are not multiples of step_px")
        if not 0 <= -(-self.overlap_px // self.step_px) < self.tile_px // self.step_px:
            raise ValueError("0 <= overlap_px < tile_px does not hold")

    @property
    def margin_px(self) -> int:
        """How far from a tile's inner edges its values count for nothing."""
        return 2 * self.overlap_px // 5

    @cached_property
    def tiles(self) -> tuple[Tile, ...]:
        """All tiles, row by row."""
        height, tops = self._spread(self.height)
        width, lefts = self._spread(self.width)
        return tuple(Tile(top, left, height, width) for top in tops for left in lefts)

    def _spread(self, whole_px: int) -> tuple[int, list[int]]:
        """The edge of the fewest tiles that cover a length, and the first pixels of each."""
        step = self.step_px
        whole, longest, overlap = (
            whole_px // step,
            self.tile_px // step,
            -(-self.overlap_px // step),
        )
        if whole <= longest:
            return whole_px, [0]
        count = -(-(whole - overlap) // (longest - overlap))
        edge = -(-(whole + (count - 1) * overlap) // count)
        starts = (round(k * (whole - edge) / (count - 1)) for k in range(count))
        return edge * step, [start * step for start in starts]

    def shares(self, tile: Tile) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """How much of the result is a tile's at each of its rows and columns.

        Returns
        -------
        Of rows (h,) and columns (w,) float32, 0 to 1; their product is the share of a pixel, and
        over all tiles that lie on a pixel the products add up to 1.
        """
        rows = self._ramp(tile.top, tile.height, self.height)
        columns = self._ramp(tile.left, tile.width, self.width)
        return rows / self._totals[0][tile.slices[0]], columns / self._totals[1][tile.slices[1]]

    @cached_property
    def _totals(self) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Sums of the ramps over all rows of tiles, and over all columns of tiles."""
        rows, columns = np.zeros(self.height, np.float32), np.zeros(self.width, np.float32)
        for top, height in {(tile.top, tile.height) for tile in self.tiles}:
            rows[top : top + height] += self._ramp(top, height, self.height)
        for left, width in {(tile.left, tile.width) for tile in self.tiles}:
            columns[left : left + width] += self._ramp(left, width, self.width)
        return rows, columns

    def _ramp(self, start: int, length: int, whole: int) -> NDArray[np.float32]:
        ramp = np.ones(length, np.float32)
        fade_px = max(1, self.overlap_px - 2 * self.margin_px)
        # Centre of the first pixel that counts: half a step above 0, so that no weight is 0 there.
        depth = (np.arange(length) - self.margin_px + 0.5) / fade_px
        rising = np.clip(depth, 0, 1).astype(np.float32)
        if start > 0:
            ramp *= rising
        if start + length < whole:
            ramp *= rising[::-1]
        return ramp
