"""Merging, subtracting, filling and converting shapes."""

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from unet_studio.domain.annotation import Shape, ShapeType
from unet_studio.domain.message import StudioError
from unet_studio.domain.polygon import area_px
from unet_studio.domain.region import Region
from unet_studio.imaging.rasterize import shape_mask
from unet_studio.imaging.region_shapes import as_mask_shape, has_holes, region_of
from unet_studio.imaging.shape_combining import (
    filled,
    merged,
    subtracted,
    turned_into_masks,
    turned_into_polygons,
)

SIZE = (100, 120)
LEFT = Shape("cell", [[10, 10], [50, 10], [50, 50], [10, 50]], group_id=7)
RIGHT = Shape("wall", [[40, 20], [80, 20], [80, 40], [40, 40]])
INNER = Shape("cell", [[20, 20], [30, 20], [30, 30], [20, 30]])
FAR = Shape("cell", [[90, 70], [110, 70], [110, 90]])


def ring() -> Shape:
    mask = np.ones((20, 20), bool)
    mask[8:12, 8:12] = False
    return as_mask_shape(Region(40, 40, mask), Shape("cell", np.zeros((2, 2)), ShapeType.MASK))


def corners(shape: Shape) -> set[tuple[float, float]]:
    return {(x, y) for x, y in shape.points.tolist()}


def test_merging_polygons_keeps_their_vertices_and_adds_the_crossings() -> None:
    change = merged([LEFT, RIGHT], SIZE)
    (whole,) = change.becomes[LEFT.shape_id]
    assert change.becomes[RIGHT.shape_id] == ()
    assert whole.shape_type is ShapeType.POLYGON
    assert corners(whole) == {
        *((10, 10), (50, 10), (50, 20), (80, 20), (80, 40), (50, 40), (50, 50), (10, 50))
    }
    assert (whole.class_name, whole.group_id, whole.shape_id) == ("cell", 7, LEFT.shape_id)
    assert "cell" in str(change.remark)


def test_merging_in_the_other_order_takes_the_other_class() -> None:
    change = merged([RIGHT, LEFT], SIZE)
    assert change.becomes[RIGHT.shape_id][0].class_name == "wall"


def test_merging_what_does_not_touch_gives_a_mask_and_says_so() -> None:
    change = merged([LEFT, FAR], SIZE)
    (whole,) = change.becomes[LEFT.shape_id]
    assert whole.shape_type is ShapeType.MASK
    expected = shape_mask(LEFT, SIZE) | shape_mask(FAR, SIZE)
    assert np.array_equal(shape_mask(whole, SIZE), expected)
    assert "mask" in str(change.remark)


def test_polygons_that_touch_in_pixels_only_merge_into_a_polygon() -> None:
    one = Shape("cell", [[10.5, 10.5], [20.5, 10.5], [20.5, 30.5], [10.5, 30.5]])
    beside = one.moved(11, 0)
    (whole,) = merged([one, Shape("cell", beside.points)], SIZE).becomes[one.shape_id]
    assert whole.shape_type is ShapeType.POLYGON
    assert shape_mask(whole, SIZE).sum() == 21 * 22


def test_a_mask_that_is_merged_first_stays_a_mask() -> None:
    mask = ring()
    change = merged([mask, Shape("cell", [[45, 45], [80, 45], [80, 55], [45, 55]])], SIZE)
    (whole,) = change.becomes[mask.shape_id]
    assert whole.shape_type is ShapeType.MASK
    assert change.remark is None


@pytest.mark.parametrize("shapes", [[LEFT], [LEFT, Shape("cell", [[1, 1]], ShapeType.POINT)]])
def test_merging_needs_two_areas(shapes) -> None:
    with pytest.raises(StudioError, match="two"):
        merged(shapes, SIZE)


def test_subtracting_cuts_the_others_out_of_the_first_and_they_go() -> None:
    change = subtracted([LEFT, RIGHT], SIZE)
    (left,) = change.becomes[LEFT.shape_id]
    assert change.becomes[RIGHT.shape_id] == ()
    assert area_px(left.points) == 40 * 40 - 10 * 20
    assert left.shape_type is ShapeType.POLYGON


