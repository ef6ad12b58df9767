"""The region tool: what all tools have in common whose outcome is some pixels of the image."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import Qt

from unet_studio.domain.annotation import Shape, ShapeType
from unet_studio.domain.message import say
from unet_studio.domain.polygon import is_closed
from unet_studio.imaging.region_shapes import (
    as_mask_shape,
    as_polygon_shapes,
    region_of,
    shapes_like,
)
from unet_studio.workspace.tools.option import ChoiceOption
from unet_studio.workspace.tools.tool import PointerEvent, Tool

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from unet_studio.domain.message import Message
    from unet_studio.domain.region import Box, Region

ADD_TO_SHAPE = say("undo", "Add to shape")
TAKE_FROM_SHAPE = say("undo", "Take from shape")
INSERT_REGION = say("undo", "Draw region")

AS_POLYGON, AS_MASK = "polygon", "mask"

RESULT = ChoiceOption(
    "result",
    say("options", "Becomes"),
    (
        (AS_POLYGON, say("options", "polygon")),
        (AS_MASK, say("options", "mask")),
    ),
    tip=say("options", "Polygons have corners to move; masks are changed with brush and eraser."),
)
"""For tools that let a person choose; one part with holes becomes a mask anyway."""

_TOLERANCE_PX = 0.7
"""Keeps polygons to few vertices and stays within a pixel of what was shown."""


class Combine(Enum):
    """What becomes of a new region."""

    NEW = "new"
    ADD = "add"  # to the selected shape
    TAKE = "take"  # from the selected shapes


def combination(event: PointerEvent) -> Combine:
    """What the keys held down mean: Shift adds to the selected shape, Alt takes from it."""
    if event.modifiers & Qt.KeyboardModifier.AltModifier:
        return Combine.TAKE
    if event.modifiers & Qt.KeyboardModifier.ShiftModifier:
        return Combine.ADD
    return Combine.NEW


class RegionTool(Tool):
    """Turns a region into a shape, or changes the selected shapes by it."""

    def commit(self, region: Region, how: Combine = Combine.NEW) -> None:
        """Put a region into the document, as one step to undo; nothing if it is empty."""
        document = self._document
        if document is None:
            return
        region = region.clipped(document.image_size).trimmed()
        if region.is_empty:
            return
        if how is Combine.TAKE:
            self._take(region)
        elif how is Combine.ADD and self._target() is not None:
            self._add(region)
        else:
            self._insert(region)

    def _insert(self, region: Region) -> None:
        if self._document is None:
            return
        if not self._class_name:
            self.class_needed.emit()
            return
        shapes = self._new_shapes(region, self._class_name)
        end = len(self._document.annotation.shapes)
        inserted = [(end + place, shape) for place, shape in enumerate(shapes)]
        self._document.change_shapes(INSERT_REGION(), inserted=inserted)
        self._document.select([shape.shape_id for shape in shapes])

    def _new_shapes(self, region: Region, class_name: str) -> tuple[Shape, ...]:
        like = Shape(class_name, np.zeros((2, 2)), ShapeType.MASK)
        if "result" in self._options and self._options["result"] == AS_POLYGON:
            return as_polygon_shapes(region, like, tolerance_px=_TOLERANCE_PX)
        return (as_mask_shape(region, like),)

    def _target(self) -> Shape | None:
        """The one selected shape that a region can be added to."""
        if self._document is None or len(self._document.selection) != 1:
            return None
        shape = self._document.selected_shapes[0]
        return shape if is_closed(shape) and shape.is_drawable else None

    def _add(self, region: Region) -> None:
        target = self._target()
        if self._document is None or target is None:
            return
        united = region_of(target, self._document.image_size).united(region)
        self._change({target: united}, region.box, ADD_TO_SHAPE())

    def _take(self, region: Region) -> None:
        if self._document is not None:
            self._take_from(self._document.selected_shapes, region)

    def _take_from(self, shapes: Iterable[Shape], region: Region) -> bool:
        """Take a region from what encloses an area; False, and no step, if that meets none."""
        if self._document is None:
            return False
        size = self._document.image_size
        covered = {s: region_of(s, size) for s in shapes if is_closed(s) and s.is_drawable}
        left = {s: was.without(region) for s, was in covered.items() if was.touches(region)}
        self._change(left, region.box, TAKE_FROM_SHAPE())
        return bool(left)

    def _change(
        self,
        regions: Mapping[Shape, Region],
        box: Box,
        message: Message,
        *,
        to_top: bool = False,
    ) -> None:
        """Exchange shapes for what draws these regions, each in its place or over all others.

        Only within the box are these regions other than before.
        """
        document = self._document
        if document is None or not regions:
            return
        ((shape, region), *others) = regions.items()
        if shape.mask is not None and not (others or to_top or region.is_empty):
            document.change_pixels(message, as_mask_shape(region, shape), box)
            return
        becomes = {
            shape.shape_id: shapes_like(shape, region, tolerance_px=_TOLERANCE_PX)
            for shape, region in regions.items()
        }
        made = [shape for shapes in becomes.values() for shape in shapes]
        selected = [i for i in document.selection if i not in becomes]
        if to_top:
            end = len(document.annotation.shapes) - len(becomes)
            inserted = [(end + place, shape) for place, shape in enumerate(made)]
            document.change_shapes(message, removed=becomes, inserted=inserted)
        else:
            document.exchange_shapes(message, becomes)
        document.select([*selected, *(shape.shape_id for shape in made)])
