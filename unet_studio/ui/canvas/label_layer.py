"""The label layer: all shapes of a document, drawn once for a view and then only where they change.

What the mouse holds or touches is drawn live by the tool layer above.
"""

from __future__ import annotations

from time import perf_counter
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject, QRect, QTimer

from unet_studio.domain.annotation import Shape, ShapeType
from unet_studio.domain.label_class import ClassTable
from unet_studio.domain.polygon import is_closed
from unet_studio.imaging.shape_drawing import DrawnShape, Placement, draw_shapes
from unet_studio.ui.canvas.colours import rgb_of
from unet_studio.ui.canvas.layer import CanvasLayer
from unet_studio.ui.canvas.view_cache import ViewCache

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray
    from PySide6.QtGui import QPainter

    from unet_studio.domain.hit_test import ShapeIndex
    from unet_studio.ui.canvas.viewport import Viewport
    from unet_studio.workspace.document import AnnotationDocument

SLICE_S = 0.010
"""How long drawing may hold up the window before it goes on later."""

LINE_PX = 1.5
_REACH_PX = 8
"""How far lines and points reach past their outline, in device pixels."""


class LabelLayer(CanvasLayer):
    """Shows the shapes of a document, apart from those that another layer shows meanwhile."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document: AnnotationDocument | None = None
        self._drawn_index: ShapeIndex | None = None
        self._classes = ClassTable()
        self._opacity = 0.35
        self._hidden: frozenset[str] = frozenset()
        self._cache = ViewCache(self._draw_part)
        self._drawing: _Drawing | None = None
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._go_on_drawing)

    @property
    def opacity(self) -> float:
        """Of the fill, 0 to 1."""
        return self._opacity

    def set_opacity(self, opacity: float) -> None:
        """Fill the shapes more or less."""
        self._opacity = min(max(opacity, 0.0), 1.0)
        self._draw_anew()

    def set_classes(self, classes: ClassTable) -> None:
        """Colour the shapes by another class table."""
        self._classes = classes
        self._draw_anew()

    def set_document(self, document: AnnotationDocument | None) -> None:
        """Show the shapes of another document."""
        if self._document is not None:
            self._document.annotation_changed.disconnect(self._on_annotation_changed)
        self._document = document
        self._hidden = frozenset()
        if document is not None:
            document.annotation_changed.connect(self._on_annotation_changed)
        self._cache.clear()
        self._draw_anew()

    def hide_shapes(self, shape_ids: frozenset[str]) -> None:
        """Leave these shapes out: they are shown elsewhere."""
        if shape_ids == self._hidden or self._document is None:
            return
        positions = self._document.index.positions
        turned = [positions[i] for i in self._hidden ^ shape_ids if i in positions]
        self._hidden = shape_ids
        self._redraw(self._document.index.boxes[turned])

    def paint(self, painter: QPainter, viewport: Viewport) -> None:
        """Paint the shapes, or as much of them as could be drawn in time."""
        if self._document is None:
            return
        if not self._cache.follow(viewport):
            self._start_drawing(viewport)
        self._cache.paint(painter, viewport)

    def finish(self) -> None:
        """Draw to the end what is being drawn, however long it takes."""
        while self._drawing is not None:
            self._go_on_drawing()

    # ---- drawing ----

    def _start_drawing(self, viewport: Viewport) -> None:
        if self._drawing is None or self._drawing.viewport != viewport:
            width, height = viewport.device_size
            pixels = np.zeros((height, width, 4), np.uint8)
            steps = self._steps(pixels, viewport, QRect(0, 0, width, height))
            self._drawing = _Drawing(viewport, pixels, steps)
            if self._drawing.went_on(SLICE_S):
                self._take_over(self._drawing)
            else:
                self._timer.start()

    def _go_on_drawing(self) -> None:
        drawing = self._drawing
        if drawing is None:
            self._timer.stop()
        elif drawing.went_on(SLICE_S):
            self._take_over(drawing)
            self.changed.emit()

    def _take_over(self, drawing: _Drawing) -> None:
        self._timer.stop()
        self._drawing = None
        self._cache.put(drawing.pixels, drawing.viewport)
        self._drawn_index = self._document.index if self._document else None

    def _draw_part(self, pixels: NDArray[np.uint8], viewport: Viewport, part: QRect) -> None:
        for _ in self._steps(pixels, viewport, part):
            pass

    def _steps(self, pixels: NDArray[np.uint8], viewport: Viewport, part: QRect) -> Iterator[None]:
        if self._document is None:
            return iter(())
        scale = viewport.device_scale
        left = viewport.device_left - part.x()
        top = viewport.device_top - part.y()
        index = self._document.index
        reach = _REACH_PX * viewport.ratio
        positions = index.touching(
            (-reach - left) / scale,
            (-reach - top) / scale,
            (part.width() + reach - left) / scale,
            (part.height() + reach - top) / scale,
        )
        shapes = [
            self._drawn(index.shapes[i], index.outlines[i])
            for i in positions
            if index.shapes[i].shape_id not in self._hidden and index.shapes[i].is_drawable
        ]
        return draw_shapes(
            pixels,
            shapes,
            Placement(scale, left, top),
            opacity=self._opacity,
            line_px=LINE_PX * viewport.ratio,
        )

    def _drawn(self, shape: Shape, points: NDArray[np.float64]) -> DrawnShape:
        mask = shape.mask if shape.shape_type is ShapeType.MASK else None
        rgb = rgb_of(shape.class_name, self._classes)
        return DrawnShape(points, rgb, closed=is_closed(shape), mask=mask)

    # ---- what changed ----

    def _draw_anew(self) -> None:
        self._drawing = None
        self._timer.stop()
        self._cache.mark_stale()
        self.changed.emit()

    def _on_annotation_changed(self) -> None:
        if self._document is None or self._drawn_index is None:
            self._draw_anew()
            return
        self._redraw(_changed_boxes(self._drawn_index, self._document.index))
        self._drawn_index = self._document.index

    def _redraw(self, boxes: NDArray[np.float64] | Sequence[NDArray[np.float64]]) -> None:
        """Draw again what these boxes, in image pixels, cover."""
        viewport = self._cache.viewport
        boxes = np.asarray(boxes).reshape(-1, 4)
        boxes = boxes[np.isfinite(boxes).all(axis=1)]
        if self._drawing is not None or viewport is None:
            self._draw_anew()
            return
        if len(boxes):
            scale, reach = viewport.device_scale, _REACH_PX * viewport.ratio
            corner = np.array([viewport.device_left, viewport.device_top])
            width, height = viewport.device_size
            low = np.floor(boxes[:, :2].min(axis=0) * scale + corner - reach)
            high = np.ceil(boxes[:, 2:].max(axis=0) * scale + corner + reach)
            low, high = np.maximum(low, 0), np.minimum(high, [width, height])
            if (low < high).all():
                size = (high - low).astype(int)
                self._cache.redraw(QRect(int(low[0]), int(low[1]), int(size[0]), int(size[1])))
        self.changed.emit()


class _Drawing:
    """A picture in the making."""

    def __init__(
        self, viewport: Viewport, pixels: NDArray[np.uint8], steps: Iterator[None]
    ) -> None:
        self.viewport = viewport
        self.pixels = pixels
        self._steps = steps

    def went_on(self, budget_s: float) -> bool:
        """Draw for so long; whether the picture is done."""
        end = perf_counter() + budget_s
        return all(perf_counter() < end for _ in self._steps)


def _changed_boxes(old: ShapeIndex, new: ShapeIndex) -> NDArray[np.float64]:
    """Boxes of the shapes that are in one of two indices only, and of those in another place."""
    old_shapes = {id(shape) for shape in old.shapes}
    new_shapes = {id(shape) for shape in new.shapes}
    gone = [i for i, shape in enumerate(old.shapes) if id(shape) not in new_shapes]
    come = [i for i, shape in enumerate(new.shapes) if id(shape) not in old_shapes]
    return np.concatenate([old.boxes[gone], new.boxes[come]])
