"""Objects as rows of a table."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from PySide6.QtCore import Qt

from unet_studio.domain.label_class import ClassTable
from unet_studio.domain.measurement import MeasuredImage, ObjectTable
from unet_studio.domain.object_filter import ObjectFilter
from unet_studio.imaging.measure import measured
from unet_studio.ui.item_models.object_list import ObjectListModel, number_text

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

CLASSES = ClassTable.of(["cell", "dirt"])
DESCENDING = Qt.SortOrder.DescendingOrder


@pytest.fixture
def model(qtbot: QtBot) -> ObjectListModel:
    """Two images; areas 4, 1 and 9."""
    first, second = np.zeros((2, 8, 8), np.uint8)
    first[2:4, 2:4] = 1
    first[7, 7] = 2
    second[2:5, 2:5] = 1
    made = ObjectListModel()
    pairs = [("a.png", first), ("b.png", second)]
    made.set_table(ObjectTable([measured(n, m, m * 10, CLASSES) for n, m in pairs]))
    return made


def column(model: ObjectListModel, title: str) -> list[Any]:
    (section,) = [k for k in range(model.columnCount()) if model.title(k) == title]
    return [model.index(row, section).data() for row in range(model.rowCount())]


def section_of(model: ObjectListModel, title: str) -> int:
    return next(k for k in range(model.columnCount()) if model.title(k) == title)


def test_rows_show_image_class_number_and_what_is_measured(model: ObjectListModel) -> None:
    assert column(model, "Image") == ["a.png", "a.png", "b.png"]
    assert column(model, "Class") == ["cell", "dirt", "cell"]
    assert column(model, "No.") == ["1", "2", "1"]
    assert column(model, "Area (px²)") == ["4", "1", "9"]
    assert column(model, "Mean value") == ["10", "20", "10"]
    assert column(model, "At border") == ["", "yes", ""]
    assert column(model, "Circularity")[1] == "–"


def test_any_column_sorts_both_ways_and_what_is_no_number_comes_last(
    model: ObjectListModel,
) -> None:
    area = section_of(model, "Area (px²)")
    model.sort(area)
    assert column(model, "Area (px²)") == ["1", "4", "9"]
    model.sort(area, DESCENDING)
    assert column(model, "Area (px²)") == ["9", "4", "1"]
    for order in (Qt.SortOrder.AscendingOrder, DESCENDING):
        model.sort(section_of(model, "Circularity"), order)
        assert column(model, "Circularity")[-1] == "–"
    model.sort(1, DESCENDING)
    assert column(model, "Class") == ["dirt", "cell", "cell"]


def test_filter_and_units_change_what_is_shown(model: ObjectListModel) -> None:
    model.set_filter(ObjectFilter(class_name="cell"))
    model.set_pixel_size(0.5)
    assert column(model, "Area (µm²)") == ["1", "2.250"]
    assert column(model, "Width (µm)") == ["1", "1.500"]
    assert model.values(section_of(model, "Area (µm²)")).tolist() == [1, 2.25]
    assert model.values(0).tolist() == []


def test_a_row_knows_its_object_and_is_found_again(model: ObjectListModel) -> None:
    model.sort(section_of(model, "Area (px²)"), DESCENDING)
    chosen = model.object_at(0)
    assert (chosen.image, chosen.number, chosen.class_id) == ("b.png", 1, 1)
    assert chosen.box == (2, 2, 3, 3)
    assert model.row_of("a.png", 2) == 2
    assert model.row_of("a.png", 7) is None
    model.set_filter(ObjectFilter(class_name="cell"))
    assert model.row_of("a.png", 2) is None


def test_images_unlike_the_training_are_marked(model: ObjectListModel) -> None:
    model.set_unlike({"b.png": "much darker"})
    assert column(model, "Image") == ["a.png", "a.png", "⚠ b.png"]
    assert "much darker" in model.index(2, 0).data(Qt.ItemDataRole.ToolTipRole)


def test_a_hundred_thousand_rows_sort_and_filter_at_once(model: ObjectListModel) -> None:
    image = model.table.images[0]
    many = 50_000
    columns = {name: np.tile(values, (many, *[1] * (values.ndim - 1)))
               for name, values in vars(image.objects).items()}  # fmt: skip
    objects = type(image.objects)(**columns)
    model.set_table(ObjectTable([MeasuredImage("big.png", (8, 8), image.classes, objects, 64)]))
    assert model.rowCount() == 100_000
    began = time.perf_counter()
    model.sort(3, DESCENDING)
    model.set_filter(ObjectFilter(least_px=2, text="big"))
    assert model.rowCount() == 50_000
    assert time.perf_counter() - began < 1


@pytest.mark.parametrize(
    ("value", "text"),
    [(3.0, "3"), (0.1234, "0.123"), (12.34, "12.3"), (12345.6, "12,346"), (float("nan"), "–")],
)
def test_numbers_are_as_short_as_they_are_worth(value: float, text: str) -> None:
    assert number_text(value) == text
