"""The tool layer: what is selected, under the cursor, dragged or being drawn, painted live."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QLineF, QObject, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from unet_studio.domain.hit_test import SMALLEST_EDITABLE_PX, HitKind
from unet_studio.domain.label_class import ClassTable
from unet_studio.domain.polygon import is_closed, outline
from unet_studio.domain.vertices import handles
from unet_studio.ui.canvas.colours import colour_of
from unet_studio.ui.canvas.label_layer import LIVE_UP_TO
from unet_studio.ui.canvas.layer import CanvasLayer
from unet_studio.ui.canvas.shape_picture import ShapePicture
from unet_studio.ui.canvas.view_cache import ViewCache
from unet_studio.workspace.tools.tool import NO_PREVIEW

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from unet_studio.domain.annotation import Shape
    from unet_studio.ui.canvas.viewport import Viewport
    from unet_studio.workspace.document import AnnotationDocument
    from unet_studio.workspace.tools.tool import Draft, Tool, ToolPreview

_HANDLE_PX = 4.0
_HELD_PX = 6.0
_THIN_FROM = 400
_WHITE = QColor("white")
_SHADOW = QColor(0, 0, 0, 150)
_SELECTED_FILL = 0.1  # light: one has to see what one corrects
_HOVER_FILL = 0.2


class ToolLayer(CanvasLayer):
    """Shows the selection of a document and the preview of a tool."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document: AnnotationDocument | None = None
        self._tool: Tool | None = None
        self._classes = ClassTable()
        self._picture = ShapePicture(_SELECTED_FILL)
        self._moved = ViewCache(self._draw_moved)

    def set_classes(self, classes: ClassTable) -> None:
        """Colour the shapes by another class table."""
        self._classes = classes
        self._picture.set_classes(classes)
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
            self._tool.preview_changed.disconnect(self.changed)
        self._tool = tool
        if tool is not None:
            tool.preview_changed.connect(self.changed)
        self.changed.emit()

    def paint(self, painter: QPainter, viewport: Viewport) -> None:
        """Paint the selected shapes, what the cursor touches, and the shape being drawn."""
        if self._document is None:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        preview = self._tool.preview if self._tool else NO_PREVIEW
        self._paint_selection(painter, viewport, preview)
        self._paint_hover(painter, viewport, preview)
        if preview.draft is not None:
            self._paint_draft(painter, viewport, preview.draft)

    def _paint_selection(self, painter: QPainter, viewport: Viewport, preview: ToolPreview) -> None:
        if self._document is None:
            return
        if len(self._document.selection) > LIVE_UP_TO:
            self._paint_moved(painter, viewport, preview)
            return
        left, top, right, bottom = viewport.visible_box()
        for selected in self._document.selected_shapes:
            shape = preview.replaced.get(selected.shape_id, selected)
            if shape.shape_id in preview.moved:
                shape = shape.moved(*preview.shift)
            line = outline(shape)
            if not len(line):
                continue
            low, high = line.min(axis=0), line.max(axis=0)
            if low[0] <= right and high[0] >= left and low[1] <= bottom and high[1] >= top:
                self._paint_shape(painter, viewport, shape, _SELECTED_FILL, selected=True)
                if self._tool is not None and self._tool.shows_handles:
                    self._paint_handles(painter, viewport, shape, preview.vertex)

    def _paint_moved(self, painter: QPainter, viewport: Viewport, preview: ToolPreview) -> None:
        """Paint very many shapes during a drag: one picture of them all, moved along."""
        if not preview.moved:
            self._moved.clear()
            return
        if not self._moved.follow(viewport):
            self._moved.draw_all(viewport)
        dx, dy = preview.shift
        painter.translate(dx * viewport.scale, dy * viewport.scale)
        self._moved.paint(painter, viewport)
        painter.resetTransform()

    def _draw_moved(self, pixels: NDArray[np.uint8], viewport: Viewport, part: QRect) -> None:
        if self._document is None or self._tool is None:
            return
        moved = self._tool.preview.moved
        index = self._document.index
        for _ in self._picture.steps(pixels, viewport, part, index, only=moved, emphasised=moved):
            pass

    def _paint_hover(self, painter: QPainter, viewport: Viewport, preview: ToolPreview) -> None:
        hover = preview.hover
        if hover is None or self._document is None:
            return
        shape = self._document.shape(hover.shape_id)
        if hover.shape_id not in self._document.selection:
            self._paint_shape(painter, viewport, shape, _HOVER_FILL, selected=False)
            if _is_large(shape, viewport):
                self._paint_handles(painter, viewport, shape, None)
        if hover.kind is not HitKind.BODY:
            colour = colour_of(shape.class_name, self._classes)
            x, y = viewport.to_view(hover.x, hover.y)
            filled = _WHITE if hover.kind is HitKind.VERTEX else colour
            _paint_dot(painter, x, y, _HELD_PX, fill=filled, line=colour)

    def _paint_shape(
        self, painter: QPainter, viewport: Viewport, shape: Shape, fill: float, *, selected: bool
    ) -> None:
        points = _in_view(outline(shape), viewport)
        if len(points) == 1:
            colour = colour_of(shape.class_name, self._classes)
            x, y = points[0]
            _paint_dot(painter, x, y, _HELD_PX, fill=colour, line=_WHITE)
            return
        polygon = _polygon(points)
        closed = is_closed(shape)
        if closed and shape.mask is None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour_of(shape.class_name, self._classes, fill))
            painter.drawPolygon(polygon, Qt.FillRule.OddEvenFill)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        colour = colour_of(shape.class_name, self._classes)
        pens = [QPen(_SHADOW, 4.0), QPen(_WHITE, 2.5), QPen(colour, 1.5)]
        for pen in pens if selected else [QPen(_SHADOW, 3.5), QPen(colour, 2.0)]:
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            painter.setPen(pen)
            if closed:
                painter.drawPolygon(polygon)
            else:
                painter.drawPolyline(polygon)

    def _paint_handles(
        self,
        painter: QPainter,
        viewport: Viewport,
        shape: Shape,
        held: tuple[str, int] | None,
    ) -> None:
        colour = colour_of(shape.class_name, self._classes)
        points = _in_view(handles(shape), viewport)
        inside = (points >= -_HELD_PX).all(axis=1) & (
            points <= np.array([viewport.width, viewport.height]) + _HELD_PX
        ).all(axis=1)
        for index in np.flatnonzero(inside):
            x, y = points[index]
            if held == (shape.shape_id, int(index)):
                _paint_dot(painter, x, y, _HELD_PX, fill=colour, line=_WHITE)
            else:
                _paint_dot(painter, x, y, _HANDLE_PX, fill=_WHITE, line=colour)

    def _paint_draft(self, painter: QPainter, viewport: Viewport, draft: Draft) -> None:
        colour = colour_of(draft.class_name, self._classes)
        fixed = _in_view(draft.points, viewport)
        cursor = viewport.to_view(*draft.cursor) if draft.cursor else None
        if draft.is_box:
            if cursor is not None:
                box = QRectF(QPointF(*fixed[0]), QPointF(*cursor)).normalized()
                for pen in (QPen(_SHADOW, 3.5), QPen(colour, 2.0)):
                    painter.setPen(pen)
                    painter.setBrush(colour_of(draft.class_name, self._classes, _HOVER_FILL))
                    painter.drawRect(box)
            return
        line = fixed if cursor is None or draft.closes else np.vstack([fixed, cursor])
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour_of(draft.class_name, self._classes, _HOVER_FILL))
        painter.drawPolygon(_polygon(line))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for pen in (QPen(_SHADOW, 3.5), QPen(colour, 2.0)):
            painter.setPen(pen)
            painter.drawPolyline(_polygon(fixed))
        self._paint_next_edge(painter, fixed, cursor, draft, colour)
        for index, (x, y) in enumerate(fixed):
            if index == 0 and draft.closes:
                _paint_dot(painter, x, y, 9.0, fill=colour, line=_WHITE)
            else:
                _paint_dot(painter, x, y, _HANDLE_PX, fill=_WHITE, line=colour)

    @staticmethod
    def _paint_next_edge(
        painter: QPainter,
        fixed: NDArray[np.float64],
        cursor: tuple[float, float] | None,
        draft: Draft,
        colour: QColor,
    ) -> None:
        if cursor is None:
            return
        target = QPointF(*(fixed[0] if draft.closes else cursor))
        dashes = QPen(colour, 1.5, Qt.PenStyle.DashLine)
        for pen in (QPen(_SHADOW, 3.0), QPen(_WHITE, 1.5)):
            painter.setPen(pen)
            painter.drawLine(QLineF(QPointF(*fixed[-1]), target))
        painter.setPen(dashes)
        painter.drawLine(QLineF(QPointF(*fixed[-1]), target))


