"""The labels of a project as a COCO file of instances, with its pictures."""

from __future__ import annotations

import json
from collections import Counter
from functools import reduce
from typing import TYPE_CHECKING, Any

import numpy as np

from unet_studio.domain.annotation import Shape, ShapeType
from unet_studio.domain.label_class import BACKGROUND_NAME, RESERVED_NAMES
from unet_studio.domain.message import Message, say
from unet_studio.domain.polygon import outline
from unet_studio.domain.region import Region
from unet_studio.imaging.pixel_outline import edge_outlines, filled
from unet_studio.imaging.region_count import class_tallies
from unet_studio.imaging.region_shapes import region_of
from unet_studio.storage.atomic_write import write_text
from unet_studio.storage.exchange.coco_file import OUR_KEY
from unet_studio.storage.exchange.coco_import import CROWD, DRAWN, PIXELS
from unet_studio.storage.exchange.coco_rle import encode
from unet_studio.storage.exchange.label_export import (
    ExportItem,
    ExportSummary,
    exported,
    unsaid,
    write_picture,
)
from unet_studio.storage.output_name import OutputNames
from unet_studio.storage.project.project_file import list_images

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable
    from pathlib import Path

    from numpy.typing import NDArray

    from unet_studio.domain.conversion_report import ConversionStep, Tallies
    from unet_studio.domain.project import Project

COCO_IMAGES, COCO_FILE = "images", "instances.json"


def export_coco(
    project: Project, out: Path, *, overwrite: bool = False
) -> Generator[ConversionStep, None, ExportSummary]:
    """Write ``images`` and ``instances.json`` of all labelled images.

    Category ids are the class ids; images are numbered in natural order over the whole project, so
    that labelling more of them changes no number. Polygons keep the points that were drawn; other
    shapes become outlines along their pixels, or run lengths where they have holes.

    Raises
    ------
    StudioError
        If nothing is labelled, such files are there already, or the folder cannot be written to.
    """
    return exported(project, out, _CocoWriter(project, out), overwrite=overwrite)


class _CocoWriter:
    targets = (COCO_IMAGES, COCO_FILE)

    def __init__(self, project: Project, out: Path) -> None:
        self._project, self._out = project, out
        self._names = OutputNames()
        self._ids = {image.name: k for k, image in enumerate(list_images(project), start=1)}
        self._images: list[dict[str, Any]] = []
        self._annotations: list[dict[str, Any]] = []

    def write(self, item: ExportItem) -> tuple[Tallies, tuple[Message, ...]]:
        name = self._names.of(item.image.name)
        path = write_picture(item.image, self._out / COCO_IMAGES, name)
        image_id, (height, width) = self._ids[item.image.name], item.size
        self._images.append(
            {
                "id": image_id,
                "file_name": path.relative_to(self._out / COCO_IMAGES).as_posix(),
                "height": height,
                "width": width,
                OUR_KEY: {
                    "extent": str(item.annotation.extent),
                    "held_out": item.image.name in self._project.held_out,
                },
            }
        )
        seen = np.zeros(item.size, np.uint8)
        classes, names = self._project.classes, []
        for shapes, regions, content in instances(item):
            class_id = classes.id_of(shapes[0].class_name.strip())
            assert class_id is not None  # the mask could be drawn
            for region in regions:
                region.paint(seen, class_id)
            names.append(shapes[0].class_name.strip())
            self._add(image_id, class_id, shapes, regions, content)
        return class_tallies(seen, classes, names), (*unsaid(item), *_changed_kinds(item))

    def _add(
        self,
        image_id: int,
        class_id: int,
        shapes: list[Shape],
        regions: list[Region],
        content: dict[str, Any],
    ) -> None:
        first = shapes[0]
        flags = {name: value for name, value in first.flags.items() if name != CROWD}
        ours = content.pop(OUR_KEY)
        ours |= {"flags": flags} if flags else {}
        ours |= {"description": first.description} if first.description else {}
        ours |= {} if first.group_id is None else {"group_id": first.group_id}
        foreign = first.extra.get("coco")
        whole = reduce(Region.united, regions)
        self._annotations.append(
            (foreign if isinstance(foreign, dict) else {})
            | {
                "id": len(self._annotations) + 1,
                "image_id": image_id,
                "category_id": class_id,
                **content,
                "area": whole.area_px,
                "bbox": _box(whole),
                "iscrowd": int(bool(first.flags.get(CROWD))),
                OUR_KEY: ours,
            }
        )

    def finish(self) -> tuple[Message, ...]:
        content = {
            "info": {"description": self._project.title},
            "licenses": [],
            "images": self._images,
            "annotations": self._annotations,
            "categories": [
                {"id": c.id, "name": c.name, "supercategory": "", "color": list(c.rgb)}
                for c in self._project.classes
            ],
        }
        text = json.dumps(content, ensure_ascii=False, allow_nan=False)
        write_text(self._out / COCO_FILE, text)
        return ()


