"""The tool layer: what is selected, under the cursor, dragged or being drawn, painted live."""

from __future__ import annotations

from time import perf_counter
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject, QRect, QTimer

from unet_studio.domain.hit_test import SMALLEST_EDITABLE_PX, HitKind
from unet_studio.domain.label_class import ClassTable
from unet_studio.domain.polygon import outline
from unet_studio.ui.canvas.label_layer import LIVE_UP_TO, SLICE_S
from unet_studio.ui.canvas.layer import CanvasLayer
from unet_studio.ui.canvas.mask_painter import MaskPainter
from unet_studio.ui.canvas.region_painter import RegionPainter
from unet_studio.ui.canvas.shape_painter import HOVER_FILL, SELECTED_FILL, ShapePainter
from unet_studio.ui.canvas.shape_picture import ShapePicture
from unet_studio.ui.canvas.view_cache import ViewCache
from unet_studio.workspace.tools.preview import NO_PREVIEW

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QPainter

    from unet_studio.domain.annotation import Shape
    from unet_studio.ui.canvas.viewport import Viewport
    from unet_studio.workspace.labels.document import AnnotationDocument
    from unet_studio.workspace.tools.preview import ToolPreview
    from unet_studio.workspace.tools.tool import Tool

_FAINT = 0.35


