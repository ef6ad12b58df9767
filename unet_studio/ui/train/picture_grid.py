"""Pictures side by side that zoom and move together."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QImage, QPainter, QPalette
from PySide6.QtWidgets import QSizePolicy, QWidget

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray
    from PySide6.QtGui import QMouseEvent, QPaintEvent, QWheelEvent

_GAP_PX = 8
_MOST_ZOOM = 32.0


@dataclass(frozen=True, eq=False)
class Tile:
    """One picture.

    Attributes
    ----------
    title, says
        Above it, and below it.
    pixels
        (H, W, 3) uint8; None if there is none.
    """

    title: str
    says: str
    pixels: NDArray[np.uint8] | None


class PictureGrid(QWidget):
    """Turn the wheel to zoom all of them, drag to move them, double-click to see them whole."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(200, 120)
        self._tiles: list[tuple[Tile, QImage | None] | None] = []
        self._columns: int | None = None
        self._zoom = 1.0
        self._centre = QPointF(0.5, 0.5)  # of what is seen, in parts of a picture
        self._grabbed: QPointF | None = None

    def show_tiles(self, tiles: Sequence[Tile | None], columns: int | None = None) -> None:
        """Show these.

        Parameters
        ----------
        tiles
            None leaves a place free.
        columns
            None = as many as make the pictures largest.
        """
        self._tiles = [None if t is None else (t, _image(t.pixels)) for t in tiles]
        self._columns = columns
        self.update()

    # ---- Where things are ----

    @property
    def _text_px(self) -> int:
        return self.fontMetrics().height() + 2

    def _grid(self) -> tuple[int, int]:
        count = len(self._tiles)
        if self._columns is not None:
            return self._columns, math.ceil(count / self._columns)
        aspect = self._aspect()

        def height(columns: int) -> float:
            rows = math.ceil(count / columns)
            free = self.height() / rows - 2 * self._text_px - _GAP_PX
            return min(free, (self.width() / columns - _GAP_PX) / aspect)

        best = max(range(1, count + 1), key=height)
        return best, math.ceil(count / best)

    def _aspect(self) -> float:
        images = [tile[1] for tile in self._tiles if tile is not None and tile[1] is not None]
        return images[0].width() / images[0].height() if images else 1.0

    def _cell(self, place: int) -> QRectF:
        columns, rows = self._grid()
        width, height = self.width() / columns, self.height() / rows
        return QRectF(place % columns * width, place // columns * height, width, height)

    def _frame(self, place: int) -> QRectF:
        """Where the picture itself is drawn."""
        cell, text = self._cell(place), self._text_px
        room = cell.adjusted(_GAP_PX / 2, text, -_GAP_PX / 2, -text - _GAP_PX / 2)
        aspect = self._aspect()
        width = min(room.width(), room.height() * aspect)
        frame = QRectF(0, 0, max(1.0, width), max(1.0, width / aspect))
        frame.moveCenter(QPointF(room.center().x(), 0))
        frame.moveTop(room.top())
        return frame

    # ---- Qt overrides ----

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw all pictures, each cut to what is seen."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, self._zoom < 4)
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        for place, tile in enumerate(self._tiles):
            if tile is not None:
                self._paint_tile(painter, place, *tile)

    def _paint_tile(self, painter: QPainter, place: int, tile: Tile, image: QImage | None) -> None:
        frame, cell, text = self._frame(place), self._cell(place), self._text_px
        if image is not None:
            painter.drawImage(frame, image, self._seen(image))
        else:
            painter.drawRect(frame)
            painter.drawText(frame, Qt.AlignmentFlag.AlignCenter, "–")
        width = round(cell.width()) - _GAP_PX
        for line, top in ((tile.title, frame.top() - text), (tile.says, frame.bottom())):
            short = self.fontMetrics().elidedText(line, Qt.TextElideMode.ElideRight, width)
            room = QRectF(cell.left(), top, cell.width(), text)
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter, short)

    def _seen(self, image: QImage) -> QRectF:
        size = QSizeF(image.width() / self._zoom, image.height() / self._zoom)
        seen = QRectF(QPointF(0, 0), size)
        seen.moveCenter(
            QPointF(self._centre.x() * image.width(), self._centre.y() * image.height())
        )
        return seen

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom all pictures around the point under the cursor."""
        frame = self._frame_at(event.position())
        if frame is None:
            return
        part = QPointF(
            (event.position().x() - frame.left()) / frame.width() - 0.5,
            (event.position().y() - frame.top()) / frame.height() - 0.5,
        )
        before = self._centre + part / self._zoom
        factor = 1.2 ** (event.angleDelta().y() / 120)
        self._zoom = min(_MOST_ZOOM, max(1.0, self._zoom * factor))
        self._look_at(before - part / self._zoom)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold."""
        self._grabbed = event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move all pictures."""
        if self._grabbed is None or not self._tiles:
            return
        moved, frame = event.position() - self._grabbed, self._frame(0)
        self._grabbed = event.position()
        part = QPointF(moved.x() / frame.width(), moved.y() / frame.height())
        self._look_at(self._centre - part / self._zoom)

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """Let go."""
        self._grabbed = None

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        """See the pictures whole."""
        self._zoom = 1.0
        self._look_at(QPointF(0.5, 0.5))

    def _look_at(self, centre: QPointF) -> None:
        half = 0.5 / self._zoom
        self._centre = QPointF(
            min(1 - half, max(half, centre.x())), min(1 - half, max(half, centre.y()))
        )
        self.update()

    def _frame_at(self, point: QPointF) -> QRectF | None:
        frames = (self._frame(place) for place in range(len(self._tiles)))
        return next((frame for frame in frames if frame.contains(point)), None)


def _image(pixels: NDArray[np.uint8] | None) -> QImage | None:
    if pixels is None:
        return None
    height, width = pixels.shape[:2]
    data = pixels.tobytes()
    return QImage(data, width, height, 3 * width, QImage.Format.Format_RGB888).copy()
