"""Predict a folder, find the worst image, correct it, train on, see the score, hand on the tables.

By mouse and keyboard, in the real window, with the model that came with the program.
"""

import csv
import json

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton, QTabWidget

from unet_studio.storage.founding.sample_project import write_sample
from unet_studio.storage.project.project_labels import read_mask
from unet_studio.ui.results.worst_gallery import WorstGallery


@pytest.fixture
def sample(tmp_path):
    """The sample project: eight labelled images, some of them held out, and four without labels."""
    return write_sample(tmp_path / "sample")


def button(driver, text, parent=None):
    found = (parent or driver.window).findChildren(QPushButton)
    (one,) = [b for b in found if b.text() == text and b.isVisible()]
    return one


def press(driver, text, parent=None):
    one = button(driver, text, parent)
    assert one.isEnabled()
    QTest.mouseClick(one, Qt.MouseButton.LeftButton)
    driver.pause(0.02)


def show_page(driver, title):
    """Open a page of the panel beside the picture."""
    pages = driver.window.rooms.results.view.panel.findChild(QTabWidget)
    place = next(n for n in range(pages.count()) if pages.tabText(n) == title)
    bar = pages.tabBar()
    QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=bar.tabRect(place).center())
    driver.pause(0.02)


def drafts(driver):
    return driver.workspace.review.drafts


def label_file(driver):
    return driver.workspace.image.path.with_suffix(".json")


def label_files(project):
    return {path: path.read_bytes() for path in project.root.glob("*.json")}


def show_tab(driver, title):
    """Open a tab below the picture."""
    tabs = driver.window.rooms.results.view.tabs
    place = next(n for n in range(tabs.count()) if tabs.tabText(n) == title)
    if tabs.currentIndex() != place or tabs.is_folded:
        bar = tabs.tabBar()
        QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=bar.tabRect(place).center())
    driver.pause(0.05)


def choose_worst(driver, part):
    """Click the first picture of a part of the gallery; its name is returned."""
    show_tab(driver, "Worst first")
    (gallery,) = driver.window.rooms.results.view.findChildren(WorstGallery)
    model = gallery.model()

    def listed():
        return [model.index(row, 0).data() for row in range(model.rowCount())]

    driver.wait_until(lambda: part in listed())
    driver.wait_until(lambda: len(driver.workspace.ranking._undecided) > 0)  # their order is known
    row = listed().index(part) + 1
    name = listed()[row]
    gallery.scrollTo(model.index(row, 0))
    place = gallery.visualRect(model.index(row, 0)).center()
    QTest.mouseClick(gallery.viewport(), Qt.MouseButton.LeftButton, pos=place)
    driver.wait_until(lambda: driver.window.browsing.result_name == name)
    return name


