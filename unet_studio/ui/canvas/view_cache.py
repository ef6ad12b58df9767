"""The view cache: a picture as large as the view, moved along when panning, drawn where missing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import numpy as np
from PySide6.QtCore import QPointF, QRect, QRectF
from PySide6.QtGui import QImage

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from PySide6.QtGui import QPainter

    from unet_studio.ui.canvas.viewport import Viewport


class DrawPart(Protocol):
    """Fills one part of the view."""

    def __call__(self, pixels: NDArray[np.uint8], viewport: Viewport, part: QRect) -> None:
        """Draw into `pixels`, (h, w, 4) uint8 premultiplied BGRA, all of which is replaced.

        `part` says which device pixels of the view these are.
        """


class ViewCache:
    """Remembers what was drawn for one viewport."""

    def __init__(self, draw_part: DrawPart) -> None:
        self._draw_part = draw_part
        self._pixels = np.zeros((1, 1, 4), np.uint8)
        self._viewport: Viewport | None = None
        self._stale = False

    @property
    def viewport(self) -> Viewport | None:
        """What the picture was drawn for; None if nothing is there."""
        return self._viewport

    def is_for(self, viewport: Viewport) -> bool:
        """Whether the picture is what would be drawn for this viewport now."""
        return self._viewport == viewport and not self._stale

    def clear(self) -> None:
        """Forget everything."""
        self._viewport = None

    def mark_stale(self) -> None:
        """Have everything drawn again; until then the present picture is better than none."""
        self._stale = True

    def put(self, pixels: NDArray[np.uint8], viewport: Viewport) -> None:
        """Take over a picture drawn elsewhere."""
        self._pixels, self._viewport, self._stale = pixels, viewport, False

    def put_part(self, pixels: NDArray[np.uint8], viewport: Viewport, part: QRect) -> None:
        """Take over a part drawn elsewhere for a viewport, panned since or not."""
        shift = self._shift_to(viewport)
        if shift is None:
            return
        part = part.translated(-shift[0], -shift[1])
        height, width = self._pixels.shape[:2]
        seen = part.intersected(QRect(0, 0, width, height))
        x, y = seen.x() - part.x(), seen.y() - part.y()
        drawn = pixels[y : y + seen.height(), x : x + seen.width()]
        self._pixels[_slices(seen)] = drawn

    def redraw(self, part: QRect) -> None:
        """Draw some device pixels again."""
        height, width = self._pixels.shape[:2]
        part = part.intersected(QRect(0, 0, width, height))
        if self._viewport is not None and not part.isEmpty():
            self._draw(self._viewport, part)

    def follow(self, viewport: Viewport) -> bool:
        """Move along with a pan, drawing only what came into sight; False if that is no pan."""
        shift = self._shift_to(viewport)
        if shift is None:
            return False
        if shift != (0, 0):
            self._scroll(viewport, *shift)
        return True

    def draw_all(self, viewport: Viewport) -> None:
        """Draw everything for this viewport."""
        width, height = viewport.device_size
        self.put(np.zeros((height, width, 4), np.uint8), viewport)
        self._draw(viewport, QRect(0, 0, width, height))

    def paint(self, painter: QPainter, viewport: Viewport) -> None:
        """Paint the picture; one drawn for another viewport is stretched to where it belongs."""
        drawn = self._viewport
        if drawn is None:
            return
        height, width = self._pixels.shape[:2]
        image = QImage(self._pixels.data, width, height, QImage.Format.Format_ARGB32_Premultiplied)
        image.setDevicePixelRatio(drawn.ratio)
        if drawn == viewport:
            painter.drawImage(QPointF(0, 0), image)
            return
        zoom = viewport.scale / drawn.scale
        left, top = viewport.left - drawn.left * zoom, viewport.top - drawn.top * zoom
        target = QRectF(left, top, width / drawn.ratio * zoom, height / drawn.ratio * zoom)
        painter.drawImage(target, image, QRectF(0, 0, width, height))

    def _shift_to(self, viewport: Viewport) -> tuple[int, int] | None:
        drawn = self._viewport
        if drawn is None or self._stale or drawn.device_size != viewport.device_size:
            return None
        if drawn.scale != viewport.scale or drawn.ratio != viewport.ratio:
            return None
        dx = round(viewport.device_left - drawn.device_left)
        dy = round(viewport.device_top - drawn.device_top)
        return dx, dy

    def _scroll(self, viewport: Viewport, dx: int, dy: int) -> None:
        height, width = self._pixels.shape[:2]
        self._viewport = viewport
        if abs(dx) >= width or abs(dy) >= height:
            self.draw_all(viewport)
            return
        moved = np.zeros_like(self._pixels)
        kept = QRect(0, 0, width, height).intersected(QRect(dx, dy, width, height))
        x, y, w, h = kept.x(), kept.y(), kept.width(), kept.height()
        moved[y : y + h, x : x + w] = self._pixels[y - dy : y - dy + h, x - dx : x - dx + w]
        self._pixels = moved
        if dy:
            self._draw(viewport, QRect(0, 0 if dy > 0 else height + dy, width, abs(dy)))
        if dx:
            self._draw(viewport, QRect(0 if dx > 0 else width + dx, y, abs(dx), h))

    def _draw(self, viewport: Viewport, part: QRect) -> None:
        self._draw_part(self._pixels[_slices(part)], viewport, part)


def _slices(part: QRect) -> tuple[slice, slice]:
    x, y = part.x(), part.y()
    return slice(y, y + part.height()), slice(x, x + part.width())
