from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from unet_studio.domain.annotation import Annotation, LabelExtent, Shape, ShapeType
from unet_studio.domain.label_class import ClassTable
from unet_studio.domain.message import StudioError
from unet_studio.imaging.rasterize import rasterize, shape_mask, shape_part

if TYPE_CHECKING:
    from labelme_process import LabelmeProcess

CLASSES = ClassTable.of(["a", "b", "c"])
VALUES = {"a": 1, "b": 2, "c": 3, "_background_": 0, "__ignore__": 255}

# Whole numbers, halves and quarters hit the borders of pixels, where rounding shows.
coordinates = st.one_of(
    st.integers(-30, 70).map(float),
    st.integers(-120, 280).map(lambda n: n / 4),
    st.floats(-30, 70, allow_nan=False, width=32),
    st.floats(-3000, 3000, allow_nan=False),
)
sizes = st.tuples(st.integers(1, 48), st.integers(1, 48))
point_counts = {
    ShapeType.POLYGON: (3, 12),
    ShapeType.RECTANGLE: (2, 2),
    ShapeType.ORIENTED_RECTANGLE: (4, 4),
    ShapeType.CIRCLE: (2, 2),
    ShapeType.LINE: (2, 2),
    ShapeType.LINESTRIP: (2, 6),
    ShapeType.POINT: (1, 1),
}


@st.composite
def drawn_shapes(draw: st.DrawFn) -> Shape:
    shape_type = draw(st.sampled_from(list(point_counts)))
    least, most = point_counts[shape_type]
    points = draw(st.lists(st.tuples(coordinates, coordinates), min_size=least, max_size=most))
    return Shape(draw(st.sampled_from(list(VALUES))), np.array(points), shape_type)


@st.composite
def mask_shapes(draw: st.DrawFn, size: tuple[int, int]) -> Shape:
    top, left = draw(st.integers(0, size[0] - 1)), draw(st.integers(0, size[1] - 1))
    height, width = draw(st.integers(1, size[0] - top)), draw(st.integers(1, size[1] - left))
    bits = draw(st.integers(0, (1 << 16) - 1))
    mask = np.random.default_rng(bits).random((height, width)) < 0.5
    points = [[left, top], [left + width - 1, top + height - 1]]
    return Shape(draw(st.sampled_from(list(VALUES))), np.array(points), ShapeType.MASK, mask=mask)


@st.composite
def pictures(draw: st.DrawFn) -> tuple[tuple[int, int], list[Shape]]:
    size = draw(sizes)
    return size, draw(st.lists(drawn_shapes() | mask_shapes(size), min_size=1, max_size=6))


def labelme_json(shape: Shape) -> dict[str, Any]:
    return {
        "label": shape.class_name,
        "points": shape.points.tolist(),
        "shape_type": str(shape.shape_type),
        "mask": None if shape.mask is None else shape.mask.tolist(),
    }


@settings(max_examples=400)
@given(picture=pictures())
def test_equals_labelme_pixel_for_pixel(
    labelme: LabelmeProcess, picture: tuple[tuple[int, int], list[Shape]]
) -> None:
    size, shapes = picture
    expected = labelme.mask([labelme_json(shape) for shape in shapes], size, VALUES)
    np.testing.assert_array_equal(rasterize(Annotation(tuple(shapes)), size, CLASSES), expected)


@settings(max_examples=100)
@given(shape=drawn_shapes(), size=sizes)
def test_one_shape_covers_what_labelme_says(
    labelme: LabelmeProcess, shape: Shape, size: tuple[int, int]
) -> None:
    expected = labelme.mask([labelme_json(shape)], size, dict.fromkeys(VALUES, 1))
    np.testing.assert_array_equal(shape_mask(shape, size), expected.astype(bool))


@pytest.mark.parametrize(
    ("shape_type", "points"),
    [
        (ShapeType.POLYGON, [[5, 5], [5, 5], [5, 5]]),  # a dot
        (ShapeType.POLYGON, [[2, 2], [20, 20], [2, 20], [20, 2]]),  # crosses itself
        (ShapeType.POLYGON, [[2, 2], [20, 2], [20, 20], [11, 5], [2, 20]]),  # concave
        (ShapeType.POLYGON, [[-9, -9], [40, -9], [40, 40], [-9, 40]]),  # around the image
        (ShapeType.RECTANGLE, [[9, 9], [9, 9]]),
        (ShapeType.RECTANGLE, [[15, 3], [4, 18]]),  # corners the other way round
        (ShapeType.CIRCLE, [[7, 7], [7, 7]]),
        (ShapeType.CIRCLE, [[-10, -10], [5, 5]]),
        (ShapeType.LINE, [[3, 3], [3, 3]]),
        (ShapeType.LINESTRIP, [[3, 3], [20, 3], [20, 20]]),
        (ShapeType.POINT, [[0, 0]]),
        (ShapeType.POINT, [[100, 100]]),
    ],
)
def test_border_cases_equal_labelme(
    labelme: LabelmeProcess, shape_type: ShapeType, points: list[list[float]]
) -> None:
    shape = Shape("a", np.array(points), shape_type)
    expected = labelme.mask([labelme_json(shape)], (24, 24), VALUES)
    np.testing.assert_array_equal(rasterize(Annotation((shape,)), (24, 24), CLASSES), expected)


