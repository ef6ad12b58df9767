"""Cutting shapes along a line."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from unet_studio.domain.annotation import Shape, ShapeType
from unet_studio.domain.polygon import area_px
from unet_studio.domain.region import Region
from unet_studio.imaging.rasterize import shape_mask
from unet_studio.imaging.region_shapes import as_mask_shape
from unet_studio.imaging.shape_cutting import cut

SIZE = (100, 120)
SQUARE = Shape("cell", [[10, 10], [50, 10], [50, 50], [10, 50]], group_id=3)
ACROSS = np.array([[0.0, 30.0], [60.0, 30.0]])


def disc(radius: int, *, hole: int = 0) -> Shape:
    y, x = np.mgrid[-radius : radius + 1, -radius : radius + 1]
    distance = np.hypot(x, y)
    mask = (distance <= radius) & (distance >= hole)
    return as_mask_shape(Region(20, 20, mask), Shape("cell", np.zeros((2, 2)), ShapeType.MASK))


def test_a_polygon_falls_into_two_with_new_vertices_on_the_line() -> None:
    upper, lower = sorted(
        cut([SQUARE], ACROSS, SIZE).becomes[SQUARE.shape_id], key=lambda s: s.points[:, 1].min()
    )
    assert {tuple(p) for p in upper.points} == {(10, 10), (50, 10), (50, 30), (10, 30)}
    assert {tuple(p) for p in lower.points} == {(10, 30), (50, 30), (50, 50), (10, 50)}
    assert {upper.group_id, lower.group_id} == {3}
    assert SQUARE.shape_id in (upper.shape_id, lower.shape_id)


@given(st.floats(11, 49), st.floats(11, 49))
def test_the_pieces_have_the_area_of_the_whole(left: float, right: float) -> None:
    line = np.array([[0, left], [60, right]])
    pieces = cut([SQUARE], line, SIZE).becomes[SQUARE.shape_id]
    assert sum(area_px(p.points) for p in pieces) == pytest.approx(1600)


@pytest.mark.parametrize(
    "line", [[[0, 30], [40, 30]], [[20, 30], [40, 35]], [[0, 5], [60, 5]], [[0, 10], [60, 10]]]
)
def test_a_line_that_does_not_part_it_changes_nothing(line) -> None:
    assert cut([SQUARE], np.array(line, float), SIZE).becomes == {}


def test_a_bent_line_cuts_more_than_once() -> None:
    zigzag = np.array([[0, 20], [60, 20], [60, 40], [0, 40]], float)
    pieces = cut([SQUARE], zigzag, SIZE).becomes[SQUARE.shape_id]
    assert len(pieces) == 3


def test_rectangles_and_circles_become_polygons() -> None:
    box = Shape("cell", [[10, 10], [50, 50]], ShapeType.RECTANGLE)
    circle = Shape("cell", [[30, 30], [45, 30]], ShapeType.CIRCLE)
    change = cut([box, circle], ACROSS, SIZE)
    for shape in (box, circle):
        pieces = change.becomes[shape.shape_id]
        assert [p.shape_type for p in pieces] == [ShapeType.POLYGON] * 2


@given(st.integers(0, 79), st.integers(0, 79))
def test_no_pixel_of_a_mask_is_lost_or_doubled(start: int, end: int) -> None:
    mask = disc(15)
    line = np.array([[0, start], [79, end]], float)
    pieces = cut([mask], line, SIZE).becomes.get(mask.shape_id, (mask,))
    drawn = np.sum([shape_mask(p, SIZE) for p in pieces], axis=0)
    assert np.array_equal(drawn, shape_mask(mask, SIZE))


def test_a_mask_falls_in_two_along_any_slant() -> None:
    mask = disc(15)
    for line in ([[0, 35], [99, 35]], [[15, 15], [55, 55]], [[20, 55], [50, 10]]):
        pieces = cut([mask], np.array(line, float), SIZE).becomes[mask.shape_id]
        assert len(pieces) == 2
        assert min(shape_mask(p, SIZE).sum() for p in pieces) > 300


def test_a_ring_is_not_parted_by_cutting_through_one_side() -> None:
    ring = disc(15, hole=6)
    one_side = np.array([[35, 35], [99, 35]], float)
    assert cut([ring], one_side, SIZE).becomes == {}
    both = np.array([[0, 35], [99, 35]], float)
    assert len(cut([ring], both, SIZE).becomes[ring.shape_id]) == 2


def test_line_strips_are_cut_and_points_are_not() -> None:
    strip = Shape("cell", [[20, 10], [20, 50], [60, 50]], ShapeType.LINESTRIP)
    point = Shape("cell", [[30, 30]], ShapeType.POINT)
    change = cut([strip, point], ACROSS, SIZE)
    assert set(change.becomes) == {strip.shape_id}
    first, second = change.becomes[strip.shape_id]
    assert first.points.tolist() == [[20, 10], [20, 30]]
    assert first.shape_type is ShapeType.LINE
    assert second.points.tolist() == [[20, 30], [20, 50], [60, 50]]


def test_an_outline_that_crosses_itself_is_cut_by_its_pixels() -> None:
    bow = Shape("cell", [[10, 10], [50, 50], [50, 10], [10, 50]])
    pieces = cut([bow], np.array([[20, 0], [20, 99]], float), SIZE).becomes[bow.shape_id]
    drawn = np.any([shape_mask(p, SIZE) for p in pieces], axis=0)
    assert np.count_nonzero(drawn ^ shape_mask(bow, SIZE)) < 40
