from __future__ import annotations

from typing import TYPE_CHECKING, Any

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from textures import texture

from unet_studio.imaging.near_duplicates import near_duplicates, signature

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray


def as_jpeg(picture: NDArray[np.uint8]) -> NDArray[Any]:
    return np.asarray(cv2.imdecode(cv2.imencode(".jpg", picture, [1, 25])[1], -1))


@pytest.mark.parametrize(
    "change",
    [
        as_jpeg,
        lambda p: (p * 0.6 + 20).astype(np.uint8),
        lambda p: p.astype(np.uint16) * 200,
        lambda p: cv2.resize(p, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA),
        lambda p: p[::-1],
        lambda p: np.rot90(p),
        lambda p: np.rot90(p)[:, ::-1],
        lambda p: np.dstack([p, p, p]),
        lambda p: np.where(np.arange(p.size).reshape(p.shape) == 7, np.nan, p.astype(np.float32)),
    ],
)
def test_changed_copies_are_found_and_others_are_not(
    change: Callable[[NDArray[np.uint8]], NDArray[Any]],
) -> None:
    pictures = [texture(seed) for seed in range(12)]
    copies = [*pictures, change(pictures[5])]
    assert near_duplicates(np.array([signature(p) for p in copies])) == [(5, 12)]


def test_few_pictures_are_compared_too() -> None:
    pictures = [texture(1), texture(2), as_jpeg(texture(1))]
    assert near_duplicates(np.array([signature(p) for p in pictures])) == [(0, 2)]


def test_what_a_whole_series_has_in_common_makes_no_duplicates() -> None:
    rows, columns = np.mgrid[:120, :120] - 60
    rim = 255.0 * (rows**2 + columns**2 < 50**2)
    series = [rim * 0.8 + texture(seed, (120, 120)) * 0.2 for seed in range(10)]
    signatures = np.array([signature(p) for p in series])
    assert (signatures[0] * signatures[1]).sum() > 0.95  # alike at a glance
    assert near_duplicates(signatures) == []
    again = np.concatenate([signatures, signatures[3:4]])
    assert near_duplicates(again) == [(3, 10)]


def test_even_pictures_are_like_nothing() -> None:
    even = signature(np.full((50, 60), 7, np.uint8))
    assert not even.any()
    assert near_duplicates(np.array([even, even])) == []


@settings(max_examples=25)
@given(st.floats(0.05, 40), st.floats(-500, 500), st.integers(0, 5))
def test_brightness_and_contrast_do_not_matter(factor: float, shift: float, seed: int) -> None:
    picture = texture(seed).astype(np.float64)
    np.testing.assert_allclose(signature(picture * factor + shift), signature(picture), atol=2e-3)


def test_one_picture_or_none_has_no_duplicate() -> None:
    assert near_duplicates(np.zeros((0, 32, 32), np.float32)) == []
    assert near_duplicates(np.array([signature(texture(1))])) == []
