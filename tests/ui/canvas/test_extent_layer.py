"""What the canvas says of a partly labelled image."""

from __future__ import annotations

import numpy as np
from PySide6.QtGui import QImage, QPainter

from unet_studio.domain.annotation import Annotation, LabelExtent, Shape
from unet_studio.ui.canvas.extent_layer import ExtentLayer
from unet_studio.ui.canvas.viewport import Viewport
from unet_studio.workspace.labels.document import AnnotationDocument


def painted(layer: ExtentLayer) -> bool:
    image = QImage(400, 300, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    layer.paint(painter, Viewport(2.0, 20.0, 20.0, 400, 300))
    painter.end()
    return bool(np.frombuffer(image.constBits(), np.uint8).any())


def test_only_a_partly_labelled_image_gets_a_frame_and_at_once(qtbot) -> None:
    shape = Shape("cell", np.array([[1, 1], [9, 1], [9, 9]], float))
    document = AnnotationDocument(Annotation((shape,)), (100, 150))
    layer = ExtentLayer()
    layer.set_document(document)
    assert not painted(layer)
    with qtbot.waitSignal(layer.changed):
        document.state_extent(LabelExtent.PARTLY)
    assert painted(layer)
    with qtbot.waitSignal(layer.changed):
        document.undo_stack.undo()
    assert not painted(layer)
    with qtbot.assertNotEmitted(layer.changed):
        document.insert_shape(Shape("cell", shape.points))
    layer.set_document(None)
    assert not painted(layer)
