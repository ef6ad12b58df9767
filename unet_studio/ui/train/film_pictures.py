"""The pictures of a film strip: for each image what a person drew, and what the model says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import QSizePolicy, QWidget

from unet_studio.ui.translations import translate

if TYPE_CHECKING:
    from PySide6.QtGui import QImage, QPaintEvent

    from unet_studio.workspace.training.film_view import FilmPictures

_GAP_PX = 3
_PAIR_GAP_PX = 14
_LEAST_PX = 64


class FilmPicturesView(QWidget):
    """Pairs side by side, as many as there is room for; the label on the left of each."""

    def __init__(self) -> None:
        super().__init__()
        self._pictures: FilmPictures | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(_LEAST_PX + 18)

    def show_pictures(self, pictures: FilmPictures | None) -> None:
        """Show another frame, or nothing."""
        self._pictures = pictures
        self.update()

    def sizeHint(self) -> QSize:
        """Qt: four small pairs."""
        return QSize(600, 130)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt: draw what fits."""
        if self._pictures is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        caption_px = painter.fontMetrics().height() + 2
        pairs = zip(self._pictures.labels, self._pictures.predictions, strict=True)
        height = self.height() - caption_px
        left = 0.0
        for label, prediction in pairs:
            width = min(
                height * label.width() / max(label.height(), 1), (self.width() - _GAP_PX) / 2
            )
            if left and left + 2 * width + _GAP_PX > self.width():
                break
            self._draw(painter, label, left, width, caption_px, translate("train", "label"))
            left += width + _GAP_PX
            said = translate("train", "prediction")
            self._draw(painter, prediction, left, width, caption_px, said)
            left += width + _PAIR_GAP_PX

    def _draw(
        self,
        painter: QPainter,
        image: QImage,
        left: float,
        width: float,
        caption_px: int,
        caption: str,
    ) -> None:
        painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
        above = QRectF(left, 0, width, caption_px)
        text = painter.fontMetrics().elidedText(caption, Qt.TextElideMode.ElideRight, int(width))
        painter.drawText(above, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, text)
        height = width * image.height() / max(image.width(), 1)
        painter.drawImage(QRectF(left, caption_px, width, height), image)
