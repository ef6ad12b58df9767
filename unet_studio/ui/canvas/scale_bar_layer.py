"""The scale bar: a round length in the corner of the view."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter

from unet_studio.domain.pixel_length import round_length
from unet_studio.ui.canvas.layer import CanvasLayer

if TYPE_CHECKING:
    from unet_studio.ui.canvas.viewport import Viewport

LONGEST_PX = 140
"""In view pixels; the bar is between two fifths of this and all of it."""

_MARGIN_PX, _PADDING_PX, _BAR_PX = 12, 7, 4
_BEHIND = QColor(0, 0, 0, 150)  # so that it can be read over light and dark pictures
_LINE = QColor(255, 255, 255)


class ScaleBarLayer(CanvasLayer):
    """Says how large things are: in micrometres if the pixel size is known, else in pixels."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._is_visible = True
        self._pixel_size_um: float | None = None

    def set_visible(self, visible: bool) -> None:
        """Show it or not."""
        if visible != self._is_visible:
            self._is_visible = visible
            self.changed.emit()

    def set_pixel_size(self, pixel_size_um: float | None) -> None:
        """Tell how large a pixel is; None = unknown."""
        if pixel_size_um != self._pixel_size_um:
            self._pixel_size_um = pixel_size_um
            self.changed.emit()

    def paint(self, painter: QPainter, viewport: Viewport) -> None:
        """Paint it in the lower left corner."""
        longest = min(LONGEST_PX, viewport.width / 3)
        if not self._is_visible or longest < 1:
            return
        bar = round_length(longest / viewport.scale, self._pixel_size_um)
        length = bar.length_px * viewport.scale
        metrics = QFontMetricsF(painter.font())
        width = max(length, metrics.horizontalAdvance(bar.text)) + 2 * _PADDING_PX
        height = metrics.height() + _BAR_PX + 2 * _PADDING_PX
        box = QRectF(_MARGIN_PX, viewport.height - _MARGIN_PX - height, width, height)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(_BEHIND)
        painter.drawRoundedRect(box, 4, 4)
        middle = box.center().x()
        painter.fillRect(
            QRectF(middle - length / 2, box.bottom() - _PADDING_PX - _BAR_PX, length, _BAR_PX),
            _LINE,
        )
        painter.setPen(_LINE)
        text = QRectF(box.left(), box.top() + _PADDING_PX - 2, width, metrics.height())
        painter.drawText(text, Qt.AlignmentFlag.AlignCenter, bar.text)
