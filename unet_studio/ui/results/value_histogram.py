"""The value histogram: how the values of one column are spread."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPalette, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from unet_studio.ui.item_models.object_list import number_text
from unet_studio.ui.theme import TRAIN_COLOUR
from unet_studio.ui.translations import translate

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from PySide6.QtGui import QPaintEvent

MOST_BINS = 40
_PAD_PX = 6


class ValueHistogram(QWidget):
    """Bars, their range below and the highest beside; says so where there is nothing to count."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counts: NDArray[np.int64] = np.zeros(0, np.int64)
        self._ends = (0.0, 0.0)
        self._median = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(translate("objects", "Histogram"))

    @property
    def counts(self) -> NDArray[np.int64]:
        """How many values are in each bar."""
        return self._counts

    def show_values(self, values: NDArray[np.float64], title: str) -> None:
        """Count other values; what is no finite number is left out."""
        found = values[np.isfinite(values)]
        self._counts = np.zeros(0, np.int64)
        if len(found):
            bins = int(np.clip(np.sqrt(len(found)) * 2, 5, MOST_BINS))
            low, high = float(found.min()), float(found.max())
            self._counts, _ = np.histogram(found, bins, (low, high if high > low else low + 1))
            self._ends, self._median = (
                (low, high if high > low else low + 1),
                float(np.median(found)),
            )
            self.setToolTip(
                translate(
                    "objects", "{title}: {low} to {high}, mean {mean}, median {median} (dashed)"
                ).format(
                    title=title,
                    low=number_text(low),
                    high=number_text(high),
                    mean=number_text(float(found.mean())),
                    median=number_text(self._median),
                )
            )
        self.update()

    def sizeHint(self) -> QSize:
        """Qt: as large as is pleasant."""
        return QSize(240, 140)

    def minimumSizeHint(self) -> QSize:
        """Qt: small enough for a small window."""
        return QSize(120, 60)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt: bars, median, and the range in words."""
        painter = QPainter(self)
        pale = self.palette().color(QPalette.ColorRole.PlaceholderText)
        line = painter.fontMetrics().height()
        plot = QRectF(self.rect()).adjusted(_PAD_PX, line, -_PAD_PX, -line - 2)
        painter.setPen(pale)
        if not len(self._counts):
            text = translate("objects", "No values")
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, text)
            return
        most = int(self._counts.max())
        width = plot.width() / len(self._counts)
        for place, count in enumerate(self._counts.tolist()):
            high = plot.height() * count / most
            bar = QRectF(plot.left() + place * width, plot.bottom() - high, width, high)
            painter.fillRect(bar.adjusted(0.5, 0, -0.5, 0), QColor(TRAIN_COLOUR))
        low, high = self._ends
        painter.drawLine(plot.bottomLeft(), plot.bottomRight())
        left = Qt.AlignmentFlag.AlignLeft
        below = QRectF(plot.left(), plot.bottom() + 1, plot.width(), line)
        painter.drawText(below, left, number_text(low))
        painter.drawText(below, Qt.AlignmentFlag.AlignRight, number_text(high))
        above = QRectF(plot.left(), 0, plot.width(), line)
        painter.drawText(above, left, translate("objects", "most: {n}").format(n=most))
        x = plot.left() + plot.width() * (self._median - low) / (high - low)
        text_colour = self.palette().color(QPalette.ColorRole.WindowText)
        painter.setPen(QPen(text_colour, 1, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()))
