"""The extent layer: a frame and a word where only part of an image is labelled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen

from unet_studio.domain.annotation import LabelExtent
from unet_studio.ui.canvas.layer import CanvasLayer
from unet_studio.ui.translations import translate

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from unet_studio.ui.canvas.viewport import Viewport
    from unet_studio.workspace.labels.document import AnnotationDocument

_AMBER = QColor("#e69f00")
_SHADOW = QColor(0, 0, 0, 160)
_MARGIN_PX = 8.0


class ExtentLayer(CanvasLayer):
    """Says of a partly labelled image that the rest of it is ignored; else shows nothing."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document: AnnotationDocument | None = None
        self._shown = False

    def set_document(self, document: AnnotationDocument | None) -> None:
        """Speak of another document."""
        if self._document is not None:
            self._document.annotation_changed.disconnect(self._look)
        self._document = document
        if document is not None:
            document.annotation_changed.connect(self._look)
        self._look()

    def paint(self, painter: QPainter, viewport: Viewport) -> None:
        """Paint the frame around the image, and the words in the corner of the view."""
        if not self._shown or self._document is None:
            return
        height, width = self._document.image_size
        corner, far = viewport.to_view(0, 0), viewport.to_view(width, height)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for pen in (QPen(_SHADOW, 3.0), QPen(_AMBER, 1.5, Qt.PenStyle.DashLine)):
            painter.setPen(pen)
            painter.drawRect(QRectF(QPointF(*corner), QPointF(*far)))
        self._paint_words(painter, viewport)

    def _paint_words(self, painter: QPainter, viewport: Viewport) -> None:
        text = translate("canvas", "Partly labelled: what no shape covers is ignored")
        font = QFont(painter.font())
        font.setBold(True)
        painter.setFont(font)
        box = QRectF(painter.fontMetrics().boundingRect(text)).adjusted(-8, -4, 8, 4)
        if box.width() > viewport.width - 2 * _MARGIN_PX:
            return  # the frame says it, too
        box.moveTopLeft(QPointF(_MARGIN_PX, _MARGIN_PX))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(_SHADOW)
        painter.drawRoundedRect(box, 4, 4)
        painter.setPen(_AMBER)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)

    def _look(self) -> None:
        document = self._document
        shown = document is not None and document.annotation.extent is LabelExtent.PARTLY
        if shown or self._shown:
            self._shown = shown
            self.changed.emit()
