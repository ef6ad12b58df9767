"""The live-wire tool fed plain pointer events."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import Qt

from unet_studio.domain.annotation import Annotation, ShapeType
from unet_studio.imaging.rasterize import shape_mask
from unet_studio.workspace.labels.document import AnnotationDocument
from unet_studio.workspace.tools.live_wire import LiveWireTool
from unet_studio.workspace.tools.pixels import ArrayPixels
from unet_studio.workspace.tools.tool import PointerEvent

LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier
SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
SIZE = (200, 1200)
MIDDLE = (100, 80)  # of the disc, x and y


def picture() -> np.ndarray:
    """A disc of radius 50, and a long bright line at row 180."""
    rows, columns = np.ogrid[: SIZE[0], : SIZE[1]]
    grey = np.where(np.hypot(columns - MIDDLE[0], rows - MIDDLE[1]) <= 50, 160, 60)
    grey[179:182, 20:1180] = 220
    return np.repeat(grey.astype(np.uint8)[..., None], 3, axis=2)


@pytest.fixture
def document() -> AnnotationDocument:
    return AnnotationDocument(Annotation(), SIZE)


@pytest.fixture
def wire(document: AnnotationDocument) -> LiveWireTool:
    tool = LiveWireTool()
    tool.set_document(document)
    tool.set_pixels(ArrayPixels(picture()))
    tool.set_class_name("cell")
    return tool


def click(tool, x: float, y: float, modifiers=NONE) -> None:
    tool.move(PointerEvent(x, y, modifiers=modifiers))
    tool.press(PointerEvent(x, y, LEFT, modifiers))
    tool.release(PointerEvent(x, y, LEFT, modifiers))


def around(tool) -> None:
    """Click three places of the rim."""
    for x, y in [(50, 80), (100, 30), (150, 80)]:
        click(tool, x + 0.5, y + 0.5)


def test_three_clicks_and_enter_outline_a_disc(wire, document) -> None:
    around(wire)
    assert wire.key_press(Qt.Key.Key_Return, NONE)
    (shape,) = document.annotation.shapes
    assert shape.shape_type is ShapeType.POLYGON
    assert len(shape.points) < 80
    disc = picture()[:160, :, 0] == 160
    assert (shape_mask(shape, SIZE)[:160] ^ disc).sum() < 0.06 * disc.sum()
    assert document.undo_stack.count() == 1
    assert not wire.is_drawing


def test_the_line_follows_the_border_to_the_cursor(wire) -> None:
    click(wire, 50.5, 80.5)
    wire.move(PointerEvent(100.5, 30.5))
    live = wire.preview.wire.live
    assert np.abs(np.hypot(*(live - np.array(MIDDLE) - 0.5).T) - 50).max() < 3
    wire.leave()
    assert len(wire.preview.wire.live) == 0


def test_ctrl_draws_straight(wire) -> None:
    click(wire, 50.5, 80.5)
    wire.move(PointerEvent(100.5, 30.5, modifiers=CTRL))
    assert len(wire.preview.wire.live) == 2


def test_the_first_point_closes(wire, document) -> None:
    around(wire)
    x, y = wire.preview.wire.anchors[0]
    wire.move(PointerEvent(x + 3, y))
    assert wire.preview.wire.closes
    click(wire, x + 3, y)
    assert len(document.annotation.shapes) == 1


def test_a_double_click_closes(wire, document) -> None:
    around(wire)
    click(wire, 100.5, 130.5)
    wire.double_click(PointerEvent(100.5, 130.5, LEFT))
    assert len(document.annotation.shapes) == 1


def test_backspace_takes_back_click_by_click(wire) -> None:
    around(wire)
    assert len(wire.preview.wire.anchors) == 3
    wire.key_press(Qt.Key.Key_Backspace, NONE)
    assert len(wire.preview.wire.anchors) == 2
    assert wire.undo_part()
    assert wire.undo_part()
    assert not wire.undo_part()
    assert wire.preview.wire is None


def test_a_far_cursor_fixes_the_line_on_the_way(wire, document) -> None:
    wire.set_option("follows", "bright line")
    wire.set_option("result", "line")
    click(wire, 25.5, 180.5)
    wire.move(PointerEvent(1170.5, 180.5))
    assert len(wire.preview.wire.anchors) > 2
    click(wire, 1170.5, 180.5)
    wire.key_press(Qt.Key.Key_Return, NONE)
    (shape,) = document.annotation.shapes
    assert shape.shape_type is ShapeType.LINESTRIP
    assert np.abs(shape.points[:, 1] - 180.5).max() <= 2
    assert np.ptp(shape.points[:, 0]) > 1100


def test_a_line_can_become_a_mask_of_some_width(wire, document) -> None:
    wire.set_option("follows", "bright line")
    wire.set_option("result", "wide line")
    wire.set_option("width", 5)
    click(wire, 25.5, 180.5)
    click(wire, 225.5, 180.5)
    wire.key_press(Qt.Key.Key_Return, NONE)
    (shape,) = document.annotation.shapes
    assert shape.shape_type is ShapeType.MASK
    assert shape_mask(shape, SIZE)[:, 100].sum() == 5


def test_what_is_labelled_is_left_out(wire, document) -> None:
    around(wire)
    wire.finish()
    before = shape_mask(document.annotation.shapes[0], SIZE)
    document.select(())
    for x, y in [(60, 20), (170, 20), (170, 140), (60, 140)]:
        click(wire, x, y, CTRL)
    wire.finish()
    assert not any((shape_mask(s, SIZE) & before).any() for s in document.annotation.shapes[1:])


def test_shift_adds_to_the_selected_shape(wire, document) -> None:
    around(wire)
    wire.finish()
    for x, y in [(140, 40), (200, 40), (200, 110), (140, 110)]:
        click(wire, x, y, SHIFT | CTRL)
    wire.finish()
    assert len(document.annotation.shapes) == 1
    assert shape_mask(document.annotation.shapes[0], SIZE)[100, 190]


def test_too_little_makes_nothing(wire, document) -> None:
    click(wire, 50.5, 80.5)
    wire.finish()
    assert wire.is_drawing
    wire.key_press(Qt.Key.Key_Escape, NONE)
    assert not wire.is_drawing
    assert document.undo_stack.count() == 0


def test_without_a_class_one_is_asked_for(wire) -> None:
    asked: list[bool] = []
    wire.class_needed.connect(lambda: asked.append(True))
    wire.set_class_name(None)
    click(wire, 50.5, 80.5)
    assert asked == [True]
    assert not wire.is_drawing


def test_another_way_of_following_is_used_at_once(wire) -> None:
    click(wire, 300.5, 170.5)
    wire.move(PointerEvent(420.5, 172.5))
    wire.set_option("follows", "bright line")
    assert np.abs(wire.preview.wire.live[30:-30, 1] - 180.5).max() <= 2


def test_the_hints_name_what_can_be_done(wire) -> None:
    hints = {str(wire.hint)}
    click(wire, 50.5, 80.5)
    hints.add(str(wire.hint))
    click(wire, 100.5, 30.5)
    hints.add(str(wire.hint))
    wire.set_option("result", "line")
    hints.add(str(wire.hint))
    wire.set_class_name(None)
    hints.add(str(wire.hint))
    assert len(hints) == 5
