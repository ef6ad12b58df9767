"""The image layer: the picture itself, smooth when small, with square pixels when large."""

from __future__ import annotations

from math import ceil, floor
from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from unet_studio.imaging.display_settings import DisplaySettings, automatic, render
from unet_studio.imaging.image_pyramid import ArrayLevels, ImagePyramid
from unet_studio.ui.canvas.layer import CanvasLayer
from unet_studio.ui.canvas.pyramid_part import part_in_view
from unet_studio.ui.canvas.view_cache import ViewCache
from unet_studio.ui.translations import translate
from unet_studio.workspace.view.pictures import Picture

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from unet_studio.ui.canvas.viewport import Viewport
    from unet_studio.workspace.view.picture_tiles import PictureTiles

GRID_FROM = 16.0
"""View pixels per image pixel from which on a grid is drawn between them."""


class ImageLayer(CanvasLayer):
    """Shows a picture; of a large one at once what is known of it, and the rest as it arrives."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._image: Picture | NDArray[np.uint8] | None = None
        self._pyramid: ImagePyramid | None = None
        self._tiles: PictureTiles | None = None
        self._display: DisplaySettings | None = None
        self._grid_visible = True
        self._cache = ViewCache(self._draw_part)

    @property
    def size(self) -> tuple[int, int] | None:
        """(height, width) of the picture, if there is one."""
        return self._pyramid.size if self._pyramid else None

    @property
    def picture(self) -> Picture | None:
        """What is shown, if it has raw values."""
        return self._image if isinstance(self._image, Picture) else None

    @property
    def display(self) -> DisplaySettings | None:
        """How its values are shown."""
        return self._display

    def set_image(self, image: Picture | NDArray[np.uint8] | None) -> None:
        """Show another picture, or (H, W, 3) uint8 RGB, or none; the same again changes nothing."""
        if image is self._image and image is not None:
            return
        if self._tiles is not None:
            self._tiles.arrived.disconnect(self._on_tiles_arrived)
        self._image = image
        self._pyramid = self._tiles = self._display = None
        if isinstance(image, Picture):
            self._pyramid, self._display = ImagePyramid(image.levels), image.settings
            self._tiles = image.tiles
        elif image is not None and image.size:
            self._pyramid, self._display = ImagePyramid(ArrayLevels(image)), automatic(image)
        if self._tiles is not None:
            self._tiles.arrived.connect(self._on_tiles_arrived)
        self._cache.clear()
        self.changed.emit()

    def set_display(self, settings: DisplaySettings) -> None:
        """Show the same values in another way."""
        if settings != self._display:
            self._display = settings
            self._cache.mark_stale()
            self.changed.emit()

    def set_grid_visible(self, visible: bool) -> None:
        """Draw lines between pixels where they are large enough, or never."""
        if visible != self._grid_visible:
            self._grid_visible = visible
            self.changed.emit()

    def paint(self, painter: QPainter, viewport: Viewport) -> None:
        """Paint the visible part."""
        if self._pyramid is None:
            return
        if not self._cache.follow(viewport):
            self._cache.draw_all(viewport)
        if self._tiles is not None:
            level = self._pyramid.level_at(viewport.device_scale)
            self._tiles.look_at(level, *viewport.visible_box())
        self._cache.paint(painter, viewport)
        if self._grid_visible and viewport.scale >= GRID_FROM:
            self._paint_grid(painter, viewport, self._pyramid.size)
        if self._tiles is not None and self._tiles.is_preparing:
            self._paint_progress(painter, viewport, self._tiles.prepared_share)

    def _on_tiles_arrived(self, left: int, top: int, right: int, bottom: int) -> None:
        viewport = self._cache.viewport
        if viewport is None:
            return
        (x0, y0), (x1, y1) = viewport.to_view(left, top), viewport.to_view(right, bottom)
        ratio, reach = viewport.ratio, 2 + viewport.device_scale  # smoothing looks at neighbours
        corner = QPoint(floor(x0 * ratio - reach), floor(y0 * ratio - reach))
        end = QPoint(ceil(x1 * ratio + reach), ceil(y1 * ratio + reach))
        self._cache.redraw(QRect(corner, end))
        self.changed.emit()

    def _draw_part(self, pixels: NDArray[np.uint8], viewport: Viewport, part: QRect) -> None:
        pixels[:] = 0
        if self._pyramid is None or self._display is None:
            return
        found = part_in_view(self._pyramid, viewport, part)
        if found is None:
            return
        import cv2

        seen, raw = found
        target = pixels[seen.top() :, seen.left() :][: seen.height(), : seen.width()]
        cv2.cvtColor(render(raw, self._display), cv2.COLOR_RGB2BGRA, dst=target)

    def _paint_progress(self, painter: QPainter, viewport: Viewport, share: float) -> None:
        """Say in a corner that the picture is about to become sharper."""
        text = translate("ImageLayer", "Sharpening this large picture: {percent} %")
        text = text.format(percent=round(100 * share))
        size = painter.fontMetrics().size(0, text)
        box = QRect(8, viewport.height - size.height() - 16, size.width() + 16, size.height() + 8)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(0, 0, 0, 170))
        painter.drawRoundedRect(box, 4, 4)
        painter.setPen(QColor("white"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)

    def _paint_grid(self, painter: QPainter, viewport: Viewport, size: tuple[int, int]) -> None:
        height, width = size
        left, top, right, bottom = viewport.visible_box()
        x0, x1 = max(floor(left), 0), min(ceil(right), width)
        y0, y1 = max(floor(top), 0), min(ceil(bottom), height)
        (view_x0, view_y0), (view_x1, view_y1) = viewport.to_view(x0, y0), viewport.to_view(x1, y1)
        lines = [
            QLineF(x, view_y0, x, view_y1)
            for x in (viewport.to_view(column, 0)[0] for column in range(x0, x1 + 1))
        ]
        lines += [
            QLineF(view_x0, y, view_x1, y)
            for y in (viewport.to_view(0, row)[1] for row in range(y0, y1 + 1))
        ]
        painter.setPen(QPen(QColor(128, 128, 128, 90), 0))
        painter.drawLines(lines)