def test_correcting_a_prediction_and_learning_from_it(driver, sample, tmp_path, monkeypatch):
    workspace = driver.workspace
    workspace.opening.open_project(sample.root)
    driver.wait_for_picture()
    driver.wait_until(lambda: workspace.states.is_complete)
    # The starter model that came with the program.
    driver.wait_until(lambda: workspace.models.in_use)
    first = workspace.models.in_use

    # It predicts the folder of all images.
    driver.answer_folder_dialog(sample.images_dir, lambda: driver.ctrl(Qt.Key.Key_R, shift=True))
    driver.wait_until(lambda: workspace.task.is_running or workspace.prediction.results.current)
    driver.wait_until(lambda: not workspace.task.is_running, 60)
    results = workspace.prediction.results.current
    assert len(results.images) == len(workspace.images)
    driver.wait_until(lambda: len(results.scores) == len(workspace.states.labelled), 30)

    # The gallery shows the worst one of those without labels, which is to be corrected.
    worst = choose_worst(driver, "Not in the training")
    assert worst not in workspace.states.labelled
    before_files = label_files(sample)

    show_page(driver, "Learn")
    press(driver, "Correct this")
    driver.wait_until(lambda: workspace.image.name == worst)
    driver.wait_for_picture()
    driver.wait_until(lambda: drafts(driver))
    assert driver.window.mode == "label"
    count = len(drafts(driver))

    # Nothing is learnt from a draft: on disk it is marked, and says nothing.
    driver.wait_until(lambda: not workspace.labels.unsaved)
    assert label_file(driver).exists()
    assert read_mask(workspace.project, workspace.image) is None
    assert worst not in workspace.states.labelled
    assert worst in workspace.states.with_drafts

    # Undo: no file, as there was none. Redo: the drafts are there again.
    driver.ctrl(Qt.Key.Key_Z)
    driver.wait_until(lambda: not workspace.labels.unsaved)
    assert label_files(sample) == before_files
    driver.ctrl(Qt.Key.Key_Z, shift=True)
    assert len(drafts(driver)) == count

    # Space accepts one, undo makes it a draft again; then all at once, in one step.
    driver.key(Qt.Key.Key_Space, widget=driver.canvas)
    if len(drafts(driver)) == count:  # nothing was selected yet
        driver.key(Qt.Key.Key_Space, widget=driver.canvas)
    assert len(drafts(driver)) == count - 1
    driver.ctrl(Qt.Key.Key_Z)
    assert len(drafts(driver)) == count
    driver.wait_until(lambda: not workspace.labels.unsaved)
    with_drafts = label_file(driver).read_bytes()
    steps = workspace.document.undo_stack.index()
    press(driver, "Accept all")
    assert drafts(driver) == ()
    assert workspace.document.undo_stack.index() == steps + 1
    driver.wait_until(lambda: not workspace.labels.unsaved)
    assert b'"draft"' not in label_file(driver).read_bytes()
    driver.ctrl(Qt.Key.Key_Z)
    driver.wait_until(lambda: not workspace.labels.unsaved)
    assert label_file(driver).read_bytes() == with_drafts
    press(driver, "Accept all")

    # What it missed is drawn; the image counts as labelled now.
    driver.draw_polygon([(100, 100), (150, 100), (150, 150), (100, 150)])
    driver.wait_until(lambda: not workspace.labels.unsaved)
    assert worst in workspace.states.labelled
    saved = json.loads(label_file(driver).read_text("utf-8"))["shapes"]
    assert sum("unet_studio" in shape for shape in saved) == count
    mask = read_mask(workspace.project, workspace.image)
    assert set(np.unique(mask)) <= {0, 1, 2, 3}

    # Train on with one press, from the model in use, and see what it brought.
    driver.click_tab(2)
    driver.window.rooms.train.panel.set_minutes(0.2)
    press(driver, "Train on")
    assert driver.window.mode == "train"
    driver.wait_until(lambda: workspace.training.is_running)
    assert workspace.training.wish.from_model == first.path
    driver.wait_until(lambda: not workspace.training.is_running, 120)
    driver.wait_until(lambda: any(model.is_own for model in workspace.models.all))
    models = [model for model in workspace.models.all if model.is_own]
    newest = max(models, key=lambda model: model.path.stat().st_mtime)
    found = newest.card.continued
    assert 1 <= found.images <= len(workspace.project.held_out)  # fewer where time is short
    assert worst in newest.card.trained_on
    workspace.models.choose(newest)  # also if it is no better, and stays on the shelf
    driver.click_tab(2)
    labels = driver.window.rooms.results.view.panel.findChildren(QLabel)
    (text,) = [label.text() for label in labels if "earlier model" in label.text()]
    assert f"before {found.dice:.3f}, now {found.own_dice:.3f}" in text

    # Hand on: all objects as a table, and the report of the training.
    show_tab(driver, "Objects")
    table = tmp_path / "objects.csv"
    driver.wait_until(lambda: button(driver, "Export CSV…").isEnabled())
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(table), ""))
    press(driver, "Export CSV…")
    driver.wait_until((tmp_path / "objects_summary.csv").exists)
    with table.open(encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    assert {row["class"] for row in rows} == {"membrane", "mitochondrion"}
    assert sum(int(row["area_px"]) for row in rows) > 0

    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    show_page(driver, "Scores")
    press(driver, "Report…")
    report = newest.path.parent / "report.html"
    driver.wait_until(lambda: opened, 60)
    assert opened == [str(report)]
    told = report.read_text("utf-8")
    assert f"--again {newest.path.parent.name}" in told
    assert f"{newest.card.scores['mitochondrion'].dice:.3f}" in told
