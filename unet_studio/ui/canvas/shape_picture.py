"""The picture of many shapes: which are seen in a part of the view, and what they look like."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unet_studio.domain.label_class import ClassTable
from unet_studio.domain.polygon import is_closed
from unet_studio.imaging.shape_drawing import DrawnShape, Placement, draw_shapes
from unet_studio.ui.canvas.colours import rgb_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Set

    import numpy as np
    from numpy.typing import NDArray
    from PySide6.QtCore import QRect

    from unet_studio.domain.annotation import Shape
    from unet_studio.domain.hit_test import ShapeIndex
    from unet_studio.ui.canvas.viewport import Viewport

REACH_PX = 8
"""How far lines and points reach past their outline, in view pixels."""

_THICK_UP_TO = 1000
_EMPHASIS = (255, 255, 255)


class ShapePicture:
    """Draws shapes; what each looks like is remembered until the classes change.

    Attributes
    ----------
    opacity
        Of the fill, 0 to 1.
    """

    def __init__(self, opacity: float) -> None:
        self.opacity = opacity
        self._classes = ClassTable()
        self._colours: dict[str, tuple[int, int, int]] = {}
        self._known: dict[str, tuple[Shape, bool, DrawnShape]] = {}

    def set_classes(self, classes: ClassTable) -> None:
        """Colour the shapes by another class table."""
        self._classes = classes
        self._colours.clear()
        self._known.clear()

    def forget(self) -> None:
        """Other shapes are drawn from now on."""
        self._known.clear()

    def steps(
        self,
        pixels: NDArray[np.uint8],
        viewport: Viewport,
        part: QRect,
        index: ShapeIndex,
        *,
        only: Set[str] | None = None,
        without: Set[str] = frozenset(),
        emphasised: Set[str] = frozenset(),
    ) -> Iterator[None]:
        """Draw a part of the view, yielding every few milliseconds.

        Parameters
        ----------
        pixels
            (h, w, 4) uint8 premultiplied BGRA, cleared.
        part
            Which device pixels of the view these are.
        only, without
            Ids of the shapes to draw, None = all; and of those to leave out.
        emphasised
            Ids of shapes with a white outline.
        """
        scale = viewport.device_scale
        left, top = viewport.device_left - part.x(), viewport.device_top - part.y()
        reach = REACH_PX * viewport.ratio
        positions = index.touching(
            (-reach - left) / scale,
            (-reach - top) / scale,
            (part.width() + reach - left) / scale,
            (part.height() + reach - top) / scale,
        ).tolist()
        shapes = index.shapes
        if only is not None:
            positions = [i for i in positions if shapes[i].shape_id in only]
        if without:
            positions = [i for i in positions if shapes[i].shape_id not in without]

        def shape_at(number: int) -> DrawnShape:
            position = positions[number]
            shape = shapes[position]
            return self._drawn(shape, index.outlines[position], shape.shape_id in emphasised)

        many = len(positions) > _THICK_UP_TO
        return draw_shapes(
            pixels,
            len(positions),
            shape_at,
            Placement(scale, left, top),
            opacity=self.opacity,
            line_px=1 if many else max(round(1.6 * viewport.ratio), 1),
        )

    def _drawn(self, shape: Shape, points: NDArray[np.float64], emphasised: bool) -> DrawnShape:
        known = self._known.get(shape.shape_id)
        if known is not None and known[0] is shape and known[1] == emphasised:
            return known[2]
        rgb = self._colours.get(shape.class_name)
        if rgb is None:
            rgb = self._colours[shape.class_name] = rgb_of(shape.class_name, self._classes)
        line = _EMPHASIS if emphasised else rgb
        drawn = DrawnShape(points, rgb, line, is_closed(shape), shape.mask, shape.is_draft)
        self._known[shape.shape_id] = (shape, emphasised, drawn)
        return drawn
