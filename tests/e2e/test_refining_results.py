"""Masks are refined by mouse and keys: in view at once, then in all files; the worst come first."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import numpy as np
import pytest
from models_looked_at import STARTER
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from unet_studio.storage.founding.sample_project import write_sample
from unet_studio.storage.pictures.mask_file import read_mask
from unet_studio.storage.predictions.prediction_report import read_report
from unet_studio.storage.predictions.redeciding import decision_of
from unet_studio.ui.results.decision_box import DecisionBox
from unet_studio.ui.results.score_tab import ScoreTab
from unet_studio.ui.results.worst_gallery import WorstGallery

if TYPE_CHECKING:
    from pathlib import Path

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def predicted(driver, tmp_path: Path):
    """The sample project, predicted, in the Results mode."""
    workspace = driver.workspace
    workspace.opening.open_project(write_sample(tmp_path / "sample").root)
    driver.wait_for_picture()
    prediction = workspace.prediction
    workspace.models.use(STARTER)
    driver.wait_until(lambda: workspace.models.in_use)
    driver.click_tab(2)
    images = [i for i in workspace.images if i.name[:8] in ("cells-01", "cells-04", "cells-09")]
    workspace.predict_project(images)
    results = prediction.results
    driver.wait_until(lambda: results.current and len(results.current.scores) == 2, 60)
    driver.wait_until(lambda: results.in_view is not None)
    driver.wait_until(lambda: not results.is_scoring)
    return driver


def child(driver, kind: type):
    (found,) = driver.window.rooms.results.view.findChildren(kind)
    return found


def test_refining_one_image_and_then_all(predicted) -> None:
    driver, results = predicted, predicted.workspace.prediction.results
    box = child(driver, DecisionBox)
    slider = box._biases["mitochondrion"]._slider
    mask, dice = results.in_view.mask, results.current.mean_dice("cells-01.png")
    folder = results.current.folder
    file = (folder / "masks" / "cells-01.png").read_bytes()

    driver.pause(0.2)
    seen = driver.window.rooms.results.view.canvas.grab().toImage()

    middle, y = slider.width() // 2, slider.height() // 2
    QTest.mousePress(slider, LEFT, pos=QPoint(middle, y))
    for x in range(middle, middle + 50, 5):
        QTest.mouseMove(slider, QPoint(x, y))
        driver.pause(0.01)
    QTest.mouseRelease(slider, LEFT, pos=QPoint(middle + 50, y))
    bias = results.decision.bias["mitochondrion"]
    assert bias > 0.5
    driver.wait_until(lambda: results.in_view.decision == results.decision)
    shown = results.in_view.mask
    assert np.count_nonzero(shown == 2) > np.count_nonzero(mask == 2)
    driver.pause(0.2)
    assert driver.window.rooms.results.view.canvas.grab().toImage() != seen
    driver.wait_until(lambda: results.current.mean_dice("cells-01.png") != dice)
    assert (folder / "masks" / "cells-01.png").read_bytes() == file

    QTest.mouseClick(box._least.lineEdit(), LEFT)  # "off" is selected, and typing replaces it
    driver.pause(0.05)
    QTest.keyClicks(box._least, "30\r")
    driver.wait_until(lambda: results.in_view.decision.min_area_px == 30)
    QTest.mouseClick(box._all, LEFT)
    driver.wait_until(lambda: not driver.workspace.task.is_running and not box._all.isEnabled())
    assert decision_of(read_report(folder)) == results.decision
    assert np.array_equal(read_mask(folder / "masks" / "cells-01.png"), results.in_view.mask)
    assert (folder / "masks" / "cells-09.png").stat().st_size > 0


def test_the_worst_first_and_their_scores(predicted, tmp_path: Path) -> None:
    driver, results = predicted, predicted.workspace.prediction.results
    view, gallery, scores = (
        driver.window.rooms.results.view, child(driver, WorstGallery), child(driver, ScoreTab),
    )  # fmt: skip
    view.tabs.setCurrentWidget(gallery)
    driver.wait_until(lambda: driver.workspace.ranking.thumbnail("cells-04.png") is not None)
    driver.wait_until(lambda: "cells-09.png" in driver.workspace.ranking._undecided)
    model = gallery.model()
    listed = [model.index(row, 0).data() for row in range(model.rowCount())]
    assert listed == [
        "Held out", "cells-04.png", "Not in the training", "cells-09.png", "Trained on",
        "cells-01.png",
    ]  # fmt: skip
    place = gallery.visualRect(model.index(1, 0)).center()
    QTest.mouseClick(gallery.viewport(), LEFT, pos=place)
    driver.wait_until(
        lambda: results.in_view and results.in_view.result.image.name == "cells-04.png"
    )
    QTest.keyClick(gallery, Qt.Key.Key_Right)
    QTest.keyClick(gallery, Qt.Key.Key_Right)
    driver.wait_until(
        lambda: results.in_view and results.in_view.result.image.name == "cells-09.png"
    )

    view.tabs.setCurrentWidget(scores)
    path = tmp_path / "scores.csv"
    driver.answer_folder_dialog(path, lambda: QTest.mouseClick(scores._export, LEFT))
    driver.wait_until(path.exists)
    with path.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert [(r["image"], r["role"], r["class"]) for r in rows] == [
        ("cells-04.png", "held-out", "membrane"),
        ("cells-04.png", "held-out", "mitochondrion"),
        ("cells-01.png", "trained-on", "membrane"),
        ("cells-01.png", "trained-on", "mitochondrion"),
    ]
