"""What the canvas shows, pixel by pixel."""

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from unet_studio.domain.annotation import Annotation, Shape, ShapeType
from unet_studio.domain.label_class import ClassTable
from unet_studio.ui.canvas import label_layer
from unet_studio.ui.canvas.canvas_view import CanvasView
from unet_studio.ui.canvas.mask_layer import MaskLayer
from unet_studio.ui.canvas.viewport import Viewport
from unet_studio.workspace.labels.document import AnnotationDocument
from unet_studio.workspace.labels.selection_edits import REORDER

CLASSES = ClassTable().added("cell", "#ff0000").added("wall", "#00ff00")
GREY = (100, 100, 100)


def shown(canvas: CanvasView) -> np.ndarray:
    """(H, W, 3) RGB as it is on the screen, everything drawn to its end."""
    canvas.grab()
    canvas.label_layer.finish()
    image = canvas.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    pixels = np.array(image.constBits()).reshape(image.height(), image.width(), 4)
    return pixels[..., 2::-1].copy()


def colour_at(canvas: CanvasView, x: float, y: float) -> tuple[int, ...]:
    place = canvas.view_point(x, y)
    return tuple(int(v) for v in shown(canvas)[place.y(), place.x()])


@pytest.fixture
def canvas(qtbot: QtBot) -> CanvasView:
    view = CanvasView()
    qtbot.addWidget(view)
    view.resize(600, 500)
    view.set_classes(CLASSES)
    view.set_image(np.full((100, 120, 3), GREY[0], np.uint8))
    view.grab()  # only now has it its size
    return view


@pytest.fixture
def show_shapes(canvas: CanvasView) -> Callable[..., AnnotationDocument]:
    def show(*shapes: Shape) -> AnnotationDocument:
        document = AnnotationDocument(Annotation(shapes), (100, 120), canvas)
        canvas.set_document(document)
        return document

    return show


def box(class_name: str, left: float, top: float, right: float, bottom: float) -> Shape:
    return Shape(class_name, [[left, top], [right, bottom]], ShapeType.RECTANGLE)


def assert_nearly_equal(drawn: np.ndarray, wanted: np.ndarray) -> None:
    """Equal but for the shades of a few pixels where outlines were cut and drawn on."""
    difference = np.abs(drawn.astype(int) - wanted).max(axis=2)
    assert np.count_nonzero(difference) < 60
    assert difference.max() < 100


def mixed(under: tuple[int, ...], over: tuple[int, ...], opacity: float) -> list[float]:
    return [a * (1 - opacity) + b * opacity for a, b in zip(under, over, strict=True)]


def test_the_picture_lies_where_the_viewport_says(canvas: CanvasView) -> None:
    checks = np.zeros((100, 120, 3), np.uint8)
    checks[40, 70] = (255, 255, 0)
    canvas.set_image(checks)
    canvas.zoom_to(16)
    canvas.pan(300 - canvas.view_point(70, 40).x(), 250 - canvas.view_point(70, 40).y())
    pixels = shown(canvas)
    yellow = np.argwhere((pixels == (255, 255, 0)).all(axis=2))
    left, top = canvas.view_point(70, 40).toTuple()
    assert yellow.min(axis=0) == pytest.approx([top, left], abs=1)
    assert yellow.max(axis=0) == pytest.approx([top + 15, left + 15], abs=1)


def test_shapes_are_filled_and_outlined_in_the_colour_of_their_class(
    canvas: CanvasView, show_shapes
) -> None:
    show_shapes(box("cell", 20, 20, 60, 60), box("wall", 80, 20, 110, 60))
    assert colour_at(canvas, 40, 40) == pytest.approx(mixed(GREY, (255, 0, 0), 0.35), abs=2)
    assert colour_at(canvas, 95, 40) == pytest.approx(mixed(GREY, (0, 255, 0), 0.35), abs=2)
    assert colour_at(canvas, 70, 40) == GREY
    assert colour_at(canvas, 20, 40)[0] > 200


def test_later_shapes_lie_over_earlier_ones(canvas: CanvasView, show_shapes) -> None:
    show_shapes(box("cell", 20, 20, 60, 60), box("wall", 40, 20, 110, 60))
    assert colour_at(canvas, 50, 40) == pytest.approx(mixed(GREY, (0, 255, 0), 0.35), abs=2)


def test_a_mask_shape_shows_its_pixels_only(canvas: CanvasView, show_shapes) -> None:
    ring = np.ones((30, 30), bool)
    ring[10:20, 10:20] = False
    show_shapes(Shape("cell", [[20, 20], [49, 49]], ShapeType.MASK, mask=ring))
    assert colour_at(canvas, 25, 25) == pytest.approx(mixed(GREY, (255, 0, 0), 0.35), abs=2)
    assert colour_at(canvas, 35, 35) == GREY
    assert colour_at(canvas, 51, 35) == GREY


