from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from unet_studio.domain.tile_grid import TileGrid


@st.composite
def grids(draw: st.DrawFn) -> TileGrid:
    step = draw(st.sampled_from([1, 2, 5]))
    tile = draw(st.integers(1, 40 // step))
    overlap_px = draw(st.integers(0, (tile - 1) * step))
    height, width = (step * draw(st.integers(1, 120 // step)) for _ in range(2))
    return TileGrid(height, width, tile * step, overlap_px, step)


@given(grids())
def test_tiles_lie_inside_and_overlap_as_asked(grid: TileGrid) -> None:
    for tile in grid.tiles:
        assert all(px % grid.step_px == 0 for px in tile)
        assert max(tile.height, tile.width) <= grid.tile_px
        assert 0 <= tile.top <= tile.top + tile.height <= grid.height
        assert 0 <= tile.left <= tile.left + tile.width <= grid.width
    for starts, size in (
        (sorted({t.top for t in grid.tiles}), grid.tiles[0].height),
        (sorted({t.left for t in grid.tiles}), grid.tiles[0].width),
    ):
        assert all(b - a <= size - grid.overlap_px for a, b in pairwise(starts))


@given(grids())
def test_the_shares_of_all_tiles_add_up_to_one(grid: TileGrid) -> None:
    total = np.zeros((grid.height, grid.width), np.float32)
    for tile in grid.tiles:
        rows, columns = grid.shares(tile)
        assert (len(rows), len(columns)) == (tile.height, tile.width)
        assert min(rows.min(), columns.min()) >= 0
        total[tile.slices] += rows[:, None] * columns
    assert np.allclose(total, 1, atol=1e-5)


@given(grids(), st.integers(0, 2**32 - 1))
def test_what_sees_no_further_than_the_margin_has_no_seams(grid: TileGrid, seed: int) -> None:
    image = np.random.default_rng(seed).normal(size=(grid.height, grid.width)).astype(np.float32)
    reach = grid.margin_px
    found = np.zeros_like(image)
    for tile in grid.tiles:
        rows, columns = grid.shares(tile)
        found[tile.slices] += rows[:, None] * columns * blurred(image[tile.slices], reach)
    assert np.allclose(found, blurred(image, reach), atol=1e-4)


def blurred(image: np.ndarray, reach: int) -> np.ndarray:
    """Means along rows and columns; past the edges the picture is empty."""
    kernel = np.ones(2 * reach + 1) / (2 * reach + 1)
    for axis in (0, 1):
        padded = np.pad(image, [(reach, reach) if a == axis else (0, 0) for a in (0, 1)])
        image = np.apply_along_axis(np.convolve, axis, padded, kernel, mode="valid")
    return image


def test_small_images_are_one_tile() -> None:
    assert len(TileGrid(30, 64, 64, 10).tiles) == 1
    assert len(TileGrid(30, 65, 64, 10).tiles) == 2


def test_tiles_are_no_larger_than_their_number_needs() -> None:
    # thirteen tiles of 768 would do, and so do eight of 1120, which leaves little to spare
    assert {tile[2:] for tile in TileGrid(8192, 8192, 1152, 96, 16).tiles} == {(1120, 1120)}
    assert len(TileGrid(8192, 8192, 1152, 96, 16).tiles) == 8 * 8
    assert {tile[2:] for tile in TileGrid(1200, 800, 1152, 96, 16).tiles} == {(656, 800)}


@pytest.mark.parametrize("edges", [(30, 32, 8), (32, 30, 8), (32, 32, 9)])
def test_edges_must_be_multiples_of_the_step(edges: tuple[int, int, int]) -> None:
    with pytest.raises(ValueError, match="step"):
        TileGrid(*edges, 0, 4)


@pytest.mark.parametrize("overlap_px", [-1, 8, 9])
def test_an_overlap_must_fit_the_tile(overlap_px: int) -> None:
    with pytest.raises(ValueError, match="overlap"):
        TileGrid(30, 30, 8, overlap_px)
