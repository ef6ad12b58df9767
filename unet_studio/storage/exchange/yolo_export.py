"""The labels of a project as a YOLO data set of outlines."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

from unet_studio.domain.message import Message, say
from unet_studio.imaging.pixel_outline import cut_outlines, filled_with_line
from unet_studio.imaging.region_count import class_tallies
from unet_studio.storage.atomic_write import write_text
from unet_studio.storage.exchange.coco_export import drawn_outline, visible_region
from unet_studio.storage.exchange.label_export import (
    ExportItem,
    ExportSummary,
    exported,
    unsaid,
    write_picture,
)
from unet_studio.storage.exchange.yolo_import import DATA_FILES, LABELS
from unet_studio.storage.output_name import OutputNames

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    from numpy.typing import NDArray

    from unet_studio.domain.annotation import Shape
    from unet_studio.domain.conversion_report import ConversionStep, Tallies
    from unet_studio.domain.project import Project
    from unet_studio.domain.region import Region

YOLO_IMAGES = "images"
_FROM_BORDER_PX = 0.002  # readers count in single precision: keep away from where pixels begin
_DIGITS = 9


def export_yolo(
    project: Project, out: Path, *, overwrite: bool = False
) -> Generator[ConversionStep, None, ExportSummary]:
    """Write ``data.yaml``, ``images`` and ``labels`` of all labelled images, in train and val.

    Held-out images are val. Classes are numbered from 0 in the order of their ids. A hole is cut
    open to the left, so that the outline stays one line.

    Raises
    ------
    StudioError
        If nothing is labelled, such files are there already, or the folder cannot be written to.
    """
    return exported(project, out, _YoloWriter(project, out), overwrite=overwrite)


class _YoloWriter:
    targets = (DATA_FILES[0], YOLO_IMAGES, LABELS)

    def __init__(self, project: Project, out: Path) -> None:
        self._project, self._out = project, out
        self._numbers = {c.id: k for k, c in enumerate(project.classes)}
        self._names = OutputNames()
        self._parts: Counter[str] = Counter()

    def write(self, item: ExportItem) -> tuple[Tallies, tuple[Message, ...]]:
        name = self._names.of(item.image.name)
        part = "val" if item.image.name in self._project.held_out else "train"
        self._parts[part] += 1
        write_picture(item.image, self._out / YOLO_IMAGES / part, name)
        seen = np.zeros(item.size, np.uint8)
        classes, names, lines, apart = self._project.classes, [], [], 0
        for shape in item.annotation.shapes:
            class_name = shape.class_name.strip()
            class_id = classes.id_of(class_name)
            if class_id not in self._numbers or not shape.is_drawable:
                continue
            outlines = _outlines(item, shape)
            names += [class_name] * len(outlines)
            apart += len(outlines) > 1
            for points in outlines:
                shares = _shares(points, item.size)
                _seen(shares, item.size).paint(seen, class_id)
                numbers = " ".join(f"{v:.{_DIGITS}f}".rstrip("0") for v in shares.reshape(-1))
                lines.append(f"{self._numbers[class_id]} {numbers}\n")
        write_text(self._out / LABELS / part / f"{name}.txt", "".join(lines))
        return class_tallies(seen, classes, names), (*unsaid(item), *_apart(item, apart))

    def finish(self) -> tuple[Message, ...]:
        import yaml

        has_val = bool(self._parts["val"])
        content = {
            "train": f"{YOLO_IMAGES}/train" if self._parts["train"] else f"{YOLO_IMAGES}/val",
            "val": f"{YOLO_IMAGES}/val" if has_val else f"{YOLO_IMAGES}/train",
            "names": {k: c.name for k, c in enumerate(self._project.classes)},
        }
        text = yaml.safe_dump(content, allow_unicode=True, sort_keys=False)
        write_text(self._out / DATA_FILES[0], text)
        if has_val and self._parts["train"]:
            return ()
        return (
            say(
                "yolo",
                "No image is held out, or all are: “train” and “val” of data.yaml are the same.",
            )(),
        )


def _outlines(item: ExportItem, shape: Shape) -> list[NDArray[np.float64]]:
    points = drawn_outline(item, shape)
    limits = np.array([item.size[1], item.size[0]])
    if points is not None and (points >= 0).all() and (points < limits).all():
        return [points]
    region = visible_region(item, shape)
    corner = np.array([region.left, region.top])
    return [outline + corner for outline in cut_outlines(region.mask)]


def _shares(points: NDArray[np.float64], size: tuple[int, int]) -> NDArray[np.float64]:
    """Points, (N, 2) in image pixels, as shares of width and height that fall into their pixel."""
    inside = np.clip(points - np.floor(points), _FROM_BORDER_PX, 1 - _FROM_BORDER_PX)
    shares = (np.floor(points) + inside) / np.array([size[1], size[0]])
    return np.asarray(np.round(shares, _DIGITS))


def _seen(shares: NDArray[np.float64], size: tuple[int, int]) -> Region:
    return filled_with_line(shares * np.array([size[1], size[0]]), size)


def _apart(item: ExportItem, of_several_parts: int) -> tuple[Message, ...]:
    """What single outlines without anything else cannot say."""
    groups = Counter(s.group_id for s in item.annotation.shapes if s.group_id is not None)
    parted = of_several_parts + sum(count > 1 for count in groups.values())
    lost = [("group", parted)] if parted else []
    described = sum(bool(s.description or s.flags) for s in item.annotation.shapes)
    texts = {
        "group": say(
            "yolo",
            "{count} {count:thing of several parts falls|things of several parts fall} apart into "
            "single outlines.",
        ),
        "words": say(
            "yolo", "The descriptions and flags of {count} {count:shape|shapes} stay behind."
        ),
    }
    lost += [("words", described)] if described else []
    return tuple(texts[what](count=count) for what, count in lost)
