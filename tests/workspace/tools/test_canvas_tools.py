"""Tools fed plain pointer events; no application is needed."""

import numpy as np
import pytest
from PySide6.QtCore import Qt

from unet_studio.domain.annotation import Annotation, Shape, ShapeType
from unet_studio.workspace.labels.document import AnnotationDocument
from unet_studio.workspace.tools.pan import PanTool
from unet_studio.workspace.tools.polygon import PolygonTool
from unet_studio.workspace.tools.select import SelectTool
from unet_studio.workspace.tools.tool import PointerEvent
from unet_studio.workspace.tools.toolbox import Toolbox, ToolKey

LEFT = Qt.MouseButton.LeftButton
RIGHT = Qt.MouseButton.RightButton
NONE = Qt.KeyboardModifier.NoModifier
SQUARE = [[20, 20], [60, 20], [60, 60], [20, 60]]


@pytest.fixture
def document() -> AnnotationDocument:
    return AnnotationDocument(Annotation((Shape("cell", SQUARE),)), (100, 160))


@pytest.fixture
def polygon(document: AnnotationDocument) -> PolygonTool:
    tool = PolygonTool()
    tool.set_document(document)
    tool.set_class_name("cell")
    return tool


@pytest.fixture
def select(document: AnnotationDocument) -> SelectTool:
    tool = SelectTool()
    tool.set_document(document)
    return tool


def click(tool, x: float, y: float, *, scale: float = 1.0, button=LEFT) -> None:
    event = PointerEvent(x, y, button, NONE, scale)
    tool.move(PointerEvent(x, y, scale=scale))
    tool.press(event)
    tool.release(event)


@pytest.mark.parametrize("scale", [0.5, 1, 20])
def test_the_closing_radius_is_judged_on_the_screen(polygon, document, scale: float) -> None:
    for x, y in [(0, 0), (90, 0), (90, 90)]:
        click(polygon, x, y, scale=scale)
    click(polygon, 11 / scale, 0, scale=scale)
    assert polygon.is_drawing
    click(polygon, 9 / scale, 0, scale=scale)
    assert not polygon.is_drawing
    assert len(document.annotation.shapes[-1].points) == 4


def test_two_points_near_each_other_never_close(polygon, document) -> None:
    click(polygon, 10, 10)
    click(polygon, 12, 10)
    click(polygon, 10, 12)
    assert polygon.is_drawing
    assert len(document.annotation.shapes) == 1


def test_other_buttons_draw_nothing(polygon) -> None:
    click(polygon, 10, 10, button=RIGHT)
    assert not polygon.is_drawing


def test_the_preview_goes_when_the_pointer_leaves(polygon) -> None:
    click(polygon, 10, 10)
    polygon.move(PointerEvent(50, 50))
    assert polygon.preview.draft.cursor == (50, 50)
    polygon.leave()
    assert polygon.preview.draft.cursor is None


def test_fresh_shapes_can_be_deleted_with_the_polygon_tool(polygon, document) -> None:
    for x, y in [(0, 0), (90, 0), (90, 90)]:
        click(polygon, x, y)
    assert polygon.key_press(Qt.Key.Key_Return, NONE)
    assert polygon.key_press(Qt.Key.Key_Delete, Qt.KeyboardModifier.KeypadModifier)
    assert len(document.annotation.shapes) == 1
    assert not polygon.key_press(Qt.Key.Key_Delete, NONE)


def test_every_hint_says_something(polygon, select) -> None:
    hints = {str(polygon.hint)}
    for x, y in [(0, 0), (90, 0), (90, 90)]:
        click(polygon, x, y)
        hints.add(str(polygon.hint))
    polygon.move(PointerEvent(1, 1))
    hints.add(str(polygon.hint))
    polygon.set_class_name(None)
    hints.add(str(polygon.hint))
    assert len(hints) == 5
    hints = set()
    for x, y in [(100, 90), (40, 40), (60, 60), (60, 40)]:
        select.move(PointerEvent(x, y))
        hints.add(str(select.hint))
        click(select, 40, 40)
    assert len(hints) == 4


def test_a_vertex_keeps_its_distance_from_the_pointer(select, document) -> None:
    select.press(PointerEvent(63, 58, LEFT))
    select.move(PointerEvent(73, 68))
    select.release(PointerEvent(73, 68, LEFT))
    assert document.annotation.shapes[0].points[2].tolist() == [70, 70]


def test_a_tremble_is_no_drag(select, document) -> None:
    select.press(PointerEvent(40, 40, LEFT))
    select.move(PointerEvent(41, 41))
    select.release(PointerEvent(41, 41, LEFT))
    assert document.undo_stack.count() == 0


def test_what_is_held_is_let_go_when_it_changes_underneath(select, document) -> None:
    select.press(PointerEvent(40, 40, LEFT))
    select.move(PointerEvent(70, 40))
    assert select.preview.held
    document.remove_shapes([document.annotation.shapes[0].shape_id])
    assert not select.preview.held
    select.release(PointerEvent(70, 40, LEFT))
    assert document.annotation.shapes == ()


