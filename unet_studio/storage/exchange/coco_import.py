"""The annotations of a COCO file as shapes."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import reduce
from typing import TYPE_CHECKING, Any

import numpy as np

from unet_studio.domain.annotation import LabelExtent, Shape, ShapeType
from unet_studio.domain.message import Message, StudioError, say
from unet_studio.domain.region import Region
from unet_studio.imaging.pixel_outline import cut_outlines, filled, is_along_pixels
from unet_studio.imaging.region_count import tallies
from unet_studio.imaging.region_form import RegionForm, parts, region_shape
from unet_studio.storage.exchange.coco_file import OUR_KEY, CocoImage, read_coco
from unet_studio.storage.exchange.coco_rle import decode
from unet_studio.storage.exchange.image_match import matched
from unet_studio.storage.exchange.label_reader import (
    FoundLabels,
    check_size,
    shape_name,
    some,
    table_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from unet_studio.domain.project import ImageRef

DRAWN, PIXELS = "drawn", "pixels"
"""How an outline of our own export is meant: as drawn by a person, or along the pixels."""

CROWD = "iscrowd"
_KNOWN = {
    *("id", "image_id", "category_id", "segmentation", "area", "bbox"),
    *(CROWD, OUR_KEY, "num_keypoints"),
}


class CocoReader:
    """Instances of a COCO file; see `LabelReader`.

    Parameters
    ----------
    path
        The file.
    images
        The images to find annotations for.
    form
        As what shapes regions come in. None: outlines stay polygons, run lengths become masks.

    Raises
    ------
    StudioError
        If it cannot be read, or has none of the images.
    """

    def __init__(
        self, path: Path, images: Sequence[ImageRef], form: RegionForm | None = None
    ) -> None:
        content = read_coco(path)
        found, unknown, unclear = matched(content.images, images)
        if not found:
            raise StudioError(
                say("coco", "{path} names none of the images, but for instance {names}.")(
                    path=path, names=some(content.images) or "-"
                )
            )
        self._path, self._form = path, form
        self._entries = {image: content.images[name] for image, name in found.items()}
        self._names = dict(content.categories)
        self.held_out = frozenset(
            image for image, entry in self._entries.items() if entry.extra.get("held_out") is True
        )
        self.losses = (*content.problems, *_left_over(unknown, unclear))
        for entry in self._entries.values():
            for annotation in entry.annotations:
                number = annotation.get("category_id")
                if isinstance(number, int):
                    self._names.setdefault(number, f"class-{number}")
        self.classes = table_of(self._names)

    def has(self, image: ImageRef) -> bool:
        """Whether the file lists it."""
        return image.name in self._entries

    def problem(self, _image: ImageRef) -> Message | None:
        """Nothing: what is unclear is among `losses`."""
        return None

    def read(self, image: ImageRef, size: tuple[int, int]) -> FoundLabels:
        """Its annotations in the order of their ids."""
        entry = self._entries[image.name]
        check_size(entry.size, size, image, self._path)
        canvas = np.zeros(size, np.uint16)
        values = {name: k for k, name in enumerate(dict.fromkeys(self._names.values()), start=1)}
        shapes: list[Shape] = []
        counted: list[str] = []
        lost: list[Message] = []
        for annotation in entry.annotations:
            try:
                name = self._name(annotation)
                regions, made = _region(annotation, shape_name(name), size, self._form)
            except StudioError as error:
                lost.append(error.message)
                continue
            for region in regions:
                region.paint(canvas, values[name])
            counted.append(name)
            shapes += _marked(made, annotation, group=len(counted))
        before = tallies(canvas, {k: name for name, k in values.items()}, counted)
        losses = tuple(_lost(reason, count) for reason, count in _grouped(lost))
        return FoundLabels(tuple(shapes), before, losses, _extent(entry))

    def _name(self, annotation: dict[str, Any]) -> str:
        number = annotation.get("category_id")
        if not isinstance(number, int) or number not in self._names:
            raise StudioError(say("coco", "it has no category")())
        return self._names[number]


def _region(
    annotation: dict[str, Any], name: str, size: tuple[int, int], form: RegionForm | None
) -> tuple[list[Region], list[Shape]]:
    """The pixels that COCO sees, and the shapes that stand for them."""
    segmentation = annotation.get("segmentation")
    if isinstance(segmentation, dict):
        if segmentation.get("size") != list(size):  # first: numbers alone can claim any memory
            raise StudioError(say("coco", "its run lengths are of a picture of another size")())
        covered = decode(segmentation)
        region = Region(0, 0, covered)
        return [region], _of_pixels(region, name, form or RegionForm.REGION_MASKS)
    if not segmentation:
        outline = _box(annotation.get("bbox"))
        corners = outline[[0, 2]]
        return [filled(outline, size)], [Shape(name, corners, ShapeType.RECTANGLE)]
    outlines = [_outline(part) for part in _list(segmentation)]
    regions = [filled(outline, size) for outline in outlines]
    if form is not None and form is not RegionForm.POLYGONS:
        return regions, _of_pixels(reduce(Region.united, regions), name, form)
    is_drawn = _ours(annotation).get("outline") == DRAWN
    pairs = zip(outlines, regions, strict=True)
    return regions, [s for o, region in pairs for s in _polygons(o, region, name, is_drawn)]


def _polygons(
    outline: NDArray[np.float64], region: Region, name: str, is_drawn: bool
) -> Iterable[Shape]:
    """A polygon; what runs along the borders of pixels is moved so that labelme draws just these.

    labelme draws the line of a polygon too, half a pixel to the right and below: an outline that a
    program made of pixels would grow by that.
    """
    if is_drawn or not is_along_pixels(outline):
        return [Shape(name, outline)]
    return [Shape(name, o + np.array([region.left, region.top])) for o in cut_outlines(region.mask)]


def _of_pixels(region: Region, name: str, form: RegionForm) -> list[Shape]:
    if region.is_empty:
        raise StudioError(say("coco", "it covers no pixel")())
    whole = region_shape(name, region)
    if form is RegionForm.POLYGONS:
        return list(parts(whole, form))
    return [whole]  # one object stays one shape, also where it has several parts


def _marked(shapes: list[Shape], annotation: dict[str, Any], group: int) -> list[Shape]:
    """With everything else that the annotation says of them."""
    ours = _ours(annotation)
    flags = {k: v for k, v in _dict(ours.get("flags")).items() if isinstance(v, bool)}
    if annotation.get(CROWD):
        flags[CROWD] = True
    description = ours.get("description")
    stated = ours.get("group_id")
    other = {key: value for key, value in annotation.items() if key not in _KNOWN}
    number = stated if isinstance(stated, int) else group if len(shapes) > 1 else None
    return [
        replace(
            shape,
            group_id=number,
            flags=flags,
            description=description if isinstance(description, str) else "",
            extra={"coco": other} if other else {},
        )
        for shape in shapes
    ]


def _outline(part: Any) -> NDArray[np.float64]:
    if not isinstance(part, list) or len(part) < 6 or len(part) % 2:
        raise StudioError(say("coco", "its outline has too few or an odd number of coordinates")())
    return _numbers(part).reshape(-1, 2)


def _box(box: Any) -> NDArray[np.float64]:
    if not isinstance(box, list) or len(box) != 4:
        raise StudioError(say("coco", "it has neither an outline nor a box")())
    x, y, width, height = _numbers(box)
    return np.array([[x, y], [x + width, y], [x + width, y + height], [x, y + height]])


def _numbers(values: list[Any]) -> NDArray[np.float64]:
    try:
        numbers = np.array(values, np.float64)
    except (ValueError, TypeError, OverflowError) as error:
        raise StudioError(say("coco", "its coordinates are no numbers")()) from error
    if numbers.ndim != 1 or not np.isfinite(numbers).all():
        raise StudioError(say("coco", "its coordinates are no numbers")())
    return numbers


def _extent(entry: CocoImage) -> LabelExtent:
    stated = entry.extra.get("extent")
    return LabelExtent(stated) if stated in list(LabelExtent) else LabelExtent.FULLY


def _left_over(unknown: list[str], unclear: list[str]) -> Iterable[Message]:
    if unknown:
        text = say(
            "coco",
            "{count} {count:image of the file is|images of the file are} not in the project: "
            "{names}",
        )
        yield text(count=len(unknown), names=some(unknown))
    if unclear:
        text = say("coco", "It is not clear which images these are: {names}")
        yield text(names=some(unclear))


def _grouped(lost: list[Message]) -> Iterable[tuple[Message, int]]:
    """Each reason once."""
    counts = Counter(map(str, lost))
    return [(reason, counts[text]) for text, reason in {str(m): m for m in lost}.items()]


def _lost(reason: Message, count: int) -> Message:
    text = say("coco", "{count} {count:annotation is|annotations are} left out: {reason}.")
    return text(count=count, reason=reason)


def _ours(annotation: dict[str, Any]) -> dict[str, Any]:
    return _dict(annotation.get(OUR_KEY))


def _dict(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
