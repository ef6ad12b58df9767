from __future__ import annotations

import numpy as np

from unet_studio.imaging.contour_pair import GREEN, contour_pair


def test_the_original_stands_beside_its_contours() -> None:
    image = np.full((40, 60, 3), 90, np.uint8)
    mask = np.zeros((40, 60), np.uint8)
    mask[5:20, 5:25], mask[5:20, 30:50] = 1, 7
    mask[30:33, 5:8] = 1  # 9 pixels
    mask[30:32, 20:25] = 1  # 10 pixels
    mask[30:38, 40:50] = 255
    picture = contour_pair(image, mask)
    assert picture.shape == (40, 120, 3)
    assert np.array_equal(picture[:, :60], image)
    green = (picture[:, 60:] == GREEN).all(axis=2)
    for inside in ((5, 15), (19, 40), (30, 22)):
        assert green[inside]
    for outside in ((12, 15), (31, 6), (34, 45), (25, 25)):
        assert not green[outside]
    assert green[12, 3:10].sum() >= 2  # the width of the line


def test_sixteen_bit_pictures_are_shown() -> None:
    image = np.random.default_rng(0).integers(0, 4000, (20, 30), np.uint16)
    picture = contour_pair(image, np.zeros((20, 30), np.uint8))
    assert picture.dtype == np.uint8
    assert np.array_equal(picture[:, :30], picture[:, 30:])
