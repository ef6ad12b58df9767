"""Regions: boxes of pixels, united, taken away and cut."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from unet_studio.domain.region import Region

SIZE = (40, 50)


@st.composite
def regions(draw) -> Region:
    left, top = draw(st.integers(-8, 45)), draw(st.integers(-8, 35))
    height, width = draw(st.integers(0, 70)), draw(st.integers(0, 12))
    mask = np.random.default_rng(draw(st.integers(0, 99))).random((height, width)) < 0.4
    return Region(left, top, mask)


def pixels(region: Region) -> set[tuple[int, int]]:
    return {(region.left + x, region.top + y) for y, x in np.argwhere(region.mask).tolist()}


@given(regions(), regions())
def test_regions_are_sets_of_pixels(one: Region, other: Region) -> None:
    assert pixels(one.united(other)) == pixels(one) | pixels(other)
    assert pixels(one.without(other)) == pixels(one) - pixels(other)
    assert pixels(one.within(other)) == pixels(one) & pixels(other)
    assert one.touches(other) == bool(pixels(one) & pixels(other))
    assert one.area_px == len(pixels(one))
    assert one.is_empty == (not pixels(one))


@given(regions())
def test_trimming_and_clipping(region: Region) -> None:
    assert pixels(region.trimmed()) == pixels(region)
    if not region.is_empty:
        trimmed = region.trimmed().mask
        assert trimmed[0].any()
        assert trimmed[-1].any()
        assert trimmed[:, 0].any()
        assert trimmed[:, -1].any()
    height, width = SIZE
    inside = {(x, y) for x, y in pixels(region) if 0 <= x < width and 0 <= y < height}
    assert pixels(region.clipped(SIZE)) == inside


@given(regions(), st.floats(-10, 60), st.floats(-10, 60))
def test_covers_says_which_pixel_a_point_lies_in(region: Region, x: float, y: float) -> None:
    assert region.covers(x, y) == ((int(np.floor(x)), int(np.floor(y))) in pixels(region))
