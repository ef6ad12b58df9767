"""How many regions and pixels of each class a mask shows."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from unet_studio.domain.conversion_report import Tallies, Tally
from unet_studio.domain.label_class import (
    BACKGROUND_NAME,
    RESERVED_NAMES,
    ClassTable,
)
from unet_studio.domain.project import natural_key
from unet_studio.imaging.rasterize import rasterize

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

    from unet_studio.domain.annotation import Annotation


def tallies(
    mask: NDArray[Any], names: Mapping[int, str], shapes: Iterable[str] | None = None
) -> Tallies:
    """Count the regions of a mask.

    Parameters
    ----------
    mask
        (H, W) whole numbers >= 0.
    names
        Name of each value that counts; what has no name is left out.
    shapes
        Class names of the shapes that draw it; None if nothing is known of shapes.

    Returns
    -------
    Tallies
        Of the classes that the mask or the shapes show, in the order of `names`. A region is what
        hangs together by edges or corners of pixels.
    """
    pixels = dict(enumerate(np.bincount(mask.reshape(-1)).tolist()))
    drawn = None if shapes is None else Counter(shapes)
    found: Tallies = {}
    for value, name in names.items():
        count = pixels.get(value, 0)
        number = None if drawn is None else drawn[name]
        if count or number:
            tally = Tally(number, _regions(mask == value) if count else 0, count)
            found[name] = found[name] + tally if name in found else tally
    return found


def class_tallies(
    mask: NDArray[np.uint8], classes: ClassTable, shapes: Iterable[str] | None = None
) -> Tallies:
    """As `tallies`, of class ids; background and ignored pixels are no class."""
    return tallies(mask, {c.id: c.name for c in classes}, shapes)


def countable(names: Iterable[str]) -> list[str]:
    """Those names that are classes: not background, not ignore."""
    return [name for name in names if name not in RESERVED_NAMES]


def shape_tallies(annotation: Annotation, size: tuple[int, int]) -> Tallies:
    """How much the shapes of an image show, by the names they have, in natural order.

    Drafts show nothing.

    Parameters
    ----------
    annotation
        Of an image of `size`, its height and width.
    """
    names = [shape.class_name.strip() for shape in annotation.shapes if not shape.is_draft]
    kept = {name for name in countable(names) if name not in ("", BACKGROUND_NAME)}
    classes = ClassTable.of(sorted(kept, key=natural_key))
    drawn = tuple(s for s in annotation.shapes if s.class_name.strip())
    mask = rasterize(replace(annotation, shapes=drawn), size, classes)
    return class_tallies(mask, classes, countable(names))


def _regions(covered: NDArray[np.bool_]) -> int:
    import cv2

    return int(cv2.connectedComponents(covered.astype(np.uint8), connectivity=8)[0]) - 1
