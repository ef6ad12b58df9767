"""The shape list: rows that follow the shapes, eyes, padlocks, and another order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDropEvent, QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QToolTip
from pytestqt.qtbot import QtBot

from unet_studio.domain.annotation import Annotation, Shape
from unet_studio.domain.label_class import ClassTable
from unet_studio.ui.label.access_delegate import (
    HIDDEN_ROLE,
    LOCKED_ROLE,
    eye_place,
    lock_place,
)
from unet_studio.ui.label.label_panel import LabelPanel
from unet_studio.ui.label.shape_list import ShapeList
from unet_studio.ui.label.shape_list_model import ShapeListModel
from unet_studio.workspace.labels.document import AnnotationDocument

TRIANGLE = [[0, 0], [9, 0], [0, 9]]
LEFT = Qt.MouseButton.LeftButton


def shape(name: str) -> Shape:
    return Shape("cell", TRIANGLE, shape_id=name)


@pytest.fixture
def document(qtbot: QtBot) -> AnnotationDocument:
    shapes = (shape("bottom"), shape("middle"), Shape("wall", TRIANGLE, shape_id="top"))
    return AnnotationDocument(Annotation(shapes), (50, 50))


@pytest.fixture
def panel(qtbot: QtBot, document: AnnotationDocument) -> LabelPanel:
    panel = LabelPanel()
    qtbot.addWidget(panel)
    document.setParent(panel)
    panel.set_classes(ClassTable.of(["cell", "wall"]))
    panel.resize(260, 600)
    panel.set_document(document)
    panel.show()
    return panel


def names(shapes: ShapeList) -> list[str]:
    model = shapes.model()
    return [model.shape_id(row) for row in range(model.rowCount())]


def click(shapes: ShapeList, place: QPoint) -> None:
    QTest.mouseClick(shapes.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, place)


def row_box(shapes: ShapeList, row: int):
    return shapes.visualRect(shapes.model().index(row, 0))


letters = st.lists(st.sampled_from("abcdefgh"), unique=True, max_size=8)


@given(letters, letters)
def test_rows_follow_whatever_becomes_of_the_shapes(before: list[str], after: list[str]) -> None:
    known = {name: shape(name) for name in "abcdefgh"}
    model = ShapeListModel()
    shown: list[str] = []  # what a view that believes the signals shows

    def removed(_parent, first: int, last: int) -> None:
        del shown[first : last + 1]

    def inserted(_parent, first: int, last: int) -> None:
        shown[first:first] = [model.shape_id(row) for row in range(first, last + 1)]

    model.rowsRemoved.connect(removed)
    model.rowsInserted.connect(inserted)
    for wanted in (before, after):
        model.set_shapes([known[name] for name in wanted])
        rows = [model.shape_id(row) for row in range(model.rowCount())]
        assert rows == shown == wanted[::-1]
        assert [model.row_of(name) for name in rows] == list(range(len(rows)))


def test_one_more_shape_is_one_more_row(qtbot: QtBot) -> None:
    model = ShapeListModel()
    drawn = [shape(name) for name in "abcd"]
    model.set_shapes(drawn)
    with qtbot.waitSignal(model.rowsInserted) as told:
        model.set_shapes([*drawn, shape("e")])
    assert told.args[1:] == [0, 0]
    with qtbot.waitSignal(model.dataChanged) as told:
        model.set_shapes([drawn[0].moved(1, 1), *drawn[1:], model._shapes[-1]])
    assert told.args[0].row() == told.args[1].row() == 4


def test_the_eye_hides_and_shows(panel: LabelPanel, document: AnnotationDocument) -> None:
    shapes = panel.shape_list
    click(shapes, eye_place(row_box(shapes, 1)).center())
    assert document.hidden == {"middle"}
    assert shapes.model().index(1, 0).data(HIDDEN_ROLE)
    assert document.selection == ()
    click(shapes, eye_place(row_box(shapes, 1)).center())
    assert document.hidden == frozenset()


def test_the_padlock_locks_all_that_is_selected(
    panel: LabelPanel, document: AnnotationDocument
) -> None:
    shapes = panel.shape_list
    document.select(["top", "middle"])
    click(shapes, lock_place(row_box(shapes, 0)).center())
    assert document.locked == {"top", "middle"}
    assert document.selection == ()
    assert shapes.model().index(0, 0).data(LOCKED_ROLE)
    click(shapes, row_box(shapes, 0).center())  # a locked row cannot be selected
    assert document.selection == ()


def test_classes_have_the_same_marks(panel: LabelPanel, document: AnnotationDocument) -> None:
    tree = panel.class_list._tree
    item = tree.topLevelItem(0)
    box = tree.visualRect(tree.indexFromItem(item, 3))
    for mark, of in ((eye_place, "hidden"), (lock_place, "locked")):
        QTest.mouseClick(tree.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, mark(box).center())
        assert getattr(document, of) == {"bottom", "middle"}
        QTest.mouseDClick(tree.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, mark(box).center())
        assert getattr(document, of) == frozenset()


def test_pointing_at_a_mark_explains_it(panel: LabelPanel) -> None:
    shapes = panel.shape_list
    place = eye_place(row_box(shapes, 0)).center()
    event = QHelpEvent(QEvent.Type.ToolTip, place, shapes.viewport().mapToGlobal(place))
    QApplication.sendEvent(shapes.viewport(), event)
    assert "exported" in QToolTip.text()
    QToolTip.hideText()


@pytest.mark.parametrize(
    ("selected", "row", "below", "after"),
    [
        (["top"], 2, True, ["top", "bottom", "middle"]),
        (["bottom"], 0, False, ["middle", "top", "bottom"]),
        (["bottom"], 0, True, ["middle", "bottom", "top"]),
        (["top", "middle"], 2, True, ["middle", "top", "bottom"]),
    ],
)
def test_a_row_dropped_elsewhere_changes_the_order(
    panel: LabelPanel, document: AnnotationDocument, monkeypatch, selected, row, below, after
) -> None:
    shapes = panel.shape_list
    document.select(selected)
    where = QAbstractItemView.DropIndicatorPosition
    at = where.BelowItem if below else where.AboveItem
    monkeypatch.setattr(shapes, "dropIndicatorPosition", lambda: at)
    event = QDropEvent(
        QPointF(row_box(shapes, row).center()), Qt.DropAction.MoveAction, QMimeData(), LEFT,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    shapes.dropEvent(event)
    assert [s.shape_id for s in document.annotation.shapes] == after
    assert names(shapes) == after[::-1]
    assert set(document.selection) == set(selected)


def test_a_double_click_asks_for_properties_and_a_right_click_for_a_menu(
    panel: LabelPanel, qtbot: QtBot
) -> None:
    shapes = panel.shape_list
    place = row_box(shapes, 0).center() - QPoint(60, 0)
    click(shapes, place)
    with qtbot.waitSignal(shapes.properties_requested):
        QTest.mouseDClick(shapes.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, place)


def test_a_row_tells_group_flags_and_description(panel: LabelPanel, document) -> None:
    noted = Shape("cell", TRIANGLE, group_id=4, flags={"odd": True}, description="look here")
    document.insert_shape(noted)
    index = panel.shape_list.model().index(0, 0)
    assert "group 4" in index.data()
    tip = index.data(Qt.ItemDataRole.ToolTipRole)
    assert "look here" in tip
    assert "odd" in tip
