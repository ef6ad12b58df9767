"""Simpler and smoother outlines."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from unet_studio.domain.annotation import Shape, ShapeType
from unet_studio.domain.message import StudioError
from unet_studio.domain.polygon import area_px
from unet_studio.domain.region import Region
from unet_studio.imaging.rasterize import shape_mask
from unet_studio.imaging.region_shapes import as_mask_shape
from unet_studio.imaging.shape_smoothing import simplified, smoothed

SIZE = (100, 100)
_ANGLES = np.linspace(0, 2 * np.pi, 300, endpoint=False)


def wobbly(noise_px: float) -> Shape:
    radius = 30 + np.random.default_rng(3).normal(0, noise_px, len(_ANGLES))
    points = np.stack([50 + radius * np.cos(_ANGLES), 50 + radius * np.sin(_ANGLES)], axis=1)
    return Shape("cell", points)


def roughness(shape: Shape) -> float:
    """Length of the outline, compared with a circle of the same area."""
    steps = np.diff(shape.points, axis=0, append=shape.points[:1])
    return float(np.hypot(*steps.T).sum() / np.sqrt(4 * np.pi * area_px(shape.points)))


def test_simplifying_leaves_out_vertices_and_moves_none() -> None:
    shape = wobbly(0.2)
    change = simplified([shape], SIZE)
    (simple,) = change.becomes[shape.shape_id]
    assert len(simple.points) < 0.95 * len(shape.points)
    there = {tuple(p) for p in shape.points}
    assert all(tuple(p) in there for p in simple.points)
    assert str(len(simple.points)) in str(change.remark)


def test_simplifying_again_and_again_ends_with_words() -> None:
    shape = wobbly(0.2)
    counts = [len(shape.points)]
    refused = ""
    while not refused:
        try:
            (shape,) = simplified([shape], SIZE).becomes[shape.shape_id]
        except StudioError as error:
            refused = str(error)
        counts.append(len(shape.points))
    assert "simple" in refused
    assert counts == sorted(counts, reverse=True)
    assert 3 <= counts[-1] <= 12
    assert abs(area_px(shape.points) / (np.pi * 900) - 1) < 0.3


def test_collinear_vertices_go_first() -> None:
    shape = Shape("cell", [[0, 0], [20, 0], [40, 0], [40, 40], [20, 40], [0, 40]])
    (simple,) = simplified([shape], SIZE).becomes[shape.shape_id]
    assert {tuple(p) for p in simple.points} == {(0, 0), (40, 0), (40, 40), (0, 40)}


def test_line_strips_are_simplified_and_other_kinds_are_not() -> None:
    strip = Shape("cell", [[0, 0], [10, 0.1], [20, 0], [30, 0]], ShapeType.LINESTRIP)
    (simple,) = simplified([strip], SIZE).becomes[strip.shape_id]
    assert simple.points.tolist() == [[0, 0], [30, 0]]
    with pytest.raises(StudioError, match="polygons"):
        simplified([Shape("cell", [[0, 0], [9, 9]], ShapeType.RECTANGLE)], SIZE)


def test_smoothing_takes_the_noise_and_keeps_the_area() -> None:
    shape = wobbly(0.7)
    (smooth,) = smoothed([shape], SIZE).becomes[shape.shape_id]
    assert roughness(smooth) < 1.05 < 1.5 < roughness(shape)
    assert area_px(smooth.points) == pytest.approx(area_px(shape.points), rel=0.02)
    for _ in range(5):
        (smooth,) = smoothed([smooth], SIZE).becomes[shape.shape_id]
    assert area_px(smooth.points) == pytest.approx(area_px(shape.points), rel=0.03)


def test_smoothing_rounds_corners_a_little() -> None:
    square = Shape("cell", [[20, 20], [80, 20], [80, 80], [20, 80]])
    (smooth,) = smoothed([square], SIZE).becomes[square.shape_id]
    assert area_px(smooth.points) == pytest.approx(3600, rel=0.02)
    assert np.hypot(*(smooth.points - [20, 20]).T).min() > 0.3


def test_a_smoothed_line_strip_keeps_its_ends() -> None:
    strip = Shape("cell", [[10, 10], [50, 60], [90, 10]], ShapeType.LINESTRIP)
    (smooth,) = smoothed([strip], SIZE).becomes[strip.shape_id]
    assert smooth.points[0].tolist() == [10, 10]
    assert smooth.points[-1].tolist() == [90, 10]
    assert smooth.points[:, 1].max() < 60


def test_smoothing_a_mask_takes_single_pixels_off() -> None:
    mask = np.zeros((40, 40), bool)
    mask[5:35, 5:35] = True
    mask[20, 35:39] = True  # a hair
    shape = as_mask_shape(Region(20, 20, mask), Shape("cell", np.zeros((2, 2)), ShapeType.MASK))
    (smooth,) = smoothed([shape], SIZE).becomes[shape.shape_id]
    drawn = shape_mask(smooth, SIZE)
    assert drawn[40, 20 + 36] == 0
    assert drawn.sum() == pytest.approx(900, rel=0.02)


def test_kinds_without_an_outline_of_their_own_are_left() -> None:
    with pytest.raises(StudioError, match="smoother"):
        smoothed([Shape("cell", [[5, 5]], ShapeType.POINT)], SIZE)


_points = st.lists(st.tuples(st.integers(0, 99), st.integers(0, 99)), min_size=3, max_size=9)


@given(_points, st.booleans())
def test_whatever_is_drawn_can_be_smoothed_or_is_refused(points, closed: bool) -> None:
    shape = Shape("cell", points, ShapeType.POLYGON if closed else ShapeType.LINESTRIP)
    for edit in (smoothed, simplified):
        try:
            (made,) = edit([shape], SIZE).becomes[shape.shape_id]
        except StudioError:
            continue
        assert made.is_drawable
        assert made.points.min() >= -1e-9
        assert made.points.max() <= 100 + 1e-9
