from __future__ import annotations

import numpy as np
import pytest

from unet_studio.imaging.display_range import to_display


def test_8_bit_values_stay() -> None:
    rgb = np.random.default_rng(0).integers(0, 256, (5, 6, 3), np.uint8)
    assert to_display(rgb) is rgb
    grey = rgb[..., 0]
    shown = to_display(grey)
    assert shown.shape == (5, 6, 3)
    assert (shown == grey[..., None]).all()


@pytest.mark.parametrize("dtype", [np.uint16, np.float32])
def test_others_are_stretched_between_percentiles(dtype: type) -> None:
    image = np.linspace(500, 900, 100 * 100).reshape(100, 100).astype(dtype)
    image[0, 0], image[0, 1] = 0, 60000  # a dead and a hot pixel
    shown = to_display(image)
    assert shown.dtype == np.uint8
    assert shown[0, 2, 0] <= 1
    assert shown[-1, -1, 0] >= 254
    assert 120 <= shown[50, 0, 0] <= 135


def test_channels_share_one_range() -> None:
    image = np.zeros((50, 50, 3), np.uint16)
    image[..., 0] = 1000
    image[..., 1] = 500
    assert to_display(image)[0, 0].tolist() == [255, 128, 0]


@pytest.mark.parametrize("value", [0, 7, np.nan])
def test_images_of_one_value_are_black(value: float) -> None:
    assert not to_display(np.full((4, 4), value, np.float32)).any()


def test_a_single_bright_pixel_is_seen() -> None:
    image = np.zeros((100, 100), np.uint16)
    image[50, 50] = 9
    assert to_display(image).max() == 255