def square(name: str, left: float, right: float) -> Shape:
    return Shape(name, [[left, left], [right, right]], ShapeType.RECTANGLE)


def test_later_shapes_lie_over_earlier_ones() -> None:
    mask = rasterize(Annotation((square("a", 1, 6), square("b", 3, 8))), (10, 10), CLASSES)
    assert (mask[1, 1], mask[4, 4], mask[8, 8], mask[0, 0]) == (1, 2, 2, 0)


@pytest.mark.parametrize(
    ("extent", "uncovered"),
    [(LabelExtent.FULLY, 0), (LabelExtent.PARTLY, 255), (LabelExtent.UNLABELLED, 255), (None, 0)],
)
def test_what_no_shape_covers(extent: LabelExtent | None, uncovered: int) -> None:
    annotation = Annotation((square("a", 1, 2),), stated_extent=extent)
    assert rasterize(annotation, (5, 5), CLASSES)[4, 4] == uncovered


def test_a_mask_beyond_the_border_is_cut() -> None:
    # labelme itself stops with an error here
    mask = np.ones((4, 4), bool)
    mask[3, 3] = False
    for left, top in [(-2, -2), (3, 3), (-9, 0), (0, 9), (-1, 3)]:
        points = [[left, top], [left + 3, top + 3]]
        drawn = shape_mask(Shape("a", points, ShapeType.MASK, mask=mask), (5, 5))
        expected = np.zeros((25, 25), bool)
        expected[top + 10 : top + 14, left + 10 : left + 14] = mask
        np.testing.assert_array_equal(drawn, expected[10:15, 10:15])


def test_shapes_that_cannot_be_drawn_are_left_out() -> None:
    shapes = (
        Shape("a", [[1, 1], [5, 5]]),  # a polygon of two points
        Shape("a", [[1, 1], [np.nan, 5], [3, 3]]),
        Shape("unknown", [[1, 1]]),
        Shape("a", [[1, 1], [2, 2]], ShapeType.MASK),
    )
    assert not rasterize(Annotation(shapes), (9, 9), CLASSES).any()


def test_an_unknown_class_is_named() -> None:
    with pytest.raises(StudioError, match="'nucleus'"):
        rasterize(Annotation((square("nucleus", 1, 4),)), (9, 9), CLASSES)


def test_names_with_blanks_around_and_background_are_understood() -> None:
    annotation = Annotation((square(" a ", 1, 8), square("background", 3, 5)))
    mask = rasterize(annotation, (10, 10), CLASSES)
    assert (mask[1, 1], mask[4, 4]) == (1, 0)


@pytest.mark.parametrize("far", [1e6, 1e10, 1e300])
@pytest.mark.parametrize("shape_type", [t for t in ShapeType if t is not ShapeType.MASK])
def test_points_far_away_take_no_time_and_cover_the_image(
    shape_type: ShapeType, far: float
) -> None:
    points = {
        ShapeType.RECTANGLE: [[-far, -far], [far, far]],
        ShapeType.CIRCLE: [[5, 5], [far, 5]],
        ShapeType.LINE: [[-far, -far], [far, far]],
        ShapeType.LINESTRIP: [[-far, -far], [far, far]],
        ShapeType.POINT: [[5, 5]],
    }.get(shape_type, [[-far, -far], [far, -far], [far, far], [-far, far]])
    start = time.monotonic()
    covered = shape_mask(Shape("a", points, shape_type), (10, 10))
    assert covered[5, 5]
    assert time.monotonic() - start < 1


def test_a_part_of_a_shape_is_drawn_as_the_whole_of_it() -> None:
    thin = Shape("cell", np.array([[31.0, 25.0], [19.0, 17.0], [69.0, 53.0]]))  # moved, one more
    whole = shape_mask(thin, (100, 120))
    assert np.array_equal(shape_part(thin, 9, 7, 79, 63), whole[7:63, 9:79])