def test_mask_shapes_move_by_whole_pixels(select, document) -> None:
    mask = Shape("cell", [[100, 20], [119, 39]], ShapeType.MASK, mask=np.ones((20, 20), bool))
    document.insert_shape(mask)
    select.press(PointerEvent(110, 30, LEFT))
    select.move(PointerEvent(114.7, 30))
    select.release(PointerEvent(114.7, 30, LEFT))
    assert document.shape(mask.shape_id).points.tolist() == [[105, 20], [124, 39]]


def test_panning_keeps_the_grabbed_point_under_the_pointer() -> None:
    tool = PanTool()
    told = []
    tool.pan_requested.connect(lambda dx, dy: told.append((dx, dy)))
    tool.move(PointerEvent(5, 5, scale=2))
    tool.press(PointerEvent(10, 10, LEFT, scale=2))
    tool.move(PointerEvent(13, 8, scale=2))
    tool.release(PointerEvent(13, 8, LEFT, scale=2))
    tool.move(PointerEvent(20, 20, scale=2))
    assert told == [(6, -4)]


def test_changing_tools_drops_what_is_in_progress(document) -> None:
    toolbox = Toolbox()
    toolbox.set_document(document)
    toolbox.set_class_name("cell")
    toolbox.choose(ToolKey.POLYGON)
    click(toolbox.tool, 5, 5)
    toolbox.choose(ToolKey.SELECT)
    toolbox.choose(ToolKey.POLYGON)
    assert not toolbox.tool.is_drawing


def test_undo_takes_parts_before_edits(document) -> None:
    toolbox = Toolbox()
    toolbox.set_document(document)
    toolbox.set_class_name("cell")
    document.select_all()
    toolbox.apply_class("wall")
    toolbox.choose(ToolKey.POLYGON)
    toolbox.apply_class("cell")
    assert document.annotation.shapes[0].class_name == "wall"
    click(toolbox.tool, 5, 5)
    click(toolbox.tool, 90, 5)
    toolbox.undo()
    toolbox.undo()
    assert document.annotation.shapes[0].class_name == "wall"
    toolbox.undo()
    assert document.annotation.shapes[0].class_name == "cell"
    toolbox.redo()
    assert document.annotation.shapes[0].class_name == "wall"


# ---- frames and groups ----


def drag(tool, start, end, modifiers=NONE) -> None:
    tool.press(PointerEvent(*start, LEFT, modifiers))
    tool.move(PointerEvent(*end, modifiers=modifiers))
    tool.release(PointerEvent(*end, LEFT, modifiers))


def test_a_frame_selects_what_lies_wholly_in_it(select, document) -> None:
    other = Shape("cell", [[80, 20], [90, 20], [90, 40]])
    document.insert_shape(other)
    document.select(())
    drag(select, (10, 10), (70, 70))
    assert document.selection == (document.annotation.shapes[0].shape_id,)
    drag(select, (100, 50), (70, 10), Qt.KeyboardModifier.ShiftModifier)
    assert len(document.selection) == 2
    drag(select, (10, 10), (50, 70))  # only a part of it
    assert document.selection == ()


def test_esc_leaves_a_frame(select, document) -> None:
    select.press(PointerEvent(10, 10, LEFT))
    select.move(PointerEvent(70, 70))
    assert select.preview.box == (10, 10, 70, 70)
    assert "frame" in str(select.hint)
    select.key_press(Qt.Key.Key_Escape, NONE)
    assert select.preview.box is None
    select.release(PointerEvent(70, 70, LEFT))
    assert document.selection == ()


def test_a_double_click_selects_the_group(select, document) -> None:
    group = [
        Shape("cell", [[70, 20], [110, 20], [110, 90]], group_id=2),
        Shape("cell", [[130, 60], [150, 60], [150, 80]], group_id=2),
    ]
    for shape in group:
        document.insert_shape(shape)
    document.select(())
    click(select, 100, 40)
    assert len(document.selection) == 1
    select.double_click(PointerEvent(100, 40, LEFT))
    select.release(PointerEvent(100, 40, LEFT))
    assert set(document.selection) == {shape.shape_id for shape in group}
    select.move(PointerEvent(100, 40))
    assert "group" in str(select.hint)


def test_an_oriented_rectangle_is_turned_by_its_inner_handle(select, document) -> None:
    corners = [[80, 20], [120, 20], [120, 60], [80, 60]]
    turned = Shape("cell", corners, ShapeType.ORIENTED_RECTANGLE)
    document.insert_shape(turned)
    select.move(PointerEvent(100, 28))
    assert "turn" in str(select.hint)
    drag(select, (100, 28), (112, 40))
    after = document.shape(turned.shape_id).points
    assert after[0] == pytest.approx([120, 20])
    assert document.undo_stack.count() == 2


def test_masks_stop_where_the_image_ends(select, document) -> None:
    mask = Shape("cell", [[150, 90], [154, 94]], ShapeType.MASK, mask=np.ones((5, 5), bool))
    document.insert_shape(mask)
    drag(select, (152, 92), (190, 130))
    assert document.shape(mask.shape_id).points.tolist() == [[155, 95], [159, 99]]
