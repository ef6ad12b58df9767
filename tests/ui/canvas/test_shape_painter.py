"""Tests of the shape painter."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QPainter

from unet_studio.domain.annotation import Shape
from unet_studio.domain.label_class import ClassTable
from unet_studio.ui.canvas.colours import colour_of
from unet_studio.ui.canvas.shape_painter import HANDLES_UP_TO, ShapePainter
from unet_studio.ui.canvas.viewport import Viewport

CLASSES = ClassTable.of(["cell"])
BLACK, WHITE, CELL = QColor("black"), QColor("white"), colour_of("cell", CLASSES)


def handles_of(corners: int, chosen: int | None) -> tuple[QImage, list[tuple[int, int]]]:
    """A picture of the handles of a polygon, and where its corners are, to the pixel."""
    turns = np.linspace(0, 2 * np.pi, corners, endpoint=False)
    points = np.floor(200 + 150 * np.stack([np.cos(turns), np.sin(turns)], 1)) + 0.5
    image = QImage(400, 400, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.black)
    painter = QPainter(image)
    viewport = Viewport(width=400, height=400)
    ShapePainter(painter, viewport, CLASSES).handles(Shape("cell", points), chosen)
    painter.end()
    return image, [(int(x), int(y)) for x, y in points]


@pytest.mark.usefixtures("qapp")
def test_each_corner_has_a_white_handle_with_an_edge_and_the_chosen_one_is_coloured() -> None:
    image, corners = handles_of(24, chosen=5)
    for index, (x, y) in enumerate(corners):
        assert image.pixelColor(x, y) == (CELL if index == 5 else WHITE)
        edge = 6 if index == 5 else 4
        assert image.pixelColor(x + edge, y) == (WHITE if index == 5 else CELL)
        assert image.pixelColor(x + 9, y) == BLACK


@pytest.mark.usefixtures("qapp")
def test_of_very_many_handles_only_the_chosen_one_is_seen() -> None:
    image, corners = handles_of(HANDLES_UP_TO + 1, chosen=0)
    assert image.pixelColor(*corners[0]) == CELL
    assert image.pixelColor(*corners[HANDLES_UP_TO // 2]) == BLACK
