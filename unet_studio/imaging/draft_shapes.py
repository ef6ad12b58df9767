"""From a predicted mask to drafts: one shape for each region, and only where it is news."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from unet_studio.domain.annotation import Annotation, LabelExtent, Shape, ShapeType
from unet_studio.domain.draft import as_draft
from unet_studio.domain.label_class import BACKGROUND_ID, IGNORE_ID, ClassTable
from unet_studio.domain.region import Region
from unet_studio.imaging.rasterize import rasterize
from unet_studio.imaging.region_shapes import as_polygon_shapes, region_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

DRAFT_TOLERANCE_PX = 0.7
"""How far a draft's outline may stray: a third of the corners, and less than a pixel at each."""

MIN_AREA_PX = 4
"""Smaller regions are specks that nobody wants to look through."""

KNOWN_SHARE = 0.5
"""A region of which labels of its class cover this much is no news."""


def draft_shapes(
    mask: NDArray[np.uint8],
    classes: ClassTable,
    drawn_by: str,
    *,
    tolerance_px: float = DRAFT_TOLERANCE_PX,
) -> list[Shape]:
    """A draft for each connected region of a predicted mask, in natural order of the classes.

    A region without holes becomes a polygon of few corners, one with holes a mask shape, which
    says the same pixel for pixel; so each is one thing to accept or to reject.

    Parameters
    ----------
    mask
        (H, W) uint8, ids of the model's classes; 0 and 255 draw nothing.
    classes
        Of the model.
    drawn_by
        ``MODEL@HASH``.
    tolerance_px
        How far a polygon may stray from the pixels.
    """
    found: list[Shape] = []
    for label_class in classes:
        if label_class.id in (BACKGROUND_ID, IGNORE_ID):
            continue
        covered = Region(0, 0, mask == label_class.id).trimmed()
        like = as_draft(Shape(label_class.name, np.zeros((2, 2)), ShapeType.MASK), drawn_by)
        if not covered.is_empty:
            found += as_polygon_shapes(_without_specks(covered), like, tolerance_px=tolerance_px)
    return found


def news(drafts: Iterable[Shape], labels: Sequence[Shape], size: tuple[int, int]) -> list[Shape]:
    """Those drafts of which labels of the same class cover less than half.

    Parameters
    ----------
    drafts
        What a model says.
    labels
        What persons said; drafts among it count for nothing.
    size
        Height and width of the image.
    """
    drafts = list(drafts)
    known = {name: _covered(name, labels, size) for name in {s.class_name for s in drafts}}
    return [draft for draft in drafts if not _is_known(draft, known[draft.class_name], size)]


def _covered(name: str, labels: Sequence[Shape], size: tuple[int, int]) -> NDArray[np.bool_]:
    own = tuple(shape for shape in labels if shape.class_name == name and not shape.is_draft)
    drawn = Annotation(own, stated_extent=LabelExtent.FULLY)
    return rasterize(drawn, size, ClassTable.of([name])) > 0


def _is_known(draft: Shape, known: NDArray[np.bool_], size: tuple[int, int]) -> bool:
    region = region_of(draft, size)
    left, top, right, bottom = region.box
    covered = known[top:bottom, left:right] & region.mask
    return int(np.count_nonzero(covered)) >= KNOWN_SHARE * region.area_px


def _without_specks(region: Region) -> Region:
    import cv2

    _, labels, stats, _ = cv2.connectedComponentsWithStats(
        region.mask.astype(np.uint8), connectivity=8
    )
    is_kept = stats[:, cv2.CC_STAT_AREA] >= MIN_AREA_PX
    is_kept[0] = False
    return Region(region.left, region.top, is_kept[labels])
