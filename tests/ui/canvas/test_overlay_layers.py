"""What lies over the picture: scale bar, crosshair, grid, and labels that can be hidden."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest

from unet_studio.domain.annotation import Annotation, Shape, ShapeType
from unet_studio.domain.label_class import ClassTable
from unet_studio.ui.canvas.canvas_view import CanvasView
from unet_studio.workspace.labels.document import AnnotationDocument

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

GREY = 100


@pytest.fixture
def canvas(qtbot: QtBot) -> CanvasView:
    view = CanvasView()
    qtbot.addWidget(view)
    view.resize(600, 500)
    view.set_classes(ClassTable().added("cell", "#ff0000"))
    view.set_image(np.full((100, 120, 3), GREY, np.uint8))
    view.scale_bar.set_visible(False)
    view.grab()  # only now has it its size
    return view


def seen(canvas: CanvasView) -> np.ndarray:
    """(H, W, 3) RGB as on the screen."""
    canvas.grab()
    canvas.label_layer.finish()
    image = canvas.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    pixels = np.array(image.constBits()).reshape(image.height(), image.width(), 4)
    return pixels[..., 2::-1].copy()


def bar_length_px(canvas: CanvasView) -> int:
    """The longest run of white in the lower left corner."""
    pixels = seen(canvas)
    corner = (pixels[-60:, :300] == 255).all(axis=2)
    return int(corner.sum(axis=1).max())


@pytest.mark.parametrize(("size_um", "zoom", "length_px"), [(None, 2.5, 125), (0.5, 4.0, 80)])
def test_the_scale_bar_is_as_long_as_it_says(
    canvas: CanvasView, size_um: float | None, zoom: float, length_px: int
) -> None:
    canvas.scale_bar.set_pixel_size(size_um)
    canvas.scale_bar.set_visible(True)
    canvas.zoom_to(zoom)
    assert bar_length_px(canvas) == pytest.approx(length_px, abs=1)  # 50 px; 10 µm
    canvas.scale_bar.set_visible(False)
    assert bar_length_px(canvas) == 0


def test_the_crosshair_goes_through_the_cursor(canvas: CanvasView) -> None:
    before = seen(canvas)
    canvas.crosshair.set_visible(True)
    assert (seen(canvas) == before).all()
    canvas.cursor_moved.emit(60.0, 50.0)
    place = canvas.view_point(60, 50)
    changed = (seen(canvas) != before).any(axis=2)
    assert changed[place.y(), :200].all()
    assert changed[:100, place.x()].all()
    assert not changed[place.y(), place.x()]
    assert not changed[place.y() + 40, :200].any()
    canvas.cursor_left.emit()
    assert (seen(canvas) == before).all()


def test_the_grid_can_be_switched_off(canvas: CanvasView) -> None:
    canvas.zoom_to(20.0)
    assert len(np.unique(seen(canvas).reshape(-1, 3), axis=0)) > 1
    canvas.image_layer.set_grid_visible(False)
    assert (seen(canvas) == GREY).all()


@pytest.fixture
def labelled(canvas: CanvasView) -> CanvasView:
    box = Shape("cell", [[30, 30], [80, 70]], ShapeType.RECTANGLE)
    canvas.set_document(AnnotationDocument(Annotation((box,)), (100, 120), canvas))
    return canvas


def test_labels_are_filled_as_strongly_as_wished_or_not_at_all(labelled: CanvasView) -> None:
    place = labelled.view_point(55, 50)
    edge = labelled.view_point(55, 30)

    def red_at_middle() -> int:
        return int(seen(labelled)[place.y(), place.x(), 0])

    labelled.label_layer.set_opacity(0.2)
    weak = red_at_middle()
    labelled.label_layer.set_opacity(0.8)
    assert red_at_middle() > weak > GREY
    labelled.label_layer.set_fill_visible(False)
    assert red_at_middle() == GREY
    assert seen(labelled)[edge.y(), edge.x(), 0] == 255
    labelled.label_layer.set_visible(False)
    assert seen(labelled)[edge.y(), edge.x(), 0] == GREY


def test_labels_are_held_back_while_u_is_down(labelled: CanvasView) -> None:
    edge = labelled.view_point(55, 30)
    QTest.keyPress(labelled, Qt.Key.Key_U)
    assert seen(labelled)[edge.y(), edge.x(), 0] == GREY
    QTest.keyRelease(labelled, Qt.Key.Key_U)
    assert seen(labelled)[edge.y(), edge.x(), 0] == 255


def test_a_selected_shape_has_no_fill_either_where_outlines_are_wished(
    labelled: CanvasView,
) -> None:
    place = labelled.view_point(55, 50)
    document = labelled.label_layer.document
    assert document is not None
    document.select_all()
    assert seen(labelled)[place.y(), place.x(), 0] > GREY
    labelled.label_layer.set_fill_visible(False)
    labelled.tool_layer.set_fill_visible(False)
    assert seen(labelled)[place.y(), place.x(), 0] == GREY
