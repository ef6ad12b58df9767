"""From shapes to regions and back."""

from functools import reduce

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from unet_studio.domain.annotation import Shape, ShapeType
from unet_studio.domain.region import Region
from unet_studio.imaging.rasterize import shape_mask
from unet_studio.imaging.region_shapes import (
    as_mask_shape,
    as_polygon_shapes,
    has_holes,
    parts_of,
    region_of,
    shapes_like,
    without_holes,
)

SIZE = (24, 26)
LIKE = Shape("cell", np.zeros((2, 2)), ShapeType.MASK, group_id=4, flags={"blurred": True})
masks = arrays(bool, st.tuples(st.integers(1, 12), st.integers(1, 12)))
regions = st.builds(Region, st.integers(0, 13), st.integers(0, 11), masks)
coordinates = st.floats(-5, 30, allow_nan=False)
points = st.lists(st.tuples(coordinates, coordinates), min_size=3, max_size=8)


def pixels(region: Region) -> np.ndarray:
    drawn = np.zeros(SIZE, bool)
    drawn[region.top : region.bottom, region.left : region.right] = region.mask
    return drawn


def united(shapes: tuple[Shape, ...]) -> np.ndarray:
    return pixels(reduce(Region.united, (region_of(s, SIZE) for s in shapes), Region.empty()))


@given(regions)
def test_a_mask_shape_is_its_region(region: Region) -> None:
    assume(not region.is_empty)
    shape = as_mask_shape(region, LIKE)
    assert np.array_equal(pixels(region_of(shape, SIZE)), pixels(region))
    assert (shape.class_name, shape.group_id, shape.shape_id) == ("cell", 4, LIKE.shape_id)


@given(regions)
def test_polygons_draw_exactly_their_region(region: Region) -> None:
    shapes = as_polygon_shapes(region, LIKE)
    assert np.array_equal(united(shapes), pixels(region))
    assert len({shape.shape_id for shape in shapes}) == len(shapes)
    assert all(dict(shape.flags) == {"blurred": True} for shape in shapes)


@given(points, st.sampled_from([ShapeType.POLYGON, ShapeType.LINESTRIP]))
def test_the_region_of_a_shape_is_what_is_drawn_of_it(corners, shape_type: ShapeType) -> None:
    shape = Shape("cell", corners, shape_type)
    assert np.array_equal(pixels(region_of(shape, SIZE)), shape_mask(shape, SIZE))


@pytest.mark.parametrize(
    ("shape_type", "corners"),
    [
        (ShapeType.RECTANGLE, [[3.4, 5], [12, 15.7]]),
        (ShapeType.CIRCLE, [[10, 10], [14.3, 12]]),
        (ShapeType.LINE, [[2, 2], [20, 13]]),
        (ShapeType.POINT, [[1, 22]]),
        (ShapeType.ORIENTED_RECTANGLE, [[4, 4], [14, 6], [13, 11], [3, 9]]),
    ],
)
def test_every_kind_has_a_region(shape_type: ShapeType, corners) -> None:
    shape = Shape("cell", corners, shape_type)
    region = region_of(shape, SIZE)
    assert not region.is_empty
    assert np.array_equal(pixels(region), shape_mask(shape, SIZE))


def test_what_cannot_be_drawn_or_lies_outside_has_an_empty_region() -> None:
    assert region_of(Shape("cell", [[1, 1]]), SIZE).is_empty
    assert region_of(Shape("cell", [[50, 50], [60, 50], [60, 60]]), SIZE).is_empty


@given(regions)
def test_parts_do_not_touch_and_together_are_the_whole(region: Region) -> None:
    parts = parts_of(region)
    assert sum(part.area_px for part in parts) == region.area_px
    assert np.array_equal(pixels(reduce(Region.united, parts, Region.empty())), pixels(region))


@given(regions)
def test_filling_holes_adds_only_what_is_surrounded(region: Region) -> None:
    filled = without_holes(region)
    assert region.without(filled).is_empty
    assert not has_holes(filled)


def test_a_part_with_a_hole_stays_a_mask() -> None:
    ring = np.ones((5, 5), bool)
    ring[2, 2] = False
    (shape,) = as_polygon_shapes(Region(2, 2, ring), LIKE)
    assert shape.shape_type is ShapeType.MASK
    assert has_holes(region_of(shape, SIZE))


def test_the_largest_part_keeps_the_id() -> None:
    mask = np.zeros((4, 9), bool)
    mask[:2, :2] = mask[:, 5:] = True
    shapes = as_polygon_shapes(Region(0, 0, mask), LIKE)
    assert [s.shape_id == LIKE.shape_id for s in shapes] == [True, False]
    assert region_of(shapes[0], SIZE).area_px == 16


def test_shapes_like_follow_the_kind() -> None:
    region = Region(2, 2, np.ones((4, 4), bool))
    polygon = Shape("cell", [[0, 0], [5, 0], [0, 5]])
    assert shapes_like(polygon, region)[0].shape_type is ShapeType.POLYGON
    assert shapes_like(LIKE, region)[0].shape_type is ShapeType.MASK
    assert shapes_like(polygon, Region.empty()) == ()


def test_a_polygon_beyond_all_whole_numbers_covers_what_is_inside() -> None:
    corners = [[-1e300, -1e300], [1e300, -1e300], [1e300, 1e300], [-1e300, 1e300]]
    assert pixels(region_of(Shape("cell", corners), SIZE)).all()
