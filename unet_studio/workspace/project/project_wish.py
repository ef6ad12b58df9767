"""What a person wants a new project to be, and what their masks contain."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

from unet_studio.domain.label_class import PALETTE
from unet_studio.imaging.display_range import to_display
from unet_studio.storage.exchange.label_source import (
    CocoFile,
    LabelmeBeside,
    LabelSource,
    MaskFolder,
    NoLabels,
    VocFolder,
    YoloFolder,
)
from unet_studio.storage.founding.folder_inspection import (
    FolderContents,
    first_pair,
    mask_values,
)
from unet_studio.storage.founding.project_new import new_project
from unet_studio.storage.pictures.image_file import read_image
from unet_studio.storage.pictures.mask_file import read_mask_values

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping
    from pathlib import Path

    from numpy.typing import NDArray

    from unet_studio.domain.project import Project
    from unet_studio.domain.report import ProgressReport

__all__ = ["FolderContents", "LabelOrigin", "MaskFindings", "ProjectWish"]


class LabelOrigin(StrEnum):
    """Where the first labels come from."""

    NONE = "none"
    LABELME = "labelme"
    MASKS = "masks"
    VOC = "voc"
    COCO = "coco"
    YOLO = "yolo"


@dataclass(frozen=True)
class ProjectWish:
    """What a person answered.

    Attributes
    ----------
    root
        Where to keep the project.
    images_dir
        Where the images lie.
    origin
        Where the first labels come from.
    masks_dir
        For masks: where they lie; for COCO: the file.
    values
        For masks: value -> name of the class.
    held_out_share
        The part of the labelled images to keep from training, 0 to 1.
    """

    root: Path
    images_dir: Path
    origin: LabelOrigin = LabelOrigin.NONE
    masks_dir: Path | None = None
    values: Mapping[int, str] | None = None
    held_out_share: float = 0.2

    def fulfil(self) -> Generator[ProgressReport, None, Project]:
        """Make the project; a job."""
        return new_project(
            self.root,
            images_dir=self.images_dir,
            labels=self._source(),
            held_out=None,
            held_out_share=self.held_out_share,
        )

    def _source(self) -> LabelSource:
        if self.origin is LabelOrigin.LABELME:
            return LabelmeBeside()
        if self.origin is LabelOrigin.VOC:
            return VocFolder(self.images_dir.parent)
        if self.origin is LabelOrigin.MASKS and self.masks_dir is not None:
            return MaskFolder(self.masks_dir, self.values)
        if self.origin is LabelOrigin.COCO and self.masks_dir is not None:
            return CocoFile(self.masks_dir)
        if self.origin is LabelOrigin.YOLO:
            return YoloFolder(self._yolo_folder())
        return NoLabels()

    def _yolo_folder(self) -> Path:
        """The folder of the data set: a person may have chosen it or the images in it."""
        above = [self.images_dir, *self.images_dir.parents[:2]]
        return next((folder for folder in above if (folder / "labels").is_dir()), self.images_dir)


@dataclass(frozen=True, eq=False)
class MaskFindings:
    """What the masks of a folder contain.

    Attributes
    ----------
    shares
        Value -> share of the pixels, 0 to 1.
    colours
        Value -> ``#rrggbb``, as `mask` shows it.
    image, mask
        (H, W, 3) uint8: a picture, and its mask in these colours; None if nothing pairs.
    """

    shares: Mapping[int, float]
    colours: Mapping[int, str]
    image: NDArray[np.uint8] | None = None
    mask: NDArray[np.uint8] | None = None


def find_mask_values(images_dir: Path, masks_dir: Path) -> MaskFindings:
    """Look into a folder of masks.

    Raises
    ------
    StudioError
        If a mask cannot be read.
    """
    shares = mask_values(masks_dir)
    colours = {value: PALETTE[k % len(PALETTE)] for k, value in enumerate(shares)}
    pair = first_pair(images_dir, masks_dir)
    if pair is None:
        return MaskFindings(shares, colours)
    values = read_mask_values(pair[1])
    mask = np.zeros((*values.shape, 3), np.uint8)
    for value, colour in colours.items():
        mask[values == value] = list(bytes.fromhex(colour[1:]))
    return MaskFindings(shares, colours, to_display(read_image(pair[0])), mask)
