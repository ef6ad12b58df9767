from __future__ import annotations

import zlib

import numpy as np
import pytest

from unet_studio.imaging.sample_image import MEMBRANE_ID, MITOCHONDRION_ID, draw_cells


def test_the_same_seed_draws_the_same_picture() -> None:
    one, same, other = draw_cells(1), draw_cells(1), draw_cells(2)
    np.testing.assert_array_equal(one.image, same.image)
    np.testing.assert_array_equal(one.mask, same.mask)
    assert zlib.crc32(one.image) != zlib.crc32(other.image)


@pytest.mark.parametrize("seed", [1, 2027, 2034])
def test_there_is_something_to_learn_and_no_threshold_does_it(seed: int) -> None:
    drawn = draw_cells(seed)
    assert drawn.image.shape == drawn.mask.shape == (256, 256)
    assert drawn.image.dtype == drawn.mask.dtype == np.uint8
    is_membrane = drawn.mask == MEMBRANE_ID
    assert 0.1 < is_membrane.mean() < 0.3
    assert 0.02 < (drawn.mask == MITOCHONDRION_ID).mean() < 0.1
    dice = [
        2 * (is_membrane & (drawn.image < t)).sum() / (is_membrane.sum() + (drawn.image < t).sum())
        for t in range(40, 220, 4)
    ]
    assert 0.4 < max(dice) < 0.85


def test_other_sizes() -> None:
    assert draw_cells(3, size=96).image.shape == (96, 96)
