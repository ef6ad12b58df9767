"""The region painter: strokes drawn step by step look as if drawn at once."""

import numpy as np
import pytest
from PySide6.QtGui import QImage, QPainter

from unet_studio.domain.label_class import ClassTable
from unet_studio.domain.region import Region
from unet_studio.imaging.stroke import Stroke
from unet_studio.ui.canvas.region_painter import RegionPainter
from unet_studio.ui.canvas.viewport import Viewport
from unet_studio.workspace.tools.preview import RegionPreview

SIZE = (300, 400)
CLASSES = ClassTable.of(["cell"])


def painted(painter: RegionPainter, viewport: Viewport) -> np.ndarray:
    """(h, w, 4) uint8 of what is painted on nothing."""
    width, height = viewport.width, viewport.height
    image = QImage(width, height, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    over = QPainter(image)
    painter.paint(over, viewport)
    over.end()
    return np.array(image.constBits()).reshape(height, width, 4).copy()


@pytest.fixture
def painter(qapp) -> RegionPainter:
    made = RegionPainter()
    made.set_classes(CLASSES)
    return made


VIEWS = [
    Viewport(1.0, 0, 0, 200, 150),
    Viewport(0.4, 13, -7, 200, 150),
    Viewport(6.3, -800, -500, 200, 150),
]


@pytest.mark.parametrize("viewport", VIEWS)
def test_step_by_step_is_the_same_as_at_once(painter, viewport: Viewport) -> None:
    stroke = Stroke(SIZE, 31)
    stroke.go_to(130, 80)
    painter.follow(RegionPreview(stroke.region, "cell"))
    painted(painter, viewport)
    for place in [(150, 100), (170, 90), (140, 140), (180, 150)]:
        box = stroke.go_to(*place)
        painter.follow(RegionPreview(stroke.region, "cell", changed=box))
    fresh = RegionPainter()
    fresh.set_classes(CLASSES)
    fresh.follow(RegionPreview(stroke.region, "cell"))
    at_once = painted(fresh, viewport)
    assert at_once.any()
    assert (painted(painter, viewport) == at_once).all()


def test_pixels_are_where_they_belong(painter) -> None:
    mask = np.zeros((20, 30), bool)
    mask[5:15, 10:30] = True
    painter.follow(RegionPreview(Region(40, 50, mask), "cell"))
    view = Viewport(2.0, -60, -80, 200, 150)
    alpha = painted(painter, view)[..., 3]
    wanted = np.zeros((150, 200), bool)
    wanted[110 - 80 : 130 - 80, 100 - 60 : 140 - 60] = True
    assert ((alpha > 0) == wanted).all()
    assert alpha[110 - 80, 120 - 60] == 255
    assert 0 < alpha[120 - 80, 120 - 60] < 255


def test_another_region_another_place_and_none(painter) -> None:
    one = Region(10, 10, np.ones((10, 10), bool))
    view = Viewport(1.0, 0, 0, 100, 80)
    painter.follow(RegionPreview(one, "cell"))
    assert painted(painter, view)[15, 15].any()
    moved = Viewport(1.0, 30, 20, 100, 80)
    assert painted(painter, moved)[35, 45].any()
    assert not painted(painter, moved)[15, 15].any()
    painter.follow(RegionPreview(Region(50, 50, one.mask), "cell"))
    assert not painted(painter, view)[15, 15].any()
    assert painted(painter, view)[55, 55].any()
    painter.follow(None)
    assert not painted(painter, view).any()


def test_colours_tell_the_class_and_what_is_erased(painter) -> None:
    region = Region(10, 10, np.ones((10, 10), bool))
    view = Viewport(1.0, 0, 0, 100, 80)
    painter.follow(RegionPreview(region, "cell"))
    blue, green, red, _alpha = painted(painter, view)[10, 10]
    assert (red, green, blue) == next(iter(CLASSES)).rgb
    painter.follow(RegionPreview(region, "cell", erases=True))
    assert painted(painter, view)[10, 10].tolist() == [255, 255, 255, 255]
