"""The tool bar: every tool has a button that says what it is."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from unet_studio.ui.label.tool_bar import ToolBar
from unet_studio.workspace.tools.toolbox import ToolKey


@pytest.fixture
def asked_for() -> list[str]:
    return []


@pytest.fixture
def bar(qtbot: QtBot, asked_for: list[str]) -> ToolBar:
    def icon_of(name: str) -> QIcon:
        asked_for.append(name)
        return QIcon()

    bar = ToolBar(icon_of)
    qtbot.addWidget(bar)
    bar.show()
    return bar


@pytest.mark.parametrize("key", list(ToolKey))
def test_a_click_asks_for_the_tool(bar: ToolBar, qtbot: QtBot, key: ToolKey) -> None:
    with qtbot.waitSignal(bar.tool_requested) as asked:
        QTest.mouseClick(bar.button(key), Qt.MouseButton.LeftButton)
    assert asked.args == [key]


def test_one_tool_is_marked(bar: ToolBar) -> None:
    for key in ToolKey:
        bar.set_tool(key)
        assert [k for k in ToolKey if bar.button(k).isChecked()] == [key]


def test_tips_name_the_tool_its_key_and_its_use(bar: ToolBar, asked_for: list[str]) -> None:
    tips = [bar.button(key).toolTip() for key in ToolKey]
    assert len(set(tips)) == len(tips)
    for tip in tips:
        title, _newline, use = tip.partition("\n")
        assert title.endswith(")")
        assert len(use) > 10
    assert bar.button(ToolKey.BRUSH).toolTip().startswith("Brush (B)")
    assert len(set(asked_for)) == len(ToolKey)


def test_it_is_two_columns_wide_and_fits_a_small_window(bar: ToolBar) -> None:
    assert {bar.button(key).x() for key in ToolKey} == {
        bar.button(ToolKey.SELECT).x(),
        bar.button(ToolKey.PAN).x(),
    }
    assert bar.sizeHint().width() <= 80
    assert bar.sizeHint().height() <= 430