def test_broken_shapes_are_passed_over(canvas: CanvasView, show_shapes) -> None:
    document = show_shapes(
        Shape("cell", [[0, 0], [float("nan"), 10], [10, 10]]),
        Shape("cell", [[0, 0]]),
        Shape("cell", np.empty((0, 2))),
        box("wall", 80, 20, 110, 60),
    )
    document.select_all()
    assert colour_at(canvas, 95, 40)[1] > 130


@pytest.mark.parametrize("steps", [[(7, 0)], [(0, -9)], [(-13, 21), (40, 3)], [(900, 900)]])
def test_panning_shows_the_same_as_drawing_anew(canvas: CanvasView, show_shapes, steps) -> None:
    rng = np.random.default_rng(1)
    noise = rng.integers(0, 255, (100, 120, 3), dtype=np.uint8)
    canvas.set_image(noise)
    document = show_shapes(*(box("cell", x, x, x + 9, x + 5) for x in range(0, 90, 7)))
    canvas.zoom_to(6)
    shown(canvas)
    for dx, dy in steps:
        canvas.pan(dx, dy)
        panned = shown(canvas)
    fresh = CanvasView(canvas)
    fresh.resize(canvas.size())
    fresh.set_classes(CLASSES)
    fresh.set_image(noise)
    fresh.set_document(document)
    fresh.grab()
    fresh.camera.look_as(canvas.viewport)
    assert_nearly_equal(panned, shown(fresh))


