"""Tools that look into a box, fed plain pointer events."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import Qt

from unet_studio.domain.annotation import Annotation, Shape, ShapeType
from unet_studio.imaging.rasterize import shape_mask
from unet_studio.imaging.region_shapes import region_of
from unet_studio.workspace.background import Background
from unet_studio.workspace.labels.document import AnnotationDocument
from unet_studio.workspace.tools.grab_cut import GrabCutTool
from unet_studio.workspace.tools.pixels import ArrayPixels
from unet_studio.workspace.tools.threshold import ThresholdTool
from unet_studio.workspace.tools.tool import PointerEvent

LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier
SHIFT, ALT = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier
SIZE = (120, 160)


def picture() -> np.ndarray:
    """A red square with a blue corner on green, and two bright spots."""
    rgb = np.full((*SIZE, 3), (40, 110, 40), np.uint8)
    rgb[30:70, 30:70] = (150, 40, 40)
    rgb[30:45, 30:45] = (40, 40, 150)
    rgb[20:40, 100:120] = 250
    rgb[60:70, 100:110] = 250
    noise = np.random.default_rng(1).normal(0, 4, rgb.shape)
    return np.clip(rgb + noise, 0, 255).astype(np.uint8)


@pytest.fixture
def document() -> AnnotationDocument:
    return AnnotationDocument(Annotation(), SIZE)


def ready(tool, document):
    tool.set_document(document)
    tool.set_pixels(ArrayPixels(picture()))
    tool.set_class_name("cell")
    return tool


@pytest.fixture
def box(document: AnnotationDocument) -> GrabCutTool:
    return ready(GrabCutTool(), document)


@pytest.fixture
def threshold(document: AnnotationDocument) -> ThresholdTool:
    return ready(ThresholdTool(), document)


def drag(tool, x0, y0, x1, y1, modifiers=NONE) -> None:
    tool.press(PointerEvent(x0, y0, LEFT, modifiers))
    tool.move(PointerEvent(x1, y1, modifiers=modifiers))
    tool.release(PointerEvent(x1, y1, LEFT, modifiers))


def click(tool, x, y, modifiers=NONE) -> None:
    tool.press(PointerEvent(x, y, LEFT, modifiers))
    tool.release(PointerEvent(x, y, LEFT, modifiers))


def covered(document) -> list[int]:
    return [int(shape_mask(shape, SIZE).sum()) for shape in document.annotation.shapes]


def test_a_box_is_shown_then_its_outline_and_enter_keeps_it(box, document) -> None:
    box.press(PointerEvent(27, 27, LEFT))
    box.move(PointerEvent(73, 72))
    assert box.preview.box == (27, 27, 73, 72)
    box.release(PointerEvent(73, 72, LEFT))
    assert box.preview.region.region.area_px == pytest.approx(1600, rel=0.15)
    assert document.annotation.shapes == ()
    assert box.key_press(Qt.Key.Key_Return, NONE)
    assert covered(document)[0] == pytest.approx(1600, rel=0.15)
    assert document.undo_stack.count() == 1
    assert not box.is_drawing


def test_a_click_inside_keeps_it_and_one_outside_does_not(box, document) -> None:
    drag(box, 27, 27, 73, 72)
    click(box, 90, 90)
    assert document.annotation.shapes == ()
    assert box.is_drawing
    click(box, 55, 55)
    assert len(document.annotation.shapes) == 1


def test_hints_change_what_is_found_and_undo_takes_them_back(box) -> None:
    drag(box, 27, 27, 73, 72)
    found = box.preview.region.region
    assert found.covers(60, 60)
    drag(box, 60, 50, 60, 62, ALT)
    assert not box.preview.region.region.covers(60, 60)
    assert box.undo_part()
    assert box.preview.region.region.covers(60, 60)
    assert box.undo_part()
    assert not box.undo_part()


def test_shift_marks_what_is_missing(box) -> None:
    drag(box, 27, 27, 73, 72)
    click(box, 28.5, 60, SHIFT)
    assert box.preview.region.region.covers(28.5, 60)


def test_esc_drops_it_and_a_new_box_around_the_same_thing_replaces_it(box, document) -> None:
    drag(box, 90, 10, 130, 50)
    drag(box, 97, 17, 123, 43)
    assert box.preview.region.region.area_px == pytest.approx(400, rel=0.2)
    box.key_press(Qt.Key.Key_Escape, NONE)
    assert box.preview.region is None
    assert document.undo_stack.count() == 0


def test_a_box_around_the_next_thing_keeps_the_first(box, document) -> None:
    drag(box, 27, 27, 73, 72)
    found = box.preview.region.region.area_px
    drag(box, 123, 43, 97, 17)  # whichever corner it begins at
    (kept,) = document.annotation.shapes
    assert region_of(kept, SIZE).area_px == pytest.approx(found, rel=0.02)
    assert box.preview.region.region.area_px == pytest.approx(400, rel=0.2)


def test_enter_before_the_answer_keeps_it_when_it_comes(box, document, qtbot) -> None:
    background = Background(1, "test")
    box.set_background(background)
    drag(box, 27, 27, 73, 72)
    assert box.is_computing
    box.accept()
    qtbot.waitUntil(lambda: len(document.annotation.shapes) == 1)
    background.close()


def test_boxes_beyond_the_image_and_of_no_size_are_no_trouble(box, document) -> None:
    drag(box, 90, 10, 400, 50)
    assert box.preview.region.region.right <= SIZE[1]
    drag(box, 200, 200, 300, 300)
    box.accept()
    assert document.annotation.shapes == ()


def test_other_means_are_used_at_once(box) -> None:
    drag(box, 27, 27, 73, 72)
    before = box.preview.region.region
    box.set_option("by", "edges")
    assert box.preview.region.region is not before


@pytest.mark.parametrize(
    ("result", "kinds"),
    [
        ("polygon", [ShapeType.POLYGON, ShapeType.POLYGON]),
        ("masks", [ShapeType.MASK, ShapeType.MASK]),
        ("mask", [ShapeType.MASK]),
    ],
)
def test_what_is_bright_in_a_box(threshold, document, result, kinds) -> None:
    threshold.set_option("result", result)
    drag(threshold, 85, 5, 150, 90)
    assert threshold.preview.region.region.area_px == pytest.approx(500, rel=0.1)
    threshold.key_press(Qt.Key.Key_Return, NONE)
    shapes = document.annotation.shapes
    assert [shape.shape_type for shape in shapes] == kinds
    assert len({shape.shape_id for shape in shapes}) == len(shapes)
    assert sum(covered(document)) == pytest.approx(500, rel=0.1)
    assert document.undo_stack.count() == 1


def test_small_parts_can_be_left_out_live(threshold) -> None:
    drag(threshold, 85, 5, 150, 90)
    threshold.set_option("least", 200)
    assert threshold.preview.region.region.area_px == pytest.approx(400, rel=0.1)


def test_keys_and_wheel_turn_the_threshold(threshold) -> None:
    assert not threshold.wheel(PointerEvent(0, 0), 1)
    drag(threshold, 85, 5, 150, 90)
    first = threshold.option("threshold")
    threshold.key_press(Qt.Key.Key_Up, NONE)
    assert threshold.option("threshold") == first + 1
    assert threshold.wheel(PointerEvent(0, 0), -2)
    assert threshold.option("threshold") == first - 5
    threshold.set_option("threshold", 255)
    assert threshold.preview.region.region.is_empty


def test_each_box_gets_its_own_threshold(threshold) -> None:
    drag(threshold, 85, 5, 150, 90)
    first = threshold.option("threshold")
    drag(threshold, 20, 20, 90, 80)
    assert threshold.option("threshold") < first


def test_a_click_into_the_selected_shape_looks_into_it(threshold, document) -> None:
    outer = Shape("field", [[90, 10], [130, 10], [130, 50], [90, 50]])
    document.insert_shape(outer)
    click(threshold, 95, 15)
    assert threshold.preview.region.region.area_px == pytest.approx(400, rel=0.1)
    threshold.accept()
    assert covered(document)[1] == pytest.approx(400, rel=0.1)


def test_a_click_elsewhere_does_nothing(threshold) -> None:
    click(threshold, 95, 15)
    assert not threshold.is_drawing


def test_labelled_pixels_are_left_alone(threshold, document) -> None:
    document.insert_shape(Shape("cell", [[100, 20], [119, 39]], ShapeType.RECTANGLE))
    document.select(())
    drag(threshold, 85, 5, 150, 90)
    assert threshold.preview.region.region.area_px == pytest.approx(100, rel=0.1)
