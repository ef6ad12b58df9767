"""The shape painter: single shapes drawn live and crisply, with handles, as they are edited."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QPolygonF

from unet_studio.domain.annotation import Shape, ShapeType
from unet_studio.domain.polygon import is_closed, outline
from unet_studio.domain.vertices import handles
from unet_studio.imaging.shape_drawing import DrawnShape, Placement, draw_shapes
from unet_studio.ui.canvas.colours import colour_of, rgb_of
from unet_studio.ui.canvas.mask_painter import MaskPainter

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from unet_studio.domain.label_class import ClassTable
    from unet_studio.ui.canvas.viewport import Viewport
    from unet_studio.workspace.tools.preview import Draft, PromptMark, Ring, Wire

SELECTED_FILL = 0.1  # light: one has to see what one corrects
HOVER_FILL = 0.2

HANDLES_UP_TO = 500
"""More handles than this in sight would hide the shape; then only the chosen one is shown."""

SMOOTH_UP_TO = 1500
"""Outlines with more points on the screen than this are drawn plainly, to follow the mouse."""

_SMOOTH = QPainter.RenderHint.Antialiasing
_HANDLE_PX = 4.0
_HELD_PX = 6.0
_CLOSING_PX = 9.0
_DRAFT_DASHES = (4.0, 4.0)  # in widths of the line
_THIN_FROM = 400
_PLAIN_LINE_PX = 1.6
_WHITE = QColor("white")
_SHADOW = QColor(0, 0, 0, 150)
_INSIDE = QColor("#0072b2")
_OUTSIDE = QColor("#d55e00")
_DRAWN_AS_PATHS = frozenset({ShapeType.POLYGON, ShapeType.LINESTRIP, ShapeType.LINE})


class ShapePainter:
    """Paints into a view; light and dark lines side by side are seen on any picture."""

    def __init__(
        self,
        painter: QPainter,
        viewport: Viewport,
        classes: ClassTable,
        masks: MaskPainter | None = None,
    ) -> None:
        self._painter = painter
        self._masks = masks or MaskPainter()
        self._viewport = viewport
        self._classes = classes
        painter.setRenderHint(_SMOOTH)

    def shape(self, shape: Shape, *, fill: float, selected: bool) -> None:
        """Outline a shape, selected or under the cursor, and fill it with some opacity."""
        colour = colour_of(shape.class_name, self._classes)
        points = _thinned(self._in_view(outline(shape)))
        if len(points) == 1:
            self._dots(points, _HELD_PX, fill=colour, line=_WHITE)
            return
        pens = [QPen(_SHADOW, 3.5), QPen(colour, 2.0)]
        if selected:
            pens = [QPen(_SHADOW, 4.0), QPen(_WHITE, 2.5), QPen(colour, 1.5)]
        if shape.is_draft:
            pens[-1].setDashPattern(_DRAFT_DASHES)
        if shape.mask is not None:
            tint = colour_of(shape.class_name, self._classes, fill)
            self._masks.paint(self._painter, self._viewport, shape, tint, pens)
            return
        if len(points) > SMOOTH_UP_TO:
            self._plain(shape, points, fill, selected=selected)
            return
        polygon = _polygon(points)
        closed = is_closed(shape)
        if closed:
            self._fill(polygon, shape.class_name, fill)
        self._stroke(polygon, pens, closed=closed)

    def handles(self, shape: Shape, chosen: int | None) -> None:
        """Show where a shape can be grabbed, and which handle is chosen."""
        colour = colour_of(shape.class_name, self._classes)
        points = self._in_view(handles(shape))
        low = -_HELD_PX
        high = np.array([self._viewport.width, self._viewport.height]) + _HELD_PX
        seen = np.flatnonzero(((points >= low) & (points <= high)).all(axis=1))
        if len(seen) > HANDLES_UP_TO:
            seen = seen[seen == chosen]
        self._dots(points[seen[seen != chosen]], _HANDLE_PX, fill=_WHITE, line=colour)
        self._dots(points[seen[seen == chosen]], _HELD_PX, fill=colour, line=_WHITE)

    def grip(self, class_name: str, x: float, y: float, *, is_new: bool) -> None:
        """Show the vertex that would be taken, or the new one that an edge would give."""
        colour = colour_of(class_name, self._classes)
        at = self._in_view(np.array([[x, y]]))
        self._dots(at, _HELD_PX, fill=colour if is_new else _WHITE, line=colour)

    def draft(self, draft: Draft) -> None:
        """Show a shape that is being drawn."""
        fixed = self._in_view(draft.points)
        cursor = self._in_view(np.array([draft.cursor])) if draft.cursor else fixed[:0]
        if draft.shape_type in _DRAWN_AS_PATHS or not draft.cursor:
            self._path(fixed, cursor, draft)
        else:
            points = np.vstack([draft.points, [draft.cursor]])
            self._outline_of(Shape(draft.class_name, points, draft.shape_type))

    def wire(self, wire: Wire) -> None:
        """Show a line that finds its way: what is fixed, what follows the cursor, the anchors."""
        colour = colour_of(wire.class_name, self._classes)
        fixed, live = self._in_view(wire.fixed), self._in_view(wire.live)
        if wire.is_closed:
            self._fill(_polygon(np.vstack([fixed, live])), wire.class_name, SELECTED_FILL)
        self._stroke(_polygon(fixed), [QPen(_SHADOW, 3.5), QPen(colour, 2.0)], closed=False)
        self._stroke(_polygon(live), [QPen(_SHADOW, 3.5), QPen(_WHITE, 1.5)], closed=False)
        anchors = self._in_view(wire.anchors)
        self._dots(anchors, _HANDLE_PX, fill=_WHITE, line=colour)
        if wire.closes:
            self._dots(anchors[:1], _CLOSING_PX, fill=colour, line=_WHITE)

    def frame(self, box: tuple[float, float, float, float]) -> None:
        """Show a frame being pulled up, (x0, y0, x1, y1) in image pixels."""
        corners = self._in_view(np.array(box).reshape(2, 2))
        rectangle = QPolygonF(QRectF(QPointF(*corners[0]), QPointF(*corners[1])).normalized())
        pens = [QPen(_SHADOW, 2.0), QPen(_WHITE, 1.0, Qt.PenStyle.DashLine)]
        self._stroke(rectangle, pens, closed=True)

    def ring(self, ring: Ring) -> None:
        """Show the circle that a brush touches."""
        middle = QPointF(*self._in_view(np.array([[ring.x, ring.y]]))[0])
        radius = ring.radius_px * self._viewport.scale
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        dashes = Qt.PenStyle.DashLine if ring.erases else Qt.PenStyle.SolidLine
        for pen in (QPen(_SHADOW, 3.0), QPen(_WHITE, 1.5, dashes)):
            self._painter.setPen(pen)
            self._painter.drawEllipse(middle, radius, radius)

    def mark(self, mark: PromptMark) -> None:
        """Show a point that says what belongs to a region: plus or minus, not colour alone."""
        at = self._in_view(np.array([[mark.x, mark.y]]))
        self._dots(at, _HELD_PX, fill=_INSIDE if mark.is_inside else _OUTSIDE, line=_WHITE)
        middle, arm = QPointF(*at[0].tolist()), _HELD_PX - 2.5
        self._painter.setPen(QPen(_WHITE, 1.8))
        self._painter.drawLine(middle - QPointF(arm, 0), middle + QPointF(arm, 0))
        if mark.is_inside:
            self._painter.drawLine(middle - QPointF(0, arm), middle + QPointF(0, arm))

    def _outline_of(self, shape: Shape) -> None:
        colour = colour_of(shape.class_name, self._classes)
        polygon = _polygon(self._in_view(outline(shape)))
        closed = is_closed(shape)
        if closed:
            self._fill(polygon, shape.class_name, HOVER_FILL)
        self._stroke(polygon, [QPen(_SHADOW, 3.5), QPen(colour, 2.0)], closed=closed)

    def _path(self, fixed: NDArray[np.float64], cursor: NDArray[np.float64], draft: Draft) -> None:
        colour = colour_of(draft.class_name, self._classes)
        target = fixed[:1] if draft.closes else cursor
        if draft.shape_type is ShapeType.POLYGON:
            self._fill(_polygon(np.vstack([fixed, target])), draft.class_name, HOVER_FILL)
        self._stroke(_polygon(fixed), [QPen(_SHADOW, 3.5), QPen(colour, 2.0)], closed=False)
        if len(target):
            dashes = QPen(colour, 1.5, Qt.PenStyle.DashLine)
            pens = [QPen(_SHADOW, 3.0), QPen(_WHITE, 1.5), dashes]
            self._stroke(_polygon(np.vstack([fixed[-1:], target])), pens, closed=False)
        corners = fixed[:1] if draft.is_traced else fixed
        self._dots(corners, _HANDLE_PX, fill=_WHITE, line=colour)
        if draft.closes:
            self._dots(fixed[:1], _CLOSING_PX, fill=colour, line=_WHITE)

    def _plain(
        self, shape: Shape, points: NDArray[np.float64], fill: float, *, selected: bool
    ) -> None:
        """Draw very many points, (N, 2) in the view, as the label layer does."""
        view = self._viewport
        low = np.floor(np.clip(points.min(axis=0) - _HELD_PX, 0, (view.width, view.height)))
        high = np.ceil(np.clip(points.max(axis=0) + _HELD_PX, 0, (view.width, view.height)))
        width, height = ((high - low) * view.ratio).astype(int).tolist()
        if width <= 0 or height <= 0:
            return
        rgb = rgb_of(shape.class_name, self._classes)
        line = (255, 255, 255) if selected else rgb
        drawn = DrawnShape(points, rgb, line, is_closed(shape), None)
        left, top = (-low * view.ratio).tolist()
        pixels = np.zeros((height, width, 4), np.uint8)
        for _ in draw_shapes(
            *(pixels, 1, lambda _number: drawn, Placement(view.ratio, left, top)),
            opacity=fill,
            line_px=max(round(_PLAIN_LINE_PX * view.ratio), 1),
        ):
            pass
        image = QImage(pixels.data, width, height, QImage.Format.Format_ARGB32_Premultiplied)
        image.setDevicePixelRatio(view.ratio)
        self._painter.drawImage(QPointF(*low.tolist()), image)

    def _in_view(self, points: NDArray[np.float64]) -> NDArray[np.float64]:
        corner = (self._viewport.left, self._viewport.top)
        placed: NDArray[np.float64] = points * self._viewport.scale + corner
        return placed

    def _fill(self, polygon: QPolygonF, class_name: str, opacity: float) -> None:
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(colour_of(class_name, self._classes, opacity))
        self._painter.drawPolygon(polygon, Qt.FillRule.OddEvenFill)

    def _stroke(self, polygon: QPolygonF, pens: list[QPen], *, closed: bool) -> None:
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        for pen in pens:
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            self._painter.setPen(pen)
            if closed:
                self._painter.drawPolygon(polygon)
            else:
                self._painter.drawPolyline(polygon)

    def _dots(self, at: NDArray[np.float64], radius: float, *, fill: QColor, line: QColor) -> None:
        """Draw discs with an edge around points, (N, 2) in the view, all at once.

        As round ends of lines without length they take half the time of ellipses one by one.
        """
        if not len(at):
            return
        middles = _polygon(at)
        for colour, reach in ((_SHADOW, 1.5), (line, 0.75), (fill, -0.75)):
            pen = QPen(colour, 2 * (radius + reach))
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            self._painter.setPen(pen)
            self._painter.drawPoints(middles)


def _thinned(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """Points, (N, 2) in the view, without those on the same half pixel as the one before."""
    if len(points) <= _THIN_FROM:
        return points
    halves = np.rint(points * 2)
    kept = np.ones(len(points), bool)
    np.any(halves[1:] != halves[:-1], axis=1, out=kept[1:])
    return points[kept]


def _polygon(points: NDArray[np.float64]) -> QPolygonF:
    return QPolygonF([QPointF(x, y) for x, y in points.tolist()])
