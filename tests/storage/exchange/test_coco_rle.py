from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from coco_reference import encoded, region
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from unet_studio.domain.message import StudioError
from unet_studio.storage.exchange.coco_rle import decode, encode, encode_part

regions = arrays(bool, array_shapes(min_dims=2, max_dims=2, max_side=24))


@settings(max_examples=200)
@given(covered=regions)
def test_run_lengths_are_those_of_pycocotools(covered: np.ndarray) -> None:
    assert encode(covered)["counts"] == encoded(covered)
    np.testing.assert_array_equal(decode(encode(covered)), covered)
    np.testing.assert_array_equal(region(encode(covered), covered.shape), covered)


@settings(max_examples=200)
@given(
    covered=regions,
    margins=st.tuples(*[st.integers(0, 3)] * 4),
)
def test_a_part_is_told_as_the_whole_is(
    covered: np.ndarray, margins: tuple[int, int, int, int]
) -> None:
    top, bottom, left, right = margins
    whole = np.pad(covered, ((top, bottom), (left, right)))
    if covered.any():
        assert encode_part(covered, left, top, whole.shape) == encode(whole)


def test_large_regions_and_uncompressed_run_lengths() -> None:
    covered = np.zeros((700, 900), bool)
    covered[3:650, 40:800] = True
    np.testing.assert_array_equal(region(encode(covered), covered.shape), covered)
    np.testing.assert_array_equal(decode(encode(covered)), covered)
    plain = {"size": [2, 3], "counts": [1, 2, 3]}
    np.testing.assert_array_equal(decode(plain), [[0, 1, 0], [1, 0, 0]])
    np.testing.assert_array_equal(decode(plain), region(plain, (2, 3)))


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"size": [2, 3]},
        {"size": [2], "counts": [6]},
        {"size": [2, 3], "counts": [5]},
        {"size": [2, 3], "counts": [-1, 7]},
        {"size": [2, 3], "counts": ["6"]},
        {"size": [2, 3], "counts": "~~~"},
        {"size": [2, 3], "counts": "o"},
        {"size": [2, 3], "counts": "o" * 40},
        {"size": [-2, -3], "counts": [6]},
    ],
)
def test_what_are_no_run_lengths_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(StudioError):
        decode(wrong)
