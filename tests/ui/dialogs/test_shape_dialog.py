"""Properties of shapes, and flags of the image."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit, QListWidget, QPlainTextEdit
from pytestqt.qtbot import QtBot

from unet_studio.domain.annotation import Shape
from unet_studio.ui.dialogs.image_flags_dialog import ImageFlagsDialog
from unet_studio.ui.dialogs.shape_dialog import ShapeDialog
from unet_studio.workspace.labels.shape_properties import PropertyWish

TRIANGLE = [[0, 0], [9, 0], [0, 9]]
ONE = Shape("cell", TRIANGLE, group_id=3, flags={"odd": True}, description="first")
OTHER = Shape("wall", TRIANGLE, flags={"odd": False})


def dialog(qtbot: QtBot, *shapes: Shape) -> ShapeDialog:
    made = ShapeDialog(shapes, ["cell", "wall"], ["odd"])
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.mark.parametrize("shapes", [(ONE,), (ONE, OTHER)])
def test_accepting_at_once_changes_nothing(qtbot: QtBot, shapes) -> None:
    wish = dialog(qtbot, *shapes).wish
    assert all(wish.applied_to(shape).equals(shape) for shape in shapes)


def test_what_a_person_enters_is_wished(qtbot: QtBot) -> None:
    made = dialog(qtbot, ONE, OTHER)
    combo = made.findChild(QComboBox)
    combo.setCurrentIndex(combo.findData("wall"))
    group = made._group
    group.clear()
    QTest.keyClicks(group, "12")
    text = made.findChild(QPlainTextEdit)
    QTest.keyClicks(text, "both")
    made.findChild(QListWidget).item(0).setCheckState(Qt.CheckState.Checked)
    assert made.wish == PropertyWish("wall", "both", 12, True, {"odd": True})


def test_the_group_can_be_taken_away(qtbot: QtBot) -> None:
    made = dialog(qtbot, ONE)
    QTest.keyClick(made._group, Qt.Key.Key_Backspace)
    assert made.wish.applied_to(ONE).group_id is None


def test_flags_are_added_and_removed(qtbot: QtBot) -> None:
    made = dialog(qtbot, ONE)
    flags = made.findChild(QListWidget)
    (new,) = [e for e in made.findChildren(QLineEdit) if e.placeholderText().startswith("New flag")]
    new.setFocus()
    QTest.keyClicks(new, "bad")
    QTest.keyClick(new, Qt.Key.Key_Return)
    assert made.isVisible()  # Enter took the name, and not the whole dialog
    flags.setCurrentRow(0)
    flags.setFocus()
    QTest.keyClick(flags, Qt.Key.Key_Delete)
    QTest.keyClicks(new, "typed")
    made.accept()
    assert dict(made.wish.applied_to(ONE).flags) == {"bad": True, "typed": True}


def test_flags_of_the_image(qtbot: QtBot) -> None:
    made = ImageFlagsDialog({"odd": True})
    qtbot.addWidget(made)
    made.show()
    made.findChild(QListWidget).item(0).setCheckState(Qt.CheckState.Unchecked)
    QTest.keyClicks(made.findChild(QLineEdit), "blurred")
    made.accept()
    assert made.flags == {"odd": False, "blurred": True}
