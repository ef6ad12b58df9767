"""Measuring the objects of masks, beside scikit-image."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from skimage.measure import label, regionprops

from unet_studio.domain.label_class import IGNORE_ID, ClassTable
from unet_studio.domain.measurement import (
    GEOMETRY,
    Column,
    MeasuredImage,
    ObjectTable,
    columns_for,
    totals_of,
)
from unet_studio.imaging.measure import measured, measuring

if TYPE_CHECKING:
    from numpy.typing import NDArray

CLASSES = ClassTable.of(["cell", "nucleus", "dirt"])

MASKS = arrays(
    np.uint8,
    st.tuples(st.integers(1, 24), st.integers(1, 24)),
    elements=st.sampled_from([0, 0, 1, 1, 2, 3, 9, IGNORE_ID]),
)


def measured_in_bands(
    mask: NDArray[np.uint8], pixels: NDArray[Any], band_pixels: int
) -> MeasuredImage:
    steps = measuring("a.png", mask, pixels, CLASSES, band_pixels=band_pixels)
    while True:
        try:
            next(steps)
        except StopIteration as end:
            found: MeasuredImage = end.value
            return found


def by_scikit_image(mask: NDArray[np.uint8], pixels: NDArray[Any]) -> list[tuple[int, int, Any]]:
    """Each region with its class and its first pixel, in the order of that."""
    known = np.where(np.isin(mask, [c.id for c in CLASSES]), mask, 0)
    regions = regionprops(label(known, background=0, connectivity=2), pixels)
    listed = []
    for region in regions:
        row, column = min(map(tuple, region.coords))
        listed.append((row * mask.shape[1] + column, int(mask[row, column]), region))
    return sorted(listed, key=lambda found: found[0])


def assert_equal(found: MeasuredImage, mask: NDArray[np.uint8], pixels: NDArray[Any]) -> None:
    expected = by_scikit_image(mask, pixels)
    objects = found.objects
    assert len(objects) == len(expected)
    for place, (_, class_id, region) in enumerate(expected):
        top, left, bottom, right = region.bbox
        assert objects.class_id[place] == class_id
        assert objects.area[place] == region.area
        assert (objects.top[place], objects.left[place]) == (top, left)
        assert (objects.height[place], objects.width[place]) == (bottom - top, right - left)
        assert objects.perimeter[place] == pytest.approx(region.perimeter)
        assert objects.y[place] - 0.5 == pytest.approx(region.centroid[0])
        assert objects.x[place] - 0.5 == pytest.approx(region.centroid[1])
        assert objects.mean[place] == pytest.approx(np.atleast_1d(region.intensity_mean))
        assert objects.least[place] == pytest.approx(np.atleast_1d(region.intensity_min))
        assert objects.most[place] == pytest.approx(np.atleast_1d(region.intensity_max))
        touches = top == 0 or left == 0 or bottom == mask.shape[0] or right == mask.shape[1]
        assert objects.touches_border[place] == touches
        low, high = region.inertia_tensor_eigvals[1], region.inertia_tensor_eigvals[0]
        if high - low > 1e-6 * max(high, 1):  # of what is round, the axis is chance
            turned = objects.orientation[place] - 90 - np.degrees(region.orientation)
            assert min(abs(turned) % 180, 180 - abs(turned) % 180) < 1e-6


@settings(max_examples=40)
@given(mask=MASKS, seed=st.integers(0, 99), channels=st.integers(1, 3))
def test_what_is_measured_is_what_scikit_image_measures(
    mask: NDArray[np.uint8], seed: int, channels: int
) -> None:
    shape = mask.shape if channels == 1 else (*mask.shape, channels)
    pixels = np.random.default_rng(seed).integers(0, 65535, shape).astype(np.uint16)
    assert_equal(measured("a.png", mask, pixels, CLASSES), mask, pixels)


@settings(max_examples=40)
@given(mask=MASKS, rows=st.integers(1, 5))
def test_an_object_that_spans_bands_is_one(mask: NDArray[np.uint8], rows: int) -> None:
    pixels = np.arange(mask.size, dtype=np.float32).reshape(mask.shape)
    assert_equal(measured_in_bands(mask, pixels, rows * mask.shape[1]), mask, pixels)


def test_a_bar_that_rises_to_the_right_is_at_45_degrees() -> None:
    mask = np.eye(9, dtype=np.uint8)[::-1].copy()
    found = measured("a.png", mask, None, CLASSES).objects
    assert found.orientation == pytest.approx([45])
    assert measured("a.png", mask[::-1].copy(), None, CLASSES).objects.orientation == (
        pytest.approx([135])
    )
    flat = np.zeros((9, 9), np.uint8)
    flat[4, 1:8] = 1
    assert measured("a.png", flat, None, CLASSES).objects.orientation == pytest.approx([0])


def test_a_disc_is_round_and_a_pixel_has_no_circularity() -> None:
    rows, columns = np.mgrid[:80, :80]
    mask = ((rows - 40) ** 2 + (columns - 40) ** 2 < 30**2).astype(np.uint8)
    mask[0, 0] = 2
    dot, round_ = measured("a.png", mask, None, CLASSES).objects.circularity
    assert round_ == pytest.approx(1, abs=0.1)
    assert np.isnan(dot)


def test_values_that_are_no_numbers_are_left_out() -> None:
    mask = np.array([[1, 1, 0, 2]], np.uint8)
    pixels = np.array([[np.nan, 5, np.inf, np.nan]], np.float32)
    found = measured("a.png", mask, pixels, CLASSES).objects
    assert found.mean[0, 0] == found.least[0, 0] == found.most[0, 0] == 5
    assert np.isnan([found.mean[1, 0], found.least[1, 0], found.most[1, 0]]).all()


def test_an_empty_mask_has_no_objects_and_still_a_total_for_each_class() -> None:
    found = measured("a.png", np.zeros((4, 5), np.uint8), None, CLASSES)
    assert len(found.objects) == 0
    assert [(n, t.count, t.share) for n, t in found.totals.items()] == [
        ("cell", 0, 0), ("nucleus", 0, 0), ("dirt", 0, 0),
    ]  # fmt: skip
    assert len(ObjectTable([found]).values(GEOMETRY[0])) == 0


def test_ignored_pixels_do_not_count_towards_shares() -> None:
    mask = np.array([[1, 1, IGNORE_ID, IGNORE_ID, 0, 0]], np.uint8)
    total = measured("a.png", mask, None, CLASSES).totals["cell"]
    assert (total.area_px, total.counted_px, total.share) == (2, 4, 0.5)
    assert total.mean_area_px == 2


def test_units_go_with_lengths_and_areas_only() -> None:
    mask = np.zeros((6, 6), np.uint8)
    mask[1:3, 1:5] = 1
    found = measured("a.png", mask, mask * 7, CLASSES).objects
    values = {c.title(0.5): c.values(found, 0.5)[0] for c in columns_for(found.channels)}
    assert values["area_um2"] == 8 * 0.25
    assert values["width_um"] == 2
    assert values["centroid_x_um"] == 1.5
    assert values["mean_intensity_1"] == 7
    assert values["orientation_deg"] == 0
    assert np.isnan(Column("mean_intensity", channel=3).values(found)).all()


def test_a_table_puts_images_below_one_another() -> None:
    mask = np.array([[1, 0, 2]], np.uint8)
    first = measured("a.png", mask, mask, CLASSES)
    second = measured("b.png", mask[:, :1], None, ClassTable.of(["dirt"]))
    table = ObjectTable([first, second])
    assert table.image_of.tolist() == [0, 0, 1]
    assert table.number.tolist() == [1, 2, 1]
    assert [table.class_names[k] for k in table.class_place] == ["cell", "nucleus", "dirt"]
    assert table.values(Column("mean_intensity", channel=0))[:2].tolist() == [1, 2]
    assert totals_of([first, second])["dirt"].count == 1