def test_subtracting_what_lies_inside_leaves_a_mask_with_a_hole() -> None:
    change = subtracted([LEFT, INNER], SIZE)
    (left,) = change.becomes[LEFT.shape_id]
    assert left.shape_type is ShapeType.MASK
    assert np.array_equal(shape_mask(left, SIZE), shape_mask(LEFT, SIZE) & ~shape_mask(INNER, SIZE))
    assert "hole" in str(change.remark)


def test_subtracting_a_band_leaves_two_polygons() -> None:
    band = Shape("cell", [[0, 25], [60, 25], [60, 30], [0, 30]])
    shapes = subtracted([LEFT, band], SIZE).becomes[LEFT.shape_id]
    assert [area_px(s.points) for s in shapes] == [40 * 20, 40 * 15]
    assert shapes[0].shape_id == LEFT.shape_id != shapes[1].shape_id
    assert shapes[1].group_id == 7


def test_subtracting_refuses_what_makes_no_sense() -> None:
    with pytest.raises(StudioError, match="touches none"):
        subtracted([LEFT, FAR], SIZE)
    with pytest.raises(StudioError, match="Nothing would be left"):
        subtracted([INNER, LEFT], SIZE)
    with pytest.raises(StudioError, match="two selected"):
        subtracted([LEFT], SIZE)


def test_filling_a_hole() -> None:
    mask = ring()
    change = filled([mask, LEFT], SIZE)
    assert set(change.becomes) == {mask.shape_id}
    (whole,) = change.becomes[mask.shape_id]
    assert whole.shape_type is ShapeType.MASK
    assert shape_mask(whole, SIZE).sum() == 400
    with pytest.raises(StudioError, match="hole"):
        filled([LEFT, whole], SIZE)


_coordinates = st.floats(0, 90, allow_nan=False)
_points = st.lists(st.tuples(_coordinates, _coordinates), min_size=3, max_size=7)


@given(_points)
def test_turning_into_a_mask_changes_no_pixel(points) -> None:
    shape = Shape("cell", points)
    (mask,) = turned_into_masks([shape], SIZE).becomes[shape.shape_id]
    assert mask.shape_id == shape.shape_id
    assert np.array_equal(shape_mask(mask, SIZE), shape_mask(shape, SIZE))


@given(_points)
@example([(31.0, 25.0), (19.0, 17.0), (69.0, 53.0)])  # Pillow rounds it otherwise once it is moved
def test_turning_a_mask_into_polygons_and_back_changes_no_pixel(points) -> None:
    shape = Shape("cell", points)
    drawn = shape_mask(shape, SIZE)
    (mask,) = turned_into_masks([shape], SIZE).becomes[shape.shape_id]
    try:
        polygons = turned_into_polygons([mask], SIZE).becomes[mask.shape_id]
    except StudioError:  # all of it has holes
        assert has_holes(region_of(mask, SIZE))
        return
    assert np.array_equal(np.any([shape_mask(p, SIZE) for p in polygons], axis=0), drawn)


def test_a_hole_is_said_to_stand_in_the_way_of_a_polygon() -> None:
    with pytest.raises(StudioError, match="hole"):
        turned_into_polygons([ring()], SIZE)
    with pytest.raises(StudioError, match="polygons already"):
        turned_into_polygons([LEFT], SIZE)
    with pytest.raises(StudioError, match="masks already"):
        turned_into_masks([ring()], SIZE)


@pytest.mark.parametrize(
    ("shape_type", "points", "count"),
    [
        (ShapeType.RECTANGLE, [[3, 4], [30, 40]], 4),
        (ShapeType.ORIENTED_RECTANGLE, [[4, 4], [14, 6], [13, 11], [3, 9]], 4),
        (ShapeType.CIRCLE, [[40, 40], [60, 40]], 72),
    ],
)
def test_outlined_kinds_become_their_outlines(shape_type, points, count) -> None:
    shape = Shape("cell", points, shape_type)
    (polygon,) = turned_into_polygons([shape], SIZE).becomes[shape.shape_id]
    assert polygon.shape_type is ShapeType.POLYGON
    assert len(polygon.points) == count


def test_lines_become_polygons_of_their_drawn_width() -> None:
    line = Shape("cell", [[20, 20], [80, 50]], ShapeType.LINE)
    (polygon,) = turned_into_polygons([line], SIZE).becomes[line.shape_id]
    assert np.array_equal(shape_mask(polygon, SIZE), shape_mask(line, SIZE))
