"""The wand tool fed plain pointer events."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import Qt

from unet_studio.domain.annotation import Annotation, Shape, ShapeType
from unet_studio.imaging.rasterize import shape_mask
from unet_studio.workspace.background import Background
from unet_studio.workspace.labels.document import AnnotationDocument
from unet_studio.workspace.tools.pixels import ArrayPixels
from unet_studio.workspace.tools.tool import PointerEvent
from unet_studio.workspace.tools.wand import WandTool

LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton
NONE = Qt.KeyboardModifier.NoModifier
SHIFT, ALT = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier
SIZE = (120, 900)


def picture() -> np.ndarray:
    """Three squares on black: one bright, one with a dim half, and one very far away."""
    rgb = np.zeros((*SIZE, 3), np.uint8)
    rgb[20:60, 20:60] = 200
    rgb[20:60, 80:100] = 200
    rgb[20:60, 100:120] = 150
    rgb[80:100, 100:880] = 90
    return rgb


@pytest.fixture
def document() -> AnnotationDocument:
    return AnnotationDocument(Annotation(), SIZE)


@pytest.fixture
def wand(document: AnnotationDocument) -> WandTool:
    tool = WandTool()
    tool.set_document(document)
    tool.set_pixels(ArrayPixels(picture()))
    tool.set_class_name("cell")
    return tool


def click(tool, x: float, y: float, modifiers=NONE) -> None:
    tool.press(PointerEvent(x, y, LEFT, modifiers))
    tool.release(PointerEvent(x, y, LEFT, modifiers))


def covered(document) -> list[int]:
    return [int(shape_mask(shape, SIZE).sum()) for shape in document.annotation.shapes]


def test_one_click_is_one_shape_and_one_step(wand, document) -> None:
    click(wand, 30.5, 30.5)
    (shape,) = document.annotation.shapes
    assert shape.shape_type is ShapeType.POLYGON
    assert shape.class_name == "cell"
    assert covered(document)[0] == pytest.approx(1600, abs=20)
    assert document.selection == (shape.shape_id,)
    assert document.undo_stack.count() == 1
    assert wand.preview.region is None


def test_the_press_shows_what_letting_go_would_keep(wand, document) -> None:
    wand.press(PointerEvent(30.5, 30.5, LEFT))
    assert wand.preview.region.region.covers(25, 25)
    assert document.annotation.shapes == ()
    assert wand.key_press(Qt.Key.Key_Escape, NONE)
    assert wand.preview.region is None
    wand.release(PointerEvent(30.5, 30.5, LEFT))
    assert document.annotation.shapes == ()


def test_a_drag_to_the_right_takes_more_and_back_less(wand) -> None:
    wand.set_option("tolerance", 20)
    wand.press(PointerEvent(85.5, 30.5, LEFT))
    alone = wand.preview.region.region.area_px
    first = wand.option("tolerance")
    wand.move(PointerEvent(85.5 + 2 * (60 - first), 30.5))
    assert wand.option("tolerance") == 60
    assert wand.preview.region.region.area_px == pytest.approx(1600, abs=20)
    wand.move(PointerEvent(85.5 + 2 * (20 - first), 30.5))
    assert wand.preview.region.region.area_px == alone == pytest.approx(800, abs=20)


def test_a_tremble_changes_nothing(wand) -> None:
    wand.press(PointerEvent(85.5, 30.5, LEFT))
    tolerance = wand.option("tolerance")
    wand.move(PointerEvent(88, 31))
    assert wand.option("tolerance") == tolerance


def test_a_region_wider_than_the_first_window_is_found_whole(wand, document) -> None:
    wand.set_option("result", "mask")
    click(wand, 110.5, 90.5)
    assert covered(document)[0] == pytest.approx(780 * 20, abs=40)


def test_shift_adds_to_and_alt_takes_from_the_selected_shape(wand, document) -> None:
    wand.set_option("tolerance", 20)
    click(wand, 30.5, 30.5)
    click(wand, 90.5, 30.5, SHIFT)
    assert sum(covered(document)) == pytest.approx(2400, abs=60)
    click(wand, 30.5, 30.5, ALT)
    assert sum(covered(document)) == pytest.approx(800, abs=60)


def test_what_is_labelled_is_left_alone_unless_asked(wand, document) -> None:
    left_half = Shape("cell", [[20, 20], [39, 59]], ShapeType.RECTANGLE)
    document.insert_shape(left_half)
    document.select(())
    click(wand, 50.5, 30.5)
    assert covered(document)[1] == pytest.approx(800, abs=20)
    document.undo_stack.undo()
    wand.set_option("keep_off", False)
    click(wand, 50.5, 30.5)
    assert covered(document)[1] == pytest.approx(1600, abs=20)


def test_an_answer_may_come_after_the_button_is_up(wand, document, qtbot) -> None:
    background = Background(1, "test")
    wand.set_background(background)
    click(wand, 30.5, 30.5)
    assert wand.is_computing
    assert document.annotation.shapes == ()
    qtbot.waitUntil(lambda: len(document.annotation.shapes) == 1)
    background.close()


def test_a_fast_mouse_is_answered_once_for_where_it_is(wand, qtbot) -> None:
    background = Background(1, "test")
    wand.set_background(background)
    wand.set_option("tolerance", 20)
    wand.press(PointerEvent(85.5, 30.5, LEFT))
    qtbot.waitUntil(lambda: not wand.is_computing)
    shown: list[object] = []
    wand.preview_changed.connect(lambda: shown.append(wand.preview))
    for x in range(90, 290):
        wand.move(PointerEvent(x, 30.5))
    qtbot.waitUntil(lambda: not wand.is_computing)
    assert len(shown) == 1
    assert shown[0].region.region.area_px == pytest.approx(1600, abs=20)
    wand.cancel()
    background.close()


def test_another_image_drops_the_answer(wand, document, qtbot) -> None:
    background = Background(1, "test")
    wand.set_background(background)
    click(wand, 30.5, 30.5)
    wand.set_pixels(ArrayPixels(picture()))
    qtbot.wait(100)
    assert document.annotation.shapes == ()
    assert not wand.is_computing
    background.close()


def test_without_a_class_one_is_asked_for(wand, document) -> None:
    asked: list[bool] = []
    wand.set_class_name(None)
    wand.class_needed.connect(lambda: asked.append(True))
    click(wand, 30.5, 30.5)
    assert asked == [True]
    assert document.annotation.shapes == ()


def test_other_buttons_and_places_outside_do_nothing(wand, document) -> None:
    wand.press(PointerEvent(30, 30, RIGHT))
    click(wand, -1, 30)
    click(wand, 30, SIZE[0] + 1)
    assert not wand.undo_part()
    assert document.annotation.shapes == ()


def test_who_sets_the_tolerance_gets_it(wand) -> None:
    wand.set_option("tolerance", 70)
    assert wand.option("auto") is False
    wand.press(PointerEvent(85.5, 30.5, LEFT))
    assert wand.option("tolerance") == 70
    assert wand.preview.region.region.area_px == pytest.approx(1600, abs=20)
