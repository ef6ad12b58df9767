"""The divider of a swipe: an upright line over a canvas that is dragged to either side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPolygonF
from PySide6.QtWidgets import QWidget

from unet_studio.ui.translations import translate

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent

WIDTH_PX = 22
KEY_STEP = 0.02
_DARK, _LIGHT, _FOCUS = QColor(0, 0, 0, 170), QColor("white"), QColor("#56b4e9")


class SwipeDivider(QWidget):
    """Lies over a canvas; says where a person wants it.

    Signals
    -------
    moved(float)
        Where it is wanted: a share of the canvas's width, 0 to 1.
    placed(float)
        The same, when a drag ends or a key was pressed: what is worth remembering.
    """

    moved = Signal(float)
    placed = Signal(float)

    def __init__(self, canvas: QWidget) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._place = 0.5
        self._held_at: float | None = None
        self.setCursor(Qt.CursorShape.SplitHCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(translate("results", "Divider"))
        self.setToolTip(translate("results", "Drag, or press Left and Right."))
        canvas.installEventFilter(self)
        self._put()

    @property
    def place(self) -> float:
        """Its share of the canvas's width, 0 to 1."""
        return self._place

    def set_place(self, place: float) -> None:
        """Stand elsewhere."""
        self._place = min(max(place, 0.0), 1.0)
        self._put()

    def _put(self) -> None:
        middle = round(self._place * self._canvas.width())
        self.setGeometry(middle - WIDTH_PX // 2, 0, WIDTH_PX, self._canvas.height())

    def _want(self, place: float) -> None:
        self.moved.emit(min(max(place, 0.0), 1.0))

    # ---- Qt overrides ----

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: keep its share of the width."""
        if event.type() is QEvent.Type.Resize:
            self._put()
        return super().eventFilter(watched, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt: a line, and a handle in the middle to be taken hold of."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle, height = self.width() / 2, self.height()
        painter.fillRect(QRectF(middle - 2, 0, 4, height), _DARK)
        painter.fillRect(QRectF(middle - 1, 0, 2, height), _LIGHT)
        painter.setPen(_FOCUS if self.hasFocus() else _DARK)
        painter.setBrush(_LIGHT)
        painter.drawEllipse(QPointF(middle, height / 2), WIDTH_PX / 2 - 1, WIDTH_PX / 2 - 1)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(_DARK)
        for way in (-1, 1):
            tip = QPointF(middle + way * 7, height / 2)
            base = [QPointF(middle + way * 3, height / 2 + up * 4) for up in (-1, 1)]
            painter.drawPolygon(QPolygonF([tip, *base]))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Qt: take hold of it where it is pressed."""
        if event.button() is Qt.MouseButton.LeftButton:
            self._held_at = event.position().x() - self.width() / 2
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Qt: it goes along."""
        if self._held_at is not None:
            x = self.mapTo(self._canvas, event.position()).x() - self._held_at
            self._want(x / max(self._canvas.width(), 1))
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Qt: let go."""
        if self._held_at is not None:
            self._held_at = None
            self.placed.emit(self._place)
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: left and right move it."""
        way = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if way is None:
            super().keyPressEvent(event)
        else:
            self._want(self._place + way * KEY_STEP)
            self.placed.emit(self._place)
