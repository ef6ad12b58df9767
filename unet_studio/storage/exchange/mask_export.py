"""Masks for other programs: Pascal VOC, and labelme's four files per image."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

from unet_studio.domain.message import Message, StudioError, say
from unet_studio.imaging.display_range import to_display
from unet_studio.imaging.overlay import overlay
from unet_studio.imaging.region_count import class_tallies
from unet_studio.storage.atomic_write import write_text
from unet_studio.storage.exchange.label_export import (
    ExportItem,
    ExportSummary,
    exported,
    write_picture,
    write_png,
)
from unet_studio.storage.exchange.mask_import import VOC_IMAGES, VOC_MASKS, VOC_NAMES
from unet_studio.storage.output_name import OutputNames
from unet_studio.storage.pictures.image_file import read_image
from unet_studio.storage.pictures.mask_file import (
    VOID_COLOUR,
    read_mask,
    read_mask_values,
    write_mask,
)
from unet_studio.storage.project.project_labels import labelled_images

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    from numpy.typing import NDArray

    from unet_studio.domain.conversion_report import ConversionStep, Tallies
    from unet_studio.domain.label_class import ClassTable
    from unet_studio.domain.project import Project

__all__ = ["ExportSummary", "MaskValues", "export_labelme_four", "export_voc"]


class MaskValues(StrEnum):
    """What stands in the pixels of an exported mask."""

    INDEX = "index"  # class ids, with a palette of the class colours
    GREY = "grey"  # class ids as grey values, nearly black to look at
    COLOUR = "colour"  # the class colours themselves


def export_voc(
    project: Project,
    out: Path,
    *,
    values: MaskValues = MaskValues.INDEX,
    overwrite: bool = False,
) -> Generator[ConversionStep, None, ExportSummary]:
    """Write ``JPEGImages``, ``SegmentationClass`` and ``class_names.txt`` of all labelled images.

    Mask values are the class ids; line n of ``class_names.txt``, counted from 0, names id n.
    Masks in colours come with a ``labelmap.txt`` of lines like ``name:red,green,blue::``.

    Raises
    ------
    StudioError
        If nothing is labelled, such files are there already, or the folder cannot be written to;
        for masks in colours, if two classes have the same colour.
    """
    return exported(project, out, _VocWriter(project, out, values), overwrite=overwrite)


def export_labelme_four(
    project: Project, out: Path, *, overwrite: bool = False
) -> Generator[ConversionStep, None, ExportSummary]:
    """Write ``img.png label.png label_names.txt label_viz.png`` of each labelled image.

    Raises
    ------
    StudioError
        If nothing is labelled, such files are there already, or the folder cannot be written to.
    """
    return exported(project, out, _FourWriter(project, out), overwrite=overwrite)


class _VocWriter:
    def __init__(self, project: Project, out: Path, values: MaskValues) -> None:
        self.targets = [VOC_IMAGES, VOC_MASKS, VOC_NAMES]
        self._classes, self._out, self._values = project.classes, out, values
        self._names = OutputNames()
        if values is MaskValues.COLOUR:
            _check_colours(project.classes)

    def write(self, item: ExportItem) -> tuple[Tallies, tuple[Message, ...]]:
        name = self._names.of(item.image.name)
        write_picture(item.image, self._out / VOC_IMAGES, name)
        path = self._out / VOC_MASKS / f"{name}.png"
        if self._values is MaskValues.INDEX:
            write_mask(path, item.mask, self._classes)
        elif self._values is MaskValues.GREY:
            write_png(path, item.mask)
        else:
            write_png(path, colours_by_id(self._classes)[item.mask])
            return class_tallies(_ids(path, self._classes), self._classes), ()
        return class_tallies(read_mask(path), self._classes), ()

    def finish(self) -> tuple[Message, ...]:
        write_text(self._out / VOC_NAMES, names_by_id(self._classes))
        if self._values is MaskValues.COLOUR:
            lines = [f"background:0,0,0::\nignore:{_listed(VOID_COLOUR)}::\n"]
            lines += [f"{c.name}:{_listed(c.rgb)}::\n" for c in self._classes]
            write_text(self._out / "labelmap.txt", "".join(lines))
        return ()


class _FourWriter:
    def __init__(self, project: Project, out: Path) -> None:
        self._classes, self._out = project.classes, out
        self._names = OutputNames()
        self.targets = [
            f"{self._names.of(image.name)}/label.png" for image in labelled_images(project)
        ]
        self._label_names = names_by_id(project.classes)

    def write(self, item: ExportItem) -> tuple[Tallies, tuple[Message, ...]]:
        folder = self._out / self._names.of(item.image.name)
        picture = read_image(item.image.path, plane=item.image.plane)
        write_png(folder / "img.png", to_display(picture) if picture.ndim == 3 else picture)
        write_mask(folder / "label.png", item.mask, self._classes)
        write_text(folder / "label_names.txt", self._label_names)
        write_png(folder / "label_viz.png", overlay(picture, item.mask, self._classes))
        return class_tallies(read_mask(folder / "label.png"), self._classes), ()

    def finish(self) -> tuple[Message, ...]:
        return ()


def names_by_id(classes: ClassTable) -> str:
    """A line for each id from 0, as labelme and others write class names beside masks."""
    names = {c.id: c.name for c in classes}
    last = max(names, default=0)
    lines = [names.get(k, f"_unused_{k}_") for k in range(1, last + 1)]
    return "".join(f"{name}\n" for name in ["_background_", *lines])


def colours_by_id(classes: ClassTable) -> NDArray[np.uint8]:
    """(256, 3) uint8: black for the background, Pascal VOC's cream for what is ignored."""
    colours = np.zeros((256, 3), np.uint8)
    for label_class in classes:
        colours[label_class.id] = label_class.rgb
    colours[255] = VOID_COLOUR
    return colours


def _check_colours(classes: ClassTable) -> None:
    taken = {(0, 0, 0): "background", VOID_COLOUR: "ignore"}
    for label_class in classes:
        if label_class.rgb in taken:
            raise StudioError(
                say(
                    "masks",
                    "{one} and {other} have the same colour {colour}, so that a mask in colours "
                    "could not tell them apart. Please give one of them another colour.",
                )(one=taken[label_class.rgb], other=label_class.name, colour=label_class.colour)
            )
        taken[label_class.rgb] = label_class.name


def _ids(path: Path, classes: ClassTable) -> NDArray[np.uint8]:
    values = read_mask_values(path)
    mask = np.zeros(values.shape, np.uint8)
    for label_class in classes:
        mask[values == int(label_class.colour[1:], 16)] = label_class.id
    return mask


def _listed(rgb: tuple[int, int, int]) -> str:
    return ",".join(map(str, rgb))
