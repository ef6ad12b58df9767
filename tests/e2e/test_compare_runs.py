"""Six runs with one click, compared and exported; a queue that is there again afterwards."""

import csv
import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QTableWidget
from small_project import small_project

from unet_studio.ui.actions import Mode
from unet_studio.ui.dialogs.vary_dialog import VaryDialog
from unet_studio.ui.train.run_list import RunList
from unet_studio.ui.train.score_overview import ScoreOverview
from unet_studio.workspace.training.recipe_choice import KnownRecipe
from unet_studio.workspace.training.training_run import TrainingWish

TINY = {
    "network.widths": [4, 8],
    "network.decoder_widths": [4],
    "data.fit_px": [32, 32],
    "augmentation.repeats": 10,
}


def press(driver, text):
    """Click the visible button of this text in the Train mode."""
    buttons = driver.window.rooms.train.panel.findChildren(QAbstractButton)
    (button,) = [b for b in buttons if b.text() == text and b.isVisible()]
    driver.wait_until(button.isEnabled)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    driver.pause(0.02)


def show(driver, view):
    """Click the tab of a page in the Train mode."""
    tabs = driver.window.rooms.train.panel.tabs
    bar = tabs.tabBar()
    QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=bar.tabRect(tabs.indexOf(view)).center())
    driver.pause(0.02)


@pytest.fixture
def project(tmp_path):
    return small_project(tmp_path / "project", 3, labelled=3, held_out=["2.png"])


def open_project(driver, project):
    opened = []
    driver.workspace.project_opened.connect(lambda: opened.append(True))
    driver.workspace.opening.open_project(project.root)
    driver.wait_until(lambda: opened)
    driver.wait_until(lambda: driver.workspace.states.is_complete)
    driver.click_tab(1)


@pytest.mark.slow
def test_six_runs_with_one_click(driver, project, tmp_path):
    workspace, window = driver.workspace, driver.window
    open_project(driver, project)
    small = TrainingWish("loss-comparison", None, 1, "cpu", TINY)
    window.rooms.train.panel.wish = lambda: small  # as if a person had changed these values
    show(driver, window.rooms.train.queue_view)
    press(driver, "Loss table (6 runs)")
    driver.wait_until(lambda: re.fullmatch(r"Training 2 of 6: .*", window._queued.text()), 60)
    driver.wait_until(lambda: workspace.queue.queue.is_over, 120)
    assert {run.state.value for run in workspace.queue.queue.runs} == {"finished"}
    assert window._queued.text() == ""

    show(driver, window.rooms.train.compare_view)
    table = window.rooms.train.compare_view.findChild(RunList)
    driver.wait_until(lambda: table.rowCount() == 6)
    for row in range(6):
        rect = table.visualItemRect(table.item(row, 0))
        place = rect.center()
        place.setX(rect.left() + 11)
        QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
        driver.pause(0.02)
    assert len(workspace.comparison.shown.chosen) == 6
    press(driver, "Compare")
    driver.wait_until(lambda: workspace.comparison.shown.comparison, 60)
    scores = window.rooms.train.compare_view.findChild(ScoreOverview)
    assert scores.rowCount() == 6
    assert scores.isVisible()
    assert len(workspace.comparison.loss_table) == 6

    page, file = tmp_path / "page.html", tmp_path / "table.csv"
    driver.answer_folder_dialog(page, window.rooms.train.compare_view.page_requested.emit)
    driver.wait_until(page.is_file)
    driver.answer_folder_dialog(file, window.rooms.train.compare_view.table_requested.emit)
    driver.wait_until(file.is_file)
    rows = list(csv.DictReader(file.read_text("utf-8").splitlines()))
    assert len({row["title"] for row in rows}) == 6
    text = page.read_text("utf-8")
    for row in rows:
        assert f"{float(row['dice cell']):.3f}" in text
    assert "Loss by augmentation" in text

    # The model and the recipe of a run can be taken up.
    name = workspace.comparison.shown.entries[2].name
    window.rooms.train.compare_view.recipe_requested.emit(name)
    chosen = window.rooms.train.panel.start.chosen
    assert isinstance(chosen, KnownRecipe)
    assert chosen.recipe.network.widths == (4, 8)
    window.rooms.train.compare_view.model_requested.emit(name)
    assert window.mode is Mode.RESULTS
    assert workspace.models.in_use.name == name


def test_the_queue_is_there_again_in_a_new_window(driver, project):
    workspace = driver.workspace
    open_project(driver, project)
    long = TrainingWish("auto", None, 100_000, "cpu")
    driver.window.rooms.train.panel.wish = lambda: long
    show(driver, driver.window.rooms.train.queue_view)

    def fill(dialog):
        dialog._values.setText("0.01, 0.001")
        dialog.accept()

    driver.with_dialog(VaryDialog, fill)
    press(driver, "Vary one value…")
    driver.wait_until(lambda: workspace.training.history.curves.steps, 60)
    press(driver, "Stop all")
    driver.wait_until(lambda: not workspace.training.is_running, 60)
    states = [run.state.value for run in workspace.queue.queue.runs]
    assert states == ["stopped", "waiting"]
    kept = project.root / ".unet-studio" / "queue.json"
    driver.wait_until(lambda: '"stopped"' in kept.read_text("utf-8"))
    open_project(driver, project)
    driver.wait_until(lambda: len(workspace.queue.queue.runs) == 2)
    table = driver.window.rooms.train.queue_view.findChild(QTableWidget)
    driver.wait_until(lambda: table.rowCount() == 2)
    show(driver, driver.window.rooms.train.queue_view)
    table.selectRow(1)
    press(driver, "Remove")
    assert table.rowCount() == 1
