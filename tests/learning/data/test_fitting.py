from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from unet_studio.learning.data.dataset import LabelledImage
from unet_studio.learning.data.fitting import Fitting, fitted
from unet_studio.learning.data.normalisation import Scaling

EDGES = st.integers(1, 90)


def smooth(height: int, width: int) -> np.ndarray:
    rows, columns = np.mgrid[:height, :width].astype(np.float32)
    return np.stack([rows / height, columns / width, np.ones_like(rows)], axis=2)


@given(EDGES, EDGES, st.sampled_from(["stretch", "letterbox"]))
def test_there_and_back_gives_every_pixel_its_place_again(h: int, w: int, fit: str) -> None:
    fitting = Fitting(fit, (64, 48))  # type: ignore[arg-type]
    picture = smooth(h, w)
    shown = fitting.pixels(picture)
    assert shown.shape == (64, 48, 3)
    back = np.concatenate(list(fitting.bands_back(shown.transpose(2, 0, 1), (h, w))), axis=1)
    assert back.shape == (3, h, w)
    inner = (slice(None), slice(0, max(1, h - 3)), slice(0, max(1, w - 3)))  # black lies beyond
    far = max(max(h, w) / 48 / min(h, w), 1 / min(h, w))
    assert np.abs(back - picture.transpose(2, 0, 1))[inner][:2].max() <= 2 * far + 1e-5


def test_a_letterbox_lies_top_left_on_black() -> None:
    picture = np.full((20, 40, 1), 200, np.uint8)
    shown = Fitting("letterbox", (40, 40)).pixels(picture)
    assert (shown[:20] == 200).all()
    assert (shown[20:] == 0).all()
    mask = Fitting("letterbox", (10, 10)).mask(np.full((20, 40), 3, np.uint8))
    assert (mask[:5] == 3).all()
    assert (mask[5:] == 0).all()


def test_masks_are_never_mixed() -> None:
    rng = np.random.default_rng(0)
    target = rng.choice(np.array([0, 1, 4, 255], np.uint8), (57, 91))
    for size in ((20, 20), (200, 130)):
        assert set(np.unique(Fitting("stretch", size).mask(target))) <= {0, 1, 4, 255}


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16, np.int32, np.float32, np.bool_])
@pytest.mark.parametrize("channels", [1, 3, 7])
def test_any_picture_can_be_fitted(dtype: type, channels: int) -> None:
    picture = np.ones((9, 31, channels), dtype)
    assert np.allclose(Fitting("stretch", (16, 16)).pixels(picture), 1)


def test_an_image_keeps_its_own_scaling() -> None:
    image = LabelledImage(
        "x", np.ones((8, 9, 1), np.uint8), np.ones((8, 9), np.uint8), Scaling(3.0, 2.0)
    )
    assert fitted(image, Fitting()) is image
    small = fitted(image, Fitting("stretch", (4, 4)))
    assert (small.size, small.scaling) == ((4, 4), image.scaling)
