"""Classes, extent and shapes beside the canvas."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QItemSelectionModel, QPointF, Qt
from PySide6.QtGui import QColor, QEnterEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QColorDialog,
    QComboBox,
    QLineEdit,
    QListView,
    QTreeWidget,
)
from pytestqt.qtbot import QtBot

from unet_studio.domain.annotation import Annotation, LabelExtent, Shape, ShapeType
from unet_studio.domain.label_class import ClassTable
from unet_studio.ui.label.label_panel import LabelPanel
from unet_studio.ui.label.label_view import LabelView
from unet_studio.ui.label.shape_list import _runs
from unet_studio.ui.label.tool_bar import ToolBar
from unet_studio.ui.parts.empty_note import EmptyNote
from unet_studio.workspace.labels.document import AnnotationDocument
from unet_studio.workspace.tools.toolbox import ToolKey

CLASSES = ClassTable.of(["cell", "wall"])
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def panel(qtbot: QtBot) -> LabelPanel:
    panel = LabelPanel()
    qtbot.addWidget(panel)
    panel.set_classes(CLASSES)
    panel.resize(260, 600)
    panel.show()
    return panel


@pytest.fixture
def document(panel: LabelPanel) -> AnnotationDocument:
    shapes = (
        Shape("cell", [[0, 0], [9, 0], [0, 9]]),
        Shape("wall", [[0, 0], [9, 9]], ShapeType.RECTANGLE),
        Shape("cell", [[5, 5]], ShapeType.POINT),
    )
    document = AnnotationDocument(Annotation(shapes), (50, 50), panel)
    panel.set_document(document)
    return document


def class_rows(panel: LabelPanel) -> list[list[str]]:
    tree = panel.findChild(QTreeWidget)
    items = [tree.topLevelItem(row) for row in range(tree.topLevelItemCount())]
    return [[item.text(column) for column in range(3)] for item in items]


def shape_rows(panel: LabelPanel) -> list[str]:
    model = panel.shape_list.model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def click_class(panel: LabelPanel, row: int, column: int, *, double: bool = False) -> None:
    tree = panel.findChild(QTreeWidget)
    index = tree.indexFromItem(tree.topLevelItem(row), column)
    place = tree.visualRect(index).center()
    QTest.mouseClick(tree.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, place)
    if double:
        QTest.mouseDClick(tree.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, place)


def test_classes_are_listed_with_their_keys_and_counts(panel, document) -> None:
    assert class_rows(panel) == [["1", "cell", "2"], ["2", "wall", "1"]]
    document.remove_shapes([document.annotation.shapes[1].shape_id])
    assert class_rows(panel) == [["1", "cell", "2"], ["2", "wall", ""]]


def test_a_click_chooses_a_class(panel, document, qtbot: QtBot) -> None:
    with qtbot.waitSignal(panel.class_chosen) as told:
        click_class(panel, 1, 1)
    assert told.args == [2]


def test_a_name_typed_asks_for_a_class(panel, document, qtbot: QtBot) -> None:
    field = panel.class_list.findChild(QLineEdit)
    field.setText("  细胞核 ")
    with qtbot.waitSignal(panel.class_list.add_requested) as told:
        QTest.keyClick(field, Qt.Key.Key_Return)
    assert told.args == ["细胞核"]
    field.clear()
    with qtbot.assertNotEmitted(panel.class_list.add_requested):
        QTest.keyClick(field, Qt.Key.Key_Return)


def test_the_name_of_a_class_there_is_chooses_it(panel, document, qtbot: QtBot) -> None:
    field = panel.class_list.findChild(QLineEdit)
    field.setText("wall")
    with qtbot.waitSignal(panel.class_chosen) as told:
        QTest.keyClick(field, Qt.Key.Key_Return)
    assert told.args == [2]
    assert field.text() == ""


def test_empty_lists_say_what_they_are_for(panel, document) -> None:
    notes = panel.findChildren(EmptyNote)
    assert len(notes) == 2
    assert not any(note.isVisibleTo(panel) for note in notes)
    document.remove_shapes([shape.shape_id for shape in document.annotation.shapes])
    panel.set_classes(ClassTable())
    assert all(note.isVisibleTo(panel) for note in notes)


def test_drawing_the_first_shape_says_what_becomes_of_the_rest(panel, qtbot: QtBot) -> None:
    fresh = AnnotationDocument(Annotation(), (50, 50), panel)
    panel.set_document(fresh)
    with qtbot.waitSignal(panel.extent_assumed):
        fresh.insert_shape(Shape("cell", [[1, 1], [9, 1], [9, 9]]))
    stated = AnnotationDocument(Annotation(), (50, 50), panel)
    with qtbot.assertNotEmitted(panel.extent_assumed):
        panel.set_document(stated)
        panel.findChild(QComboBox).activated.emit(0)
        assert stated.annotation.extent is LabelExtent.FULLY


def test_a_double_click_renames_and_shows_the_old_name_until_that_is_granted(
    panel, document, qtbot: QtBot
) -> None:
    click_class(panel, 0, 1, double=True)
    tree = panel.findChild(QTreeWidget)
    editor = tree.findChild(QLineEdit)
    editor.setText("nucleus")
    with qtbot.waitSignal(panel.class_list.rename_requested) as told:
        QTest.keyClick(editor, Qt.Key.Key_Return)
    assert told.args == [1, "nucleus"]
    assert class_rows(panel)[0][1] == "cell"
    panel.set_classes(CLASSES.renamed(1, "nucleus"))
    assert class_rows(panel)[0][1] == "nucleus"


def test_a_double_click_on_the_colour_asks_for_another(
    panel, document, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QColorDialog, "getColor", lambda *_: QColor("#123456"))
    with qtbot.waitSignal(panel.class_list.recolour_requested) as told:
        click_class(panel, 1, 0, double=True)
    assert told.args == [2, "#123456"]
    monkeypatch.setattr(QColorDialog, "getColor", lambda *_: QColor())
    with qtbot.assertNotEmitted(panel.class_list.recolour_requested):
        click_class(panel, 1, 0, double=True)


def test_the_topmost_shape_comes_first(panel, document) -> None:
    assert shape_rows(panel) == ["cell · point", "wall · rectangle", "cell · polygon"]


def test_selection_goes_both_ways(panel, document) -> None:
    shapes = document.annotation.shapes
    document.select([shapes[0].shape_id, shapes[2].shape_id])
    selected = panel.shape_list.selectionModel().selectedIndexes()
    assert {index.row() for index in selected} == {0, 2}
    view: QListView = panel.shape_list
    place = view.visualRect(view.model().index(1, 0)).center()
    QTest.mouseClick(view.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, place)
    assert document.selection == (shapes[1].shape_id,)
    flags = QItemSelectionModel.SelectionFlag.Select
    view.selectionModel().select(view.model().index(2, 0), flags)
    assert set(document.selection) == {shapes[1].shape_id, shapes[0].shape_id}


def test_delete_in_the_list_deletes(panel, document) -> None:
    document.select([document.annotation.shapes[1].shape_id])
    QTest.keyClick(panel.shape_list, Qt.Key.Key_Delete)
    assert len(document.annotation.shapes) == 2
    assert len(shape_rows(panel)) == 2
    document.undo_stack.undo()
    assert len(shape_rows(panel)) == 3


def test_the_extent_is_shown_and_stated(panel, document) -> None:
    combo = panel.findChild(QComboBox)
    assert combo.currentData() == LabelExtent.FULLY
    combo.setCurrentIndex(1)
    combo.activated.emit(1)
    assert document.annotation.stated_extent is LabelExtent.PARTLY
    document.undo_stack.undo()
    assert document.annotation.stated_extent is None
    assert combo.currentData() == LabelExtent.FULLY


def test_another_document_leaves_the_first_alone(panel, document) -> None:
    other = AnnotationDocument(Annotation(), (50, 50), panel)
    panel.set_document(other)
    assert shape_rows(panel) == []
    document.remove_shapes([document.annotation.shapes[0].shape_id])
    assert shape_rows(panel) == []
    panel.set_document(None)
    assert not panel.findChild(QComboBox).isEnabled()


@pytest.mark.parametrize(
    ("rows", "runs"), [([], []), ([3], [(3, 3)]), ([0, 1, 2, 5, 7, 8], [(0, 2), (5, 5), (7, 8)])]
)
def test_runs(rows, runs) -> None:
    assert _runs(rows) == runs


# ---- the whole view ----


@pytest.fixture
def view(make_label_view: Callable[[], LabelView]) -> LabelView:
    view = make_label_view()
    view.resize(900, 500)
    view.show()
    return view


def test_the_first_class_is_chosen_at_once_and_a_new_one_when_it_comes(view: LabelView) -> None:
    assert view.toolbox.class_name is None
    view.set_classes(CLASSES)
    assert view.toolbox.class_name == "cell"
    view.set_classes(CLASSES.added("gap"))
    assert view.toolbox.class_name == "gap"
    assert view.panel.class_list.current_class_id == 3
    view.set_classes(CLASSES.added("gap").renamed(3, "hole"))
    assert view.toolbox.class_name == "hole"


def test_names_are_typed_one_after_the_other_unless_one_was_asked_for(view: LabelView) -> None:
    view.activateWindow()
    field = view.panel.findChild(QLineEdit)
    field.setFocus()
    view.set_classes(CLASSES)
    view.set_classes(CLASSES.added("gap"))
    assert field.hasFocus()
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert view.canvas.hasFocus()
    view.panel.class_list.ask_for_class()
    assert field.hasFocus()
    view.set_classes(CLASSES.added("gap").added("pit"))
    assert view.canvas.hasFocus()


def test_number_keys_reach_the_classes_but_not_while_typing(view: LabelView) -> None:
    view.set_classes(CLASSES)
    QTest.keyClick(view.canvas, Qt.Key.Key_2)
    assert view.toolbox.class_name == "wall"
    QTest.keyClick(view.panel.findChild(QLineEdit), Qt.Key.Key_1)
    assert view.toolbox.class_name == "wall"


def test_buttons_and_tools_go_together(view: LabelView) -> None:
    bar = view.findChild(ToolBar)
    for key in ToolKey:
        QTest.mouseClick(bar.button(key), LEFT)
        assert view.toolbox.key is key
        assert view.canvas.tool is view.toolbox.tool_of(key)
    view.choose_tool(ToolKey.POLYGON)
    assert bar.button(ToolKey.POLYGON).isChecked()


def test_showing_the_same_document_again_disturbs_nothing(view: LabelView) -> None:
    document = AnnotationDocument(Annotation(), (50, 50), view)
    view.set_classes(CLASSES)
    view.set_document(document)
    view.choose_tool(ToolKey.POLYGON)
    tool = view.toolbox.tool
    QTest.mouseClick(view.canvas, LEFT, Qt.KeyboardModifier.NoModifier, view.rect().center())
    assert tool.is_drawing
    view.set_document(document)
    assert tool.is_drawing
    view.set_document(None)
    assert not tool.is_drawing


def test_the_canvas_takes_the_keyboard_when_pointed_at_but_not_from_a_typist(
    view: LabelView, qtbot: QtBot
) -> None:
    def enter() -> None:
        place = QPointF(view.canvas.rect().center())
        QApplication.sendEvent(view.canvas, QEnterEvent(place, place, place))

    view.activateWindow()
    qtbot.waitUntil(view.isActiveWindow)
    field = view.panel.findChild(QLineEdit)
    field.setFocus()
    enter()
    assert field.hasFocus()
    view.panel.shape_list.setFocus()
    enter()
    assert view.canvas.hasFocus()
