from __future__ import annotations

import cv2
import numpy as np
from coco_reference import region
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from unet_studio.domain.annotation import Shape
from unet_studio.imaging.pixel_outline import (
    cut_outlines,
    edge_outlines,
    filled,
    filled_with_line,
    is_along_pixels,
)
from unet_studio.imaging.rasterize import shape_mask


def whole(points: np.ndarray, size: tuple[int, int]) -> np.ndarray:
    canvas = np.zeros(size, bool)
    filled(points, size).paint(canvas, True)
    return canvas


regions = arrays(bool, array_shapes(min_dims=2, max_dims=2, max_side=12))


@settings(max_examples=300)
@given(covered=regions)
def test_edge_outlines_are_filled_to_the_region(covered: np.ndarray) -> None:
    outer, holes = edge_outlines(covered)
    parity = np.zeros_like(covered)
    for outline in outer + holes:
        assert is_along_pixels(outline)
        parity ^= whole(outline, covered.shape)
    np.testing.assert_array_equal(parity, covered)
    assert (not holes) == (covered.sum() == sum(whole(o, covered.shape).sum() for o in outer))


@settings(max_examples=300)
@given(covered=regions)
def test_pycocotools_fills_edge_outlines_as_we_do(covered: np.ndarray) -> None:
    outer, _ = edge_outlines(covered)
    for outline in outer:
        theirs = region([outline.reshape(-1).tolist()], covered.shape)
        np.testing.assert_array_equal(theirs, whole(outline, covered.shape))


@settings(max_examples=300)
@given(covered=regions)
def test_cut_outlines_are_filled_to_the_region_by_opencv_and_by_labelmes_rule(
    covered: np.ndarray,
) -> None:
    by_opencv = np.zeros(covered.shape, np.uint8)
    by_labelme = np.zeros_like(covered)
    outlines = cut_outlines(covered)
    for outline in outlines:
        one = np.zeros(covered.shape, np.uint8)
        cv2.fillPoly(one, [outline.astype(np.int32)], 1)  # as Ultralytics does
        by_opencv |= one
        again = np.zeros_like(covered)
        filled_with_line(outline, covered.shape).paint(again, True)
        np.testing.assert_array_equal(again, one)
        by_labelme |= shape_mask(Shape("a", outline), covered.shape)
    np.testing.assert_array_equal(by_opencv.astype(bool), covered)
    np.testing.assert_array_equal(by_labelme, covered)
    assert len(outlines) == cv2.connectedComponents(covered.astype(np.uint8))[0] - 1


@given(
    points=arrays(np.float64, st.tuples(st.integers(3, 8), st.just(2)),
                  elements=st.floats(-5, 60)),
)  # fmt: skip
def test_any_polygon_is_filled_as_by_pycocotools_but_for_its_rounding(points: np.ndarray) -> None:
    size = (50, 50)
    differing = region([points.reshape(-1).tolist()], size) != whole(points, size)
    # pycocotools rounds to a fifth of a pixel: only pixels on the line may differ.
    line = np.zeros(size, np.uint8)
    shifted = np.rint((points - 0.5) * 16).astype(np.int32)
    cv2.polylines(line, [shifted], True, 1, thickness=3, shift=4)
    assert not (differing & (line == 0)).any()


def test_a_polygon_of_slanted_edges_runs_not_along_pixels() -> None:
    assert not is_along_pixels(np.array([[0, 0], [4, 0], [4, 4.0]]))
    assert not is_along_pixels(np.array([[0, 0], [4.5, 0], [4.5, 4], [0, 4]]))
    assert is_along_pixels(np.array([[0, 0], [4, 0], [4, 4.0], [0, 4]]))
