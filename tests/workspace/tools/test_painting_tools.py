"""Brush and eraser: what strokes make of the annotation."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from tool_pointer import ALT, CTRL, NONE, RIGHT, SHIFT, Pointer

from unet_studio.domain.annotation import Annotation, Shape, ShapeType
from unet_studio.domain.label_class import ClassTable
from unet_studio.imaging.rasterize import rasterize, shape_mask
from unet_studio.imaging.stroke import Stroke
from unet_studio.workspace.labels.document import AnnotationDocument
from unet_studio.workspace.tools.brush import BrushTool
from unet_studio.workspace.tools.eraser import EraserTool
from unet_studio.workspace.tools.tool import PointerEvent

SIZE = (100, 160)
SQUARE = [[20, 20], [60, 20], [60, 60], [20, 60]]
CLASSES = ClassTable.of(["cell", "wall"])


def pointer_with(kind, document: AnnotationDocument, size: int = 11) -> Pointer:
    tool = kind(document)
    tool.set_document(document)
    tool.set_class_name("cell")
    tool.set_option("size", size)
    return Pointer(tool)


@pytest.fixture
def document() -> AnnotationDocument:
    return AnnotationDocument(Annotation(), SIZE)


@pytest.fixture
def brush(document: AnnotationDocument) -> Pointer:
    return pointer_with(BrushTool, document)


@pytest.fixture
def eraser(document: AnnotationDocument) -> Pointer:
    return pointer_with(EraserTool, document)


def stroke(way, size: int = 11) -> np.ndarray:
    """What a stroke covers, (H, W) bool."""
    made = Stroke(SIZE, size)
    for x, y in way:
        made.go_to(x, y)
    mask = np.zeros(SIZE, bool)
    region = made.region
    mask[region.top : region.bottom, region.left : region.right] = region.mask
    return mask


def ids(document: AnnotationDocument) -> np.ndarray:
    return rasterize(document.annotation, SIZE, CLASSES)


WAY = [(30, 30), (50, 40), (90, 35)]
FURTHER = [(40, 70), (90, 80)]

# ---- painting ----


def test_a_stroke_makes_a_mask_shape_in_one_step(document, brush) -> None:
    brush.drag(WAY)
    (shape,) = document.annotation.shapes
    assert shape.shape_type is ShapeType.MASK
    assert shape.class_name == "cell"
    assert (shape_mask(shape, SIZE) == stroke(WAY)).all()
    assert document.selection == (shape.shape_id,)
    assert document.undo_stack.count() == 1
    document.undo_stack.undo()
    assert document.annotation.shapes == ()


def test_a_click_is_a_dot(document, brush) -> None:
    brush.click((30, 30))
    assert (ids(document) == stroke([(30, 30)])).all()


def test_the_preview_grows_with_the_stroke(document, brush) -> None:
    brush.press(WAY[0])
    assert brush.tool.preview.region.changed is None
    brush.move(WAY[1])
    preview = brush.tool.preview.region
    left, top, right, bottom = preview.changed
    assert (left, top, right, bottom) == (25, 25, 56, 46)
    assert preview.region.area_px == stroke(WAY[:2]).sum()
    assert (preview.class_name, preview.erases) == ("cell", False)
    assert document.undo_stack.count() == 0
    brush.release(WAY[1])
    assert brush.tool.preview.region is None
    assert brush.tool.preview.ring is not None


def test_the_next_strokes_go_on_in_the_same_object(document, brush) -> None:
    brush.drag(WAY)
    first = document.annotation.shapes[0].shape_id
    brush.drag(FURTHER)
    (shape,) = document.annotation.shapes
    assert shape.shape_id == first
    assert (shape_mask(shape, SIZE) == stroke(WAY) | stroke(FURTHER)).all()
    assert document.undo_stack.count() == 2
    document.undo_stack.undo()
    assert (ids(document) == stroke(WAY)).all()


@pytest.mark.parametrize("by", ["ctrl", "option", "esc", "class"])
def test_another_object_is_started(document, brush, by: str) -> None:
    brush.drag(WAY)
    modifiers = NONE
    if by == "ctrl":
        modifiers = CTRL
    elif by == "option":
        brush.tool.set_option("new_object", True)
    elif by == "esc":
        assert brush.tool.key_press(Qt.Key.Key_Escape, NONE)
    else:
        brush.tool.set_class_name("wall")
    brush.drag(WAY[1:], modifiers)
    one, two = document.annotation.shapes
    assert (shape_mask(one, SIZE) == stroke(WAY)).all()
    assert (shape_mask(two, SIZE) == stroke(WAY[1:])).all()
    assert two.class_name == ("wall" if by == "class" else "cell")
    assert document.selection == (two.shape_id,)


def test_painting_on_a_selected_polygon_adds_to_it(document, brush) -> None:
    square = Shape("cell", SQUARE, group_id=7)
    document.insert_shape(square)
    brush.drag([(50, 40), (80, 40)])
    (grown,) = document.annotation.shapes
    assert grown.shape_type is ShapeType.POLYGON
    assert (grown.shape_id, grown.group_id) == (square.shape_id, 7)
    wanted = shape_mask(square, SIZE) | stroke([(50, 40), (80, 40)])
    assert (shape_mask(grown, SIZE) != wanted).sum() < 40  # within a pixel of the outline


def test_a_stroke_beside_a_selected_polygon_is_an_object_of_its_own(document, brush) -> None:
    square = Shape("cell", SQUARE)
    document.insert_shape(square)
    brush.drag([(100, 40), (120, 40)])
    kept, painted = document.annotation.shapes
    assert kept.equals(square)
    assert painted.shape_type is ShapeType.MASK


def test_a_polygon_painted_to_a_ring_becomes_a_mask(document, brush) -> None:
    document.insert_shape(Shape("cell", [[20, 20], [80, 20], [80, 30], [20, 30]]))
    brush.drag([(25, 25), (25, 75), (75, 75), (75, 25)])
    (ring,) = document.annotation.shapes
    assert ring.shape_type is ShapeType.MASK
    assert not ids(document)[50, 50]


def test_what_is_painted_is_seen_and_changes_nothing_else(document, brush) -> None:
    """Also where another shape lies over the one that is painted on."""
    below = Shape("cell", [[10, 10], [70, 10], [70, 50], [10, 50]])
    document.insert_shape(below)
    document.insert_shape(Shape("wall", [[50, 5], [120, 5], [120, 60], [50, 60]]))
    document.select([below.shape_id])
    before = ids(document)
    way = [(45, 30), (75, 30)]
    brush.drag(way)
    wanted = np.where(stroke(way), 1, before)
    assert (ids(document) != wanted).sum() < 30  # the polygon is traced within a pixel
    assert [s.class_name for s in document.annotation.shapes] == ["wall", "cell"]
    assert document.selection == (below.shape_id,)
    document.undo_stack.undo()
    assert (ids(document) == before).all()


def test_only_over_background_keeps_what_others_cover(document, brush) -> None:
    document.insert_shape(Shape("wall", [[50, 0], [70, 0], [70, 99], [50, 99]]))
    before = ids(document)
    brush.tool.set_option("over_background", True)
    brush.press(WAY[0])
    brush.move(*WAY[1:])
    shown = brush.tool.preview.region.region.area_px
    brush.release(WAY[-1])
    painted = stroke(WAY) & (before == 0)
    assert shown == painted.sum()
    assert (ids(document) == np.where(painted, 1, before)).all()
    brush.drag(FURTHER)  # what one paints on oneself is no obstacle
    assert len(document.annotation.shapes) == 2


def test_shift_draws_a_straight_line_from_the_last_stroke(document, brush) -> None:
    brush.click((20, 20))
    brush.click((90, 80), modifiers=SHIFT)
    assert (ids(document) == stroke([(20, 20), (90, 80)])).all()


def test_a_stroke_outside_the_image_paints_nothing(document, brush) -> None:
    brush.drag([(-40, 20), (-20, 30)])
    assert document.undo_stack.count() == 0
    brush.drag([(-40, 20), (5, 30)])
    assert (ids(document) == stroke([(-40, 20), (5, 30)])).all()


def test_a_press_of_another_button_does_not_end_a_stroke(document, brush) -> None:
    brush.press(WAY[0])
    brush.press(WAY[1], button=RIGHT)
    brush.release(WAY[1], button=RIGHT)
    brush.move(WAY[2])
    brush.release(WAY[2])
    assert len(document.annotation.shapes) == 1


# ---- erasing ----


@pytest.mark.parametrize("by", ["right button", "alt", "eraser"])
def test_erasing_takes_from_the_selected_shape(document, brush, eraser, by: str) -> None:
    brush.drag(WAY)
    cut = [(60, 20), (60, 60)]
    if by == "eraser":
        eraser.drag(cut)
    elif by == "alt":
        brush.drag(cut, ALT)
    else:
        brush.drag(cut, button=RIGHT)
    (shape,) = document.annotation.shapes
    assert (shape_mask(shape, SIZE) == stroke(WAY) & ~stroke(cut)).all()
    assert document.selection == (shape.shape_id,)
    assert document.undo_stack.count() == 2


def test_a_right_click_without_moving_erases_nothing(document, brush) -> None:
    brush.drag(WAY)
    brush.press(WAY[1], button=RIGHT)
    brush.move((WAY[1][0] + 2, WAY[1][1]))
    brush.release(WAY[1], button=RIGHT)
    assert (ids(document) == stroke(WAY)).all()
    brush.move((10, 10))
    assert not brush.tool.is_drawing


def test_a_bitten_polygon_stays_one_and_a_holed_one_becomes_a_mask(document, eraser) -> None:
    square = Shape("cell", SQUARE)
    document.insert_shape(square)
    before = shape_mask(square, SIZE)
    eraser.drag([(60, 30), (60, 50)])
    (bitten,) = document.annotation.shapes
    assert bitten.shape_type is ShapeType.POLYGON
    wanted = before & ~stroke([(60, 30), (60, 50)])
    assert (shape_mask(bitten, SIZE) != wanted).sum() < 30
    eraser.click((35, 40))
    (holed,) = document.annotation.shapes
    assert holed.shape_type is ShapeType.MASK
    assert not ids(document)[40, 35]


def test_a_polygon_cut_in_two_becomes_two(document, eraser) -> None:
    document.insert_shape(Shape("cell", SQUARE))
    eraser.drag([(40, 0), (40, 90)])
    assert [s.shape_type for s in document.annotation.shapes] == [ShapeType.POLYGON] * 2
    assert len(document.selection) == 2


def test_a_shape_erased_to_the_last_pixel_is_gone(document, brush, eraser) -> None:
    brush.click((30, 30))
    eraser.tool.set_option("size", 15)
    eraser.click((30, 30))
    assert document.annotation.shapes == ()
    document.undo_stack.undo()
    assert len(document.annotation.shapes) == 1


def test_without_a_selection_whatever_lies_there_is_erased(document, eraser) -> None:
    document.insert_shape(Shape("wall", SQUARE))
    document.insert_shape(Shape("cell", [[50, 30], [90, 30], [90, 50], [50, 50]]))
    line = Shape("cell", [[0, 0], [150, 90]], ShapeType.LINE)
    document.insert_shape(line)
    document.select(())
    cut = [(55, 40), (70, 40)]
    eraser.drag(cut)
    assert document.selection == ()
    rest = AnnotationDocument(Annotation(document.annotation.shapes[:2]), SIZE)
    assert not ids(rest)[stroke(cut, 8)].any()
    assert document.shape(line.shape_id).equals(line)
    assert document.undo_stack.count() == 4


def test_a_selected_shape_that_is_not_met_protects_no_other(document, eraser) -> None:
    document.insert_shape(Shape("wall", SQUARE))
    far = Shape("cell", [[100, 70], [140, 70], [140, 90]])
    document.insert_shape(far)
    eraser.drag([(0, 20), (60, 20)])
    assert not ids(document)[20, 20:60].any()
    assert document.selection == (far.shape_id,)
    assert document.shape(far.shape_id).equals(far)


def test_what_is_not_met_keeps_its_vertices(document, eraser) -> None:
    corners = [[20.3, 20.7], [60.1, 22.2], [40.5, 60.9]]
    other = Shape("cell", [[100, 20], [140, 20], [140, 60]])
    document.insert_shape(Shape("cell", corners))
    document.insert_shape(other)
    document.select_all()
    eraser.drag([(100, 20), (140, 20)])
    assert document.annotation.shapes[0].points.tolist() == corners


@pytest.mark.parametrize("access", ["lock", "hide"])
def test_locked_and_hidden_shapes_are_not_erased(document, eraser, access: str) -> None:
    document.insert_shape(Shape("wall", SQUARE))
    getattr(document.access, access)(document.annotation.shapes)
    eraser.drag([(10, 40), (70, 40)])
    assert document.annotation.shapes[0].points.tolist() == SQUARE
    assert document.undo_stack.count() == 1


def test_the_rest_of_the_selection_stays(document, eraser) -> None:
    document.insert_shape(Shape("wall", SQUARE))
    document.insert_shape(Shape("cell", [[100, 20], [140, 20], [140, 60]]))
    document.select_all()
    eraser.drag([(40, 0), (40, 90)])
    assert set(document.selection) == {s.shape_id for s in document.annotation.shapes}
    assert len(document.selection) == 3


def test_erasing_nothing_is_no_step(document, eraser) -> None:
    document.insert_shape(Shape("wall", SQUARE))
    eraser.drag([(100, 80), (140, 80)])
    assert document.undo_stack.count() == 1


# ---- the tip ----


def test_wheel_and_brackets_change_the_size(brush, qtbot) -> None:
    tool = brush.tool
    with qtbot.waitSignal(tool.option_changed):
        assert tool.wheel(PointerEvent(5, 5), 1)
    assert tool.diameter_px == 13
    assert tool.preview.ring.radius_px == 6.5
    tool.key_press(Qt.Key.Key_BracketLeft, NONE)
    assert tool.diameter_px == 11
    for _ in range(40):
        tool.key_press(Qt.Key.Key_BracketLeft, NONE)
    assert tool.diameter_px == 1
    sizes = set()
    for _ in range(80):
        tool.key_press(Qt.Key.Key_BracketRight, NONE)
        sizes.add(tool.diameter_px)
    assert {2, 3, 4, 1000} <= sizes
    brush.press((30, 30))
    tool.wheel(PointerEvent(5, 5), -3)
    assert tool.diameter_px == 1000  # not in the middle of a stroke


def test_the_ring_follows_the_pointer_and_goes_with_it(brush, eraser) -> None:
    brush.move((30.2, 40.7))
    ring = brush.tool.preview.ring
    assert (ring.x, ring.y, ring.radius_px, ring.erases) == (30.5, 40.5, 5.5, False)
    brush.tool.leave()
    assert brush.tool.preview.ring is None
    eraser.move((10, 10))
    assert eraser.tool.preview.ring.erases


def test_the_hint_follows_the_selection(document, brush, qtbot) -> None:
    brush.drag(WAY)
    assert "go on" in str(brush.tool.hint)
    with qtbot.waitSignal(brush.tool.hint_changed):
        document.select(())
    assert "go on" not in str(brush.tool.hint)


ways = st.lists(st.tuples(st.floats(-10, 170), st.floats(-10, 110)), min_size=1, max_size=4)


@given(st.lists(st.tuples(ways, st.booleans(), st.integers(1, 40)), min_size=1, max_size=6))
def test_painting_and_erasing_is_what_it_is_on_a_mask(strokes) -> None:
    document = AnnotationDocument(Annotation(), SIZE)
    brush = pointer_with(BrushTool, document)
    wanted = np.zeros(SIZE, bool)
    for way, erases, size in strokes:
        brush.tool.set_option("size", size)
        if erases:
            brush.press(way[0], ALT)
            wanted &= ~stroke(way, size)
        else:
            brush.press(way[0])
            wanted |= stroke(way, size)
        brush.move(*way[1:])
        brush.release(way[-1])
    assert ((ids(document) == 1) == wanted).all()
    end = document.annotation
    while document.undo_stack.canUndo():
        document.undo_stack.undo()
    assert document.annotation.shapes == ()
    while document.undo_stack.canRedo():
        document.undo_stack.redo()
    assert document.annotation.equals(end)
