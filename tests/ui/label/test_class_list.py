"""What can be done with a class from its list and its menu."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QPushButton, QRadioButton, QTreeWidget

from unet_studio.domain.class_statistics import ClassStatistics, ClassUse
from unet_studio.domain.label_class import ClassTable
from unet_studio.ui.dialogs.class_statistics_dialog import ClassStatisticsDialog
from unet_studio.ui.dialogs.delete_class_dialog import DeleteClassDialog
from unet_studio.ui.label.class_list import ClassList
from unet_studio.ui.label.class_menu import ClassMenu

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

CLASSES = ClassTable.of(["cell", "wall", "dirt"])


@pytest.fixture
def class_list(qtbot: QtBot) -> ClassList:
    made = ClassList()
    qtbot.addWidget(made)
    made.set_classes(CLASSES)
    made.set_current_class(2)
    made.resize(260, 300)
    made.show()
    return made


def menu_of(class_list: ClassList) -> ClassMenu:
    menu = class_list.findChild(ClassMenu)
    assert menu is not None
    menu.aboutToShow.emit()
    return menu


def choose(menu: QMenu, *path: str) -> None:
    for action in menu.actions():
        if action.text().replace("&", "") == path[0]:
            inner = action.menu()
            if isinstance(inner, QMenu) and len(path) > 1:
                choose(inner, *path[1:])
            else:
                action.trigger()
            return
    raise AssertionError(f"{path[0]} is not among {[a.text() for a in menu.actions()]}")


@pytest.mark.parametrize(("word", "place"), [("Move up", 0), ("Move down", 2)])
def test_a_class_moves_by_one_place(
    class_list: ClassList, qtbot: QtBot, word: str, place: int
) -> None:
    with qtbot.waitSignal(class_list.move_requested) as told:
        choose(menu_of(class_list), word)
    assert told.args == [2, place]


def test_the_first_class_cannot_go_further_up(class_list: ClassList) -> None:
    class_list.set_current_class(1)
    ups = [a for a in menu_of(class_list).actions() if a.text() == "Move &up"]
    assert [a.isEnabled() for a in ups] == [False]


def test_merging_names_the_other_classes(class_list: ClassList, qtbot: QtBot) -> None:
    with qtbot.waitSignal(class_list.merge_requested) as told:
        choose(menu_of(class_list), "Merge into", "dirt")
    assert told.args == [2, 3]


def answer_dialog(button_text: str) -> None:
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, DeleteClassDialog)
    radio = next(r for r in dialog.findChildren(QRadioButton) if r.text() == button_text)
    QTest.mouseClick(radio, Qt.MouseButton.LeftButton, pos=QPoint(10, radio.height() // 2))
    assert radio.isChecked()
    delete = next(b for b in dialog.findChildren(QPushButton) if b.text() == "Delete class")
    QTest.mouseClick(delete, Qt.MouseButton.LeftButton)


def test_deleting_asks_what_becomes_of_the_shapes(class_list: ClassList, qtbot: QtBot) -> None:
    menu = menu_of(class_list)
    QTimer.singleShot(0, lambda: answer_dialog("They are deleted, too"))
    with qtbot.waitSignal(class_list.delete_requested) as told:
        choose(menu, "Delete…")
    assert told.args == [2]
    QTimer.singleShot(0, lambda: answer_dialog("They become"))
    with qtbot.waitSignal(class_list.merge_requested) as told:
        choose(menu, "Delete…")
    assert told.args == [2, 1]


def test_a_dialog_that_is_dismissed_deletes_nothing(class_list: ClassList, qtbot: QtBot) -> None:
    def dismiss() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QDialog)
        dialog.reject()

    QTimer.singleShot(0, dismiss)
    with (
        qtbot.assertNotEmitted(class_list.delete_requested),
        qtbot.assertNotEmitted(class_list.merge_requested),
    ):
        choose(menu_of(class_list), "Delete…")


def test_the_right_button_opens_the_menu_on_a_class(class_list: ClassList, qtbot: QtBot) -> None:
    tree = class_list.findChild(QTreeWidget)
    place = tree.visualItemRect(tree.topLevelItem(1)).center()
    menu = class_list.findChild(ClassMenu)
    QTimer.singleShot(100, menu.close)
    with qtbot.waitSignal(menu.aboutToShow):
        tree.customContextMenuRequested.emit(place)


def test_only_a_class_in_hand_can_be_changed(class_list: ClassList) -> None:
    class_list.set_classes(ClassTable())
    assert [a.text() for a in menu_of(class_list).actions()] == ["&How much of each class…"]


def test_shares_are_shown_and_a_rare_class_is_explained(qtbot: QtBot) -> None:
    uses = (ClassUse("cell", 3, 12, 996), ClassUse("wall", 1, 1, 4), ClassUse("background", 3))
    dialog = ClassStatisticsDialog(ClassStatistics(uses, 3, 1000), CLASSES)
    qtbot.addWidget(dialog)
    table = dialog._table
    rows = [[table.item(row, column).text() for column in range(4)] for row in range(3)]
    assert rows == [
        ["cell", "3", "12", "99.60%"],
        ["wall", "1", "1", "0.40%"],
        ["background", "3", "", "0.00%"],
    ]
    assert "Less than one pixel" in table.item(1, 0).toolTip()
    assert not table.item(0, 0).toolTip()
