"""The shelf of models in the real window, by mouse and keys."""

from __future__ import annotations

import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QInputDialog, QPushButton, QTableWidget
from small_project import small_project
from window_driver import WindowDriver

from unet_studio.domain.run_entry import RunRecord, RunState
from unet_studio.storage.resource_files import models_dir
from unet_studio.storage.runs.run_record import write_record
from unet_studio.ui.actions import ActionKey
from unet_studio.ui.dialogs.model_shelf_dialog import ModelShelfDialog

if TYPE_CHECKING:
    from pathlib import Path

    from unet_studio.app import Studio

STARTER = models_dir() / "starter.safetensors"


class Shelf:
    """The dialog, driven."""

    def __init__(self, driver: WindowDriver) -> None:
        self.driver = driver
        driver.window.actions_[ActionKey.MODEL_SHELF].trigger()
        self.dialog = driver.window.findChild(ModelShelfDialog)
        self.table = self.dialog._table

    def wait_for(self, *titles: str) -> None:
        self.driver.wait_until(lambda: self.column(0) == list(titles))

    def column(self, number: int, table: QTableWidget | None = None) -> list[str]:
        shown = table or self.table
        items = (shown.item(row, number) for row in range(shown.rowCount()))
        return [item.text() for item in items if item is not None]

    def click(self, title: str) -> None:
        row = self.column(0).index(title)
        place = self.table.visualItemRect(self.table.item(row, 0)).center()
        QTest.mouseClick(self.table.viewport(), Qt.MouseButton.LeftButton, pos=place)

    def button(self, text: str) -> QPushButton:
        return next(b for b in self.dialog.findChildren(QPushButton) if b.text() == text)

    def press(self, text: str) -> None:
        QTest.mouseClick(self.button(text), Qt.MouseButton.LeftButton)

    def drop(self, *paths: Path) -> None:
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        event = QDropEvent(
            QPointF(QPoint(9, 9)),
            Qt.DropAction.CopyAction,
            data,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
        self.dialog.dropEvent(event)


@pytest.fixture
def opened(studio: Studio, tmp_path: Path) -> Shelf:
    """The window on a project with one run, and the shelf above it."""
    names = [f"cells-0{n}.png" for n in (1, 4, 8)]
    project = small_project(
        tmp_path / "project", names, labelled=3, classes=["membrane"], held_out=names[2:]
    )
    run = project.root / "runs" / "2026-11-21-1432-auto"
    run.mkdir(parents=True)
    shutil.copy(STARTER, run / "best.safetensors")
    write_record(run, RunRecord("wide", "auto", state=RunState.FINISHED))
    driver = WindowDriver(studio)
    studio.workspace.opening.open_project(project.root)
    driver.wait_until(lambda: studio.workspace.models.in_use)
    shelf = Shelf(driver)
    shelf.wait_for("wide", "starter")
    return shelf


def test_a_dropped_file_is_taken_in_and_a_broken_one_refused(opened: Shelf, tmp_path: Path) -> None:
    good = tmp_path / "anna.safetensors"
    shutil.copy(STARTER, good)
    bad = tmp_path / "bad.safetensors"
    bad.write_bytes(b"\x80\x04 hostile")
    opened.drop(bad, good)
    opened.wait_for("wide", "anna", "starter")
    workspace = opened.driver.workspace
    opened.driver.wait_until(
        lambda: workspace.models.in_use and workspace.models.in_use.name == "anna"
    )
    assert opened.column(1) == ["this project", "your own", "the program"]


def test_a_broken_file_in_the_folder_is_listed_and_can_do_no_harm(opened: Shelf) -> None:
    folder = opened.driver.workspace.settings.models_dir
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "broken.safetensors").write_bytes(b"\x80\x04 hostile")
    opened.driver.workspace.shelf.refresh()
    opened.wait_for("wide", "broken", "starter")
    opened.click("broken")
    assert opened.column(2)[1] == "unusable"
    assert not opened.button("Use this model").isEnabled()
    assert not opened.button("Compare on held-out images").isEnabled()
    assert opened.button("Delete…").isEnabled()


def test_another_model_is_used(opened: Shelf) -> None:
    opened.click("starter")
    assert not opened.button("Rename…").isEnabled()
    assert not opened.button("Delete…").isEnabled()
    opened.press("Use this model")
    model = opened.driver.workspace.models.in_use
    assert model is not None
    assert model.path == STARTER


def test_a_run_is_renamed(opened: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QInputDialog, "getText", lambda *_a, **_k: ("narrow", True))
    opened.click("wide")
    opened.press("Rename…")
    opened.wait_for("narrow", "starter")


def test_models_are_compared_on_the_same_images(opened: Shelf) -> None:
    opened.click("wide")
    opened.table.selectAll()
    opened.press("Compare on held-out images")
    scores = opened.dialog.scores
    opened.driver.wait_until(scores.isVisible, 60)
    table = scores.findChild(QTableWidget)
    assert sorted(opened.column(0, table)) == ["starter", "wide"]
    dice = opened.column(1, table)
    assert dice[0] == dice[1] != "–"
    assert opened.column(2, table) == ["1", "1"]


def test_a_score_of_other_images_is_marked_and_explained(opened: Shelf) -> None:
    workspace = opened.driver.workspace
    entries = {entry.title: entry for entry in workspace.shelf.entries}
    card = entries["wide"].card
    fewer = replace(card, score_images=1, held_out=card.held_out[:1])
    listed = [replace(entries["wide"], card=fewer), entries["starter"]]
    opened.dialog.show_entries(listed, STARTER)
    assert opened.column(2)[0].startswith("≠ ")
    assert not opened.column(2)[1].startswith("≠")
    assert opened.column(3) == ["1", "2"]
    assert "other held-out images than starter" in opened.table.item(0, 2).toolTip()
    assert opened.dialog._unlike.isVisible()
    assert "Compare on held-out images" in opened.dialog._unlike.text()
    opened.dialog.show_entries(listed[1:], STARTER)
    assert not opened.dialog._unlike.isVisible()


def test_names_have_the_room_they_need(opened: Shelf) -> None:
    entries = {entry.title: entry for entry in opened.driver.workspace.shelf.entries}
    name = "the second animal, third day, more epochs, a smaller patch"
    opened.dialog.show_entries([replace(entries["wide"], title=name)], None)
    opened.dialog.resize(1040, 620)
    opened.driver.wait_until(lambda: opened.table.horizontalScrollBar().maximum() == 0)
    assert opened.table.columnWidth(0) > 150
    opened.dialog.resize(880, 560)
    opened.driver.wait_until(lambda: opened.table.horizontalScrollBar().maximum() == 0)
    assert opened.table.columnWidth(0) > 100


def test_the_picture_of_a_model_is_shown(opened: Shelf) -> None:
    opened.click("starter")
    picture = opened.dialog._picture
    opened.driver.wait_until(lambda: not picture.pixmap().isNull(), 60)


def test_the_shelf_outlives_nothing(opened: Shelf) -> None:
    """Another language makes another window; the shelf goes with the old one."""
    opened.dialog.close()
    opened.driver.pause(0.1)
    opened.driver.studio.prefer(language="zh_CN")
    again = Shelf(opened.driver)
    assert again.dialog.windowTitle() == "所有模型"
    again.dialog.close()
