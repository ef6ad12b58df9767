"""Tables of what was measured."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import numpy as np
import pytest

from unet_studio.domain.label_class import ClassTable
from unet_studio.imaging.measure import measured
from unet_studio.storage.predictions.objects_file import (
    objects_header,
    objects_rows,
    write_objects,
    write_tables,
)

if TYPE_CHECKING:
    from pathlib import Path

CLASSES = ClassTable.of(["细胞", "dirt, fine"])


@pytest.fixture
def mask() -> np.ndarray:
    drawn = np.zeros((10, 12), np.uint8)
    drawn[1:4, 2:6] = 1
    drawn[6:, 8:] = 2
    return drawn


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_the_columns_are_always_the_same_and_have_units() -> None:
    header = objects_header(1, 0.5)
    assert header[:8] == [
        "image", "class", "object", "unlike_training", "area_px", "perimeter_px", "centroid_x_px",
        "centroid_y_px",
    ]  # fmt: skip
    assert header[12:18] == [
        "orientation_deg", "circularity", "touches_border",
        "mean_intensity_1", "min_intensity_1", "max_intensity_1",
    ]  # fmt: skip
    assert header[18:20] == ["area_um2", "perimeter_um"]
    assert objects_header(1) == header[:18]


def test_a_row_per_object_and_a_summary_per_class(tmp_path: Path, mask: np.ndarray) -> None:
    found = [
        measured("图/a.png", mask, mask * 10, CLASSES),
        measured("b.png", np.zeros_like(mask), mask, CLASSES),
    ]
    path = tmp_path / "objects.csv"
    assert write_tables(path, found, 0.5, {"b.png": "much darker"}) == (
        tmp_path / "objects_summary.csv"
    )
    first, second = rows_of(path)
    assert (first["image"], first["class"], first["object"]) == ("图/a.png", "细胞", "1")
    assert (first["area_px"], first["area_um2"], first["touches_border"]) == ("12", "3", "0")
    assert (first["mean_intensity_1"], first["left_px"], first["centroid_x_px"]) == ("10", "2", "4")
    assert (second["class"], second["touches_border"]) == ("dirt, fine", "1")
    summary = rows_of(tmp_path / "objects_summary.csv")
    assert [(r["image"], r["class"], r["count"], r["total_area_um2"]) for r in summary] == [
        ("图/a.png", "细胞", "1", "3"), ("图/a.png", "dirt, fine", "1", "4"),
        ("b.png", "细胞", "0", "0"), ("b.png", "dirt, fine", "0", "0"),
    ]  # fmt: skip
    assert (summary[0]["area_share"], summary[2]["mean_area_px"]) == ("0.1", "")
    assert summary[2]["unlike_training"] == "much darker"


def test_channels_that_a_picture_lacks_are_empty(tmp_path: Path, mask: np.ndarray) -> None:
    grey = measured("grey.png", mask, mask, CLASSES)
    colour = measured("colour.png", mask, np.dstack([mask] * 3), CLASSES)
    write_objects(tmp_path / "o.csv", iter([grey, colour]), 3)
    rows = rows_of(tmp_path / "o.csv")
    assert [row["mean_intensity_3"] for row in rows] == ["", "", "1", "2"]


def test_what_has_no_value_is_an_empty_field() -> None:
    dot = np.ones((1, 1), np.uint8)
    (row,) = objects_rows(measured("a.png", dot, dot * np.float32("nan"), CLASSES))
    found = dict(zip(objects_header(1), row, strict=True))
    assert (found["perimeter_px"], found["circularity"], found["mean_intensity_1"]) == ("0", "", "")
