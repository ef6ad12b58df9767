"""From a mask to outlines and shapes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from unet_studio.domain.annotation import Shape, ShapeType
from unet_studio.domain.label_class import BACKGROUND_ID, IGNORE_ID, ClassTable
from unet_studio.domain.message import StudioError, say

if TYPE_CHECKING:
    from numpy.typing import NDArray

PIXEL_CENTRE = 0.5
"""OpenCV's outlines run through pixel indices; this moves them to the middle of the pixels."""


def contours(
    mask: NDArray[np.uint8], class_id: int, min_area_px: float = 0
) -> list[NDArray[np.float64]]:
    """Outlines of every region of a class, those of its holes included.

    Parameters
    ----------
    mask
        (H, W) uint8 class ids.
    class_id
        The class to outline.
    min_area_px
        Outlines that enclose less than this are left out.

    Returns
    -------
    list
        (N, 2) float64 closed outlines, x and y in image pixels, through the middle of the region's
        outermost pixels (of the hole's rim for holes).
    """
    import cv2

    found = _cv_contours(mask == class_id, cv2.RETR_CCOMP)
    return [
        outline[:, 0, :].astype(np.float64) + PIXEL_CENTRE
        for outline in found
        if min_area_px <= 0 or cv2.contourArea(outline) >= min_area_px
    ]


def region_outlines(
    covered: NDArray[np.bool_], tolerance_px: float = 0.0
) -> list[NDArray[np.float64]]:
    """Polygons around each part of a region; what lies in its holes is covered, too.

    Parameters
    ----------
    covered
        (h, w) bool.
    tolerance_px
        How far a polygon may stray from the outline in exchange for fewer vertices.

    Returns
    -------
    list
        (N, 2) float64 with N >= 3, through the middle of the outermost pixels: `rasterize` draws
        exactly these pixels if nothing was tolerated.
    """
    import cv2

    found = []
    for line in _cv_contours(covered, cv2.RETR_CCOMP, outer_only=True):
        points = cv2.approxPolyDP(line, tolerance_px, True) if tolerance_px else line
        found.append(_at_least_three(points[:, 0, :]) + PIXEL_CENTRE)
    return found


def mask_to_shapes(
    mask: NDArray[np.uint8],
    classes: ClassTable,
    as_polygons: bool,
    *,
    tolerance_px: float = 0.0,
    min_area_px: float = 0.0,
) -> tuple[Shape, ...]:
    """Shapes that draw a mask.

    Parameters
    ----------
    mask
        (H, W) uint8 class ids, 0 = background, 255 = ignore.
    classes
        Names of the ids.
    as_polygons
        False: one mask shape per class, without loss. True: one polygon per region, larger ones
        first, so that what lies in a hole is drawn over it; a hole showing background becomes a
        polygon of class ``_background_``.
    tolerance_px
        How far a polygon may stray from the outline in exchange for fewer vertices.
    min_area_px
        Regions that cover less are left out of the polygons.

    Raises
    ------
    StudioError
        If the mask holds an id that the table does not know.
    """
    names = {int(value): _class_name(int(value), classes) for value in _values(mask)}
    if as_polygons:
        return _polygons(mask, names, tolerance_px=tolerance_px, min_area_px=min_area_px)
    return tuple(
        _mask_shape(mask == value, name) for value, name in names.items() if value != BACKGROUND_ID
    )


def _values(mask: NDArray[np.uint8]) -> NDArray[np.intp]:
    return np.flatnonzero(np.bincount(mask.reshape(-1), minlength=256))


def _class_name(value: int, classes: ClassTable) -> str:
    if value == BACKGROUND_ID:
        return "_background_"
    if value == IGNORE_ID:
        return "__ignore__"
    found = classes.by_id(value)
    if found is None:
        raise StudioError(
            say("classes", "The mask holds the value {value}, which is no class.")(value=value)
        )
    return found.name


def _mask_shape(covered: NDArray[np.bool_], name: str) -> Shape:
    rows = np.flatnonzero(covered.any(axis=1))
    columns = np.flatnonzero(covered.any(axis=0))
    top, bottom, left, right = rows[0], rows[-1], columns[0], columns[-1]
    return Shape(
        class_name=name,
        points=np.array([[left, top], [right, bottom]], np.float64),
        shape_type=ShapeType.MASK,
        mask=covered[top : bottom + 1, left : right + 1].copy(),
    )


def _polygons(
    mask: NDArray[np.uint8], names: dict[int, str], *, tolerance_px: float, min_area_px: float
) -> tuple[Shape, ...]:
    import cv2

    found: list[tuple[float, Shape]] = []
    for value, name in names.items():
        for outline in _cv_contours(mask == value, cv2.RETR_CCOMP, outer_only=True):
            if value == BACKGROUND_ID and _touches_border(outline, mask.shape):
                continue
            area = _area_px(outline)
            if area >= min_area_px:
                points = cv2.approxPolyDP(outline, tolerance_px, True) if tolerance_px else outline
                found.append((area, Shape(name, _at_least_three(points[:, 0, :]) + PIXEL_CENTRE)))
    found.sort(key=lambda pair: -pair[0])
    return tuple(shape for _, shape in found)


def _cv_contours(
    covered: NDArray[np.bool_], mode: int, *, outer_only: bool = False
) -> list[NDArray[np.int32]]:
    import cv2

    found, hierarchy = cv2.findContours(covered.astype(np.uint8), mode, cv2.CHAIN_APPROX_SIMPLE)
    if not outer_only or hierarchy is None:
        return [np.asarray(outline, np.int32) for outline in found]
    parents = np.asarray(hierarchy).reshape(-1, 4)[:, 3]
    return [
        np.asarray(outline, np.int32)
        for outline, parent in zip(found, parents, strict=True)
        if parent < 0
    ]


def _touches_border(outline: NDArray[np.int32], size: tuple[int, ...]) -> bool:
    x, y = outline[:, 0, 0], outline[:, 0, 1]
    return bool(x.min() == 0 or y.min() == 0 or x.max() == size[1] - 1 or y.max() == size[0] - 1)


def _area_px(outline: NDArray[np.int32]) -> float:
    """Pixels that the outline and its inside cover (Pick's theorem), holes filled."""
    import cv2

    steps = np.abs(np.diff(outline[:, 0, :], axis=0, append=outline[:1, 0, :])).max(axis=1)
    return float(cv2.contourArea(outline) + steps.sum() / 2 + 1)


def _at_least_three(points: NDArray[Any]) -> NDArray[np.float64]:
    """A polygon needs three points, also where the region is a single pixel or a thin line."""
    missing = max(0, 3 - len(points))
    return np.concatenate([points, np.repeat(points[-1:], missing, axis=0)]).astype(np.float64)
