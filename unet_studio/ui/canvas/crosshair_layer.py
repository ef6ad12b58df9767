"""The crosshair: lines through the cursor over the whole view."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QObject
from PySide6.QtGui import QColor, QPainter, QPen

from unet_studio.ui.canvas.layer import CanvasLayer

if TYPE_CHECKING:
    from unet_studio.ui.canvas.viewport import Viewport

_BEHIND = QColor(0, 0, 0, 110)
_LINE = QColor(255, 255, 255, 190)


class CrosshairLayer(CanvasLayer):
    """Shows in which row and column the cursor is; what is aimed at stays free."""

    GAP_PX = 10

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._is_visible = False
        self._at: tuple[float, float] | None = None

    def set_visible(self, visible: bool) -> None:
        """Show it or not."""
        if visible != self._is_visible:
            self._is_visible = visible
            self.changed.emit()

    def move(self, x: float, y: float) -> None:
        """Be at this point of the image."""
        self._at = (x, y)
        if self._is_visible:
            self.changed.emit()

    def leave(self) -> None:
        """The cursor is elsewhere."""
        if self._at is not None:
            self._at = None
            if self._is_visible:
                self.changed.emit()

    def paint(self, painter: QPainter, viewport: Viewport) -> None:
        """Paint four lines, dark beneath light, so that they are seen on any picture."""
        if not self._is_visible or self._at is None:
            return
        x, y = viewport.to_view(*self._at)
        gap, width, height = self.GAP_PX, viewport.width, viewport.height
        lines = [
            QLineF(0, y, x - gap, y),
            QLineF(x + gap, y, width, y),
            QLineF(x, 0, x, y - gap),
            QLineF(x, y + gap, x, height),
        ]
        for pen in (QPen(_BEHIND, 3), QPen(_LINE, 1)):
            painter.setPen(pen)
            painter.drawLines(lines)
