"""Any part of a picture at any scale."""

import numpy as np
import pytest

from unet_studio.imaging.image_pyramid import ArrayLevels, ImagePyramid


def pyramid(image: np.ndarray) -> ImagePyramid:
    return ImagePyramid(ArrayLevels(image))


@pytest.fixture
def image() -> np.ndarray:
    y, x = np.mgrid[:240, :320]
    return np.stack([x * 255 // 319, y * 255 // 239, (x + y) % 256], axis=2).astype(np.uint8)


def test_at_its_own_size_it_is_the_image(image: np.ndarray) -> None:
    part = pyramid(image).part(scale=1, left=30, top=20, width=100, height=80, squares=False)
    assert np.array_equal(part, image[20:100, 30:130])


@pytest.mark.parametrize("scale", [2, 3.7, 16])
def test_large_pixels_are_squares(image: np.ndarray, scale: float) -> None:
    part = pyramid(image).part(scale=scale, left=5, top=7, width=60, height=40, squares=True)
    for row, column in [(0, 0), (13, 21), (39, 59)]:
        source = image[int(7 + (row + 0.5) / scale), int(5 + (column + 0.5) / scale)]
        assert part[row, column].tolist() == source.tolist()


@pytest.mark.parametrize("scale", [0.9, 0.5, 0.3, 0.07])
def test_small_pictures_show_the_mean_at_the_right_place(image: np.ndarray, scale: float) -> None:
    width, height = int(320 * scale), int(240 * scale)
    part = pyramid(image).part(
        scale=scale, left=0, top=0, width=width, height=height, squares=False
    )
    x = (np.arange(width) + 0.5) / scale
    inner = slice(1, -1)
    assert np.abs(part[:, inner, 0] - (x * 255 / 320)[inner]).max() < 3 + 0.3 / scale


def test_noise_is_averaged_and_not_picked_from() -> None:
    noise = np.random.default_rng(0).integers(0, 256, (512, 512, 3), dtype=np.uint8)
    part = pyramid(noise).part(scale=0.125, left=0, top=0, width=64, height=64, squares=False)
    assert part.std() < noise.std() / 5
    assert part.mean() == pytest.approx(noise.mean(), abs=2)


def test_a_single_pixel_can_be_shown_at_any_scale() -> None:
    image = np.full((1, 1, 3), 77, np.uint8)
    for scale in (0.01, 1, 64):
        part = pyramid(image).part(scale=scale, left=0, top=0, width=3, height=3, squares=scale > 1)
        assert part.shape == (3, 3, 3)
        assert (part == 77).all()


def test_a_very_long_image_is_no_matter() -> None:
    image = np.zeros((2, 40_000, 3), np.uint8)
    image[:, 39_000:] = 200
    part = pyramid(image).part(scale=1, left=38_990, top=0, width=20, height=2, squares=False)
    assert part[0, :, 0].tolist() == [0] * 10 + [200] * 10


@pytest.mark.parametrize("left", [-500, 500])
def test_past_the_image_its_edge_goes_on(image: np.ndarray, left: float) -> None:
    part = pyramid(image).part(scale=0.7, left=left, top=0, width=20, height=9, squares=False)
    edge = 0 if left < 0 else 255
    assert (part[..., 0] == edge).all()
