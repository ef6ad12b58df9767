"""The level plot: how often each raw value occurs, and two handles for what is black and bright."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPalette, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from unet_studio.ui.translations import translate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from PySide6.QtGui import QMouseEvent, QPaintEvent

BINS = 192

_HANDLE_PX = 6
_REACH_PX = 12  # how near the mouse has to come to a handle


class LevelPlot(QWidget):
    """Shows histograms; the handles are dragged.

    Signals
    -------
    levels_dragged(float, float)
        The raw values to be black and bright.
    reset_requested()
        It was double-clicked.
    """

    levels_dragged = Signal(float, float)
    reset_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._curves: list[tuple[QColor, NDArray[np.float64]]] = []
        self._ends = (0.0, 1.0)
        self._levels = (0.0, 1.0)
        self._dragged: int | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self.setAccessibleName(translate("display", "Histogram"))
        self.setToolTip(
            translate(
                "display",
                "How often each value occurs. Drag the left handle to what is to be black, the "
                "right one to what is to be bright; double-click for automatic.",
            )
        )

    def show_counts(
        self, curves: Sequence[tuple[QColor, NDArray[np.int64]]], ends: tuple[float, float]
    ) -> None:
        """Show histograms, each (BINS,) between the two ends, in these colours."""
        self._ends = ends
        # By the logarithm: else a dark background is all one sees.
        logs = [(colour, np.log1p(counts)) for colour, counts in curves]
        most = max((float(heights.max()) for _, heights in logs), default=0.0) or 1.0
        self._curves = [(colour, heights / most) for colour, heights in logs]
        self.update()

    def show_levels(self, low: float, high: float) -> None:
        """Put the handles here."""
        self._levels = (low, high)
        self.update()

    # ---- Places ----

    def _plot(self) -> QRectF:
        return QRectF(self.rect()).adjusted(_HANDLE_PX, 1, -_HANDLE_PX, -_HANDLE_PX * 2)

    def _x_of(self, value: float) -> float:
        plot, (low, high) = self._plot(), self._ends
        share = (value - low) / (high - low)
        return plot.left() + plot.width() * min(max(share, 0.0), 1.0)

    def _value_at(self, x: float) -> float:
        plot, (low, high) = self._plot(), self._ends
        share = (x - plot.left()) / max(plot.width(), 1.0)
        return low + (high - low) * min(max(share, 0.0), 1.0)

    def _nearest_handle(self, x: float) -> int:
        low, high = map(self._x_of, self._levels)
        if abs(high - low) < 1:
            return 1 if x > low else 0
        return int(abs(x - high) < abs(x - low))

    def _drag_to(self, x: float) -> None:
        low, high = self._levels
        value = self._value_at(x)
        self._levels = (min(value, high), high) if self._dragged == 0 else (low, max(value, low))
        self.update()
        self.levels_dragged.emit(*self._levels)

    # ---- Qt ----

    def sizeHint(self) -> QSize:
        """Qt: wide enough to aim."""
        return QSize(230, 96)

    def minimumSizeHint(self) -> QSize:
        """Qt: small enough for a small window."""
        return QSize(140, 72)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt: draw curves, the range between the handles, and the handles."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette, plot = self.palette(), self._plot()
        painter.fillRect(plot, palette.color(QPalette.ColorRole.Base))
        low, high = map(self._x_of, self._levels)
        chosen = palette.color(QPalette.ColorRole.Highlight)
        chosen.setAlpha(40)
        painter.fillRect(QRectF(low, plot.top(), high - low, plot.height()), chosen)
        for colour, heights in self._curves:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour)
            painter.drawPolygon(_area(heights, plot))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(palette.color(QPalette.ColorRole.Mid), 1))
        painter.drawRect(plot)
        for number, x in enumerate((low, high)):
            self._paint_handle(painter, x, plot, is_bright=number == 1)

    def _paint_handle(self, painter: QPainter, x: float, plot: QRectF, *, is_bright: bool) -> None:
        text = self.palette().color(QPalette.ColorRole.WindowText)
        painter.setPen(QPen(text, 1.2))
        painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()))
        painter.setBrush(QColor("white") if is_bright else QColor("black"))
        y = plot.bottom()
        corners = [
            (x, y),
            (x + _HANDLE_PX, y + 1.7 * _HANDLE_PX),
            (x - _HANDLE_PX, y + 1.7 * _HANDLE_PX),
        ]
        painter.drawPolygon(QPolygonF([QPointF(*corner) for corner in corners]))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Qt: take the nearer handle."""
        if event.button() is Qt.MouseButton.LeftButton:
            self._dragged = self._nearest_handle(event.position().x())
            self._drag_to(event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Qt: drag the handle, or show that there is one."""
        x = event.position().x()
        if self._dragged is not None:
            self._drag_to(x)
            return
        near = min(abs(x - self._x_of(level)) for level in self._levels) <= _REACH_PX
        self.setCursor(Qt.CursorShape.SizeHorCursor if near else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """Qt: let go."""
        self._dragged = None

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        """Qt: back to automatic."""
        self._dragged = None
        self.reset_requested.emit()


def _area(heights: NDArray[np.float64], plot: QRectF) -> QPolygonF:
    """The area under a curve, as steps would be too fine to see."""
    xs = plot.left() + (np.arange(len(heights)) + 0.5) / len(heights) * plot.width()
    ys = plot.bottom() - heights * (plot.height() - 2)
    points = [QPointF(x, y) for x, y in zip(xs.tolist(), ys.tolist(), strict=True)]
    first, last = QPointF(plot.left(), plot.bottom()), QPointF(plot.right(), plot.bottom())
    return QPolygonF([first, *points, last])
