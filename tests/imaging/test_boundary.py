from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.spatial.distance import cdist

from unet_studio.domain.metrics import BoundaryCounts
from unet_studio.imaging.boundary import boundary_counts

if TYPE_CHECKING:
    from numpy.typing import NDArray

masks = arrays(np.uint8, (9, 11), elements=st.sampled_from([0, 1, 2]))


def square(at: int, edge: int = 20) -> NDArray[np.uint8]:
    mask = np.zeros((60, 60), np.uint8)
    mask[at : at + edge, at : at + edge] = 1
    return mask


def slow_outline(region: NDArray[np.bool_]) -> NDArray[np.int64]:
    padded = np.pad(region, 1, mode="edge")
    return np.array(
        [
            (r, c)
            for r, c in np.argwhere(region)
            if not (padded[r, c + 1] and padded[r + 2, c + 1])
            or not (padded[r + 1, c] and padded[r + 1, c + 2])
        ]
    ).reshape(-1, 2)


@settings(max_examples=60)
@given(masks, masks, st.sampled_from([1.0, 1.5, 2.0, 3.0]))
def test_equals_the_definition(
    truth: NDArray[np.uint8], predicted: NDArray[np.uint8], tolerance: float
) -> None:
    found = boundary_counts(truth, predicted, [1, 2], tolerance)
    for k in (1, 2):
        drawn, ours = slow_outline(truth == k), slow_outline(predicted == k)
        near = cdist(ours, drawn) <= tolerance
        assert found[k] == BoundaryCounts(
            len(ours), int(near.any(axis=1).sum()), len(drawn), int(near.any(axis=0).sum())
        )


@pytest.mark.parametrize(("shift", "f1"), [(0, 1.0), (1, 1.0), (2, None), (10, None)])
def test_outlines_agree_within_two_pixels(shift: int, f1: float | None) -> None:
    found = boundary_counts(square(20), square(20 + shift), [1])[1].f1
    assert found is not None
    assert found == f1 or (f1 is None and found < 1)


def test_a_fat_mask_has_a_good_dice_and_a_bad_outline() -> None:
    fat = np.zeros((60, 60), np.uint8)
    fat[16:44, 16:44] = 1
    assert boundary_counts(square(20), fat, [1])[1].f1 == 0


def test_no_outline_at_all_is_no_score() -> None:
    empty = np.zeros((8, 8), np.uint8)
    assert boundary_counts(empty, empty, [1])[1].f1 is None
    assert boundary_counts(empty + 1, empty + 1, [1])[1].f1 is None  # the frame is no outline
    assert boundary_counts(square(5), np.zeros_like(square(5)), [1])[1].f1 == 0


def test_outlines_near_ignored_pixels_do_not_count() -> None:
    truth = square(20)
    truth[:, :30] = 255
    right = square(20)
    wrong = right.copy()
    wrong[:, :28] = 0  # an outline at column 28, where nobody said what there is
    perfect = boundary_counts(truth, right, [1])[1]
    assert perfect == boundary_counts(truth, wrong, [1])[1]
    assert perfect.f1 == 1


def test_counts_add_up() -> None:
    one = boundary_counts(square(20), square(22), [1])[1]
    assert (one + one).f1 == one.f1
    assert (one + BoundaryCounts()) == one
