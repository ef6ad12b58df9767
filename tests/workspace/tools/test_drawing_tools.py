"""The tools that set points: what clicks, drags and keys make of them."""

import numpy as np
import pytest
from PySide6.QtCore import Qt
from tool_pointer import CTRL, LEFT, NONE, SHIFT, Pointer

from unet_studio.domain.annotation import Annotation, ShapeType
from unet_studio.workspace.labels.document import AnnotationDocument
from unet_studio.workspace.tools.tool import PointerEvent
from unet_studio.workspace.tools.toolbox import TOOL_GROUPS, TOOLS, ToolKey, tool_class

K, T = ToolKey, ShapeType
DRAWING = (
    K.POLYGON, K.RECTANGLE, K.ORIENTED_RECTANGLE, K.CIRCLE, K.LINE, K.LINE_STRIP, K.POINT,
    K.FREEHAND, K.BRUSH,
)  # fmt: skip


@pytest.fixture
def document() -> AnnotationDocument:
    return AnnotationDocument(Annotation(), (100, 160))


@pytest.fixture
def pointer_with(document: AnnotationDocument):
    def make(key: ToolKey, *, scale: float = 1.0, class_name: str | None = "cell") -> Pointer:
        tool = tool_class(key)()
        tool.setParent(document)
        tool.set_document(document)
        tool.set_class_name(class_name)
        return Pointer(tool, scale)

    return make


def only(document: AnnotationDocument):
    (shape,) = document.annotation.shapes
    assert document.selection == (shape.shape_id,)
    assert shape.class_name == "cell"
    assert shape.is_drawable
    return shape


def drawn(document: AnnotationDocument) -> tuple[ShapeType, list]:
    shape = only(document)
    return shape.shape_type, shape.points.tolist()


def test_every_tool_stands_in_one_group() -> None:
    grouped = [key for keys in TOOL_GROUPS for key in keys]
    assert sorted(grouped) == sorted(ToolKey) == sorted(TOOLS)


# ---- between two points ----


@pytest.mark.parametrize(
    ("key", "kind"), [(K.RECTANGLE, T.RECTANGLE), (K.CIRCLE, T.CIRCLE), (K.LINE, T.LINE)]
)
@pytest.mark.parametrize("by", ["drag", "clicks"])
def test_a_drag_or_two_clicks_span_a_shape(document, pointer_with, key, kind, by) -> None:
    pointer = pointer_with(key)
    if by == "drag":
        pointer.drag([(10, 20), (30, 30), (50, 60)])
    else:
        pointer.click((10, 20), (50, 60))
    assert drawn(document) == (kind, [[10, 20], [50, 60]])
    assert not pointer.tool.is_drawing
    assert document.undo_stack.count() == 1


@pytest.mark.parametrize("scale", [0.25, 1, 16])
def test_a_tremble_is_a_click_at_any_zoom(document, pointer_with, scale: float) -> None:
    pointer = pointer_with(K.RECTANGLE, scale=scale)
    pointer.drag([(10, 20), (10 + 3 / scale, 20 + 1 / scale)])
    assert pointer.tool.is_drawing
    assert document.annotation.shapes == ()
    pointer.drag([(40, 50), (40, 50)])
    assert drawn(document) == (T.RECTANGLE, [[10, 20], [40, 50]])


def test_shift_makes_squares_even_angles_and_circles_from_rim_to_rim(
    document, pointer_with
) -> None:
    pointer_with(K.RECTANGLE).drag([(10, 10), (40, 22)], SHIFT)
    pointer_with(K.LINE).drag([(10, 10), (40, 12)], SHIFT)
    pointer_with(K.CIRCLE).drag([(10, 50), (30, 50)], SHIFT)
    square, line, circle = document.annotation.shapes
    assert square.points.tolist() == [[10, 10], [40, 40]]
    assert line.points[1].tolist() == pytest.approx([10 + np.hypot(30, 2), 10])
    assert circle.points.tolist() == [[20, 50], [30, 50]]


def test_the_preview_is_what_letting_go_makes(document, pointer_with) -> None:
    for key in (K.RECTANGLE, K.LINE, K.CIRCLE):
        pointer = pointer_with(key)
        pointer.press((10, 10), SHIFT)
        pointer.move((40, 22), modifiers=SHIFT)
        draft = pointer.tool.preview.draft
        pointer.release((40, 22), SHIFT)
        shape = document.annotation.shapes[-1]
        assert draft.shape_type is shape.shape_type
        assert np.vstack([draft.points, draft.cursor]).tolist() == shape.points.tolist()


