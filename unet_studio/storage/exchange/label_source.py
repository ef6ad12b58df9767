"""Where labels can come from, as a value, and the reader for each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from unet_studio.imaging.region_form import RegionForm
from unet_studio.storage.exchange.coco_import import CocoReader
from unet_studio.storage.exchange.labelme_import import LabelmeReader
from unet_studio.storage.exchange.mask_import import MaskReader, MaskSource, voc_source
from unet_studio.storage.exchange.yolo_import import YoloReader

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from unet_studio.domain.project import ImageRef
    from unet_studio.storage.exchange.label_reader import LabelReader


@dataclass(frozen=True)
class NoLabels:
    """Nothing is labelled yet."""


@dataclass(frozen=True)
class LabelmeBeside:
    """labelme files lie beside the images."""


@dataclass(frozen=True)
class LabelmeFolder:
    """labelme files lie in a folder of their own."""

    path: Path


@dataclass(frozen=True)
class MaskFolder:
    """A folder with a mask of the same name for each labelled image.

    Attributes
    ----------
    path
        The folder.
    values
        The class name of each grey value, palette index or packed colour (0xRRGGBB);
        ``background`` and ``ignore`` are no classes. None: the values are the class ids, but
        masks of 0 and 255 alone show one class, ``foreground``.
    instances
        If every value but 0 is an object of its own: the class of them all.
    form
        As what shapes the pixels come in.
    """

    path: Path
    values: Mapping[int, str] | None = None
    instances: str | None = None
    form: RegionForm = RegionForm.CLASS_MASKS


@dataclass(frozen=True)
class VocFolder:
    """A folder with ``JPEGImages``, ``SegmentationClass`` and perhaps ``class_names.txt``."""

    path: Path
    form: RegionForm = RegionForm.CLASS_MASKS


@dataclass(frozen=True)
class CocoFile:
    """A COCO file of instances; `form` None: outlines stay polygons, run lengths become masks."""

    path: Path
    form: RegionForm | None = None


@dataclass(frozen=True)
class YoloFolder:
    """A YOLO data set: its folder or ``data.yaml``; `form` as of `CocoFile`."""

    path: Path
    form: RegionForm | None = None


ForeignLabels = LabelmeFolder | MaskFolder | VocFolder | CocoFile | YoloFolder
LabelSource = NoLabels | LabelmeBeside | ForeignLabels


def reader_of(source: ForeignLabels, images_dir: Path, images: Sequence[ImageRef]) -> LabelReader:
    """Open labels from elsewhere for these images, which lie in `images_dir`.

    Raises
    ------
    StudioError
        If they cannot be read, or belong to none of the images.
    """
    match source:
        case MaskFolder(path, values, instances, form):
            masks = MaskSource(path.resolve(), values=values, instances=instances)
            return MaskReader(masks, images_dir, images, form)
        case VocFolder(path, form):
            return MaskReader(voc_source(path.resolve()), images_dir, images, form)
        case CocoFile(path, form):
            return CocoReader(path, images, form)
        case YoloFolder(path, form):
            return YoloReader(path, images, form)
        case LabelmeFolder(path):
            return LabelmeReader(path, images)
