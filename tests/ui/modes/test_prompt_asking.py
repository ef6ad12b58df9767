"""The first use of the AI selection: asked, fetched, answered, in the real window."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PIL import Image
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QRadioButton
from small_project import small_project

from unet_studio.imaging.smart_select.prompt import prompt_model
from unet_studio.ui.dialogs.prompt_model_dialog import PromptModelDialog
from unet_studio.workspace.tools.toolbox import ToolKey

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot
    from small_prompt_model import Served

    from unet_studio.app import Studio


def answer(button_text: str) -> None:
    dialog = QApplication.activeModalWidget()
    if not isinstance(dialog, PromptModelDialog):
        QTimer.singleShot(50, lambda: answer(button_text))
        return
    assert len(dialog.findChildren(QRadioButton)) == 5
    button = next(b for b in dialog.findChildren(QPushButton) if b.text() == button_text)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def open_bright_square(studio: Studio, qtbot: QtBot, tmp_path: Path) -> QPoint:
    project = small_project(tmp_path / "p", 1, labelled=0, classes=["cell"])
    pixels = np.zeros((64, 64), np.uint8)
    pixels[20:40, 20:40] = 255
    Image.fromarray(pixels).save(project.root / "0.png")
    studio.window.open_path(project.root)
    view = studio.window.label_view
    view.choose_tool(ToolKey.PROMPT)
    tool = studio.workspace.toolbox.tool
    # labels and picture arrive in either order; a click is taken when both are there
    qtbot.waitUntil(lambda: tool.document is not None and tool.pixels is not None)
    return view.canvas.view_point(30, 30)


def test_the_model_is_asked_for_fetched_and_used(
    studio: Studio, qtbot: QtBot, tmp_path: Path, served_model: Served
) -> None:
    place = open_bright_square(studio, qtbot, tmp_path)
    canvas = studio.window.label_view.canvas
    QTimer.singleShot(50, lambda: answer("Use this model"))
    QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=place)
    tool = studio.workspace.toolbox.tool
    qtbot.waitUntil(lambda: tool.preview.region is not None)
    assert prompt_model(served_model.name).is_here
    QTest.keyClick(canvas, Qt.Key.Key_Return)
    assert len(studio.workspace.document.annotation.shapes) == 1


def test_dismissed_nothing_is_fetched(
    studio: Studio, qtbot: QtBot, tmp_path: Path, served_model: Served
) -> None:
    place = open_bright_square(studio, qtbot, tmp_path)
    canvas = studio.window.label_view.canvas
    QTimer.singleShot(50, lambda: answer("Cancel"))
    QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=place)
    tool = studio.workspace.toolbox.tool
    qtbot.waitUntil(lambda: not tool.is_computing and tool.preview.marks == ())
    assert not prompt_model(served_model.name).is_here
