"""Levels filled band by band are those made of the whole at once."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from unet_studio.imaging.growing_levels import GrowingLevels
from unet_studio.imaging.image_pyramid import ArrayLevels, ImagePyramid, level_size


def filled(image: np.ndarray, **options: int) -> GrowingLevels:
    levels = GrowingLevels(image.shape, **options)
    for top in range(0, image.shape[0], levels.band_px):
        assert not levels.is_whole
        levels.put(top, image[top : top + levels.band_px])
    assert levels.is_whole
    return levels


@settings(max_examples=15)
@given(st.integers(1, 3000), st.integers(1, 90), st.integers(0, 99))
def test_bands_make_the_same_levels_as_the_whole(height: int, width: int, seed: int) -> None:
    image = np.random.default_rng(seed).integers(0, 256, (height, width), np.uint8)
    grown, whole = filled(image), ArrayLevels(image)
    assert grown.level_count == whole.level_count
    for level in range(whole.level_count):
        rows, columns = level_size(grown.size, level)
        everything = grown.region(level, 0, 0, columns, rows)
        assert np.array_equal(everything, whole.region(level, 0, 0, columns, rows))


def test_a_large_one_is_kept_smaller_and_enlarged_when_looked_at_closely() -> None:
    image = np.repeat(np.repeat(np.arange(0, 200, 2, np.uint8)[None], 600, 0), 4, 1)
    grown = filled(image, most_pixels=image.size // 4)
    assert grown.finest == 1
    assert grown.kept_bytes < image.size // 2
    part = grown.region(0, 101, 7, 140, 20)
    assert part.shape == (13, 39)
    assert np.abs(part.astype(int) - image[7:20, 101:140]).max() <= 2
    assert ImagePyramid(grown).part(
        scale=0.25, left=0, top=0, width=100, height=150, squares=False
    ).shape == (150, 100)


def test_bands_begin_where_bands_begin() -> None:
    levels = GrowingLevels((3000, 50))
    with pytest.raises(ValueError, match="whole number"):
        levels.put(100, np.zeros((20, 50), np.uint8))
