"""What ten numbers say of a picture."""

import time

import numpy as np
import pytest

from unet_studio.domain.likeness import FEATURES
from unet_studio.imaging.picture_features import picture_features

RNG = np.random.default_rng(0)


@pytest.fixture(scope="module")
def picture() -> np.ndarray:
    """Soft blobs of about eight pixels, (300, 400) uint8."""
    import cv2

    soft = cv2.GaussianBlur(RNG.normal(0, 1, (300, 400)), (0, 0), 8)
    return (128 + 40 * soft / soft.std()).clip(0, 255).astype(np.uint8)


def named(picture: np.ndarray) -> dict[str, float]:
    return dict(zip(FEATURES, picture_features(picture), strict=True))


def test_the_type_of_the_numbers_does_not_matter(picture: np.ndarray) -> None:
    wide = picture.astype(np.uint16) * 257
    assert picture_features(wide) == pytest.approx(picture_features(picture), abs=1e-3)


def test_each_feature_says_what_its_name_says(picture: np.ndarray) -> None:
    import cv2

    plain = named(picture)
    assert named((picture * 0.5).astype(np.uint8))["middle"] == pytest.approx(
        plain["middle"] / 2, abs=0.01
    )
    assert named((picture * 0.5).astype(np.uint8))["contrast"] == pytest.approx(
        plain["contrast"] - np.log(2), abs=0.02
    )
    noisy = (picture + RNG.normal(0, 15, picture.shape)).clip(0, 255).astype(np.uint8)
    assert named(noisy)["lag_1"] > plain["lag_1"] + 1
    assert named(cv2.GaussianBlur(picture, (0, 0), 4))["lag_2"] < plain["lag_2"] - 0.2
    half = cv2.resize(picture, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    assert named(half)["lag_4"] == pytest.approx(plain["lag_8"], abs=0.3)
    tinted = np.dstack([picture, picture, picture // 2])
    assert named(tinted)["colour"] > named(np.dstack([picture] * 3))["colour"] + 1
    assert named(np.dstack([picture] * 3))["colour"] == pytest.approx(plain["colour"], abs=1e-4)


@pytest.mark.parametrize("shape", [(1, 1), (1, 300), (5, 5, 3), (130, 40, 7)])
@pytest.mark.parametrize("value", [0, 200])
def test_any_size_and_even_pictures_have_finite_features(
    shape: tuple[int, ...], value: int
) -> None:
    assert np.isfinite(picture_features(np.full(shape, value, np.uint8))).all()


def test_what_is_no_number_does_no_harm() -> None:
    picture = RNG.random((64, 64)).astype(np.float32)
    picture[3, 3], picture[4, 4] = np.nan, np.inf
    assert np.isfinite(picture_features(picture)).all()


def test_a_large_picture_takes_no_longer_than_a_small_one() -> None:
    large = np.zeros((8000, 8000), np.uint8)
    picture_features(large)
    began = time.perf_counter()
    picture_features(large)
    assert time.perf_counter() - began < 0.2
