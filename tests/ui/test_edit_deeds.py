"""Editing shapes in the whole window, by its keys and menus."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListWidget, QMenu
from pytestqt.qtbot import QtBot
from small_project import small_project

from unet_studio.app import Studio
from unet_studio.domain.annotation import Annotation, Shape, ShapeType
from unet_studio.storage.project.project_file import list_images
from unet_studio.storage.project.project_labels import read_annotation, write_annotation
from unet_studio.ui.actions import ActionKey as K
from unet_studio.ui.dialogs.image_flags_dialog import ImageFlagsDialog
from unet_studio.ui.dialogs.shape_dialog import ShapeDialog
from unet_studio.workspace.labels.document import AnnotationDocument

LEFT = Qt.MouseButton.LeftButton
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
A = Shape("cell", [[4, 4], [24, 4], [24, 24], [4, 24]])
B = Shape("wall", [[20, 8], [40, 8], [40, 20], [20, 20]])


class Desk:
    """The window with two images: on the first there are two shapes that overlap."""

    def __init__(self, studio: Studio, qtbot: QtBot) -> None:
        self.window = studio.window
        self.workspace = studio.workspace
        self.qtbot = qtbot

    @property
    def document(self) -> AnnotationDocument:
        return self.workspace.document

    @property
    def shapes(self) -> tuple[Shape, ...]:
        return self.document.annotation.shapes

    @property
    def hint(self) -> str:
        return self.window.label_view._hint.text()

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = CTRL) -> None:
        QTest.keyClick(self.window.label_view.canvas, key, modifiers)

    def do(self, key: K) -> None:
        action = self.window.actions_[key]
        assert action.isEnabled()
        action.trigger()

    def show_image(self, number: int) -> None:
        self.workspace.show_image(self.workspace.images[number])
        self.qtbot.waitUntil(lambda: bool(self.workspace.picture and self.document))


@pytest.fixture
def desk(studio: Studio, qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    project = small_project(tmp_path / "p", 2, classes=["cell", "wall"])
    image = list_images(project)[0]
    write_annotation(project, image, Annotation((A, B)))
    studio.workspace.opening.open_project(tmp_path / "p")
    made = Desk(studio, qtbot)
    qtbot.waitUntil(lambda: made.workspace.project is not None)
    made.show_image(0)
    made.window.activateWindow()
    qtbot.waitUntil(made.window.isActiveWindow)
    made.window.label_view.canvas.setFocus()
    return made


def test_keys_merge_what_is_selected(desk: Desk) -> None:
    desk.key(Qt.Key.Key_A)
    assert len(desk.document.selection) == 2
    desk.key(Qt.Key.Key_M)
    desk.qtbot.waitUntil(lambda: len(desk.shapes) == 1)
    assert "class" in desk.hint
    assert desk.window.label_view._hint.font().bold()
    desk.key(Qt.Key.Key_Z)
    assert len(desk.shapes) == 2


def test_shapes_are_copied_from_image_to_image_and_saved(desk: Desk, tmp_path: Path) -> None:
    desk.key(Qt.Key.Key_A)
    desk.key(Qt.Key.Key_C)
    assert '"shapes"' in QGuiApplication.clipboard().text()
    desk.show_image(1)
    desk.key(Qt.Key.Key_V)
    assert len(desk.shapes) == 2
    assert desk.workspace.labels.flush()
    saved = read_annotation(desk.workspace.project, desk.workspace.images[1])
    assert saved.shapes[0].equals(desk.shapes[0])


def test_pasted_classes_become_classes_of_the_project(desk: Desk) -> None:
    desk.document.select([desk.shapes[0].shape_id])
    desk.do(K.COPY_SHAPES)
    text = QGuiApplication.clipboard().text().replace('"cell"', '"new"')
    QGuiApplication.clipboard().setText(text)
    desk.do(K.PASTE_SHAPES)
    assert "new" in desk.workspace.project.classes


def test_the_image_before_lends_its_shapes(desk: Desk) -> None:
    desk.do(K.TAKE_OVER_SHAPES)
    assert "first image" in desk.hint
    desk.show_image(1)
    desk.key(Qt.Key.Key_D, CTRL | SHIFT)
    assert [s.class_name for s in desk.shapes] == ["cell", "wall"]


def test_hidden_shapes_stay_hidden_when_one_comes_back_and_are_saved(desk: Desk) -> None:
    desk.document.select([desk.shapes[0].shape_id])
    desk.key(Qt.Key.Key_H)
    assert len(desk.document.hidden) == 1
    first = desk.document
    desk.show_image(1)
    desk.show_image(0)
    assert desk.document is first
    assert len(desk.document.hidden) == 1
    desk.do(K.SHOW_ALL)
    assert desk.document.hidden == frozenset()


@pytest.mark.parametrize(
    ("key", "after"), [(K.BRING_TO_FRONT, ["wall", "cell"]), (K.BRING_FORWARD, ["wall", "cell"])]
)
def test_the_order_changes(desk: Desk, key: K, after: list[str]) -> None:
    desk.document.select([desk.shapes[0].shape_id])
    desk.do(key)
    assert [s.class_name for s in desk.shapes] == after
    desk.do(key)
    assert "Nothing lies over" in desk.hint


def test_every_edit_that_cannot_be_done_says_why(desk: Desk) -> None:
    desk.document.select([desk.shapes[0].shape_id])
    for key in (K.MERGE_SHAPES, K.SUBTRACT_SHAPES, K.FILL_HOLES, K.TO_POLYGONS, K.GROUP_SHAPES,
                K.UNGROUP_SHAPES, K.SIMPLIFY_SHAPES):  # fmt: skip
        desk.window.label_view._telling.stop()
        desk.window.label_view._show_hint()
        before = desk.hint
        desk.do(key)
        desk.qtbot.waitUntil(lambda was=before: desk.hint != was)
    assert desk.document.undo_stack.count() == 0


def test_what_was_told_gives_way_to_the_hint(desk: Desk) -> None:
    view = desk.window.label_view
    view._telling.setInterval(20)
    desk.do(K.TAKE_OVER_SHAPES)
    assert "first image" in desk.hint
    desk.qtbot.waitUntil(lambda: "first image" not in desk.hint)
    assert not view._hint.font().bold()


def test_properties_are_asked_for_and_changed(desk: Desk) -> None:
    desk.document.select([s.shape_id for s in desk.shapes])

    def answer() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, ShapeDialog)
        QTest.keyClicks(dialog._group, "9")
        dialog.accept()

    QTimer.singleShot(50, answer)
    desk.do(K.SHAPE_PROPERTIES)
    assert [s.group_id for s in desk.shapes] == [9, 9]


def test_flags_of_the_image_are_asked_for(desk: Desk) -> None:
    def answer() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, ImageFlagsDialog)
        dialog._editor._new.setText("blurred")
        dialog.accept()
        assert dialog.findChild(QListWidget).count() == 1

    QTimer.singleShot(50, answer)
    desk.do(K.IMAGE_FLAGS)
    assert dict(desk.document.annotation.flags) == {"blurred": True}


def test_a_right_click_selects_what_is_there_and_offers_its_menu(desk: Desk) -> None:
    canvas = desk.window.label_view.canvas
    place = canvas.view_point(10, 15)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, canvas.mapToGlobal(place))
    QApplication.sendEvent(canvas, event)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert desk.document.selection == (desk.shapes[0].shape_id,)
    texts = [action.text() for action in menu.actions()]
    assert any("Merge" in text for text in texts)
    menu.close()


def test_a_frame_selects_what_lies_in_it(desk: Desk) -> None:
    canvas = desk.window.label_view.canvas

    def drag(start: tuple[float, float], end: tuple[float, float], modifiers=CTRL) -> None:
        first, last = canvas.view_point(*start), canvas.view_point(*end)
        QTest.mousePress(canvas, LEFT, modifiers, first)
        QTest.mouseMove(canvas, (first + last) / 2)
        QTest.mouseMove(canvas, last)
        assert canvas.tool.preview.box is not None
        QTest.mouseRelease(canvas, LEFT, modifiers, last)

    none = Qt.KeyboardModifier.NoModifier
    drag((1, 1), (26, 26), none)
    assert desk.document.selection == (desk.shapes[0].shape_id,)
    drag((44, 26), (15, 6), SHIFT)
    assert len(desk.document.selection) == 2
    drag((44, 40), (50, 45), none)
    assert desk.document.selection == ()


def test_the_mask_of_a_shape_can_be_dragged_by_its_pixels(desk: Desk) -> None:
    desk.document.select([desk.shapes[0].shape_id])
    desk.do(K.TO_MASKS)
    desk.qtbot.waitUntil(lambda: desk.shapes[0].shape_type is ShapeType.MASK)
    canvas = desk.window.label_view.canvas
    before = desk.shapes[0].points
    QTest.mousePress(canvas, LEFT, pos=canvas.view_point(10.5, 15.5))
    QTest.mouseMove(canvas, canvas.view_point(15.5, 20.5))
    QTest.mouseMove(canvas, canvas.view_point(20.5, 25.5))
    canvas.grab()
    QTest.mouseRelease(canvas, LEFT, pos=canvas.view_point(20.5, 25.5))
    assert (desk.shapes[0].points - before).tolist() == [[10, 10], [10, 10]]


def test_a_menu_by_key_leaves_the_selection(desk: Desk) -> None:
    desk.document.select([desk.shapes[1].shape_id])
    canvas = desk.window.label_view.canvas
    event = QContextMenuEvent(
        QContextMenuEvent.Reason.Keyboard, QPoint(5, 5), canvas.mapToGlobal(QPoint(5, 5))
    )
    QApplication.sendEvent(canvas, event)
    QApplication.activePopupWidget().close()
    assert desk.document.selection == (desk.shapes[1].shape_id,)
