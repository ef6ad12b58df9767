"""The borders between covered and other pixels."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from unet_studio.imaging.pixel_borders import pixel_borders

masks = arrays(bool, st.tuples(st.integers(0, 9), st.integers(0, 9)))


@given(masks)
def test_the_lines_are_as_long_as_the_borders(mask: np.ndarray) -> None:
    lines = pixel_borders(mask)
    padded = np.pad(mask, 1).astype(int)
    borders = np.abs(np.diff(padded, axis=0)).sum() + np.abs(np.diff(padded, axis=1)).sum()
    assert np.abs(lines[:, 2:] - lines[:, :2]).sum() == borders


@given(masks)
def test_crossing_the_vertical_lines_tells_inside_from_outside(mask: np.ndarray) -> None:
    lines = pixel_borders(mask)
    down = lines[lines[:, 0] == lines[:, 2]]
    for row, column in np.ndindex(mask.shape):
        left_of = down[(down[:, 0] <= column) & (down[:, 1] <= row) & (down[:, 3] > row)]
        assert (len(left_of) % 2 == 1) == mask[row, column]


def test_a_square_has_four_lines() -> None:
    lines = {tuple(line) for line in pixel_borders(np.ones((3, 2), bool)).tolist()}
    assert lines == {(0, 0, 2, 0), (0, 3, 2, 3), (0, 0, 0, 3), (2, 0, 2, 3)}
