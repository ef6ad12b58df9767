"""Smart selection with real mouse and keys: on a real picture, one step to undo each."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from unet_studio.domain.annotation import ShapeType
from unet_studio.imaging.rasterize import shape_mask

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def canvas(driver, tmp_path):
    """A picture of three bright discs on dark ground, opened, with one class."""
    rows, columns = np.ogrid[:200, :300]
    grey = np.full((200, 300), 40.0)
    for x in (60, 150, 240):
        grey[np.hypot(columns - x, rows - 100) <= 30] = 170
    grey += np.random.default_rng(1).normal(0, 5, grey.shape)
    Image.fromarray(np.clip(grey, 0, 255).astype(np.uint8)).save(tmp_path / "discs.png")
    driver.answer_folder_dialog(tmp_path, lambda: driver.ctrl(Qt.Key.Key_O))
    driver.wait_for_picture()
    driver.draw_polygon([(3, 3)], close=False)  # asks for a class
    for key in (Qt.Key.Key_D, Qt.Key.Key_I, Qt.Key.Key_S, Qt.Key.Key_K, Qt.Key.Key_Return):
        driver.key(key)
    driver.wait_until(lambda: driver.workspace.project.classes.by_name("disk"))
    driver.canvas.setFocus()
    driver.key(Qt.Key.Key_Escape, widget=driver.canvas)
    return driver.canvas


def answered(driver) -> None:
    driver.wait_until(lambda: not driver.canvas.tool.is_computing)
    driver.pause(0.05)


def areas(driver) -> list[int]:
    shapes = driver.workspace.document.annotation.shapes
    return [int(shape_mask(shape, (200, 300)).sum()) for shape in shapes]


DISC = pytest.approx(2827, rel=0.06)


def test_a_click_with_the_wand(driver, canvas):
    driver.key(Qt.Key.Key_W, widget=canvas)
    for x in (60, 150, 240):
        driver.click(x, 100)
        answered(driver)
    assert areas(driver) == [DISC, DISC, DISC]
    driver.ctrl(Qt.Key.Key_Z)
    assert areas(driver) == [DISC, DISC]


def test_a_live_wire_around_a_disc(driver, canvas):
    driver.key(Qt.Key.Key_L, widget=canvas)
    for x, y in [(30, 100), (60, 70), (90, 100), (60, 130)]:
        driver.click(x, y)
        answered(driver)
    driver.key(Qt.Key.Key_Return, widget=canvas)
    answered(driver)
    assert areas(driver) == [DISC]
    assert driver.workspace.document.undo_stack.count() == 1


def test_a_box_becomes_an_outline(driver, canvas):
    driver.key(Qt.Key.Key_G, widget=canvas)
    driver.drag((117, 67), (183, 133))
    answered(driver)
    assert areas(driver) == []
    driver.click(150, 100)
    assert areas(driver) == [DISC]


def test_superpixels_are_painted(driver, canvas):
    driver.key(Qt.Key.Key_S, widget=canvas)
    driver.hover(150, 100)
    answered(driver)
    QTest.mousePress(canvas, LEFT, pos=driver.at(150, 100))
    for x in (155, 160, 165):
        driver.hover(x, 105)
    QTest.mouseRelease(canvas, LEFT, pos=driver.at(165, 105))
    (area,) = areas(driver)
    assert 100 < area < 2900


def test_all_that_is_bright_in_a_box(driver, canvas):
    driver.key(Qt.Key.Key_T, widget=canvas)
    driver.drag((20, 50), (280, 150))
    answered(driver)
    driver.key(Qt.Key.Key_Return, widget=canvas)
    assert areas(driver) == [DISC, DISC, DISC]
    kinds = {shape.shape_type for shape in driver.workspace.document.annotation.shapes}
    assert kinds == {ShapeType.POLYGON}
    assert driver.workspace.document.undo_stack.count() == 1
