"""The report of a run, asked for in the real window."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from small_project import small_project
from window_driver import WindowDriver

from unet_studio.domain.run_entry import RunRecord, RunState
from unet_studio.storage.resource_files import models_dir
from unet_studio.storage.runs.run_record import write_record
from unet_studio.ui.actions import ActionKey, Mode

if TYPE_CHECKING:
    from pathlib import Path

    from unet_studio.app import Studio

STARTER = models_dir() / "starter.safetensors"


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the browser was asked to show."""
    shown: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: shown.append(url.toLocalFile()))
    return shown


def test_one_click_writes_the_report_and_shows_it(
    studio: Studio, tmp_path: Path, opened: list[str]
) -> None:
    names = [f"cells-0{n}.png" for n in (1, 4, 8)]
    project = small_project(
        tmp_path / "project", names, labelled=3, classes=["membrane"], held_out=names[2:]
    )
    run = project.root / "runs" / "2026-11-21-1432-auto"
    run.mkdir(parents=True)
    shutil.copy(STARTER, run / "best.safetensors")
    record = RunRecord("wide", "auto", state=RunState.FINISHED, held_out=(names[2],))
    write_record(run, record)
    driver = WindowDriver(studio)
    studio.prefer(language="zh_CN")
    studio.workspace.opening.open_project(project.root)
    driver.wait_until(lambda: studio.workspace.study.run)
    driver.window.set_mode(Mode.RESULTS)
    buttons = driver.window.rooms.results.view.panel.findChildren(QPushButton)
    report = next(button for button in buttons if "报告" in button.text())
    driver.wait_until(report.isEnabled)
    QTest.mouseClick(report, Qt.MouseButton.LeftButton)
    driver.wait_until(lambda: opened, 60)
    assert opened == [str(run / "report.html")]
    assert "留出图像上的得分" in (run / "report.html").read_text("utf-8")


def test_a_model_that_was_not_trained_here_has_no_report(studio: Studio, tmp_path: Path) -> None:
    project = small_project(tmp_path / "project", 2)
    driver = WindowDriver(studio)
    studio.workspace.opening.open_project(project.root)
    driver.wait_until(lambda: studio.workspace.models.in_use)
    assert not driver.window.actions_[ActionKey.RUN_REPORT].isEnabled()
