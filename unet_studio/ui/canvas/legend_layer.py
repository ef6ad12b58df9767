"""The legend: what the colours over the picture mean, in a corner of the view."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QImage

from unet_studio.ui.canvas.layer import CanvasLayer

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from PySide6.QtCore import QObject
    from PySide6.QtGui import QPainter

    from unet_studio.ui.canvas.viewport import Viewport

_MARGIN_PX, _PADDING_PX, _SWATCH_PX, _GAP_PX = 8, 8, 12, 6
_RAMP_WIDTH_PX, _RAMP_HEIGHT_PX = 160, 10
_NOTE_WIDTH_PX = 340
_PAPER, _INK = QColor(0, 0, 0, 175), QColor("white")
_WRAPPED = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft)


@dataclass(frozen=True, eq=False)
class Legend:
    """What it says.

    Attributes
    ----------
    title
        What is shown.
    entries
        Colour, ``#rrggbb``, and meaning.
    ramp
        (256, 3) uint8 RGB from 0 to 1; None if there is no scale.
    note
        A sentence below.
    """

    title: str
    entries: tuple[tuple[str, str], ...] = ()
    ramp: NDArray[np.uint8] | None = field(default=None, repr=False)
    note: str = ""


class LegendLayer(CanvasLayer):
    """Shows a legend in an upper corner."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._legend: Legend | None = None
        self._is_right = False
        self._is_visible = True

    @property
    def legend(self) -> Legend | None:
        """What is shown."""
        return self._legend

    def set_legend(self, legend: Legend | None) -> None:
        """Say something else, or nothing."""
        self._legend = legend
        self.changed.emit()

    def set_right(self, is_right: bool) -> None:
        """Stand in the right corner, or in the left one."""
        if is_right != self._is_right:
            self._is_right = is_right
            self.changed.emit()

    def set_visible(self, visible: bool) -> None:
        """Show it or not."""
        if visible != self._is_visible:
            self._is_visible = visible
            self.changed.emit()

    def paint(self, painter: QPainter, viewport: Viewport) -> None:
        """Paint light text on a dark plate: it is read on any picture."""
        legend = self._legend
        if legend is None or not self._is_visible:
            return
        metrics = painter.fontMetrics()
        room = min(_NOTE_WIDTH_PX, viewport.width - 2 * (_MARGIN_PX + _PADDING_PX))
        if room <= _RAMP_WIDTH_PX // 2:
            return
        note = _note_size(metrics, legend.note, room)
        size = _content_size(metrics, legend, note)
        plate = QRect(
            QPoint(_MARGIN_PX, _MARGIN_PX), size + QSize(2 * _PADDING_PX, 2 * _PADDING_PX)
        )
        if self._is_right:
            plate.moveRight(viewport.width - _MARGIN_PX)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(_PAPER)
        painter.drawRoundedRect(plate, 4, 4)
        painter.setPen(_INK)
        inner = plate.adjusted(_PADDING_PX, _PADDING_PX, -_PADDING_PX, -_PADDING_PX)
        line, y = metrics.height(), inner.top()
        painter.drawText(inner.left(), y + metrics.ascent(), legend.title)
        y += line
        if legend.ramp is not None:
            y = _paint_ramp(painter, legend.ramp, inner.left(), y + 3)
        for colour, text in legend.entries:
            top = y + (line - _SWATCH_PX) // 2
            painter.fillRect(inner.left(), top, _SWATCH_PX, _SWATCH_PX, QColor(colour))
            painter.drawText(inner.left() + _SWATCH_PX + _GAP_PX, y + metrics.ascent(), text)
            y += line
        if legend.note:
            painter.drawText(QRect(QPoint(inner.left(), y), note), _WRAPPED, legend.note)


def _note_size(metrics: QFontMetrics, note: str, room: int) -> QSize:
    if not note:
        return QSize(0, 0)
    return metrics.boundingRect(QRect(0, 0, room, 1000), _WRAPPED, note).size() + QSize(1, 0)


def _content_size(metrics: QFontMetrics, legend: Legend, note: QSize) -> QSize:
    widths = [metrics.horizontalAdvance(legend.title), note.width()]
    widths += [_SWATCH_PX + _GAP_PX + metrics.horizontalAdvance(text) for _, text in legend.entries]
    height = metrics.height() * (1 + len(legend.entries)) + note.height()
    if legend.ramp is not None:
        widths.append(_RAMP_WIDTH_PX)
        height += _RAMP_HEIGHT_PX + 3 + metrics.height()
    return QSize(max(widths), height)


def _paint_ramp(painter: QPainter, ramp: NDArray[np.uint8], left: int, top: int) -> int:
    """Paint the scale with its numbers; returns where the next line begins."""
    image = QImage(ramp.tobytes(), 256, 1, 3 * 256, QImage.Format.Format_RGB888)
    painter.drawImage(QRect(left, top, _RAMP_WIDTH_PX, _RAMP_HEIGHT_PX), image)
    metrics = painter.fontMetrics()
    box = QRect(left, top + _RAMP_HEIGHT_PX, _RAMP_WIDTH_PX, metrics.height())
    for side, text in (
        (Qt.AlignmentFlag.AlignLeft, "0"),
        (Qt.AlignmentFlag.AlignHCenter, "0.5"),
        (Qt.AlignmentFlag.AlignRight, "1"),
    ):
        painter.drawText(box, int(side), text)
    return box.bottom() + 1
