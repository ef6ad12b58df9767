"""The superpixel tool fed plain pointer events."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import Qt

from unet_studio.domain.annotation import Annotation, Shape, ShapeType
from unet_studio.imaging.rasterize import shape_mask
from unet_studio.workspace.background import Background
from unet_studio.workspace.labels.document import AnnotationDocument
from unet_studio.workspace.tools.pixels import ArrayPixels
from unet_studio.workspace.tools.superpixels import KEPT_TILES, SuperpixelTool
from unet_studio.workspace.tools.tool import PointerEvent

LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier
ALT = Qt.KeyboardModifier.AltModifier
SIZE = (100, 1400)


def picture() -> np.ndarray:
    """Dark left of column 80, bright right of it."""
    grey = np.full(SIZE, 50.0)
    grey[:, 80:] = 170
    grey += np.random.default_rng(1).normal(0, 6, SIZE)
    return np.repeat(np.clip(grey, 0, 255).astype(np.uint8)[..., None], 3, axis=2)


@pytest.fixture
def document() -> AnnotationDocument:
    return AnnotationDocument(Annotation(), SIZE)


@pytest.fixture
def tool(document: AnnotationDocument) -> SuperpixelTool:
    made = SuperpixelTool()
    made.set_document(document)
    made.set_pixels(ArrayPixels(picture()))
    made.set_class_name("cell")
    return made


def drag(tool, *places, modifiers=NONE) -> None:
    tool.press(PointerEvent(*places[0], LEFT, modifiers))
    for place in places[1:]:
        tool.move(PointerEvent(*place, modifiers=modifiers))
    tool.release(PointerEvent(*places[-1], LEFT, modifiers))


def test_the_part_under_the_cursor_lights_up(tool, document) -> None:
    tool.move(PointerEvent(30, 30))
    assert tool.preview.region.region.covers(30, 30)
    assert 60 < tool.preview.region.region.area_px < 1000
    assert not tool.preview.lines.region.is_empty
    tool.move(PointerEvent(-5, 30))
    assert tool.preview.region is None
    assert document.undo_stack.count() == 0


def test_a_click_takes_one_part_and_a_drag_several(tool, document) -> None:
    drag(tool, (30, 30))
    one = shape_mask(document.annotation.shapes[0], SIZE).sum()
    document.undo_stack.undo()
    drag(tool, (30, 30), (45, 30), (60, 30), (60, 50))
    several = shape_mask(document.annotation.shapes[0], SIZE)
    assert several.sum() > 2.5 * one
    assert not several[:, 83:].any()
    assert document.undo_stack.count() == 1


def test_a_drag_crosses_from_tile_to_tile(tool, document) -> None:
    tool.set_option("result", "mask")
    drag(tool, (630, 50), (638, 50), (642, 50), (660, 50))
    mask = shape_mask(document.annotation.shapes[0], SIZE)
    assert mask[50, 630]
    assert mask[50, 660]


def test_labelled_pixels_are_left_alone(tool, document) -> None:
    document.insert_shape(Shape("cell", [[0, 0], [30, 99]], ShapeType.RECTANGLE))
    document.select(())
    tool.set_option("result", "mask")
    drag(tool, (25, 30), (35, 30))
    assert not shape_mask(document.annotation.shapes[1], SIZE)[:, :31].any()


def test_alt_takes_away(tool, document) -> None:
    document.insert_shape(Shape("cell", [[0, 0], [79, 99]], ShapeType.RECTANGLE))
    drag(tool, (30, 30), modifiers=ALT)
    assert not shape_mask(document.annotation.shapes[0], SIZE)[30, 30]


def test_ctrl_and_wheel_change_the_size(tool) -> None:
    tool.move(PointerEvent(30, 30))
    small = tool.preview.region.region.area_px
    assert tool.wheel(PointerEvent(30, 30), 6)
    assert tool.option("size") > 40
    assert tool.preview.region.region.area_px > 2 * small


def test_esc_drops_what_is_painted(tool, document) -> None:
    tool.press(PointerEvent(30, 30, LEFT))
    assert tool.key_press(Qt.Key.Key_Escape, NONE)
    tool.release(PointerEvent(30, 30, LEFT))
    assert document.annotation.shapes == ()


def test_few_tiles_are_kept(tool) -> None:
    tool.set_option("size", 4)
    for x in range(0, SIZE[1], 100):
        tool.move(PointerEvent(x, 50))
    assert 2 <= len(tool._tiles) <= KEPT_TILES


def test_what_comes_too_late_for_another_picture_is_dropped(tool, qtbot) -> None:
    background = Background(1, "test")
    tool.set_background(background)
    tool.move(PointerEvent(30, 30))
    assert tool.is_computing
    tool.set_pixels(ArrayPixels(picture()))
    assert not tool.is_computing
    tool.move(PointerEvent(30, 30))
    qtbot.waitUntil(lambda: tool.preview.region is not None)
    background.close()
