"""Brightness and channels, planes, and what the window says of the place under the cursor."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
import tifffile
from PIL import Image
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QSlider

from unet_studio.storage.project.project_file import read_project
from unet_studio.ui.actions import ActionKey as K
from unet_studio.ui.dialogs.pixel_size_dialog import PixelSizeDialog
from unet_studio.ui.parts.level_plot import LevelPlot

if TYPE_CHECKING:
    from pathlib import Path

    from unet_studio.ui.label.display_panel import DisplayPanel

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A stack of 3 planes with 2 channels, and an 8-bit picture."""
    made = tmp_path / "series"
    made.mkdir()
    ramp = np.linspace(100, 1100, 3 * 2 * 40 * 60).reshape(3, 2, 40, 60).astype(np.uint16)
    tifffile.imwrite(
        made / "cells.tif",
        ramp,
        imagej=True,
        resolution=(4, 4),
        metadata={"axes": "ZCYX", "unit": "um"},
    )
    Image.fromarray(np.full((40, 60), 80, np.uint8)).save(made / "grey.png")
    return made


@pytest.fixture
def opened(driver, folder: Path):
    driver.workspace.opening.open_folder(folder)
    driver.wait_for_picture()
    return driver


def trigger(opened, key: K) -> None:
    opened.window.actions_[key].trigger()
    opened.pause(0.02)


def panel_of(opened) -> DisplayPanel:
    return opened.window.label_view.display_panel


def drag_handle(plot: LevelPlot, share: float, to: float) -> None:
    """Drag from one share of the width to another."""
    start, end = (QPoint(round(plot.width() * s), plot.height() // 2) for s in (share, to))
    QTest.mousePress(plot, LEFT, pos=start)
    QTest.mouseMove(plot, end)
    QTest.mouseRelease(plot, LEFT, pos=end)


def test_levels_are_dragged_and_hold_for_the_next_plane(opened) -> None:
    trigger(opened, K.DISPLAY_PANEL)
    panel, canvas = panel_of(opened), opened.canvas
    assert panel.isVisible()
    before = canvas.image_layer.display
    drag_handle(panel.findChild(LevelPlot), 0.98, 0.5)
    chosen = canvas.image_layer.display
    assert chosen is not None
    assert before is not None
    assert chosen.channels[0].high < before.channels[0].high
    assert chosen.channels[1] == before.channels[1]
    opened.key(Qt.Key.Key_PageDown)
    opened.wait_for_picture()
    assert opened.workspace.image is not None
    assert opened.workspace.image.name == "cells.tif#0002"
    assert canvas.image_layer.display == chosen
    trigger(opened, K.DISPLAY_PANEL)
    assert not panel.isVisible()


def test_planes_are_chosen_with_the_slider(opened) -> None:
    slider = opened.window.label_view.strip.findChildren(QSlider)[0]
    assert slider.isVisible()
    slider.setValue(2)
    opened.wait_for_picture()
    assert opened.workspace.image is not None
    assert opened.workspace.image.name == "cells.tif#0003"
    assert opened.workspace.picture is not None
    assert opened.workspace.picture.value_at(59, 39) is not None
    opened.workspace.show_image(opened.workspace.images[-1])
    opened.wait_for_picture()
    assert not slider.isVisible()


def test_the_status_bar_tells_place_values_and_class(opened) -> None:
    opened.workspace.classes.add("cell")
    opened.draw_polygon([(5, 5), (40, 5), (40, 30), (5, 30)])
    place = opened.canvas.view_point(20.5, 10.5)
    opened.hover(20.5, 10.5)  # the picture may still move beneath the cursor: the view finds room
    x, y = opened.canvas.viewport.to_image(place.x(), place.y())
    text = opened.window.place.words.text()
    assert text.startswith(f"x {int(x)}  y {int(y)}  ({x / 4:.4g} µm, {y / 4:.4g} µm)")
    assert text.endswith("cell")
    values = opened.workspace.picture.value_at(int(x), int(y))
    assert ", ".join(map(str, values.tolist())) in text


def test_switches_are_remembered(opened) -> None:
    trigger(opened, K.CROSSHAIR)
    trigger(opened, K.SCALE_BAR)
    trigger(opened, K.OUTLINES_ONLY)
    opened.window.label_view.strip.opacity_changed.emit(0.6)
    now = opened.workspace.settings.now
    assert (now.crosshair, now.scale_bar, now.labels_filled) == (True, False, False)
    assert opened.canvas.label_layer.opacity == 0.6
    assert opened.window.actions_[K.CROSSHAIR].isChecked()
    trigger(opened, K.SHOW_LABELS)
    assert not opened.window.actions_[K.SHOW_LABELS].isChecked()


def test_the_pixel_size_is_shown_and_changed(opened, folder: Path) -> None:
    assert opened.workspace.pixel_size.um == pytest.approx(0.25)

    def answer(dialog: PixelSizeDialog) -> None:
        assert dialog.pixel_size_um() == pytest.approx(0.25)
        dialog._number.setText("500")
        dialog._unit.setCurrentText("nm")
        dialog.accept()

    opened.with_dialog(PixelSizeDialog, answer)
    trigger(opened, K.PIXEL_SIZE)
    assert opened.workspace.pixel_size.um == 0.5
    assert read_project(folder).pixel_size_um == 0.5
