"""Combining shapes: merging, subtracting, filling holes, turning kinds into each other.

Polygons keep their exact vertices wherever the outcome is a polygon again; where it is not, the
pixels decide.
"""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING

from unet_studio.domain.annotation import Shape, ShapeType
from unet_studio.domain.message import StudioError, say
from unet_studio.domain.polygon import is_closed, outline
from unet_studio.domain.region import Region
from unet_studio.domain.shape_change import ShapeChange
from unet_studio.imaging.exact_area import as_polygons, exact_area, exact_areas, outlines_of
from unet_studio.imaging.region_shapes import (
    as_mask_shape,
    as_polygon_shapes,
    has_holes,
    parts_of,
    region_of,
    shapes_like,
    without_holes,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unet_studio.domain.message import Message

TOLERANCE_PX = 0.7
"""Where pixels decide, polygons stay within a pixel of them and need far fewer vertices."""


def merged(shapes: Sequence[Shape], size: tuple[int, int]) -> ShapeChange:
    """One shape in place of several; it is what the first one was.

    Polygons that overlap give a polygon. What a polygon cannot show - a hole, parts that do not
    touch - gives a mask.

    Parameters
    ----------
    shapes
        In the order of their importance.
    size
        Height and width of the image.

    Raises
    ------
    StudioError
        If fewer than two of them have an area.
    """
    shapes = _with_area(shapes)
    if len(shapes) < 2:
        raise StudioError(
            say("edit", "Merging needs two selected shapes that have an area: Shift-click both.")()
        )
    first, *others = shapes
    whole = _merged_exactly(shapes) or _merged_by_pixels(shapes, size)
    becomes = {shape.shape_id: () for shape in others} | {first.shape_id: (whole,)}
    return ShapeChange(becomes, _remark_on_merging(shapes, whole))


def subtracted(shapes: Sequence[Shape], size: tuple[int, int]) -> ShapeChange:
    """The first shape without what the others cover; the others go.

    Parameters
    ----------
    shapes
        The one to cut from, then those to cut away.
    size
        Height and width of the image.

    Raises
    ------
    StudioError
        If fewer than two of them have an area, the others do not touch the first, or nothing of it
        would be left.
    """
    shapes = _with_area(shapes)
    if len(shapes) < 2:
        raise StudioError(
            say(
                "edit",
                "Subtracting needs two selected shapes that have an area: first the one to cut "
                "from, then, with Shift, those to cut away.",
            )()
        )
    first, *others = shapes
    regions = [region_of(shape, size) for shape in shapes]
    if all(regions[0].within(other).is_empty for other in regions[1:]):
        raise StudioError(
            say("edit", "The shape selected first touches none of the others; nothing was cut.")()
        )
    left = _left_exactly(shapes) or shapes_like(
        first, reduce(Region.without, regions), tolerance_px=TOLERANCE_PX
    )
    if not left:
        raise StudioError(
            say("edit", "Nothing would be left of the shape selected first; it stays.")()
        )
    remark = None
    if first.shape_type is not ShapeType.MASK and any(s.mask is not None for s in left):
        remark = say("edit", "It has a hole now, so it became a mask: a polygon cannot have one.")()
    return ShapeChange({s.shape_id: () for s in others} | {first.shape_id: left}, remark)


def filled(shapes: Sequence[Shape], size: tuple[int, int]) -> ShapeChange:
    """Shapes with everything that they surround.

    Raises
    ------
    StudioError
        If none of them has a hole.
    """
    becomes: dict[str, tuple[Shape, ...]] = {}
    for shape in _with_area(shapes):
        if exact_area(shape) is not None:
            continue
        region = region_of(shape, size)
        if has_holes(region):
            becomes[shape.shape_id] = shapes_like(
                shape, without_holes(region), tolerance_px=TOLERANCE_PX
            )
    if not becomes:
        raise StudioError(say("edit", "None of the selected shapes has a hole.")())
    return ShapeChange(becomes)


def turned_into_masks(shapes: Sequence[Shape], size: tuple[int, int]) -> ShapeChange:
    """Mask shapes that draw exactly the same pixels; lines and points get their drawn width.

    Raises
    ------
    StudioError
        If all of them are masks already, or lie outside the image.
    """
    becomes: dict[str, tuple[Shape, ...]] = {}
    for shape in shapes:
        region = region_of(shape, size) if shape.mask is None else Region.empty()
        if not region.is_empty:
            becomes[shape.shape_id] = (as_mask_shape(region, shape),)
    if not becomes:
        raise StudioError(say("edit", "The selected shapes are masks already.")())
    return ShapeChange(becomes)


def turned_into_polygons(shapes: Sequence[Shape], size: tuple[int, int]) -> ShapeChange:
    """Polygons that draw exactly the same pixels; parts with a hole stay masks.

    Rectangles and circles become their outlines, vertex for vertex.

    Raises
    ------
    StudioError
        If all of them are polygons already, or parts with holes.
    """
    becomes: dict[str, tuple[Shape, ...]] = {}
    with_hole = False
    for shape in shapes:
        if shape.shape_type is ShapeType.POLYGON or not shape.is_drawable:
            continue
        made = _as_polygons(shape, size)
        with_hole |= any(s.mask is not None for s in made)
        if any(s.mask is None for s in made):
            becomes[shape.shape_id] = made
    holes = say(
        "edit",
        "Parts with a hole stay masks, since a polygon cannot have one: fill the hole, or cut "
        "through it first.",
    )
    if not becomes:
        polygons = say("edit", "The selected shapes are polygons already.")
        raise StudioError(holes() if with_hole else polygons())
    return ShapeChange(becomes, holes() if with_hole else None)


def _with_area(shapes: Sequence[Shape]) -> list[Shape]:
    return [shape for shape in shapes if is_closed(shape) and shape.is_drawable]


def _merged_exactly(shapes: Sequence[Shape]) -> Shape | None:
    from shapely import union_all

    areas = exact_areas(shapes)
    if areas is None:
        return None
    outlines = outlines_of(union_all(areas))
    return as_polygons(outlines, shapes[0])[0] if outlines and len(outlines) == 1 else None


def _merged_by_pixels(shapes: Sequence[Shape], size: tuple[int, int]) -> Shape:
    region = reduce(Region.united, (region_of(shape, size) for shape in shapes))
    if region.is_empty:
        raise StudioError(say("edit", "The selected shapes lie outside the image.")())
    all_masks = shapes[0].shape_type is ShapeType.MASK
    if all_masks or len(parts_of(region)) > 1 or has_holes(region):
        return as_mask_shape(region, shapes[0])
    return as_polygon_shapes(region, shapes[0], tolerance_px=TOLERANCE_PX)[0]


def _remark_on_merging(shapes: Sequence[Shape], whole: Shape) -> Message | None:
    first = shapes[0]
    if whole.mask is not None and first.mask is None:
        return say(
            "edit",
            "Together they have a hole or parts that do not touch, so they became a mask. To keep "
            "polygons, group them instead (Ctrl+G).",
        )()
    if any(shape.class_name != first.class_name for shape in shapes):
        return say("edit", "The merged shape has the class of the first one: {name}.")(
            name=first.class_name
        )
    return None


def _left_exactly(shapes: Sequence[Shape]) -> tuple[Shape, ...]:
    from shapely import union_all

    areas = exact_areas(shapes)
    if areas is None:
        return ()
    outlines = outlines_of(areas[0].difference(union_all(areas[1:])))
    return as_polygons(outlines, shapes[0]) if outlines else ()


def _as_polygons(shape: Shape, size: tuple[int, int]) -> tuple[Shape, ...]:
    if shape.mask is None and is_closed(shape):
        return as_polygons([outline(shape)], shape)
    return as_polygon_shapes(region_of(shape, size), shape)
