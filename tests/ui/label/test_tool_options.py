"""The strip above the canvas: names the tool, shows its options and changes them."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QLabel,
    QProgressBar,
    QSlider,
    QWidget,
)
from pytestqt.qtbot import QtBot

from unet_studio.ui.label.label_view import LabelView
from unet_studio.ui.label.tool_options import ToolOptions
from unet_studio.workspace.background import Background
from unet_studio.workspace.tools.brush import BrushTool
from unet_studio.workspace.tools.freehand import FreehandTool
from unet_studio.workspace.tools.polygon import PolygonTool
from unet_studio.workspace.tools.toolbox import ToolKey


@pytest.fixture
def strip(qtbot: QtBot) -> ToolOptions:
    strip = ToolOptions()
    qtbot.addWidget(strip)
    strip.resize(900, 40)
    strip.show()
    return strip


@pytest.fixture
def brush(strip: ToolOptions) -> BrushTool:
    tool = BrushTool(strip)
    strip.set_tool(tool, "Brush")
    return tool


def only(strip: ToolOptions, kind: type[QWidget]) -> QWidget:
    (widget,) = strip.findChildren(kind)
    return widget


def test_the_tool_is_named_and_its_options_have_names(strip, brush) -> None:
    texts = [label.text() for label in strip.findChildren(QLabel) if label.text()]
    assert texts == ["Brush", "Size"]
    assert [box.text() for box in strip.findChildren(QCheckBox)] == [
        "Only over background",
        "Each stroke a new object",
    ]
    assert only(strip, QDoubleSpinBox).accessibleName() == "Size"
    assert only(strip, QSlider).accessibleName() == "Size"


def test_a_typed_number_is_set_and_the_slider_follows(strip, brush) -> None:
    box, slider = only(strip, QDoubleSpinBox), only(strip, QSlider)
    assert box.text() == "20 px"
    box.setFocus()
    box.selectAll()
    QTest.keyClicks(box, "100")
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert brush.diameter_px == 100
    low = slider.value()
    brush.set_option("size", 500)
    assert box.value() == 500
    assert slider.value() > low


def test_the_slider_multiplies_and_reaches_every_size(strip, brush) -> None:
    slider = only(strip, QSlider)
    slider.setValue(slider.minimum())
    assert brush.diameter_px == 1
    slider.setValue(slider.maximum())
    assert brush.diameter_px == 1000
    slider.setValue(slider.maximum() // 2)
    assert 28 <= brush.diameter_px <= 36


def test_the_wheel_of_the_tool_shows_in_the_strip(strip, brush) -> None:
    brush._resize(2)
    assert only(strip, QDoubleSpinBox).value() == brush.diameter_px == 26


def test_switches_are_clicked(strip, brush) -> None:
    box = strip.findChildren(QCheckBox)[0]
    QTest.mouseClick(box, Qt.MouseButton.LeftButton, pos=QPoint(8, box.height() // 2))
    assert brush.option("over_background") is True
    brush.set_option("over_background", False)
    assert not box.isChecked()


def test_choices_are_chosen(strip, qtbot) -> None:
    tool = FreehandTool(strip)
    strip.set_tool(tool, "Freehand")
    combo = only(strip, QComboBox)
    assert [combo.itemText(i) for i in range(combo.count())] == ["polygon", "line", "mask"]
    combo.setFocus()
    QTest.keyClick(combo, Qt.Key.Key_Down)
    assert tool.option("result") == "line"
    tool.set_option("result", "mask")
    assert combo.currentText() == "mask"


def test_a_tool_put_away_is_listened_to_no_more(strip, brush, qtbot) -> None:
    strip.set_tool(PolygonTool(strip), "Polygon")
    qtbot.waitUntil(lambda: not strip.findChildren(QSlider))
    brush.set_option("size", 77)
    assert only(strip, QLabel).text() == "Polygon"
    strip.set_tool(None)
    assert only(strip, QLabel).text() == ""


def test_a_tool_that_thinks_is_seen_to(strip, brush, qtbot) -> None:
    pool = Background(1, "test")
    brush.set_background(pool)
    busy = only(strip, QProgressBar)
    assert not busy.isVisible()
    answers = []
    brush.compute(lambda: 7, answers.append)
    assert busy.isVisible()
    qtbot.waitUntil(lambda: answers == [7])
    assert not busy.isVisible()
    pool.close()


def test_the_picture_stays_where_it_is_from_tool_to_tool(
    make_label_view: Callable[[], LabelView], qtbot: QtBot
) -> None:
    view = make_label_view()
    view.resize(1100, 600)
    view.show()
    qtbot.waitExposed(view)
    places = set()
    for key in ToolKey:
        view.choose_tool(key)
        qtbot.wait(1)
        places.add((view.canvas.pos().y(), view.canvas.width(), view.canvas.height()))
    assert len(places) == 1


def test_everything_fits_a_small_window(make_label_view: Callable[[], LabelView]) -> None:
    view = make_label_view()
    for key in ToolKey:
        view.choose_tool(key)
        hint = view.minimumSizeHint()
        assert hint.width() <= 650
        assert hint.height() <= 440
