"""Regions of pixels as shapes, one for each region or one for each class."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

from unet_studio.domain.annotation import Shape, ShapeType
from unet_studio.imaging.pixel_outline import cut_outlines
from unet_studio.imaging.region_count import components
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
    left, top = shape.points[0]
    if form is RegionForm.POLYGONS:
        return [
            Shape(shape.class_name, outline + shape.points[0], group_id=shape.group_id)
            for outline in cut_outlines(shape.mask)
        ]
    return [
        replace(region_shape(shape.class_name, part, left=left + x, top=top + y),
                group_id=shape.group_id)
        for x, y, part in components(shape.mask)
    ]  # fmt: skip


def region_shape(
    name: str, covered: NDArray[np.bool_], *, left: float = 0, top: float = 0
) -> Shape:
    """A mask shape of the pixels covered, (h, w) bool, at least one of which is; cropped to them.

    Parameters
    ----------
    name
        Of its class.
    covered
        The pixels.
    left, top
        Where `covered` lies in the image.
    """
    rows, columns = (np.flatnonzero(covered.any(axis=axis)) for axis in (1, 0))
    y0, y1, x0, x1 = rows[0], rows[-1], columns[0], columns[-1]
    return Shape(
        class_name=name,
        points=np.array([[left + x0, top + y0], [left + x1, top + y1]], np.float64),
        shape_type=ShapeType.MASK,
        mask=covered[y0 : y1 + 1, x0 : x1 + 1].copy(),
    )