def test_nothing_flat_is_drawn(document, pointer_with) -> None:
    pointer = pointer_with(K.RECTANGLE)
    pointer.click((10, 10), (60, 10))
    assert pointer.tool.is_drawing
    assert document.annotation.shapes == ()
    pointer.click((60, 30))
    assert drawn(document) == (T.RECTANGLE, [[10, 10], [60, 30]])


@pytest.mark.parametrize("key", [K.RECTANGLE, K.CIRCLE, K.LINE])
def test_enter_ends_at_the_cursor(document, pointer_with, key) -> None:
    pointer = pointer_with(key)
    pointer.click((10, 20))
    pointer.move((50, 60))
    assert pointer.tool.key_press(Qt.Key.Key_Return, NONE)
    assert only(document).points.tolist() == [[10, 20], [50, 60]]


# ---- oriented rectangle ----


@pytest.mark.parametrize("by", ["drag", "clicks"])
def test_an_edge_and_a_width_make_an_oriented_rectangle(document, pointer_with, by) -> None:
    pointer = pointer_with(K.ORIENTED_RECTANGLE)
    if by == "drag":
        pointer.drag([(20, 20), (30, 30), (50, 50)])
    else:
        pointer.click((20, 20), (50, 50))
    pointer.move((50, 70))
    draft = pointer.tool.preview.draft
    pointer.click((50, 70))
    # labelme: both ends of the first edge, then the corner next to the second, then the last
    assert only(document).points == pytest.approx(
        np.array([[20, 20], [50, 50], [40, 60], [10, 30]], float)
    )
    assert only(document).shape_type is T.ORIENTED_RECTANGLE
    assert np.vstack([draft.points, draft.cursor]) == pytest.approx(only(document).points)


def test_an_oriented_rectangle_has_a_width(document, pointer_with) -> None:
    pointer = pointer_with(K.ORIENTED_RECTANGLE)
    pointer.click((20, 20), (50, 20), (90, 20))
    assert document.annotation.shapes == ()
    pointer.click((90, 30), modifiers=SHIFT)
    assert only(document).points.tolist() == [[20, 20], [50, 20], [50, 50], [20, 50]]


def test_backspace_takes_the_edge_back(document, pointer_with) -> None:
    pointer = pointer_with(K.ORIENTED_RECTANGLE)
    pointer.click((20, 20), (50, 50))
    pointer.tool.key_press(Qt.Key.Key_Backspace, NONE)
    pointer.click((50, 20), (50, 40))
    assert only(document).points.tolist() == [[20, 20], [50, 20], [50, 40], [20, 40]]


# ---- point by point ----


@pytest.mark.parametrize("end", ["enter", "double click"])
def test_clicks_make_a_line_strip(document, pointer_with, end: str) -> None:
    pointer = pointer_with(K.LINE_STRIP)
    pointer.click((10, 10), (30, 40))
    if end == "enter":
        pointer.click((60, 20))
        pointer.move((90, 90))
        pointer.tool.key_press(Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier)
    else:
        pointer.double_click((60, 20))
    assert drawn(document) == (T.LINESTRIP, [[10, 10], [30, 40], [60, 20]])


def test_one_point_is_no_line(document, pointer_with) -> None:
    pointer = pointer_with(K.LINE_STRIP)
    pointer.double_click((10, 10))
    pointer.tool.key_press(Qt.Key.Key_Return, NONE)
    assert document.annotation.shapes == ()
    assert pointer.tool.is_drawing


def test_shift_turns_the_next_edge_to_an_even_angle(document, pointer_with) -> None:
    pointer = pointer_with(K.POLYGON)
    pointer.click((10, 10))
    pointer.click((50, 14), (54, 60), modifiers=SHIFT)
    pointer.tool.key_press(Qt.Key.Key_Return, NONE)
    points = only(document).points
    assert points[1, 1] == 10
    assert points[2, 0] == pytest.approx(points[1, 0])


