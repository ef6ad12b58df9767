"""What the labels of one image show: area and place of each shape, and how classes lie."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from unet_studio.domain.annotation import Annotation, LabelExtent
from unet_studio.domain.label_class import BACKGROUND_ID, IGNORE_ID, RESERVED_NAMES
from unet_studio.domain.polygon import is_closed, outline
from unet_studio.imaging.rasterize import rasterize, shape_part

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

    from unet_studio.domain.annotation import Shape
    from unet_studio.domain.label_class import ClassTable

Box = tuple[float, float, float, float]

_MOST_MEASURED = 3000  # shapes of one image: more tell nothing new and take seconds


@dataclass(frozen=True)
class ShapeMeasure:
    """One closed shape.

    Attributes
    ----------
    index
        Its place in drawing order.
    class_name
        Of it.
    area_px
        Pixels that it covers inside the image.
    seen_px
        Of these, how many later shapes leave to it or to its class.
    box
        Left, top, right, bottom in image pixels.
    """

    index: int
    class_name: str
    area_px: int
    seen_px: int
    box: Box


@dataclass(frozen=True)
class Overlap:
    """Where shapes of two classes lie over each other in one image.

    Attributes
    ----------
    lower, upper
        Names of the classes; what both cover counts as the class drawn later.
    pixels
        How many both cover.
    share
        Which part that is of the smaller of the two, 0 to 1.
    box
        Around the largest connected part.
    """

    lower: str
    upper: str
    pixels: int
    share: float
    box: Box


@dataclass(frozen=True)
class LabelMeasures:
    """All that is measured of one image.

    Attributes
    ----------
    shapes
        Of the closed shapes.
    pixels
        Class name -> pixels in the mask; classes that show none are left out.
    background_px, ignored_px
        The other pixels.
    overlaps
        Between classes.
    brightness
        Class name, "" for background -> mean grey value, in standard deviations from the mean of
        the labelled pixels.
    """

    shapes: tuple[ShapeMeasure, ...] = ()
    pixels: Mapping[str, int] = field(default_factory=dict)
    background_px: int = 0
    ignored_px: int = 0
    overlaps: tuple[Overlap, ...] = ()
    brightness: Mapping[str, float] = field(default_factory=dict)

    @property
    def labelled_px(self) -> int:
        """Pixels that are background or of a class."""
        return self.background_px + sum(self.pixels.values())


def measure_labels(
    annotation: Annotation, pixels: NDArray[Any], classes: ClassTable
) -> LabelMeasures:
    """Measure the labels of an image; drafts and shapes of unknown classes are left out.

    Parameters
    ----------
    annotation
        What is drawn; fully or partly labelled.
    pixels
        (H, W) or (H, W, C), any real type.
    classes
        Of the project.
    """
    known = tuple(
        shape
        for shape in annotation.shapes
        if classes.id_of(shape.class_name) is not None and not shape.is_draft
    )
    size = pixels.shape[0], pixels.shape[1]
    drawn = Annotation(known, stated_extent=annotation.extent)
    mask = rasterize(drawn, size, classes)
    counts = np.bincount(mask.reshape(-1), minlength=256)
    names = {c.id: c.name for c in classes}
    return LabelMeasures(
        shapes=tuple(_shape_measures(annotation, mask, classes)),
        pixels={name: int(counts[i]) for i, name in names.items() if counts[i]},
        background_px=int(counts[BACKGROUND_ID]),
        ignored_px=int(counts[IGNORE_ID]),
        overlaps=tuple(_overlaps(known, size, classes)),
        brightness=_brightness(pixels, mask, names),
    )


def _shape_measures(
    annotation: Annotation, mask: NDArray[np.uint8], classes: ClassTable
) -> Iterable[ShapeMeasure]:
    for index, shape in enumerate(annotation.shapes[:_MOST_MEASURED]):
        value = classes.id_of(shape.class_name)
        if value is None or shape.is_draft or not (is_closed(shape) and shape.is_drawable):
            continue
        left, top, right, bottom = _box_within(shape, mask.shape)
        if left >= right or top >= bottom:
            continue
        covered = shape_part(shape, left, top, right, bottom)
        seen = covered & (mask[top:bottom, left:right] == value)
        box = float(left), float(top), float(right), float(bottom)
        area, seen_px = int(np.count_nonzero(covered)), int(np.count_nonzero(seen))
        yield ShapeMeasure(index, shape.class_name, area, seen_px, box)


def _box_within(shape: Shape, size: tuple[int, ...]) -> tuple[int, int, int, int]:
    """A box around what a shape draws of an image, a pixel wider than its outline."""
    line = outline(shape).clip(-1e6, 1e6)
    left, top = np.floor(line.min(axis=0)).astype(int) - 1
    right, bottom = np.ceil(line.max(axis=0)).astype(int) + 2
    return max(0, left), max(0, top), min(size[1], right), min(size[0], bottom)


def _overlaps(
    shapes: tuple[Shape, ...], size: tuple[int, int], classes: ClassTable
) -> Iterable[Overlap]:
    """Between each two classes; reserved names are drawn over others on purpose."""
    first_drawn = {s.class_name: None for s in shapes if s.class_name not in RESERVED_NAMES}
    if len(first_drawn) < 2:
        return
    drawn = {name: _class_mask(shapes, name, size, classes) for name in first_drawn}
    names = list(first_drawn)
    for place, lower in enumerate(names):
        for upper in names[place + 1 :]:
            both = drawn[lower] & drawn[upper]
            count = int(np.count_nonzero(both))
            if count:
                smaller = min(np.count_nonzero(drawn[lower]), np.count_nonzero(drawn[upper]))
                yield Overlap(lower, upper, count, count / int(smaller), _largest_part(both))


def _class_mask(
    shapes: tuple[Shape, ...], name: str, size: tuple[int, int], classes: ClassTable
) -> NDArray[np.bool_]:
    own = tuple(shape for shape in shapes if shape.class_name == name)
    drawn = rasterize(Annotation(own, stated_extent=LabelExtent.FULLY), size, classes)
    return np.asarray(drawn > 0)


def _largest_part(covered: NDArray[np.bool_]) -> Box:
    import cv2

    _, _, stats, _ = cv2.connectedComponentsWithStats(covered.astype(np.uint8))
    largest = 1 + int(stats[1:, cv2.CC_STAT_AREA].argmax())
    left, top, width, height = (float(value) for value in stats[largest][:4])
    return left, top, left + width, top + height


def _brightness(
    pixels: NDArray[Any], mask: NDArray[np.uint8], names: Mapping[int, str]
) -> dict[str, float]:
    grey = pixels.astype(np.float32) if pixels.ndim == 2 else pixels.mean(axis=2, dtype=np.float32)
    labelled = mask != IGNORE_ID
    spread = float(grey[labelled].std()) if labelled.any() else 0.0
    if spread == 0:
        return {}
    middle = float(grey[labelled].mean())
    found = {}
    for value, name in {BACKGROUND_ID: "", **names}.items():
        own = mask == value
        if np.count_nonzero(own) >= _LEAST_JUDGED_PX:
            found[name] = (float(grey[own].mean()) - middle) / spread
    return found


_LEAST_JUDGED_PX = 30
"""The mean of fewer pixels says little."""
