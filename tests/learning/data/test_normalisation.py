from __future__ import annotations

import numpy as np
import pytest

from unet_studio.domain.message import StudioError
from unet_studio.learning.data.normalisation import scaling_of, with_channels


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16, np.float32])
@pytest.mark.parametrize("shape", [(30, 20), (2500, 4), (9, 9, 3)])
def test_per_image_gives_mean_0_and_deviation_1(dtype: type, shape: tuple[int, ...]) -> None:
    image = (np.random.default_rng(0).random(shape) * 250).astype(dtype)
    scaled = scaling_of(image, "per-image")(image)
    assert scaled.dtype == np.float32
    assert scaled.mean() == pytest.approx(0, abs=1e-4)
    assert scaled.std() == pytest.approx(1, abs=1e-4)


def test_none_leaves_raw_values() -> None:
    image = np.arange(256, dtype=np.uint8).reshape(16, 16)
    assert np.array_equal(scaling_of(image, "none")(image), image)


def test_numbers_come_out_of_pictures_without_any() -> None:
    even = np.full((4, 4), 0.1, np.float32)
    assert np.abs(scaling_of(even, "per-image")(even)).max() < 1e-6
    empty = np.full((4, 4), np.nan, np.float32)
    assert not scaling_of(empty, "per-image")(empty).any()


def test_huge_values_do_not_lose_their_contrast() -> None:
    image = (np.random.default_rng(0).random((64, 64)) * 10 + 60000).astype(np.uint16)
    assert scaling_of(image, "per-image")(image).std() == pytest.approx(1, abs=1e-2)


def test_channels() -> None:
    grey = np.arange(12, dtype=np.uint8).reshape(3, 4)
    colour = with_channels(grey, 3)
    assert colour.shape == (3, 4, 3)
    assert np.array_equal(with_channels(colour, 1)[..., 0], grey)
    assert with_channels(colour, 3) is colour
    assert with_channels(colour.astype(np.uint16), 1).dtype == np.uint16
    green = np.zeros((1, 1, 3), np.uint8)
    green[..., 1] = 100
    assert with_channels(green, 1).item() == 59
    with pytest.raises(StudioError, match="1 channel, the model takes 4"):
        with_channels(grey, 4)


def test_other_channels_are_taken_as_they_are_and_scaled_each_for_itself() -> None:
    image = np.random.default_rng(0).random((30, 40, 5)) * [1, 10, 100, 1000, 10000] + 7
    assert with_channels(image, 5) is image
    scaled = scaling_of(image, "per-image")(image)
    assert np.abs(scaled.mean(axis=(0, 1))).max() < 1e-3
    assert np.abs(scaled.std(axis=(0, 1)) - 1).max() < 1e-3
    for count in (1, 3, 4):
        with pytest.raises(StudioError, match=f"5 channels, the model takes {count}"):
            with_channels(image, count)


@pytest.mark.parametrize(("dtype", "greatest"), [("uint8", 255), ("uint16", 65535)])
def test_unit_divides_whole_numbers_by_the_greatest_of_their_type(
    dtype: str, greatest: int
) -> None:
    image = np.array([[0, 51], [100, greatest]], dtype)
    scaled = scaling_of(image, "unit")(image)
    assert scaled.dtype == np.float32
    assert np.allclose(scaled * greatest, image)


@pytest.mark.parametrize("dtype", ["float32", "float64", "bool"])
def test_unit_leaves_what_lies_within_it(dtype: str) -> None:
    image = np.array([[0, 0.25], [0.5, 0.75]]).astype(dtype)
    assert np.array_equal(scaling_of(image, "unit")(image), image)


@pytest.mark.parametrize("image", [[[-1000, 500], [0, 1000]], [[-0.5, 0.0], [3.5, np.nan]]])
def test_unit_brings_other_numbers_there_by_their_own_range(image: list[list[float]]) -> None:
    array = np.array(image, np.float32 if np.isnan(image).any() else np.int16)
    scaled = scaling_of(array, "unit")(array)
    assert np.isfinite(scaled).all()
    assert (scaled[0, 0], scaled.max()) == (0, 1)
    middle = (array[0, 1] - array.flat[0]) / (np.nanmax(array) - array.flat[0].astype(float))
    assert scaled[0, 1] == pytest.approx(middle)


def test_unit_of_an_even_picture_is_a_number() -> None:
    for value in (7.0, np.nan):
        even = np.full((3, 3), value, np.float32)
        assert not scaling_of(even, "unit")(even).any()


def test_unit_scales_unlike_channels_each_for_itself() -> None:
    image = np.random.default_rng(0).random((30, 40, 5)) * [2, 10, 100, 1000, 10000] + 7
    scaled = scaling_of(image, "unit")(image)
    assert np.allclose(scaled.min(axis=(0, 1)), 0, atol=1e-4)
    assert np.allclose(scaled.max(axis=(0, 1)), 1, atol=1e-4)
