"""Objects of predictions, from the table to the picture and into a file."""

import csv

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton, QTableView
from small_project import small_project

from unet_studio.domain.label_class import ClassTable
from unet_studio.storage.pictures.mask_file import write_mask
from unet_studio.storage.resource_files import models_dir
from unet_studio.ui.results.folding_tabs import FoldingTabs
from unet_studio.workspace.predictions.measuring import Whose
from unet_studio.workspace.predictions.result_set import ResultImage, ResultSet

CLASSES = ClassTable.of(["membrane", "mitochondrion"])
NAMES = [f"cells-0{n}.png" for n in (1, 4, 8)]


@pytest.fixture
def opened(driver, tmp_path):
    """The Results mode with three predicted images: one square, then two, then none."""
    from unet_studio.storage.runs.model_file import read_card

    project = small_project(tmp_path / "project", NAMES, labelled=3, classes=["membrane"])
    driver.workspace.opening.open_project(project.root)
    driver.wait_for_picture()
    driver.wait_until(lambda: driver.workspace.states.is_complete)
    card = read_card(models_dir() / "starter.safetensors")
    out = project.root / "predictions" / "starter"
    results = ResultSet(card, out, is_of_project=True)
    driver.workspace.prediction.results.open(results)
    for k, image in enumerate(driver.workspace.images):
        mask = np.zeros((48, 64), np.uint8)
        mask[4:20, 4:20] = 1 if k < 2 else 0
        mask[30:48, 40:50] = 2 if k == 1 else 0
        path = out / "masks" / image.name
        write_mask(path, mask, CLASSES)
        driver.workspace.prediction.results.add(ResultImage(image, path))
    driver.click_tab(2)
    show_objects(driver)
    driver.wait_until(lambda: not driver.workspace.measuring.is_busy)
    driver.pause(0.3)
    return driver


def show_objects(driver):
    """Click the tab of the table below the picture."""
    (tabs,) = driver.window.rooms.results.view.findChildren(FoldingTabs)
    (index,) = [i for i in range(tabs.count()) if tabs.tabText(i) == "Objects"]
    if index != tabs.currentIndex():
        bar = tabs.tabBar()
        QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=bar.tabRect(index).center())


def table_of(driver):
    return driver.window.rooms.results.objects.findChild(QTableView)


def cells(driver, column=0):
    model = table_of(driver).model()
    return [model.index(row, column).data() for row in range(model.rowCount())]


def choose(driver, name, row):
    """Take an item of the choice with this name, by keys."""
    view = driver.window.rooms.results.objects
    (box,) = [b for b in view.findChildren(QComboBox) if b.accessibleName() == name]
    box.setFocus()
    for _ in range(box.count()):
        driver.key(Qt.Key.Key_Up, widget=box)
    for _ in range(row):
        driver.key(Qt.Key.Key_Down, widget=box)
    driver.pause(0.3)
    driver.wait_until(lambda: not driver.workspace.measuring.is_busy)
    driver.pause(0.2)


def click_row(driver, row):
    table = table_of(driver)
    place = table.visualRect(table.model().index(row, 0)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_a_click_on_a_row_shows_the_object_in_its_image(opened):
    driver = opened
    assert cells(driver) == ["cells-01.png"]
    choose(driver, "Images measured", 1)
    assert cells(driver) == ["cells-01.png", "cells-04.png", "cells-04.png"]
    layer = driver.window.rooms.results.view._highlight
    click_row(driver, 2)
    driver.wait_until(lambda: layer.points is not None)
    driver.wait_until(lambda: len({tuple(p) for p in layer.points}) == 4)
    assert layer.box() == (40, 30, 50, 48)
    assert driver.workspace.image.name == "cells-04.png"
    click_row(driver, 0)
    driver.wait_until(lambda: layer.points is not None and layer.box() == (4, 4, 20, 20))
    assert driver.workspace.image.name == "cells-01.png"


def test_what_is_shown_can_be_filtered_sorted_and_is_written_as_csv(opened, tmp_path):
    driver = opened
    view = driver.window.rooms.results.objects
    choose(driver, "Images measured", 1)
    choose(driver, "At the border", 2)
    assert cells(driver, 1) == ["mitochondrion"]
    choose(driver, "At the border", 0)
    (text,) = [f for f in view.findChildren(QLineEdit) if f.placeholderText().startswith("Find")]
    QTest.keyClicks(text, "04")
    driver.wait_until(lambda: len(cells(driver)) == 2)
    header = table_of(driver).horizontalHeader()
    x = header.sectionViewportPosition(3) + 10
    for _ in range(2):
        QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(x, 8))
        driver.pause(0.05)
    assert cells(driver, 3) in (["256", "180"], ["180", "256"])
    (export,) = [b for b in view.findChildren(QPushButton) if b.text().startswith("Export")]
    out = tmp_path / "found.csv"
    driver.answer_folder_dialog(out, lambda: QTest.mouseClick(export, Qt.MouseButton.LeftButton))
    driver.wait_until(lambda: (tmp_path / "found_summary.csv").exists())
    with out.open(encoding="utf-8-sig") as file:
        assert [row["area_px"] for row in csv.DictReader(file)] == ["256", "256", "180"]


def test_labels_are_measured_and_an_empty_table_says_why(opened):
    driver = opened
    view = driver.window.rooms.results.objects
    driver.window.browsing.show_result("cells-08.png")
    driver.pause(0.4)
    driver.wait_until(lambda: not driver.workspace.measuring.is_busy)
    driver.pause(0.3)
    assert cells(driver) == []
    notes = [label.text() for label in view.findChildren(QLabel) if label.isVisible()]
    assert any("No object was found here" in note for note in notes)
    choose(driver, "Whose masks", 1)
    assert view.controls.whose is Whose.LABELS
    driver.wait_until(lambda: cells(driver, 1) == ["membrane"])