def instances(
    item: ExportItem,
) -> Iterable[tuple[list[Shape], list[Region], dict[str, Any]]]:
    """The objects of an image: their shapes, the pixels that COCO will see, and their outline.

    Shapes of one class and group are one object. What a later shape gives back to the background,
    or says is to be ignored, is cut out.
    """
    for shapes in _objects(item.annotation.shapes):
        regions = [visible_region(item, shape) for shape in shapes]
        kept = [(s, p) for s, p in zip(shapes, regions, strict=True) if not p.is_empty]
        if not kept:
            continue
        drawn = [drawn_outline(item, shape) for shape, _ in kept]
        outlines = [points for points in drawn if points is not None]
        if len(outlines) == len(drawn):
            seen = [filled(points, item.size) for points in outlines]
            yield shapes, seen, _polygons(outlines, DRAWN)
            continue
        whole = reduce(Region.united, [region for _, region in kept])
        outer, holes = edge_outlines(whole.mask)
        if holes:
            yield shapes, [whole], {"segmentation": _run_lengths(whole, item.size), OUR_KEY: {}}
        else:
            corner = np.array([whole.left, whole.top])
            yield shapes, [whole], _polygons([points + corner for points in outer], PIXELS)


def visible_region(item: ExportItem, shape: Shape) -> Region:
    """The pixels of a shape, without those that a later shape of no class takes away."""
    erasers = (region_of(eraser, item.size) for eraser in _later_erasers(item, shape))
    return reduce(Region.without, erasers, region_of(shape, item.size))


def drawn_outline(item: ExportItem, shape: Shape) -> NDArray[np.float64] | None:
    """The points as drawn, if other programs can fill them to something like the shape."""
    kinds = (ShapeType.POLYGON, ShapeType.RECTANGLE, ShapeType.ORIENTED_RECTANGLE)
    if shape.shape_type not in kinds or any(True for _ in _later_erasers(item, shape)):
        return None
    points = outline(shape)
    if shape.shape_type is not ShapeType.POLYGON:
        as_polygon = region_of(Shape(shape.class_name, points), item.size)
        if not _are_same(as_polygon, region_of(shape, item.size)):
            return None
    return None if filled(points, item.size).is_empty else points


def _are_same(one: Region, other: Region) -> bool:
    return one.without(other).is_empty and other.without(one).is_empty


def _later_erasers(item: ExportItem, shape: Shape) -> Iterable[Shape]:
    shapes = item.annotation.shapes
    at = item.annotation.index_of(shape.shape_id)
    low, high = _bounds(shape)
    for later in shapes[at + 1 :]:
        if _is_of_no_class(later) and later.is_drawable:
            other_low, other_high = _bounds(later)
            if (other_low <= high).all() and (low <= other_high).all():
                yield later


def _bounds(shape: Shape) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    points = outline(shape)
    margin = 12  # lines and points are drawn wider than they are
    return points.min(axis=0) - margin, points.max(axis=0) + margin


def _is_of_no_class(shape: Shape) -> bool:
    name = shape.class_name.strip()
    return name in RESERVED_NAMES or name == BACKGROUND_NAME


def _objects(shapes: Iterable[Shape]) -> list[list[Shape]]:
    grouped: dict[object, list[Shape]] = {}
    for shape in shapes:
        if shape.is_drawable and not _is_of_no_class(shape):
            group = shape.shape_id if shape.group_id is None else shape.group_id
            grouped.setdefault((shape.class_name.strip(), group), []).append(shape)
    return list(grouped.values())


def _polygons(outlines: list[NDArray[np.float64]], meant: str) -> dict[str, Any]:
    return {
        "segmentation": [points.reshape(-1).tolist() for points in outlines],
        OUR_KEY: {"outline": meant},
    }


def _run_lengths(region: Region, size: tuple[int, int]) -> dict[str, Any]:
    whole = np.zeros(size, bool)
    region.paint(whole, 1)
    return encode(whole)


def _box(region: Region) -> list[int]:
    box = region.trimmed()
    return [box.left, box.top, box.right - box.left, box.bottom - box.top]


def _changed_kinds(item: ExportItem) -> tuple[Message, ...]:
    kinds = Counter(
        str(shape.shape_type)
        for shape in item.annotation.shapes
        if shape.shape_type not in (ShapeType.POLYGON, ShapeType.MASK) and shape.is_drawable
    )
    text = say("export", "These kinds of shapes become outlines: {kinds}")
    listed = ", ".join(f"{count} {kind}" for kind, count in kinds.items())
    return (text(kinds=listed),) if kinds else ()
