"""The cut tool fed plain pointer events."""

import pytest
from PySide6.QtCore import Qt

from unet_studio.domain.annotation import Annotation, Shape
from unet_studio.workspace.labels.document import AnnotationDocument
from unet_studio.workspace.tools.cut import CutTool
from unet_studio.workspace.tools.tool import NO_MODIFIER, PointerEvent

LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton
A = Shape("cell", [[10, 10], [50, 10], [50, 50], [10, 50]], shape_id="a")
B = Shape("cell", [[60, 10], [90, 10], [90, 50], [60, 50]], shape_id="b")


@pytest.fixture
def document() -> AnnotationDocument:
    return AnnotationDocument(Annotation((A, B)), (100, 120))


@pytest.fixture
def tool(document: AnnotationDocument) -> CutTool:
    made = CutTool()
    made.set_document(document)
    return made


def drag(tool: CutTool, start: tuple[float, float], end: tuple[float, float]) -> None:
    tool.press(PointerEvent(*start, LEFT))
    tool.move(PointerEvent(*end))
    tool.release(PointerEvent(*end, LEFT))


def click(tool: CutTool, x: float, y: float) -> None:
    tool.move(PointerEvent(x, y))
    tool.press(PointerEvent(x, y, LEFT))
    tool.release(PointerEvent(x, y, LEFT))


def test_a_drag_across_cuts_everything_it_parts_in_one_step(tool, document) -> None:
    drag(tool, (0, 30), (100, 31))
    assert len(document.annotation.shapes) == 4
    assert document.undo_stack.count() == 1
    assert str(document.undo_message) == "Cut shapes in two"
    assert len(document.selection) == 4
    document.undo_stack.undo()
    assert document.annotation.shapes == (A, B)


def test_only_the_selected_shape_is_cut_if_the_line_parts_it(tool, document) -> None:
    document.select(["b"])
    drag(tool, (0, 30), (100, 30))
    assert len(document.annotation.shapes) == 3
    assert document.shape("a") is A


def test_others_are_cut_if_the_selected_one_is_not_in_the_way(tool, document) -> None:
    document.select(["b"])
    drag(tool, (0, 30), (55, 30))
    assert len(document.annotation.shapes) == 3
    assert document.shape("b") is B


def test_hidden_and_locked_shapes_are_not_cut(tool, document) -> None:
    document.access.hide([A])
    document.access.lock([B])
    drag(tool, (0, 30), (100, 30))
    assert document.annotation.shapes == (A, B)
    assert "parts no shape" in str(tool.hint)


def test_clicks_make_a_bent_line_and_a_double_click_cuts(tool, document) -> None:
    click(tool, 0, 20)
    click(tool, 30, 40)
    assert tool.is_drawing
    click(tool, 55, 20)
    tool.double_click(PointerEvent(55, 20, LEFT))
    assert not tool.is_drawing
    assert len(document.annotation.shapes) == 3


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_enter_cuts_and_esc_and_backspace_take_back(tool, document, key: Qt.Key) -> None:
    click(tool, 0, 30)
    tool.key_press(Qt.Key.Key_Escape, NO_MODIFIER)
    assert not tool.is_drawing
    click(tool, 0, 30)
    click(tool, 5, 90)
    tool.key_press(Qt.Key.Key_Backspace, NO_MODIFIER)
    click(tool, 55, 30)
    tool.key_press(key, NO_MODIFIER)
    assert len(document.annotation.shapes) == 3


def test_a_miss_is_told_until_the_next_try(tool, document) -> None:
    drag(tool, (0, 30), (30, 30))
    assert "parts no shape" in str(tool.hint)
    tool.press(PointerEvent(0, 30, LEFT))
    assert "parts no shape" not in str(tool.hint)
    assert document.undo_stack.count() == 0


def test_other_buttons_do_nothing(tool) -> None:
    tool.press(PointerEvent(0, 30, RIGHT))
    assert not tool.is_drawing


def test_the_line_is_shown_to_the_cursor_until_that_leaves(tool) -> None:
    click(tool, 0, 30)
    tool.move(PointerEvent(20, 30))
    assert tool.preview.draft.cursor == (20, 30)
    tool.leave()
    assert tool.preview.draft.cursor is None
