"""The object that is spoken of: outlined, and in view."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtGui import QImage

from unet_studio.ui.canvas.canvas_view import CanvasView
from unet_studio.ui.canvas.highlight_layer import HighlightLayer

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.fixture
def canvas(qtbot: QtBot) -> CanvasView:
    view = CanvasView()
    qtbot.addWidget(view)
    view.resize(400, 300)
    view.scale_bar.set_visible(False)
    view.set_image(np.full((1000, 1000, 3), 100, np.uint8))
    view.grab()
    return view


def white(canvas: CanvasView) -> int:
    image = canvas.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    pixels = np.array(image.constBits()).reshape(image.height(), image.width(), 4)
    return int((pixels[..., :3] == 255).all(axis=2).sum())


def test_an_outline_or_a_box_is_shown_until_it_is_taken_away(canvas: CanvasView) -> None:
    layer = HighlightLayer(canvas)
    canvas.add_layer(layer, above_labels=True)
    assert white(canvas) == 0
    layer.set_outline((200, 200, 600, 700))
    as_box = white(canvas)
    assert as_box > 100
    assert layer.box() == (200, 200, 600, 700)
    layer.set_outline(np.array([[200.0, 200], [600, 300], [400, 700]]))
    assert 0 < white(canvas) != as_box
    layer.set_outline(None)
    assert white(canvas) == 0
    assert layer.box() is None


def test_what_is_in_sight_and_large_enough_moves_nothing(canvas: CanvasView) -> None:
    before = canvas.viewport
    canvas.camera.bring_into_view(200, 200, 500, 500)
    assert canvas.viewport == before


def test_what_is_tiny_or_out_of_sight_comes_into_view(canvas: CanvasView) -> None:
    canvas.camera.bring_into_view(800, 800, 803, 802)
    near = canvas.viewport
    assert near.scale * 3 == pytest.approx(75, abs=5)  # a quarter of the view
    canvas.camera.bring_into_view(100, 100, 105, 105)
    left, top, right, bottom = canvas.viewport.visible_box()
    assert left < 100 < 105 < right
    assert top < 100 < 105 < bottom
    assert canvas.viewport.scale == near.scale  # it was large enough
    canvas.camera.bring_into_view(0, 0, 1000, 1000)
    assert canvas.viewport.scale < near.scale
