"""The mask layer: a mask of class ids over the picture, as coloured areas and outlines."""

from __future__ import annotations

from math import floor
from typing import TYPE_CHECKING

import numpy as np

from unet_studio.domain.label_class import ClassTable
from unet_studio.imaging.mask_drawing import draw_mask
from unet_studio.imaging.shape_drawing import Placement
from unet_studio.ui.canvas.drawn_layer import DrawnLayer

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from PySide6.QtCore import QObject, QRect

    from unet_studio.ui.canvas.viewport import Viewport

CONTOUR_PX = 2


class MaskLayer(DrawnLayer):
    """Shows one mask; classes can be switched off one by one."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(0.4, parent)
        self._mask: NDArray[np.uint8] | None = None
        self._classes = ClassTable()
        self._hidden_ids: frozenset[int] = frozenset()
        self._fill_visible = True
        self._contours_visible = True
        self._contour_px = CONTOUR_PX

    @property
    def fill_visible(self) -> bool:
        """Whether areas are coloured."""
        return self._fill_visible

    @fill_visible.setter
    def fill_visible(self, visible: bool) -> None:
        if visible != self._fill_visible:
            self._fill_visible = visible
            self._draw_anew()

    @property
    def contours_visible(self) -> bool:
        """Whether areas are outlined."""
        return self._contours_visible

    @contours_visible.setter
    def contours_visible(self, visible: bool) -> None:
        if visible != self._contours_visible:
            self._contours_visible = visible
            self._draw_anew()

    @property
    def contour_px(self) -> int:
        """How wide the outlines are, in view pixels."""
        return self._contour_px

    @contour_px.setter
    def contour_px(self, width_px: int) -> None:
        if width_px != self._contour_px:
            self._contour_px = width_px
            self._draw_anew()

    @property
    def mask(self) -> NDArray[np.uint8] | None:
        """What is shown, (H, W) uint8 class ids."""
        return self._mask

    def set_mask(self, mask: NDArray[np.uint8] | None, classes: ClassTable) -> None:
        """Show another mask, (H, W) uint8 class ids, in the colours of these classes, or none."""
        self._mask = mask
        self._classes = classes
        self._draw_anew()

    def set_hidden_classes(self, class_ids: frozenset[int]) -> None:
        """Leave some classes out."""
        if class_ids != self._hidden_ids:
            self._hidden_ids = class_ids
            self._draw_anew()

    def class_at(self, x: float, y: float) -> str | None:
        """The name of the class at a point of the image, if there is one."""
        mask, column, row = self._mask, floor(x), floor(y)
        if mask is None or not (0 <= row < mask.shape[0] and 0 <= column < mask.shape[1]):
            return None
        found = self._classes.by_id(int(mask[row, column]))
        return found.name if found else None

    @property
    def _has_pixels(self) -> bool:
        return self._mask is not None

    def _draw_part(self, pixels: NDArray[np.uint8], viewport: Viewport, part: QRect) -> None:
        if self._mask is None:
            return
        left, top = viewport.device_left - part.x(), viewport.device_top - part.y()
        draw_mask(
            pixels,
            self._mask,
            self._colours(),
            Placement(viewport.device_scale, left, top),
            opacity=self._opacity if self._fill_visible else 0.0,
            contour_px=round(self._contour_px * viewport.ratio) if self._contours_visible else 0,
            hidden_ids=self._hidden_ids,
        )

    def _colours(self) -> NDArray[np.uint8]:
        colours = np.full((256, 3), 160, np.uint8)
        for label_class in self._classes:
            colours[label_class.id] = label_class.rgb
        return colours
