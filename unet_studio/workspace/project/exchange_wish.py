"""What a person wants to have taken in or written out, and what labels from elsewhere hold."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from itertools import islice
from typing import TYPE_CHECKING

from unet_studio.imaging.region_form import RegionForm
from unet_studio.storage.exchange.coco_export import export_coco
from unet_studio.storage.exchange.label_export import existing_targets
from unet_studio.storage.exchange.label_import import ImportChoice, MergePolicy
from unet_studio.storage.exchange.label_source import (
    CocoFile,
    LabelmeFolder,
    MaskFolder,
    VocFolder,
    YoloFolder,
)
from unet_studio.storage.exchange.mask_export import MaskValues, export_labelme_four, export_voc
from unet_studio.storage.exchange.mask_import import VOC_IMAGES, VOC_MASKS, VOC_NAMES
from unet_studio.storage.exchange.yolo_export import export_yolo

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping, Sequence
    from pathlib import Path

    from unet_studio.domain.conversion_report import ConversionStep
    from unet_studio.domain.message import Message
    from unet_studio.domain.project import Project
    from unet_studio.storage.exchange.label_export import ExportSummary
    from unet_studio.storage.exchange.label_source import ForeignLabels


class ExportForm(StrEnum):
    """The forms that labels go out in."""

    MASKS = "masks"
    GREY_MASKS = "grey-masks"
    COLOUR_MASKS = "colour-masks"
    LABELME_FOUR = "labelme-four"
    COCO = "coco"
    YOLO = "yolo"


_MASK_VALUES = {
    ExportForm.MASKS: MaskValues.INDEX,
    ExportForm.GREY_MASKS: MaskValues.GREY,
    ExportForm.COLOUR_MASKS: MaskValues.COLOUR,
}
_TARGETS = {
    ExportForm.COCO: ("images", "instances.json"),
    ExportForm.YOLO: ("images", "labels", "data.yaml"),
}
_MOST_LISTED = 5


@dataclass(frozen=True)
class ExportWish:
    """What a person wants to have written.

    Attributes
    ----------
    form, out
        As what, and into which folder.
    overwrite
        Whether files of an earlier export may be replaced.
    """

    form: ExportForm
    out: Path
    overwrite: bool = False

    def in_the_way(self) -> list[str]:
        """What in the folder would be replaced, as far as its name tells."""
        if self.form is ExportForm.LABELME_FOUR:
            found = islice(self.out.glob("*/label.png"), _MOST_LISTED)
            return sorted(path.parent.name for path in found)
        targets: Sequence[str] = _TARGETS.get(self.form, (VOC_IMAGES, VOC_MASKS, VOC_NAMES))
        return existing_targets(self.out, targets)

    def fulfil(self, project: Project) -> Generator[ConversionStep, None, ExportSummary]:
        """Write the labels; a job."""
        if self.form in _MASK_VALUES:
            values = _MASK_VALUES[self.form]
            return export_voc(project, self.out, values=values, overwrite=self.overwrite)
        export = {
            ExportForm.LABELME_FOUR: export_labelme_four,
            ExportForm.COCO: export_coco,
            ExportForm.YOLO: export_yolo,
        }[self.form]
        return export(project, self.out, overwrite=self.overwrite)


class ImportKind(StrEnum):
    """The kinds of labels that can be taken in."""

    MASKS = "masks"
    OBJECT_MASKS = "object-masks"
    VOC = "voc"
    COCO = "coco"
    YOLO = "yolo"
    LABELME = "labelme"


class ImportForm(StrEnum):
    """As what shapes regions come in."""

    AS_THEY_ARE = "as-they-are"
    REGION_MASKS = "region-masks"
    POLYGONS = "polygons"
    CLASS_MASKS = "class-masks"


LabelledPolicy = MergePolicy
"""What to do with an image that is labelled already."""

OBJECT = "object"
"""What each object of a mask is called before a person says so."""


@dataclass(frozen=True)
class ImportWish:
    """What a person wants to have taken in.

    Attributes
    ----------
    kind, path
        What, and where it lies.
    form
        As what shapes regions come in.
    policy
        What to do with an image that is labelled already.
    partial
        Whether what the labels do not cover is unknown.
    becomes
        Class of the project by class of the source, or by value of the masks; None = left out.
    """

    kind: ImportKind
    path: Path
    form: ImportForm = ImportForm.AS_THEY_ARE
    policy: LabelledPolicy = MergePolicy.KEEP
    partial: bool = False
    becomes: Mapping[str | int, str | None] = field(default_factory=dict)

    @property
    def source(self) -> ForeignLabels:
        """Where the labels come from."""
        as_they_are = self.form is ImportForm.AS_THEY_ARE
        form = None if as_they_are else RegionForm(self.form)
        of_masks = form or RegionForm.REGION_MASKS
        match self.kind:
            case ImportKind.MASKS:
                named = {v: n for v, n in self.becomes.items() if isinstance(v, int) and n}
                return MaskFolder(self.path, named or None, form=of_masks)
            case ImportKind.OBJECT_MASKS:
                return MaskFolder(self.path, instances=OBJECT, form=of_masks)
            case ImportKind.VOC:
                return VocFolder(self.path, of_masks)
            case ImportKind.COCO:
                return CocoFile(self.path, form)
            case ImportKind.YOLO:
                return YoloFolder(self.path, form)
            case ImportKind.LABELME:
                return LabelmeFolder(self.path)

    @property
    def choice(self) -> ImportChoice:
        """How to take them in."""
        by_name = {n: new for n, new in self.becomes.items() if isinstance(n, str)}
        return ImportChoice(self.policy, self.partial, by_name or None)


@dataclass(frozen=True)
class ImportFindings:
    """What labels from elsewhere hold, before they are taken in.

    Attributes
    ----------
    images
        How many images of the project they speak of; None if that is not known yet.
    classes
        Names of their classes; of masks, their values instead.
    values
        Of masks: share of the pixels by value, 0 to 1.
    losses
        What cannot be taken in.
    """

    images: int | None
    classes: tuple[str, ...] = ()
    values: Mapping[int, float] | None = None
    losses: tuple[Message, ...] = ()
