"""The label layer: all shapes of a document, drawn once for a view and then only where they change.

What the mouse holds or touches is drawn live by the tool layer above.
"""

from __future__ import annotations

from dataclasses import replace
from time import perf_counter
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject, QRect, QTimer

from unet_studio.domain.hit_test import ShapeIndex
from unet_studio.ui.canvas.layer import CanvasLayer
from unet_studio.ui.canvas.shape_picture import REACH_PX, ShapePicture
from unet_studio.ui.canvas.view_cache import ViewCache

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray
    from PySide6.QtGui import QPainter

    from unet_studio.domain.label_class import ClassTable
    from unet_studio.ui.canvas.viewport import Viewport
    from unet_studio.workspace.labels.document import AnnotationDocument

SLICE_S = 0.006
"""How long drawing may hold up the window before it goes on later."""

LIVE_UP_TO = 60
"""So many selected shapes are drawn live with handles; more get a white outline here."""


class LabelLayer(CanvasLayer):
    """Shows the shapes of a document, apart from those that another layer shows meanwhile."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document: AnnotationDocument | None = None
        self._drawn_index = ShapeIndex(())
        self._is_visible = True
        self._opacity = 0.35
        self._fill_visible = True
        self._picture = ShapePicture(self._opacity)
        self._held: frozenset[str] = frozenset()
        self._hidden: frozenset[str] = frozenset()
        self._emphasised: frozenset[str] = frozenset()
        self._cache = ViewCache(self._draw_part)
        self._drawing: _Drawing | None = None
        self._late: list[QRect] = []  # still to draw; device pixels from the image's corner
        self._is_slow = False  # whether drawing everything took long the last time
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._go_on_drawing)

    @property
    def document(self) -> AnnotationDocument | None:
        """Whose shapes are shown."""
        return self._document

    @property
    def opacity(self) -> float:
        """Of the fill, 0 to 1."""
        return self._opacity

    def set_opacity(self, opacity: float) -> None:
        """Fill the shapes more or less, 0 to 1."""
        self._opacity = min(max(opacity, 0.0), 1.0)
        self._show_fill()

    def set_fill_visible(self, visible: bool) -> None:
        """Fill the shapes, or draw their outlines only."""
        self._fill_visible = visible
        self._show_fill()

    def set_visible(self, visible: bool) -> None:
        """Show the shapes at all."""
        if visible != self._is_visible:
            self._is_visible = visible
            self.changed.emit()

    def _show_fill(self) -> None:
        opacity = self._opacity if self._fill_visible else 0.0
        if opacity != self._picture.opacity:
            self._picture.opacity = opacity
            self._draw_anew()

    def set_classes(self, classes: ClassTable) -> None:
        """Colour the shapes by another class table."""
        self._picture.set_classes(classes)
        self._draw_anew()

    def set_document(self, document: AnnotationDocument | None) -> None:
        """Show the shapes of another document."""
        if self._document is not None:
            self._document.annotation_changed.disconnect(self._on_annotation_changed)
            self._document.selection_changed.disconnect(self._on_selection_changed)
            self._document.access_changed.disconnect(self._on_access_changed)
        self._document = document
        self._held = self._emphasised = frozenset()
        self._hidden = document.hidden if document else frozenset()
        self._drawn_index = document.index if document else ShapeIndex(())
        self._picture.forget()
        self._cache.clear()
        if document is not None:
            document.annotation_changed.connect(self._on_annotation_changed)
            document.selection_changed.connect(self._on_selection_changed)
            document.access_changed.connect(self._on_access_changed)
            self._on_selection_changed()
        self._draw_anew()

    def hide_shapes(self, shape_ids: frozenset[str]) -> None:
        """Leave these shapes out: they are shown elsewhere."""
        if shape_ids != self._held:
            turned = self._held ^ shape_ids
            self._held = shape_ids
            self._redraw_shapes(turned)

    def paint(self, painter: QPainter, viewport: Viewport) -> None:
        """Paint the shapes, or as much of them as could be drawn in time."""
        if self._document is None or not self._is_visible:
            return
        if not self._cache.follow(viewport):
            self._start_drawing(viewport)
        self._cache.paint(painter, viewport)

    def is_drawn(self, viewport: Viewport) -> bool:
        """Whether all shapes are seen as they are now."""
        return self._drawing is None and not self._late and self._cache.is_for(viewport)

    def finish(self) -> None:
        """Draw to the end what is being drawn, however long it takes."""
        while self._drawing is not None or self._late:
            self._go_on_drawing()

    # ---- drawing ----

    def _start_drawing(self, viewport: Viewport) -> None:
        """Draw everything, at once if that is quick."""
        if self._drawing is not None and self._drawing.serves(viewport):
            return
        self._late.clear()
        self._drawing = self._new_drawing(viewport, QRect(0, 0, *viewport.device_size))
        if not self._is_slow and self._drawing.went_on(SLICE_S):
            self._take_over(self._drawing)
        else:
            self._timer.start()

    def _new_drawing(self, viewport: Viewport, part: QRect) -> _Drawing:
        pixels = np.zeros((part.height(), part.width(), 4), np.uint8)
        return _Drawing(viewport, part, pixels, self._steps(pixels, viewport, part))

    def _go_on_drawing(self) -> None:
        if self._drawing is None and self._late:
            self._drawing = self._next_late()
        if self._drawing is None:
            self._timer.stop()
        elif self._drawing.went_on(SLICE_S):
            self._take_over(self._drawing)
            self.changed.emit()

    def _take_over(self, drawing: _Drawing) -> None:
        self._drawing = None
        if drawing.is_of_all:
            self._is_slow = drawing.taken_s > SLICE_S
            self._cache.put(drawing.pixels, drawing.viewport)
        else:
            self._cache.put_part(drawing.pixels, drawing.viewport, drawing.part)
        if not self._late:
            self._timer.stop()

    def _draw_part(self, pixels: NDArray[np.uint8], viewport: Viewport, part: QRect) -> None:
        """Draw a part of the view, later if it cannot be done at once."""
        if self._drawing is not None or self._late:
            self._late.append(part.translated(*_to_image(viewport)))
        else:
            drawing = self._new_drawing(viewport, part)
            if drawing.went_on(SLICE_S):
                pixels[:] = drawing.pixels
                return
            self._drawing = drawing
        self._timer.start()

    def _next_late(self) -> _Drawing | None:
        """Begin to draw what is late and still in sight; parts beside each other become one."""
        viewport = self._cache.viewport
        first = self._late.pop(0)
        rest = []
        for part in self._late:
            joined = first.united(part)
            lines_up = first.width() == part.width() or first.height() == part.height()
            wasted = joined.width() * joined.height() > 2 * (_area(first) + _area(part))
            if lines_up and not wasted:
                first = joined
            else:
                rest.append(part)
        self._late = rest
        if viewport is None:
            return None
        dx, dy = _to_image(viewport)
        part = first.translated(-dx, -dy).intersected(QRect(0, 0, *viewport.device_size))
        return None if part.isEmpty() else self._new_drawing(viewport, part)

    def _steps(self, pixels: NDArray[np.uint8], viewport: Viewport, part: QRect) -> Iterator[None]:
        return self._picture.steps(
            pixels,
            viewport,
            part,
            self._drawn_index,
            without=self._held | self._hidden,
            emphasised=self._emphasised,
        )

    # ---- what changed ----

    def _draw_anew(self) -> None:
        self._drawing = None
        self._late.clear()
        self._timer.stop()
        self._cache.mark_stale()
        self.changed.emit()

    def _on_annotation_changed(self) -> None:
        if self._document is not None:
            old, self._drawn_index = self._drawn_index, self._document.index
            self._hidden = self._document.hidden
            self._redraw(self._drawn_index.changes_since(old))

    def _on_selection_changed(self) -> None:
        selection = self._document.selection if self._document else ()
        emphasised = frozenset(selection if len(selection) > LIVE_UP_TO else ())
        if emphasised != self._emphasised:
            turned = self._emphasised ^ emphasised
            self._emphasised = emphasised
            self._redraw_shapes(turned)

    def _on_access_changed(self) -> None:
        hidden = self._document.hidden if self._document else frozenset()
        if hidden != self._hidden:
            turned = self._hidden ^ hidden
            self._hidden = hidden
            self._redraw_shapes(turned)

    def _redraw_shapes(self, shape_ids: frozenset[str]) -> None:
        positions = self._drawn_index.positions
        turned = [positions[i] for i in shape_ids if i in positions]
        self._redraw(self._drawn_index.boxes[turned])

    def _redraw(self, boxes: NDArray[np.float64]) -> None:
        """Draw again what these boxes, (N, 4) in image pixels, cover; much of it step by step."""
        boxes = boxes[np.isfinite(boxes).all(axis=1)]
        if not len(boxes):
            return
        viewport = self._cache.viewport
        if self._drawing is not None or viewport is None or len(boxes) > LIVE_UP_TO:
            self._draw_anew()
            return
        self._cache.redraw(_device_rect(boxes, viewport))
        self.changed.emit()


class _Drawing:
    """A picture of a part of the view, in the making."""

    def __init__(
        self, viewport: Viewport, part: QRect, pixels: NDArray[np.uint8], steps: Iterator[None]
    ) -> None:
        self.viewport = viewport
        self.part = part
        self.pixels = pixels
        self.taken_s = 0.0
        self._steps = steps

    @property
    def is_of_all(self) -> bool:
        """Whether the part is everything that is seen."""
        return self.part == QRect(0, 0, *self.viewport.device_size)

    def serves(self, viewport: Viewport) -> bool:
        """Whether it will be worth having in this viewport: as it is, or panned."""
        panned = replace(self.viewport, left=viewport.left, top=viewport.top)
        return self.is_of_all and panned == viewport

    def went_on(self, budget_s: float) -> bool:
        """Draw for so long; whether the picture is done."""
        start = perf_counter()
        is_done = all(perf_counter() < start + budget_s for _ in self._steps)
        self.taken_s += perf_counter() - start
        return is_done


def _to_image(viewport: Viewport) -> tuple[int, int]:
    """What leads from device pixels of the view to such from the image's corner."""
    return -round(viewport.device_left), -round(viewport.device_top)


def _area(part: QRect) -> int:
    return part.width() * part.height()


def _device_rect(boxes: NDArray[np.float64], viewport: Viewport) -> QRect:
    """The device pixels of the view around boxes, (N, 4) in image pixels; may be empty."""
    reach = REACH_PX * viewport.ratio
    corner = np.array([viewport.device_left, viewport.device_top])
    low = np.floor(boxes[:, :2].min(axis=0) * viewport.device_scale + corner - reach)
    high = np.ceil(boxes[:, 2:].max(axis=0) * viewport.device_scale + corner + reach)
    low, high = np.maximum(low, 0), np.minimum(high, viewport.device_size)
    size = np.maximum(high - low, 0)
    return QRect(int(low[0]), int(low[1]), int(size[0]), int(size[1]))
