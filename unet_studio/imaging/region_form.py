"""Regions of pixels as shapes, one for each region or one for each class."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

from unet_studio.domain.annotation import Shape, new_shape_id
from unet_studio.domain.region import Region
from unet_studio.imaging.pixel_outline import cut_outlines
from unet_studio.imaging.region_shapes import as_mask_shape, parts_of
from unet_studio.imaging.vectorize import mask_to_shapes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from unet_studio.domain.label_class import ClassTable


class RegionForm(StrEnum):
    """As what pixels come in; all three draw exactly these pixels again."""

    CLASS_MASKS = "class-masks"  # one brushed mask for each class
    REGION_MASKS = "region-masks"  # one brushed mask for each connected region
    POLYGONS = "polygons"  # one polygon for each connected region, holes cut open


def mask_shapes(
    mask: NDArray[np.uint8], classes: ClassTable, form: RegionForm
) -> tuple[Shape, ...]:
    """Shapes that draw a mask, (H, W) uint8 class ids, exactly.

    Raises
    ------
    StudioError
        If the mask holds an id that the table does not know.
    """
    whole = mask_to_shapes(mask, classes, as_polygons=False)
    if form is RegionForm.CLASS_MASKS:
        return whole
    return tuple(part for shape in whole for part in parts(shape, form))


def parts(shape: Shape, form: RegionForm) -> Iterable[Shape]:
    """The connected regions of a mask shape, each as a shape of this form."""
    if shape.mask is None or form is RegionForm.CLASS_MASKS:
        return [shape]
    left, top = (int(v) for v in shape.points[0])
    whole = Region(left, top, shape.mask)
    if form is RegionForm.REGION_MASKS:
        fresh = [replace(shape, shape_id=new_shape_id()) for _ in parts_of(whole)]
        pairs = zip(parts_of(whole), fresh, strict=True)
        return [as_mask_shape(part, like) for part, like in pairs]
    return [
        Shape(shape.class_name, outline + shape.points[0], group_id=shape.group_id)
        for outline in cut_outlines(shape.mask)
    ]


def region_shape(name: str, region: Region) -> Shape:
    """A mask shape of a region that covers something."""
    return as_mask_shape(region, Shape(name, np.empty((0, 2))))
