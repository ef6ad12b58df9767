"""Where the image lies in the view."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unet_studio.ui.canvas.viewport import Viewport

ratios = st.sampled_from([1.0, 1.25, 2.0])
scales = st.floats(0.01, 64)
places = st.floats(-1000, 1000)


@given(scales, places, places, ratios, places, places)
def test_there_and_back(scale, left, top, ratio, x, y) -> None:
    viewport = Viewport(scale, left, top, 800, 600, ratio)
    assert viewport.to_image(*viewport.to_view(x, y)) == pytest.approx((x, y), abs=1e-6)


@given(scales, scales, ratios, st.floats(0, 800), st.floats(0, 600))
def test_zooming_leaves_the_anchor_in_place_to_a_device_pixel(before, after, ratio, x, y) -> None:
    viewport = Viewport(before, 12, 34, 800, 600, ratio)
    image = viewport.to_image(x, y)
    zoomed = viewport.zoomed(after, x, y)
    assert zoomed.scale == after
    assert zoomed.to_view(*image) == pytest.approx((x, y), abs=0.51 / ratio)


@given(ratios, places, places, places, places)
def test_panning_moves_by_whole_device_pixels(ratio, left, top, dx, dy) -> None:
    panned = Viewport(1.5, 0, 0, 800, 600, ratio).panned(left, top).panned(dx, dy)
    assert panned.device_left == pytest.approx(round(panned.device_left), abs=1e-6)
    assert panned.device_top == pytest.approx(round(panned.device_top), abs=1e-6)


@given(st.tuples(st.integers(1, 5000), st.integers(1, 5000)), ratios)
def test_a_fitted_image_is_seen_whole(size, ratio) -> None:
    height, width = size
    viewport = Viewport(1, 0, 0, 800, 600, ratio).fitted(size)
    left, top, right, bottom = viewport.visible_box()
    assert left <= 0 <= width <= right
    assert top <= 0 <= height <= bottom


@given(scales, places, places)
def test_some_of_the_image_stays_in_sight(scale, dx, dy) -> None:
    size = (300, 400)
    viewport = Viewport(scale, 0, 0, 800, 600).panned(20 * dx, 20 * dy).kept_in_sight(size)
    left, top, right, bottom = viewport.visible_box()
    assert left < 400
    assert right > 0
    assert top < 300
    assert bottom > 0


def test_a_larger_widget_shows_the_same_middle() -> None:
    viewport = Viewport(2, 10, 20, 800, 600)
    resized = viewport.resized(1000, 500, 1)
    assert resized.to_image(500, 250) == viewport.to_image(400, 300)
