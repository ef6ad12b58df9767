from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import ndimage

from unet_studio.learning.data.resampling import BentPlaces, Beyond, WholePlaces

SCIPYS: dict[Beyond, str] = {"mirror": "mirror", "black": "grid-constant"}
BEYOND = st.sampled_from(sorted(SCIPYS))
SIZES = st.integers(1, 9)


def places(rng: np.random.Generator, low: float, high: float) -> BentPlaces:
    rows, columns = rng.uniform(low, high, (2, 7, 5)).astype(np.float32)
    return BentPlaces(rows, columns)


@given(seed=st.integers(0, 2**31), height=SIZES, width=SIZES, channels=SIZES, beyond=BEYOND)
def test_pixels_are_interpolated_as_scipy_does(
    seed: int, height: int, width: int, channels: int, beyond: Beyond
) -> None:
    rng = np.random.default_rng(seed)
    array, at = rng.random((height, width, channels), np.float32), places(rng, -20, 30)
    theirs = [
        ndimage.map_coordinates(
            array[..., k], (at.rows, at.columns), order=1, mode=SCIPYS[beyond], cval=0
        )
        for k in range(channels)
    ]
    # cv2.remap knows 32 places between two pixels.
    assert np.allclose(at.pixels(array, beyond), np.stack(theirs, 2), atol=0.05)


@given(seed=st.integers(0, 2**31), height=SIZES, width=SIZES, beyond=BEYOND)
def test_labels_are_those_of_the_nearest_pixel(
    seed: int, height: int, width: int, beyond: Beyond
) -> None:
    rng = np.random.default_rng(seed)
    array, at = rng.integers(1, 255, (height, width), np.uint8), places(rng, -20, 30)
    wanted = ndimage.map_coordinates(
        array, (at.rows, at.columns), order=0, mode=SCIPYS[beyond], cval=0
    )
    assert (at.labels(array, beyond, 0) == wanted).mean() > 0.95  # halves are rounded either way


@given(
    first=st.integers(-12, 12),
    count=st.integers(1, 20),
    is_reversed=st.booleans(),
    size=SIZES,
    beyond=BEYOND,
)
def test_whole_places_are_those_of_a_padded_array(
    first: int, count: int, is_reversed: bool, size: int, beyond: Beyond
) -> None:
    array = np.random.default_rng(0).integers(1, 99, (size, 4, 6), np.int32)
    mode = {"mode": "reflect"} if beyond == "mirror" else {"mode": "constant"}
    padded = np.pad(array, ((40, 40), (0, 0), (0, 0)), **mode)
    rows = np.arange(first, first + count)[:: -1 if is_reversed else 1]
    taken = WholePlaces(rows, np.arange(4)).pixels(array, beyond)
    assert np.array_equal(taken, padded[rows + 40])


@pytest.mark.parametrize("dtype", ["bool", "int8", "uint16", "int32", "uint32", "float64"])
@pytest.mark.parametrize("channels", [1, 4, 5, 9])
def test_every_type_that_files_have_is_interpolated(dtype: str, channels: int) -> None:
    array = np.random.default_rng(0).integers(0, 2, (9, 8, channels)).astype(dtype)
    rows, columns = np.meshgrid(np.arange(9), np.arange(8), indexing="ij")
    still = BentPlaces(rows.astype(np.float32), columns.astype(np.float32))
    assert np.array_equal(still.pixels(array, "mirror"), array)
    halfway = BentPlaces(still.rows[:-1] + np.float32(0.5), still.columns[:-1])
    wanted = (array[1:].astype(float) + array[:-1]) / 2
    assert np.allclose(halfway.pixels(array, "mirror"), wanted, atol=0.51)


def test_margins_are_left_out() -> None:
    whole = WholePlaces(np.arange(10), np.arange(12)).within(3)
    assert (whole.rows[0], len(whole.rows), len(whole.columns)) == (3, 4, 6)
    at = places(np.random.default_rng(0), 0, 9)
    assert at.within(0).rows.shape == (7, 5)
    assert np.array_equal(at.within(1).columns, at.columns[1:-1, 1:-1])
