"""Regions of pixels, against plain numpy."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from unet_studio.domain.region import Region

SIZE = (12, 14)
places = st.integers(-4, 10)
masks = arrays(bool, st.tuples(st.integers(0, 6), st.integers(0, 6)))
regions = st.builds(Region, places, places, masks)


def plane(region: Region) -> np.ndarray:
    """What it covers of a plane that reaches 20 pixels over the image on all sides."""
    drawn = np.zeros((SIZE[0] + 40, SIZE[1] + 40), bool)
    top, left = region.top + 20, region.left + 20
    height, width = region.mask.shape
    drawn[top : top + height, left : left + width] = region.mask
    return drawn


@given(regions, regions)
def test_combining_is_what_numpy_makes_of_it(one: Region, other: Region) -> None:
    a, b = plane(one), plane(other)
    assert np.array_equal(plane(one.united(other)), a | b)
    assert np.array_equal(plane(one.without(other)), a & ~b)
    assert np.array_equal(plane(one.within(other)), a & b)


@given(regions)
def test_clipping_leaves_what_lies_in_the_image(region: Region) -> None:
    inside = np.zeros_like(plane(region))
    inside[20 : 20 + SIZE[0], 20 : 20 + SIZE[1]] = True
    assert np.array_equal(plane(region.clipped(SIZE)), plane(region) & inside)


@given(regions)
def test_trimming_keeps_the_pixels_and_leaves_no_empty_margin(region: Region) -> None:
    trimmed = region.trimmed()
    assert np.array_equal(plane(trimmed), plane(region))
    if not region.is_empty:
        for edge in (trimmed.mask[0], trimmed.mask[-1], trimmed.mask[:, 0], trimmed.mask[:, -1]):
            assert edge.any()


@given(regions, st.integers(-6, 16), st.integers(-6, 16))
def test_covers_and_area_tell_the_pixels(region: Region, x: int, y: int) -> None:
    assert region.covers(x + 0.5, y + 0.5) == plane(region)[y + 20, x + 20]
    assert region.area_px == plane(region).sum()
    assert region.is_empty == (region.area_px == 0)


def test_the_box_is_told_by_its_edges() -> None:
    region = Region(3, 4, np.ones((2, 5), bool))
    assert (region.left, region.top, region.right, region.bottom) == (3, 4, 8, 6)


@pytest.mark.parametrize("other", [Region.empty(), Region(100, 100, np.ones((2, 2), bool))])
def test_what_lies_elsewhere_takes_nothing_away(other: Region) -> None:
    region = Region(3, 4, np.ones((2, 5), bool))
    assert region.without(other).area_px == 10
    assert region.within(other).is_empty
