from __future__ import annotations

import numpy as np
import pytest

from unet_studio.imaging.undecided import undecided_share


@pytest.mark.parametrize("kind", [np.float16, np.float32])
def test_pixels_between_a_quarter_and_three_quarters_are_undecided(kind: type) -> None:
    likely = np.array([[0.0, 0.2, 0.3, 0.5], [0.7, 0.8, 1.0, 0.1]], kind)

    assert undecided_share(np.stack([1 - likely, likely])) == 3 / 8


def test_of_several_classes_the_two_likeliest_count() -> None:
    found = np.array([[[0.5, 0.1]], [[0.4, 0.1]], [[0.1, 0.8]]], np.float16)

    assert undecided_share(found) == 0.5


def test_large_and_empty_pictures() -> None:
    half = np.zeros((2, 3000, 2000), np.float16)
    half[:, :, 1000:] = 0.5
    half[0, :, :1000] = 1

    assert undecided_share(half) == pytest.approx(0.5, abs=0.01)
    assert undecided_share(np.zeros((2, 0, 5), np.float16)) == 0
