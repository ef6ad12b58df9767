from __future__ import annotations

from dataclasses import FrozenInstanceError, replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from unet_studio.domain.annotation import Annotation, LabelExtent, Shape, ShapeType, moved_shapes

TRIANGLE = [[1.0, 1.0], [9.0, 1.0], [1.0, 9.0]]

coordinates = st.floats(-1e6, 1e6)
points = st.lists(st.tuples(coordinates, coordinates), min_size=1, max_size=12)
shapes = st.builds(Shape, st.sampled_from(["cell", "wall"]), points)


@pytest.fixture
def cell():
    return Shape("cell", TRIANGLE)


def test_points_are_copied_and_cannot_be_changed():
    source = np.array(TRIANGLE)
    shape = Shape("cell", source)
    source[0] = 99
    assert shape.points[0].tolist() == [1, 1]
    with pytest.raises(ValueError, match="read-only"):
        shape.points[0] = 0
    with pytest.raises(FrozenInstanceError):
        shape.class_name = "wall"


@pytest.mark.parametrize(
    ("shape_type", "count", "is_drawable"),
    [
        (ShapeType.POLYGON, 2, False),
        (ShapeType.POLYGON, 3, True),
        (ShapeType.POLYGON, 30, True),
        (ShapeType.RECTANGLE, 2, True),
        (ShapeType.RECTANGLE, 3, False),
        (ShapeType.CIRCLE, 2, True),
        (ShapeType.LINE, 1, False),
        (ShapeType.POINT, 1, True),
        (ShapeType.POINT, 0, False),
        (ShapeType.MASK, 2, False),
    ],
)
def test_a_shape_needs_its_points(shape_type, count, is_drawable):
    shape = Shape("cell", np.arange(2 * count), shape_type)
    assert shape.is_drawable == is_drawable


def test_a_mask_shape_needs_its_mask():
    shape = Shape("cell", [[0, 0], [1, 1]], ShapeType.MASK, mask=np.ones((2, 2), bool))
    assert shape.is_drawable


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
def test_points_nowhere_cannot_be_drawn(value):
    assert not Shape("cell", [*TRIANGLE[:2], [value, 0]]).is_drawable


@given(shapes, coordinates, coordinates)
def test_moving_keeps_id_and_form(shape, dx, dy):
    moved = shape.moved(dx, dy)
    assert moved.shape_id == shape.shape_id
    assert np.allclose(moved.points - shape.points, [dx, dy], atol=1e-6)


@given(st.lists(shapes, max_size=5), coordinates, coordinates)
def test_many_move_as_each_alone_does(moving, dx, dy):
    together = moved_shapes(moving, dx, dy)
    assert len(together) == len(moving)
    for shape, moved in zip(moving, together, strict=True):
        assert moved.equals(shape.moved(dx, dy))
        assert moved.shape_id == shape.shape_id
        assert not moved.points.flags.writeable


def test_another_class_leaves_the_rest_alone():
    shape = Shape("cell", TRIANGLE, group_id=3, extra={"a": 1})
    other = shape.of_class("wall")
    assert other.class_name == "wall"
    assert other.equals(replace(shape, class_name="wall"))
    assert shape.class_name == "cell"


def test_masks_move_by_whole_pixels():
    shape = Shape("cell", [[3, 4], [5, 6]], ShapeType.MASK, mask=np.ones((3, 3), bool))
    assert shape.moved(1.4, -1.6).points.tolist() == [[4, 2], [6, 4]]


def test_shapes_are_equal_whatever_their_ids(cell):
    assert cell.equals(Shape("cell", TRIANGLE))
    for other in [
        Shape("wall", TRIANGLE),
        Shape("cell", TRIANGLE[::-1]),
        Shape("cell", TRIANGLE, group_id=1),
        Shape("cell", TRIANGLE, flags={"sure": True}),
        Shape("cell", TRIANGLE, extra={"score": 1}),
        Shape("cell", TRIANGLE, description="odd"),
        Shape("cell", TRIANGLE, mask=np.ones((2, 2), bool)),
    ]:
        assert not cell.equals(other)


def test_the_extent_follows_the_shapes_unless_stated(cell):
    assert Annotation().extent is LabelExtent.UNLABELLED
    assert Annotation((cell,)).extent is LabelExtent.FULLY
    assert Annotation(stated_extent=LabelExtent.FULLY).extent is LabelExtent.FULLY
    assert Annotation((cell,), stated_extent=LabelExtent.PARTLY).extent is LabelExtent.PARTLY


@given(st.lists(shapes, min_size=1, max_size=6), st.data())
def test_every_edit_can_be_undone(listed, data):
    before = Annotation(tuple(listed))
    shape = data.draw(st.sampled_from(listed))
    index = before.index_of(shape.shape_id)
    assert before.removed(shape.shape_id).inserted(index, shape).equals(before)
    assert before.replaced(shape.moved(1, 1)).replaced(shape).equals(before)
    assert not before.replaced(shape.with_points([[0, 0]] * 20)).equals(before)


def test_an_edit_makes_a_new_annotation(cell):
    before = Annotation((cell,), flags={"checked": True}, extra={"imageData": None})
    after = before.inserted(0, Shape("wall", TRIANGLE))
    assert [shape.class_name for shape in before.shapes] == ["cell"]
    assert [shape.class_name for shape in after.shapes] == ["wall", "cell"]
    assert (after.flags, after.extra) == (before.flags, before.extra)


def test_a_shape_that_is_not_there(cell):
    for edit in (Annotation().index_of, Annotation().shape, Annotation().removed):
        with pytest.raises(KeyError):
            edit(cell.shape_id)
