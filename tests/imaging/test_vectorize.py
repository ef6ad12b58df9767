from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from unet_studio.domain.annotation import Annotation, LabelExtent, ShapeType
from unet_studio.domain.label_class import ClassTable
from unet_studio.domain.message import StudioError
from unet_studio.imaging.rasterize import rasterize
from unet_studio.imaging.vectorize import contours, mask_to_shapes

CLASSES = ClassTable.of(["a", "b"])


@st.composite
def masks(draw: st.DrawFn) -> np.ndarray:
    """Blocks of values, so that there are regions, holes and regions in holes."""
    height, width = draw(st.integers(1, 8)), draw(st.integers(1, 8))
    values = draw(
        st.lists(st.sampled_from([0, 0, 1, 2, 255]), min_size=height * width, max_size=64)
    )
    blocks = np.array(values[: height * width], np.uint8).reshape(height, width)
    return np.kron(blocks, np.ones((draw(st.integers(1, 4)),) * 2, np.uint8))


@settings(max_examples=150)
@given(mask=masks())
def test_mask_shapes_draw_the_mask_again(mask: np.ndarray) -> None:
    shapes = mask_to_shapes(mask, CLASSES, as_polygons=False)
    annotation = Annotation(shapes, stated_extent=LabelExtent.FULLY)
    np.testing.assert_array_equal(rasterize(annotation, mask.shape, CLASSES), mask)
    for shape in shapes:
        (left, top), (right, bottom) = shape.points.astype(int).tolist()
        assert shape.mask is not None
        assert shape.mask.shape == (bottom - top + 1, right - left + 1)
        assert shape.mask.any(axis=0)[[0, -1]].all()
        assert shape.mask.any(axis=1)[[0, -1]].all()


def test_polygons_draw_regions_with_holes_and_islands_again() -> None:
    mask = np.zeros((60, 60), np.uint8)
    mask[5:50, 5:50] = 1
    mask[12:40, 12:40] = 0  # a hole
    mask[18:32, 18:32] = 2  # an island in it
    mask[22:26, 22:26] = 1  # and one more
    mask[55, 3] = 2  # a single pixel
    mask[57, 10:20] = 1  # a line
    mask[45:48, 20:23] = 255
    shapes = mask_to_shapes(mask, CLASSES, as_polygons=True)
    assert {shape.shape_type for shape in shapes} == {ShapeType.POLYGON}
    assert all(shape.is_drawable for shape in shapes)
    annotation = Annotation(shapes, stated_extent=LabelExtent.FULLY)
    np.testing.assert_array_equal(rasterize(annotation, mask.shape, CLASSES), mask)


@settings(max_examples=150)
@given(mask=masks())
def test_polygons_of_any_mask_stay_close_to_it(mask: np.ndarray) -> None:
    mask = np.kron(mask, np.ones((3, 3), np.uint8))
    annotation = Annotation(
        mask_to_shapes(mask, CLASSES, as_polygons=True), stated_extent=LabelExtent.FULLY
    )
    drawn = rasterize(annotation, mask.shape, CLASSES)
    # Regions of two classes that cross at a corner cannot both be polygons without sharing it.
    assert (drawn != mask).mean() <= 0.12


def test_tolerance_saves_vertices() -> None:
    y, x = np.mgrid[0:100, 0:100]
    disc = (np.hypot(x - 50, y - 50) < 40).astype(np.uint8)
    (exact,) = mask_to_shapes(disc, CLASSES, as_polygons=True)
    (simple,) = mask_to_shapes(disc, CLASSES, as_polygons=True, tolerance_px=1)
    assert len(simple.points) < len(exact.points) / 2
    drawn = rasterize(Annotation((simple,)), disc.shape, CLASSES)
    assert 2 * (drawn & disc).sum() / (drawn.sum() + disc.sum()) > 0.98


def test_small_regions_can_be_left_out() -> None:
    mask = np.zeros((20, 20), np.uint8)
    mask[1:3, 1:3] = 1  # 4 pixels
    mask[10:15, 10:15] = 1  # 25 pixels
    assert len(mask_to_shapes(mask, CLASSES, as_polygons=True, min_area_px=5)) == 1
    assert len(mask_to_shapes(mask, CLASSES, as_polygons=True, min_area_px=4)) == 2
    assert len(contours(mask, 1, min_area_px=5)) == 1


def test_contours_run_through_the_middle_of_the_outermost_pixels() -> None:
    mask = np.zeros((9, 9), np.uint8)
    mask[2:5, 3:7] = 2
    (outline,) = contours(mask, 2)
    assert outline.dtype == np.float64
    assert outline.min(axis=0).tolist() == [3.5, 2.5]
    assert outline.max(axis=0).tolist() == [6.5, 4.5]
    assert contours(mask, 1) == []


def test_contours_include_holes() -> None:
    mask = np.ones((9, 9), np.uint8)
    mask[3:6, 3:6] = 0
    assert len(contours(mask, 1)) == 2


def test_a_value_without_a_class_is_refused() -> None:
    with pytest.raises(StudioError, match="7"):
        mask_to_shapes(np.full((3, 3), 7, np.uint8), CLASSES, as_polygons=False)