class ToolLayer(CanvasLayer):
    """Shows the selection of a document and the preview of a tool."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document: AnnotationDocument | None = None
        self._tool: Tool | None = None
        self._classes = ClassTable()
        self._picture = ShapePicture(SELECTED_FILL)
        self._fill = SELECTED_FILL
        self._moved = ViewCache(lambda *_: None)  # drawn by `_moved_steps`
        self._moved_steps: Iterator[None] = iter(())
        self._region = RegionPainter()
        self._masks = MaskPainter()
        self._lines = RegionPainter()

    def set_fill_visible(self, visible: bool) -> None:
        """Fill the selected shapes lightly, or draw their outlines only."""
        self._fill = self._picture.opacity = SELECTED_FILL if visible else 0.0
        self.changed.emit()

    def set_classes(self, classes: ClassTable) -> None:
        """Colour the shapes by another class table."""
        self._classes = classes
        self._picture.set_classes(classes)
        self._region.set_classes(classes)
        self._lines.set_classes(classes)
        self.changed.emit()

    def set_document(self, document: AnnotationDocument | None) -> None:
        """Show the selection of another document."""
        if self._document is not None:
            self._document.selection_changed.disconnect(self.changed)
            self._document.annotation_changed.disconnect(self.changed)
        self._document = document
        self._picture.forget()
        self._moved.clear()
        if document is not None:
            document.selection_changed.connect(self.changed)
            document.annotation_changed.connect(self.changed)
        self.changed.emit()

    def set_tool(self, tool: Tool | None) -> None:
        """Show the preview of another tool."""
        if self._tool is not None:
            self._tool.preview_changed.disconnect(self._on_tool_preview_changed)
        self._tool = tool
        if tool is not None:
            tool.preview_changed.connect(self._on_tool_preview_changed)
        self._on_tool_preview_changed()

    def paint(self, painter: QPainter, viewport: Viewport) -> None:
        """Paint the selected shapes, what the cursor touches, and the shape being drawn."""
        if self._document is None:
            return
        preview = self._tool.preview if self._tool else NO_PREVIEW
        shapes = ShapePainter(painter, viewport, self._classes, self._masks)
        if len(self._document.selection) > LIVE_UP_TO:
            self._paint_moved(painter, viewport, preview)
        else:
            self._paint_selection(shapes, viewport, preview, self._document.selected_shapes)
        self._paint_hover(shapes, viewport, preview, self._document)
        if preview.lines is not None:
            painter.setOpacity(_FAINT)
            self._lines.paint(painter, viewport)
            painter.setOpacity(1)
        if preview.region is not None:
            self._region.paint(painter, viewport)
        if preview.draft is not None:
            shapes.draft(preview.draft)
        if preview.wire is not None:
            shapes.wire(preview.wire)
        if preview.box is not None:
            shapes.frame(preview.box)
        for mark in preview.marks:
            shapes.mark(mark)
        if preview.ring is not None:
            shapes.ring(preview.ring)

    def _on_tool_preview_changed(self) -> None:
        self._region.follow(self._tool.preview.region if self._tool is not None else None)
        self._lines.follow(self._tool.preview.lines if self._tool is not None else None)
        self.changed.emit()

    def _paint_selection(
        self,
        painter: ShapePainter,
        viewport: Viewport,
        preview: ToolPreview,
        selected: tuple[Shape, ...],
    ) -> None:
        for kept in selected:
            shape = preview.replaced.get(kept.shape_id, kept)
            if shape.shape_id in preview.moved:
                shape = shape.moved(*preview.shift)
            if not _is_seen(shape, viewport):
                continue
            painter.shape(shape, fill=self._fill, selected=True)
            if self._tool is not None and self._tool.shows_handles:
                holds = preview.vertex is not None and preview.vertex[0] == shape.shape_id
                painter.handles(shape, preview.vertex[1] if holds and preview.vertex else None)

    def _paint_moved(self, painter: QPainter, viewport: Viewport, preview: ToolPreview) -> None:
        """Paint very many shapes during a drag: one picture of them all, moved along.

        It is drawn in the course of the first frames, so that the drag begins at once.
        """
        if not preview.moved:
            self._moved.clear()
            self._moved_steps = iter(())
            return
        if self._moved.viewport != viewport:
            self._start_moved(viewport, preview)
        self._go_on_with_moved()
        dx, dy = preview.shift
        painter.save()
        painter.translate(dx * viewport.scale, dy * viewport.scale)
        self._moved.paint(painter, viewport)
        painter.restore()

    def _start_moved(self, viewport: Viewport, preview: ToolPreview) -> None:
        width, height = viewport.device_size
        pixels = np.zeros((height, width, 4), np.uint8)
        self._moved.put(pixels, viewport)
        if self._document is not None:
            index, moved = self._document.index, preview.moved
            everything = QRect(0, 0, width, height)
            self._moved_steps = self._picture.steps(
                pixels, viewport, everything, index, only=moved, emphasised=moved
            )

    def _go_on_with_moved(self) -> None:
        """Draw some more into the picture of what is moved; the rest in the next frames."""
        end = perf_counter() + SLICE_S
        for _ in self._moved_steps:
            if perf_counter() >= end:
                QTimer.singleShot(0, self, self.changed.emit)
                return

    def _paint_hover(
        self,
        painter: ShapePainter,
        viewport: Viewport,
        preview: ToolPreview,
        document: AnnotationDocument,
    ) -> None:
        hover = preview.hover
        if hover is None:
            return
        shape = document.shape(hover.shape_id)
        if hover.shape_id not in document.selection:
            painter.shape(shape, fill=HOVER_FILL, selected=False)
            if _extent(shape) * viewport.scale >= SMALLEST_EDITABLE_PX:
                painter.handles(shape, None)
        if hover.kind is not HitKind.BODY:
            is_new = hover.kind is HitKind.EDGE
            painter.grip(shape.class_name, hover.x, hover.y, is_new=is_new)


def _is_seen(shape: Shape, viewport: Viewport) -> bool:
    if not shape.is_drawable:
        return False
    left, top, right, bottom = viewport.visible_box()
    (x0, y0), (x1, y1) = outline(shape).min(axis=0), outline(shape).max(axis=0)
    return bool(x0 <= right and x1 >= left and y0 <= bottom and y1 >= top)


def _extent(shape: Shape) -> float:
    """The longer side of the box around a shape, in image pixels."""
    line = outline(shape)
    return float((line.max(axis=0) - line.min(axis=0)).max())
