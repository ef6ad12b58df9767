"""Points and boxes that a model turns into a region, with a tiny model of EfficientSAM's form."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import Qt

from unet_studio.domain.annotation import Annotation, Shape, ShapeType
from unet_studio.imaging.rasterize import shape_mask
from unet_studio.imaging.smart_select.prompt import PromptEngine, download_prompt_model
from unet_studio.workspace.background import Background
from unet_studio.workspace.labels.document import AnnotationDocument
from unet_studio.workspace.tools.pixels import ArrayPixels
from unet_studio.workspace.tools.prompt import WINDOW_PX, PromptTool
from unet_studio.workspace.tools.tool import PointerEvent

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot
    from small_prompt_model import Served

LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton
NONE = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def picture() -> np.ndarray:
    """A bright square, rows 10 to 19 and columns 20 to 39, on black."""
    rgb = np.zeros((40, 60, 3), np.uint8)
    rgb[10:20, 20:40] = 255
    return rgb


@pytest.fixture
def background() -> Iterator[Background]:
    made = Background(1, "test")
    yield made
    made.close()


class Asker:
    """A person with the prompt tool in hand."""

    def __init__(self, qtbot: QtBot, background: Background) -> None:
        self.qtbot = qtbot
        self.tool = PromptTool()
        self.document = AnnotationDocument(Annotation(), (40, 60))
        self.tool.set_background(background)
        self.tool.set_document(self.document)
        self.tool.set_pixels(ArrayPixels(picture()))
        self.tool.set_class_name("cell")

    def click(self, x: float, y: float, button: Qt.MouseButton = LEFT) -> None:
        self.tool.press(PointerEvent(x, y, button))
        self.tool.release(PointerEvent(x, y, button))
        self.wait()

    def drag(self, x0: float, y0: float, x1: float, y1: float) -> None:
        self.tool.press(PointerEvent(x0, y0, LEFT))
        self.tool.move(PointerEvent(x1, y1))
        assert self.tool.preview.box == (x0, y0, x1, y1)
        self.tool.release(PointerEvent(x1, y1, LEFT))
        self.wait()

    def wait(self) -> None:
        self.qtbot.waitUntil(lambda: not self.tool.is_computing, timeout=20_000)

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> bool:
        return self.tool.key_press(key, modifiers)

    @property
    def shapes(self) -> tuple[Shape, ...]:
        return self.document.annotation.shapes


@pytest.fixture
def asker(qtbot: QtBot, background: Background, served_model: Served) -> Asker:
    list(download_prompt_model(served_model.name))
    return Asker(qtbot, background)


def test_a_click_shows_the_region_and_enter_makes_a_polygon_of_it(asker: Asker) -> None:
    asker.click(30, 15)
    region = asker.tool.preview.region
    assert region is not None
    assert (region.region.left, region.region.top, region.region.area_px) == (20, 10, 200)
    assert not asker.shapes
    assert asker.key(Qt.Key.Key_Return)
    assert [s.shape_type for s in asker.shapes] == [ShapeType.POLYGON]
    assert (shape_mask(asker.shapes[0], (40, 60)) == (picture()[..., 0] > 0)).all()
    asker.document.undo_stack.undo()
    assert not asker.shapes


def test_a_box_is_asked_as_a_box(asker: Asker) -> None:
    asker.tool.set_option("result", "mask")
    asker.drag(15, 5, 45, 25)
    asker.key(Qt.Key.Key_Enter)
    assert [s.shape_type for s in asker.shapes] == [ShapeType.MASK]


def test_marks_tell_inside_from_outside_and_backspace_takes_the_last_back(asker: Asker) -> None:
    asker.click(30, 15)
    asker.click(5, 5, RIGHT)
    assert [m.is_inside for m in asker.tool.preview.marks] == [True, False]
    asker.key(Qt.Key.Key_Backspace)
    asker.wait()
    assert [m.is_inside for m in asker.tool.preview.marks] == [True]
    asker.key(Qt.Key.Key_Backspace)
    assert asker.tool.preview.region is None
    assert not asker.key(Qt.Key.Key_Backspace)


def test_shift_enter_adds_to_the_selected_shape(asker: Asker) -> None:
    box = Shape("cell", np.array([[0, 0], [10, 5]], float), ShapeType.RECTANGLE)
    asker.document.insert_shape(box)
    asker.click(30, 15)
    asker.key(Qt.Key.Key_Return, SHIFT)
    covered = np.zeros((40, 60), bool)
    for shape in asker.shapes:
        covered |= shape_mask(shape, (40, 60))
    assert covered.sum() == 200 + 11 * 6
    asker.document.undo_stack.undo()
    assert [s.shape_id for s in asker.shapes] == [box.shape_id]


def test_the_picture_is_embedded_once_also_when_it_comes_back(
    asker: Asker, monkeypatch: pytest.MonkeyPatch
) -> None:
    embedded = []
    embed = PromptEngine.embed
    monkeypatch.setattr(
        PromptEngine, "embed", lambda self, rgb: (embedded.append(rgb.shape), embed(self, rgb))[1]
    )
    asker.click(30, 15)
    asker.click(25, 12)
    asker.tool.set_pixels(ArrayPixels(np.full((30, 30, 3), 200, np.uint8)))
    asker.click(10, 10)
    asker.tool.set_pixels(ArrayPixels(picture()))
    asker.click(30, 15)
    assert embedded == [(40, 60, 3), (30, 30, 3)]


def test_of_a_large_picture_a_window_around_the_point_is_looked_at(
    asker: Asker, monkeypatch: pytest.MonkeyPatch
) -> None:
    crops = []

    class Huge(ArrayPixels):
        @property
        def size(self) -> tuple[int, int]:
            return 30_000, 30_000

        def crop(self, left: int, top: int, right: int, bottom: int) -> np.ndarray:
            crops.append((left, top, right, bottom))
            return np.full((64, 64, 3), 255, np.uint8)

    asker.tool.set_pixels(Huge(picture()))
    asker.click(20_000, 29_999)
    (left, top, right, bottom) = crops[0]
    assert left <= 20_000 < right
    assert top <= 29_999 < bottom <= 30_000
    assert right - left <= WINDOW_PX
    assert bottom - top <= WINDOW_PX


def test_a_missing_model_is_asked_for_and_the_click_answered_when_it_is_here(
    qtbot: QtBot, background: Background, served_model: Served
) -> None:
    asker = Asker(qtbot, background)
    with qtbot.waitSignal(asker.tool.model_needed, timeout=20_000) as told:
        asker.click(30, 15)
    assert told.args == [served_model.name]
    assert asker.tool.preview.region is None
    list(download_prompt_model(served_model.name))
    asker.tool.model_arrived(served_model.name)
    asker.wait()
    assert asker.tool.preview.region is not None


def test_escape_drops_everything_and_late_answers_too(asker: Asker) -> None:
    asker.tool.press(PointerEvent(30, 15, LEFT))
    asker.tool.release(PointerEvent(30, 15, LEFT))
    assert asker.tool.is_computing
    asker.key(Qt.Key.Key_Escape)
    asker.qtbot.wait(200)
    assert asker.tool.preview.region is None
    assert not asker.shapes


def test_without_a_class_nothing_is_asked(asker: Asker) -> None:
    asker.tool.set_class_name(None)
    with asker.qtbot.waitSignal(asker.tool.class_needed):
        asker.tool.press(PointerEvent(30, 15, LEFT))
    assert not asker.tool.is_computing


def test_a_click_beside_the_picture_means_nothing(asker: Asker) -> None:
    asker.click(-3, 15)
    assert asker.tool.preview.marks == ()
