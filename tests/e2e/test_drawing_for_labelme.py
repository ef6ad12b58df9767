"""Every kind of shape drawn by mouse in the real window opens in labelme and means the same."""

import json

import numpy as np
import pytest
from labelme_process import LabelmeProcess
from PIL import Image
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication

from unet_studio.domain.annotation import ShapeType
from unet_studio.domain.label_class import ClassTable
from unet_studio.imaging.rasterize import rasterize
from unet_studio.workspace.tools.toolbox import ToolKey

K, T = Qt.Key, ShapeType
LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton
HEIGHT, WIDTH = 240, 320


class Mouse:
    """Drags along a way, as a hand does."""

    def __init__(self, driver) -> None:
        self.driver = driver

    def send(self, kind: QEvent.Type, at, button, buttons) -> None:
        canvas = self.driver.canvas
        place = QPointF(*canvas.viewport.to_view(*at))
        seen = QPointF(canvas.mapToGlobal(place))
        none = Qt.KeyboardModifier.NoModifier
        QApplication.sendEvent(canvas, QMouseEvent(kind, place, seen, button, buttons, none))

    def drag(self, way, button=LEFT) -> None:
        nothing = Qt.MouseButton.NoButton
        self.send(QEvent.Type.MouseMove, way[0], nothing, nothing)
        self.send(QEvent.Type.MouseButtonPress, way[0], button, button)
        for at in way[1:]:
            self.send(QEvent.Type.MouseMove, at, nothing, button)
        self.send(QEvent.Type.MouseButtonRelease, way[-1], button, nothing)
        self.driver.pause(0.01)

    def turn(self, at, angle: int) -> None:
        canvas = self.driver.canvas
        place = QPointF(*canvas.viewport.to_view(*at))
        event = QWheelEvent(
            place,
            QPointF(canvas.mapToGlobal(place)),
            QPointF().toPoint(),
            QPointF(0, angle).toPoint(),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.ControlModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(canvas, event)


def arc(x: float, y: float, radius: float) -> list[tuple[float, float]]:
    return [(x + radius * np.cos(a), y + radius * np.sin(a)) for a in np.linspace(0, 6.1, 90)]


@pytest.fixture
def open_image(driver, tmp_path):
    """The window on a folder with one image, a class chosen."""
    folder = tmp_path / "images"
    folder.mkdir()
    grey = np.random.default_rng(0).integers(60, 90, (HEIGHT, WIDTH), np.uint8)
    Image.fromarray(grey).save(folder / "a.png")
    driver.answer_folder_dialog(folder, lambda: driver.ctrl(K.Key_O))
    driver.wait_for_picture()
    driver.draw_polygon([(60, 60)], close=False)
    driver.key(K.Key_C)
    driver.key(K.Key_Return)
    driver.key(K.Key_Escape, widget=driver.canvas)
    return folder / "a.png"


def test_all_kinds_drawn_by_mouse_open_in_labelme(driver, open_image, labelme: LabelmeProcess):
    mouse, canvas = Mouse(driver), driver.canvas
    driver.key(K.Key_P, widget=canvas)
    for at in [(20, 20), (60, 25), (50, 60)]:
        driver.click(*at)
    driver.key(K.Key_Return, widget=canvas)
    driver.key(K.Key_R, widget=canvas)
    driver.drag((80, 20), (120, 50))
    driver.key(K.Key_O, widget=canvas)
    driver.drag((150, 20), (190, 40))
    driver.click(180, 65)
    driver.key(K.Key_C, widget=canvas)
    driver.drag((240, 40), (260, 50))
    driver.key(K.Key_N, widget=canvas)
    driver.drag((20, 90), (70, 120))
    driver.key(K.Key_K, widget=canvas)
    for at in [(90, 90), (120, 120), (150, 95)]:
        driver.click(*at)
    driver.key(K.Key_Return, widget=canvas)
    driver.key(K.Key_D, widget=canvas)
    driver.click(200, 110)
    driver.key(K.Key_Q, widget=canvas)
    mouse.drag(arc(270, 120, 25))
    driver.key(K.Key_B, widget=canvas)
    before = driver.window.label_view.toolbox.tool.diameter_px
    mouse.turn((60, 190), -120)
    assert driver.window.label_view.toolbox.tool.diameter_px < before
    mouse.drag([(40, 190), (100, 170), (140, 210)])
    mouse.drag([(80, 150), (85, 240)], RIGHT)  # in two parts, one object

    shapes = driver.workspace.document.annotation.shapes
    kinds = [shape.shape_type for shape in shapes]
    assert kinds == [
        T.POLYGON, T.RECTANGLE, T.ORIENTED_RECTANGLE, T.CIRCLE, T.LINE, T.LINESTRIP, T.POINT,
        T.POLYGON, T.MASK,
    ]  # fmt: skip
    assert driver.workspace.document.undo_stack.count() == 10

    driver.wait_until(lambda: not driver.workspace.labels.unsaved)
    file = open_image.with_suffix(".json")
    written = json.loads(file.read_text("utf-8"))["shapes"]
    opened = labelme.open(file)
    assert [s["shape_type"] for s in written] == [str(kind) for kind in kinds]
    for ours, stored, theirs in zip(shapes, written, opened["points"], strict=True):
        assert stored["points"] == ours.points.tolist() == theirs
    mask = labelme.draw_file(file, {"c": 1})
    ours = rasterize(driver.workspace.document.annotation, (HEIGHT, WIDTH), ClassTable.of(["c"]))
    assert np.array_equal(ours, mask)
    assert mask.any()


def test_keys_and_menu_take_every_tool_in_hand(driver, open_image) -> None:
    keys = {
        K.Key_V: ToolKey.SELECT,
        K.Key_M: ToolKey.PAN,
        K.Key_P: ToolKey.POLYGON,
        K.Key_Q: ToolKey.FREEHAND,
        K.Key_R: ToolKey.RECTANGLE,
        K.Key_O: ToolKey.ORIENTED_RECTANGLE,
        K.Key_C: ToolKey.CIRCLE,
        K.Key_D: ToolKey.POINT,
        K.Key_N: ToolKey.LINE,
        K.Key_K: ToolKey.LINE_STRIP,
        K.Key_B: ToolKey.BRUSH,
        K.Key_E: ToolKey.ERASER,
    }
    for key, tool in keys.items():
        driver.key(key, widget=driver.canvas)
        assert driver.window.label_view.toolbox.key is tool


def test_a_drag_with_the_right_button_opens_no_menu(driver, open_image) -> None:
    driver.key(K.Key_B, widget=driver.canvas)
    mouse = Mouse(driver)
    mouse.drag([(40, 100), (100, 100)])
    mouse.drag([(70, 90), (70, 120)], RIGHT)
    assert QApplication.activePopupWidget() is None
    assert driver.workspace.document.undo_stack.count() == 2