def _thinned(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """Without points, (N, 2) in the view, that lie on the same half pixel as the one before."""
    if len(points) <= _THIN_FROM:
        return points
    steps = np.diff(np.rint(points * 2), axis=0, prepend=np.inf)
    thinned: NDArray[np.float64] = points[(steps != 0).any(axis=1)]
    return thinned


def _in_view(points: NDArray[np.float64], viewport: Viewport) -> NDArray[np.float64]:
    placed: NDArray[np.float64] = points * viewport.scale + (viewport.left, viewport.top)
    return placed


def _polygon(points: NDArray[np.float64]) -> QPolygonF:
    return QPolygonF([QPointF(x, y) for x, y in _thinned(points).tolist()])


def _is_large(shape: Shape, viewport: Viewport) -> bool:
    line = outline(shape)
    extent = float((line.max(axis=0) - line.min(axis=0)).max())
    return extent * viewport.scale >= SMALLEST_EDITABLE_PX


def _paint_dot(
    painter: QPainter, x: float, y: float, radius: float, *, fill: QColor, line: QColor
) -> None:
    painter.setPen(QPen(_SHADOW, 3.0))
    painter.setBrush(fill)
    painter.drawEllipse(QPointF(x, y), radius, radius)
    painter.setPen(QPen(line, 1.5))
    painter.drawEllipse(QPointF(x, y), radius, radius)