def test_each_click_is_a_point(document, pointer_with) -> None:
    pointer_with(K.POINT).click((10, 20), (30, 40))
    assert [s.shape_type for s in document.annotation.shapes] == [T.POINT, T.POINT]
    assert [s.points.tolist() for s in document.annotation.shapes] == [[[10, 20]], [[30, 40]]]


# ---- all of them ----


def start(pointer: Pointer) -> None:
    """Put something in progress, with any tool but the point."""
    pointer.press((20, 20))
    pointer.move((30, 25), (40, 30))


@pytest.mark.parametrize("key", [key for key in DRAWING if key is not K.POINT])
def test_esc_backspace_and_undo_drop_what_is_in_progress(document, pointer_with, key) -> None:
    pointer = pointer_with(key)
    for drop in (
        lambda: pointer.tool.key_press(Qt.Key.Key_Escape, NONE),
        lambda: pointer.tool.key_press(Qt.Key.Key_Backspace, NONE),
        pointer.tool.undo_part,
        pointer.tool.cancel,
    ):
        start(pointer)
        assert pointer.tool.is_drawing
        drop()
        assert not pointer.tool.is_drawing
        assert pointer.tool.preview.draft is None
        assert pointer.tool.preview.region is None
        pointer.release((40, 30))
    assert not pointer.tool.undo_part()
    assert document.undo_stack.count() == 0


@pytest.mark.parametrize("key", DRAWING)
def test_points_are_drawn_back_into_the_image(document, pointer_with, key) -> None:
    pointer = pointer_with(key)
    way = [(-30, -40), (300, -20), (250, 300), (-20, 150)]
    if key in (K.POINT, K.POLYGON, K.LINE_STRIP, K.ORIENTED_RECTANGLE):
        pointer.click(*way[:1] if key is K.POINT else way[:3])
        pointer.tool.key_press(Qt.Key.Key_Return, NONE)
    else:
        pointer.drag(way[:1] + way[2:3] if key is not K.FREEHAND else way)
    points = only(document).points
    assert (points >= 0).all()
    assert (points <= (160, 100)).all()


@pytest.mark.parametrize("key", DRAWING)
def test_without_a_class_nothing_is_drawn_and_one_is_asked_for(
    document, pointer_with, key, qtbot
) -> None:
    pointer = pointer_with(key, class_name=None)
    assert "class" in str(pointer.tool.hint)
    with qtbot.waitSignal(pointer.tool.class_needed):
        pointer.press((10, 10))
    pointer.move((30, 40))
    pointer.release((30, 40))
    assert not pointer.tool.is_drawing
    assert document.annotation.shapes == ()


@pytest.mark.parametrize("key", [*DRAWING, K.ERASER])
def test_hints_name_what_to_do_next(pointer_with, key, qtbot) -> None:
    pointer = pointer_with(key)
    before = str(pointer.tool.hint)
    assert len(before) > 20
    if key is K.POINT:
        return
    with qtbot.waitSignal(pointer.tool.hint_changed):
        start(pointer)
    assert str(pointer.tool.hint) != before
    assert "Esc" in str(pointer.tool.hint)


@pytest.mark.parametrize("key", DRAWING)
def test_without_a_document_nothing_happens(key) -> None:
    pointer = Pointer(tool_class(key)())
    pointer.tool.set_class_name("cell")
    pointer.drag([(10, 10), (20, 20), (40, 10)])
    pointer.double_click((30, 30))
    pointer.tool.leave()
    assert not pointer.tool.is_drawing


def test_the_line_to_the_cursor_goes_when_the_pointer_leaves(pointer_with) -> None:
    pointer = pointer_with(K.RECTANGLE)
    pointer.click((10, 10))
    pointer.move((40, 40))
    assert pointer.tool.preview.draft.cursor == (40, 40)
    pointer.tool.leave()
    assert pointer.tool.preview.draft.cursor is None
    assert pointer.tool.is_drawing


def test_other_buttons_and_ctrl_mean_nothing_more(document, pointer_with) -> None:
    pointer = pointer_with(K.RECTANGLE)
    pointer.drag([(10, 10), (40, 40)], button=Qt.MouseButton.RightButton)
    assert not pointer.tool.is_drawing
    assert not pointer.tool.wheel(PointerEvent(1, 1), 1)
    pointer.drag([(10, 10), (40, 40)], CTRL, LEFT)
    assert only(document).shape_type is T.RECTANGLE
