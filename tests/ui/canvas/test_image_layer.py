"""Pictures on the canvas: raw values as they are to be shown, large ones as they arrive."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
import tifffile
from PIL import Image
from PySide6.QtGui import QImage

from unet_studio.domain.project import ImageRef
from unet_studio.storage.pictures import large_picture, picture_source
from unet_studio.ui.canvas.canvas_view import CanvasView
from unet_studio.workspace.background import Background
from unet_studio.workspace.view.pictures import Picture, Pictures

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

HEIGHT, WIDTH = 1300, 1700


@pytest.fixture
def background(qtbot: QtBot) -> Iterator[Background]:
    made = Background(2, "test")
    yield made
    made.close()


@pytest.fixture
def canvas(qtbot: QtBot) -> CanvasView:
    view = CanvasView()
    qtbot.addWidget(view)
    view.resize(600, 500)
    view.grab()
    view.scale_bar.set_visible(False)  # the picture alone is looked at
    return view


def opened(qtbot: QtBot, background: Background, path: Path) -> Picture:
    pictures = Pictures(background, background)
    with qtbot.waitSignal(pictures.loaded) as loaded:
        pictures.request(ImageRef(path.name, path))
    return loaded.args[0]


def shown(canvas: CanvasView) -> np.ndarray:
    image = canvas.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    pixels = np.array(image.constBits()).reshape(image.height(), image.width(), 4)
    return pixels[..., 2::-1].astype(int)


def test_other_settings_show_the_same_values_differently(
    qtbot: QtBot, background: Background, canvas: CanvasView, tmp_path: Path
) -> None:
    deep = np.full((100, 120), 1000, np.uint16)
    deep[:, 60:] = 3000
    Image.fromarray(deep).save(tmp_path / "deep.png")
    canvas.set_image(opened(qtbot, background, tmp_path / "deep.png"))
    left, right = canvas.view_point(30, 50), canvas.view_point(90, 50)
    pixels = shown(canvas)
    assert pixels[left.y(), left.x(), 0] == 0
    assert pixels[right.y(), right.x(), 0] == 255
    display = canvas.image_layer.display
    assert display is not None
    canvas.image_layer.set_display(display.changed((0,), low=0.0, high=4000.0))
    pixels = shown(canvas)
    assert pixels[left.y(), left.x(), 0] == pytest.approx(64, abs=1)
    assert pixels[right.y(), right.x(), 0] == pytest.approx(191, abs=1)


def test_a_large_picture_is_never_blank_and_soon_sharp(
    qtbot: QtBot,
    background: Background,
    canvas: CanvasView,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(picture_source, "SMALL_PIXELS", 10_000)
    monkeypatch.setattr(large_picture, "OVERVIEW_BYTES", 100_000)
    noise = np.random.default_rng(0).integers(100, 200, (HEIGHT, WIDTH)).astype(np.uint8)
    tifffile.imwrite(tmp_path / "large.tif", noise, tile=(64, 64))
    picture = opened(qtbot, background, tmp_path / "large.tif")
    tiles = picture.tiles
    assert tiles is not None
    canvas.set_image(picture)
    qtbot.waitUntil(lambda: not tiles.is_preparing)
    canvas.zoom_to(1.0)
    assert shown(canvas)[5:400, 5:-5].min() >= 90  # as the overview shows it; below, a scale bar
    qtbot.waitUntil(lambda: not tiles.is_reading)
    for dx, dy in [(0, 0), (-200, 90), (30, -400)]:
        canvas.pan(dx, dy)
        canvas.grab()
        qtbot.waitUntil(lambda: not tiles.is_reading)
        x, y = (round(v) for v in canvas.viewport.to_image(0, 0))
        assert np.array_equal(shown(canvas)[:400, :, 0], noise[y : y + 400, x : x + 600])
    canvas.set_image(None)
    tiles.close()
