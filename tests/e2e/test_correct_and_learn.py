"""Predict a folder, find the worst image, correct it, train on, and see the score before and after.

By mouse and keyboard, in the real window; the model knows next to nothing at first.
"""

import json

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QTabWidget

from unet_studio.storage.project_labels import read_mask
from unet_studio.storage.sample_project import write_sample


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


def go_to_result(driver, name):
    driver.window.browser.image_chosen.emit(driver.workspace.images.find(name))
    driver.wait_until(lambda: driver.window.browsing.result_name == name)


def test_correcting_a_prediction_and_learning_from_it(driver, sample):
    workspace = driver.workspace
    workspace.opening.open_project(sample.root)
    driver.wait_for_picture()
    driver.wait_until(lambda: workspace.states.is_complete)
    # The starter model that came with the program.
    driver.wait_until(lambda: workspace.prediction.model)
    first = workspace.prediction.model

    # It predicts all images; the worst one of those without labels is to be corrected.
    driver.ctrl(Qt.Key.Key_R)
    driver.wait_until(lambda: workspace.task.is_running or workspace.prediction.results.current)
    driver.wait_until(lambda: not workspace.task.is_running, 60)
    results = workspace.prediction.results.current
    assert len(results.images) == len(workspace.images)
    worst = next(
        r.image.name for r in results.images if r.image.name not in workspace.states.labelled
    )
    go_to_result(driver, worst)
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
    models = [model for model in workspace.prediction.models if model.is_own]
    newest = max(models, key=lambda model: model.path.stat().st_mtime)
    found = newest.card.continued
    assert 1 <= found.images <= len(workspace.project.held_out)  # fewer where time is short
    assert worst in newest.card.trained_on
    workspace.prediction.choose_model(newest)  # also if it is no better, and stays on the shelf
    driver.click_tab(2)
    labels = driver.window.rooms.results.view.panel.findChildren(QLabel)
    (text,) = [label.text() for label in labels if "before" in label.text()]
    assert f"before {found.dice:.3f}, now {found.own_dice:.3f}" in text
