"""The mask painter: mask shapes as they are edited, along the true borders of their pixels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QLineF, Qt
from PySide6.QtGui import QImage, QPainter, QPen

from unet_studio.imaging.pixel_borders import pixel_borders

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from PySide6.QtGui import QColor

    from unet_studio.domain.annotation import Shape
    from unet_studio.ui.canvas.viewport import Viewport

_REMEMBERED = 64

BORDERS_UP_TO = 4000
"""A mask with more borders in sight than this gets its box instead, to follow a brush."""


@dataclass(frozen=True)
class _Drawn:
    """What is remembered of a mask: the part in sight, its borders and its fill."""

    mask: NDArray[np.bool_]  # kept, so that its id stays its own
    lines: list[QLineF]
    image: QImage


class MaskPainter:
    """Paints what of a mask is in view; the same part again costs next to nothing."""

    def __init__(self) -> None:
        self._drawn: dict[tuple[int, ...], _Drawn] = {}

    def paint(
        self,
        painter: QPainter,
        viewport: Viewport,
        shape: Shape,
        fill: QColor,
        pens: Sequence[QPen],
    ) -> None:
        """Fill a mask shape with a translucent colour and draw along its borders."""
        if shape.mask is None:
            return
        # One mask pixel for each screen pixel is enough where the picture is shown smaller.
        step = max(int(1 / viewport.device_scale), 1)
        left, top = (int(v) for v in shape.points[0])
        columns, rows = _in_sight(shape.mask, left, top, viewport, step)
        drawn = self._look_up(shape.mask, rows, columns, fill)
        painter.save()
        painter.translate(*viewport.to_view(left + columns.start, top + rows.start))
        painter.scale(viewport.scale * step, viewport.scale * step)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.drawImage(0, 0, drawn.image)
        for pen in pens:
            pen.setCosmetic(True)
            pen.setCapStyle(Qt.PenCapStyle.SquareCap)
            painter.setPen(pen)
            painter.drawLines(drawn.lines)
        painter.restore()

    def _look_up(
        self, mask: NDArray[np.bool_], rows: slice, columns: slice, fill: QColor
    ) -> _Drawn:
        key = (id(mask), rows.start, rows.stop, columns.start, columns.stop, rows.step, fill.rgba())
        known = self._drawn.pop(key, None)
        if known is None:
            part = np.ascontiguousarray(mask[rows, columns])
            known = _Drawn(mask, _lines(part), _filled(part, fill))
        self._drawn[key] = known  # the latest comes last
        while len(self._drawn) > _REMEMBERED:
            del self._drawn[next(iter(self._drawn))]
        return known


def _in_sight(
    mask: NDArray[np.bool_], left: int, top: int, viewport: Viewport, step: int
) -> tuple[slice, slice]:
    """Columns and rows of a mask that are in view, and a little more."""
    x0, y0, x1, y1 = viewport.visible_box()
    height, width = mask.shape
    columns = _range(x0 - left, x1 - left, width, step)
    return columns, _range(y0 - top, y1 - top, height, step)


def _range(low: float, high: float, size: int, step: int) -> slice:
    # In blocks, so that panning does not start anew with every pixel.
    block = 256 * step
    start = min(max(int(low) // block, 0) * block, size)
    stop = min(max((int(high) // block + 1) * block, start), size)
    return slice(start, stop, step)


def _lines(part: NDArray[np.bool_]) -> list[QLineF]:
    borders = pixel_borders(part)
    if len(borders) > BORDERS_UP_TO:
        height, width = part.shape
        corners = [(0, 0), (width, 0), (width, height), (0, height)]
        return [QLineF(*a, *b) for a, b in zip(corners, corners[1:] + corners[:1], strict=True)]
    return [QLineF(*line) for line in borders.tolist()]


def _filled(mask: NDArray[np.bool_], colour: QColor) -> QImage:
    height, width = mask.shape
    pixels = np.zeros((height, width, 4), np.uint8)
    pixels[mask] = (colour.red(), colour.green(), colour.blue(), colour.alpha())
    return QImage(pixels.data, width, height, 4 * width, QImage.Format.Format_RGBA8888).copy()
