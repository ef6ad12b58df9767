"""Columns that fit: laws of the widths, and a real table that need not scroll."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTableWidget, QTableWidgetItem

from unet_studio.ui.parts.column_fit import LEAST_PX, ColumnFit, fitted_widths

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

WIDTHS = st.lists(st.integers(1, 400), min_size=1, max_size=9)


@given(WIDTHS, st.sets(st.integers(0, 8)), st.integers(0, 3000), st.integers(0, 80))
def test_widths_fill_the_room_wherever_they_can(
    wanted: list[int], elastic: set[int], room: int, least: int
) -> None:
    elastic = {place for place in elastic if place < len(wanted)}
    widths = fitted_widths(wanted, elastic, room, least)
    fixed = [place for place in range(len(wanted)) if place not in elastic]
    assert [widths[place] for place in fixed] == [wanted[place] for place in fixed]
    smallest = sum(wanted[p] for p in fixed) + sum(min(least, wanted[p]) for p in elastic)
    if elastic and room >= smallest:
        assert sum(widths) == room
    if room >= sum(wanted):
        assert all(width >= wish for width, wish in zip(widths, wanted, strict=True))
    else:
        assert all(width <= wish for width, wish in zip(widths, wanted, strict=True))
        assert all(widths[p] >= min(least, wanted[p]) for p in elastic)


def test_short_names_keep_their_room_and_the_long_ones_share_the_rest() -> None:
    assert fitted_widths([300, 40, 500, 50], {0, 1, 2}, 390, 48) == [150, 40, 150, 50]


@pytest.fixture
def table(qtbot: QtBot) -> QTableWidget:
    made = QTableWidget(2, 3)
    qtbot.addWidget(made)
    made.setHorizontalHeaderLabels(["Image", "Class", "Dice"])
    for row, name in enumerate(("a-very-long-name-of-an-image-of-a-cell-0001.png", "b.png")):
        for column, text in enumerate((name, "mitochondrion", "0.973")):
            made.setItem(row, column, QTableWidgetItem(text))
    made.resize(320, 200)
    made.show()
    return made


def test_a_table_scrolls_down_but_not_sideways(qtbot: QtBot, table: QTableWidget) -> None:
    fit = ColumnFit(table, (0, 1))
    fit.fit()
    bar = table.horizontalScrollBar()
    assert bar.maximum() == 0
    assert table.columnWidth(2) >= table.fontMetrics().horizontalAdvance("0.973")
    assert table.columnWidth(0) > LEAST_PX
    assert table.textElideMode() is Qt.TextElideMode.ElideMiddle
    table.setRowCount(200)  # now there is a scroll bar on the right
    qtbot.waitUntil(lambda: table.verticalScrollBar().isVisible())
    qtbot.waitUntil(lambda: bar.maximum() == 0)
    table.resize(600, 200)
    room = table.viewport().width()
    qtbot.waitUntil(lambda: sum(map(table.columnWidth, range(3))) == table.viewport().width())
    assert table.viewport().width() >= room


def test_columns_that_are_hidden_take_no_room(table: QTableWidget) -> None:
    table.setColumnHidden(1, True)
    ColumnFit(table, (0, 1)).fit()
    assert table.columnWidth(0) + table.columnWidth(2) == table.viewport().width()
