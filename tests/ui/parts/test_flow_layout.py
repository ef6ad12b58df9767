"""The flow layout: as many rows as the room asks for."""

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from unet_studio.ui.parts.flow_layout import FlowLayout


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    layout = FlowLayout(widget)
    layout.setContentsMargins(5, 5, 5, 5)
    layout.setSpacing(10)
    for width in (100, 60, 80):
        label = QLabel("x")
        label.setFixedSize(width, 20)
        layout.addWidget(label)
    return widget


def test_it_wants_one_row_and_needs_the_widest_item(parent: QWidget) -> None:
    layout = parent.layout()
    assert (layout.sizeHint().width(), layout.sizeHint().height()) == (100 + 60 + 80 + 20 + 10, 30)
    assert layout.minimumSize().width() == 110
    assert layout.count() == 3


@pytest.mark.parametrize(("width", "rows"), [(270, 1), (269, 2), (160, 2), (159, 3), (110, 3)])
def test_items_go_on_in_the_next_row(parent: QWidget, width: int, rows: int) -> None:
    parent.resize(width, 200)
    parent.show()
    places = [parent.layout().itemAt(i).geometry() for i in range(3)]
    assert len({place.top() for place in places}) == rows
    assert all(place.right() <= width - 5 for place in places)
    assert parent.layout().heightForWidth(width) == places[-1].bottom() + 1 + 5


def test_hidden_items_take_no_room(parent: QWidget) -> None:
    parent.show()
    parent.layout().itemAt(0).widget().hide()
    assert parent.layout().sizeHint().width() == 60 + 80 + 10 + 10
    assert parent.layout().itemAt(7) is None
    assert parent.layout().takeAt(7) is None
