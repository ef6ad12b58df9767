"""Editing a shape by its handles."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from unet_studio.domain.annotation import Shape, ShapeType
from unet_studio.domain.polygon import area_px, outline
from unet_studio.domain.vertices import (
    TURNING_HANDLE,
    can_delete_vertex,
    can_insert_vertex,
    handles,
    turns,
    with_handle_moved,
    with_vertex_inserted,
    without_vertex,
)

coordinates = st.floats(0, 100, allow_nan=False)
points = st.tuples(coordinates, coordinates)
polygons = st.lists(points, min_size=3, max_size=9).map(lambda p: Shape("a", p))


@given(polygons, st.data(), points)
def test_inserting_a_vertex_and_deleting_it_gives_the_shape_again(shape, data, at) -> None:
    edge = data.draw(st.integers(0, len(shape.points) - 1))
    bent = with_vertex_inserted(shape, edge, *at)
    assert bent.points[edge + 1].tolist() == list(at)
    assert without_vertex(bent, edge + 1).equals(shape)


@given(polygons, st.data(), points)
def test_moving_a_vertex_moves_no_other(shape, data, to) -> None:
    index = data.draw(st.integers(0, len(shape.points) - 1))
    moved = with_handle_moved(shape, index, *to)
    assert handles(moved)[index].tolist() == list(to)
    others = np.arange(len(shape.points)) != index
    assert np.array_equal(moved.points[others], shape.points[others])
    assert moved.shape_id == shape.shape_id


@given(st.integers(0, 3), points)
def test_a_corner_of_a_rectangle_follows_while_the_opposite_one_stays(index, to) -> None:
    shape = Shape("a", [[20, 60], [70, 10]], ShapeType.RECTANGLE)
    opposite = handles(shape)[(index + 2) % 4]
    moved = with_handle_moved(shape, index, *to)
    corners = {tuple(p) for p in outline(moved)}
    assert len(moved.points) == 2
    assert tuple(to) in corners
    assert tuple(opposite) in corners


@given(st.integers(0, 3), points)
def test_an_oriented_rectangle_keeps_its_right_angles(index, to) -> None:
    corners = np.array([[20, 20], [60, 50], [45, 70], [5, 40]])
    shape = Shape("a", corners, ShapeType.ORIENTED_RECTANGLE)
    moved = with_handle_moved(shape, index, *to).points
    assert moved[index].tolist() == list(to)
    assert np.allclose(moved[(index + 2) % 4], corners[(index + 2) % 4])
    edges = np.roll(moved, -1, axis=0) - moved
    assert (edges * np.roll(edges, -1, axis=0)).sum(axis=1) == pytest.approx(0, abs=1e-6)
    assert edges[0] @ (corners[1] - corners[0]) == pytest.approx(
        np.hypot(*edges[0]) * 50 * np.sign(edges[0] @ (corners[1] - corners[0])), abs=1e-6
    )


def test_a_circle_moves_with_its_centre_and_grows_with_its_rim() -> None:
    circle = Shape("a", [[10, 10], [13, 14]], ShapeType.CIRCLE)
    assert with_handle_moved(circle, 0, 20, 30).points.tolist() == [[20, 30], [23, 34]]
    larger = with_handle_moved(circle, 1, 10, 20)
    assert area_px(outline(larger)) == pytest.approx(np.pi * 100, rel=0.01)


def test_a_polygon_keeps_three_points_and_a_line_strip_two() -> None:
    triangle = Shape("a", [[0, 0], [1, 0], [0, 1]])
    strip = Shape("a", [[0, 0], [1, 0]], ShapeType.LINESTRIP)
    for shape in (triangle, strip):
        assert not can_delete_vertex(shape)
        with pytest.raises(ValueError, match="needs all"):
            without_vertex(shape, 0)
        assert can_delete_vertex(with_vertex_inserted(shape, 0, 5, 5))


@pytest.mark.parametrize(
    "shape_type", [ShapeType.RECTANGLE, ShapeType.CIRCLE, ShapeType.LINE, ShapeType.MASK]
)
def test_kinds_with_a_fixed_number_of_points_take_no_more(shape_type: ShapeType) -> None:
    shape = Shape("a", [[0, 0], [4, 4]], shape_type)
    assert not can_insert_vertex(shape)
    assert not can_delete_vertex(shape)


def test_a_mask_offers_no_handles() -> None:
    assert len(handles(Shape("a", [[0, 0], [4, 4]], ShapeType.MASK))) == 0


@given(points)
def test_an_oriented_rectangle_turns_around_its_middle(to) -> None:
    corners = np.array([[20, 20], [60, 50], [45, 70], [5, 40]])
    shape = Shape("a", corners, ShapeType.ORIENTED_RECTANGLE)
    assert turns(shape, TURNING_HANDLE)
    assert not turns(shape, 0)
    turned = with_handle_moved(shape, TURNING_HANDLE, *to)
    middle = corners.mean(axis=0)
    assert np.allclose(turned.points.mean(axis=0), middle)
    assert area_px(turned.points) == pytest.approx(area_px(shape.points))
    towards = np.array(to) - middle
    if np.hypot(*towards) > 1e-3:
        handle = handles(turned)[TURNING_HANDLE] - middle
        assert handle @ towards == pytest.approx(np.hypot(*handle) * np.hypot(*towards))