@pytest.mark.parametrize("steps", [[(7, 0)], [(-13, 21), (40, 3), (2, 2)], [(900, 900)]])
def test_what_cannot_be_drawn_at_once_is_drawn_later(
    canvas: CanvasView, show_shapes, steps, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = show_shapes(*(box("cell", x, x, x + 9, x + 5) for x in range(0, 90, 7)))
    canvas.zoom_to(6)
    shown(canvas)
    monkeypatch.setattr(label_layer, "SLICE_S", 0)  # one slice after the other
    for dx, dy in steps:
        canvas.pan(dx, dy)
        canvas.grab()
        assert not canvas.label_layer.is_drawn(canvas.viewport)
    document.remove_shapes([document.annotation.shapes[4].shape_id])
    canvas.grab()
    late = shown(canvas)
    assert canvas.label_layer.is_drawn(canvas.viewport)
    canvas.set_document(None)
    canvas.set_document(document)
    assert_nearly_equal(late, shown(canvas))


def test_an_edit_shows_the_same_as_drawing_anew(canvas: CanvasView, show_shapes) -> None:
    shapes = [box("cell", x, x, x + 19, x + 15) for x in range(0, 80, 10)]
    document = show_shapes(*shapes)
    shown(canvas)
    document.remove_shapes([shapes[2].shape_id])
    document.change_class([shapes[4].shape_id], "wall")
    document.select(())
    edited = shown(canvas)
    canvas.set_document(None)
    canvas.set_document(document)
    assert_nearly_equal(edited, shown(canvas))


def test_hidden_shapes_come_back(canvas: CanvasView, show_shapes) -> None:
    document = show_shapes(box("cell", 20, 20, 60, 60))
    before = shown(canvas)
    canvas.label_layer.hide_shapes(frozenset(document.index.positions))
    assert colour_at(canvas, 40, 40) == GREY
    canvas.label_layer.hide_shapes(frozenset())
    assert np.array_equal(shown(canvas), before)


def test_very_many_selected_shapes_get_a_white_outline(canvas: CanvasView, show_shapes) -> None:
    shapes = [box("cell", x, y, x + 4, y + 4) for x in range(0, 90, 8) for y in range(0, 90, 8)]
    document = show_shapes(*shapes)
    plain = shown(canvas)
    document.select_all()
    white = (shown(canvas).min(axis=2) > 200).sum()
    assert white > 1000
    document.select(())
    assert np.array_equal(shown(canvas), plain)


# ---- the mask layer ----


@pytest.fixture
def mask_layer(canvas: CanvasView) -> MaskLayer:
    layer = MaskLayer(canvas)
    canvas.add_layer(layer)
    mask = np.zeros((100, 120), np.uint8)
    mask[20:60, 20:60] = 1
    mask[20:60, 70:110] = 2
    mask[80:, :] = 255
    layer.set_mask(mask, CLASSES)
    return layer


def test_a_mask_is_coloured_and_outlined(canvas: CanvasView, mask_layer: MaskLayer) -> None:
    assert colour_at(canvas, 40, 40) == pytest.approx(mixed(GREY, (255, 0, 0), 0.4), abs=2)
    assert colour_at(canvas, 90, 40) == pytest.approx(mixed(GREY, (0, 255, 0), 0.4), abs=2)
    assert colour_at(canvas, 65, 40) == GREY
    assert colour_at(canvas, 40, 90) == GREY
    edge = canvas.view_point(20, 40)
    assert shown(canvas)[edge.y(), edge.x() + 1].tolist() == [255, 0, 0]


def test_areas_and_contours_are_switched_apart(canvas: CanvasView, mask_layer: MaskLayer) -> None:
    mask_layer.fill_visible = False
    assert colour_at(canvas, 40, 40) == GREY
    assert (shown(canvas) == (255, 0, 0)).all(axis=2).any()
    mask_layer.contours_visible = False
    assert not (shown(canvas) == (255, 0, 0)).all(axis=2).any()
    mask_layer.fill_visible = True
    mask_layer.opacity = 1
    assert colour_at(canvas, 40, 40) == (255, 0, 0)
    mask_layer.set_hidden_classes(frozenset({1}))
    assert colour_at(canvas, 40, 40) == GREY


@pytest.mark.parametrize("scale", [0.5, 1, 5, 30])
def test_contours_are_equally_wide_at_every_scale(
    canvas: CanvasView, mask_layer: MaskLayer, scale: float
) -> None:
    mask_layer.fill_visible = False
    canvas.zoom_to(scale)
    at = canvas.view_point(20, 40)
    canvas.pan(300 - at.x(), 250 - at.y())
    row = (shown(canvas)[250] == (255, 0, 0)).all(axis=1)
    assert row[: 300 + round(30 * scale)].sum() == 2


def test_a_mask_panned_is_the_mask_drawn_anew(canvas: CanvasView, mask_layer: MaskLayer) -> None:
    canvas.zoom_to(5)
    shown(canvas)
    canvas.pan(-31, 17)
    panned = shown(canvas)
    mask_layer.opacity = 0.5
    mask_layer.opacity = 0.4
    assert np.array_equal(panned, shown(canvas))


def test_without_a_picture_nothing_is_painted(canvas: CanvasView) -> None:
    canvas.set_image(None)
    assert len(np.unique(shown(canvas).reshape(-1, 3), axis=0)) == 1


def test_a_picture_of_another_size_is_fitted_and_one_of_the_same_size_is_not(
    canvas: CanvasView,
) -> None:
    canvas.zoom_to(7)
    zoomed = canvas.viewport
    canvas.set_image(np.zeros((100, 120, 3), np.uint8))
    assert canvas.viewport == zoomed
    canvas.set_image(np.zeros((50, 120, 3), np.uint8))
    assert canvas.viewport == zoomed.fitted((50, 120))


def test_a_fitted_picture_stays_fitted_when_the_window_grows(canvas: CanvasView) -> None:
    canvas.fit()
    canvas.grab()
    canvas.resize(900, 300)
    canvas.grab()
    assert canvas.viewport == Viewport(1, 0, 0, 900, 300).fitted((100, 120))


def test_hidden_shapes_are_not_drawn(canvas: CanvasView, show_shapes) -> None:
    document = show_shapes(box("cell", 20, 20, 60, 60), box("wall", 80, 20, 110, 60))
    document.access.hide_class("cell", hidden=True)
    assert colour_at(canvas, 40, 40) == GREY
    assert colour_at(canvas, 95, 40) != GREY
    document.access.show_all()
    assert colour_at(canvas, 40, 40) != GREY


def test_another_order_is_drawn_at_once(canvas: CanvasView, show_shapes) -> None:
    document = show_shapes(*(box(name, 20, 20, 60, 60) for name in ("cell", "wall", "cell")))
    green_under_red = colour_at(canvas, 40, 40)
    shown(canvas)
    document.place_shapes(REORDER(), [document.annotation.shapes[1].shape_id], 3)
    red_under_green = colour_at(canvas, 40, 40)
    assert green_under_red[0] > green_under_red[1]
    assert red_under_green[1] > red_under_green[0]


def test_a_selected_mask_is_outlined_along_its_pixels(canvas: CanvasView, show_shapes) -> None:
    ring = np.ones((30, 30), bool)
    ring[10:20, 10:20] = ring[:10, :10] = False
    mask = Shape("cell", [[40, 40], [69, 69]], ShapeType.MASK, mask=ring)
    document = show_shapes(mask)
    document.select([mask.shape_id])
    lines = shown(canvas)[..., 0] > 230

    def is_outlined(x: float, y: float) -> bool:
        place = canvas.view_point(x, y)
        return bool(lines[place.y() - 2 : place.y() + 3, place.x() - 2 : place.x() + 3].any())

    assert is_outlined(70, 60)
    assert is_outlined(50, 60 - 15)  # beside the corner that is missing
    assert is_outlined(60, 55)  # around the hole
    assert not is_outlined(40, 43)  # the corner of its box
    assert not is_outlined(65, 45)
