"""What lies in a folder a person wants to open: images, labelme files, masks, or a project."""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from unet_studio.domain.project import natural_key
from unet_studio.storage.image_file import IMAGE_SUFFIXES
from unet_studio.storage.mask_file import read_mask_values
from unet_studio.storage.project_file import is_project

if TYPE_CHECKING:
    from collections.abc import Iterable

MASK_WORDS = ("mask", "label", "segmentation", "annot", "truth", "gt")
MOST_NAMES = 2000
MOST_VALUES = 32
SAMPLED_MASKS = 12


@dataclass(frozen=True)
class FolderContents:
    """What was found.

    Attributes
    ----------
    folder
        Where.
    is_project
        Whether it holds a project file.
    is_writable
        Whether labels can be kept beside the images.
    images
        How many images lie in the folder itself and its sub-folders; counting stops at a limit.
    labelme_files
        How many JSON files lie beside them.
    images_dir, masks_dir
        The pair of sub-folders that looks like images and their masks, if there is one.
    is_voc
        Whether it is laid out as JPEGImages and SegmentationClass.
    """

    folder: Path
    is_project: bool
    is_writable: bool
    images: int
    labelme_files: int
    images_dir: Path | None = None
    masks_dir: Path | None = None
    is_voc: bool = False

    @property
    def needs_questions(self) -> bool:
        """Whether a person has to say what things are before it can be opened."""
        if self.is_project:
            return False
        return not self.is_writable or self.masks_dir is not None


def inspect_folder(folder: Path) -> FolderContents:
    """Look at a folder and two levels below it, without opening a single image."""
    stems = {place: _image_stems(place) for place in _places(folder)}
    images_dir, masks_dir = _find_pair(stems)
    voc = (folder / "JPEGImages").is_dir() and (folder / "SegmentationClass").is_dir()
    return FolderContents(
        folder=folder,
        is_project=is_project(folder),
        is_writable=os.access(folder, os.W_OK),
        images=sum(len(found) for found in stems.values()),
        labelme_files=sum(1 for place in stems for _ in place.glob("*.json")),
        images_dir=folder / "JPEGImages" if voc else images_dir,
        masks_dir=folder / "SegmentationClass" if voc else masks_dir,
        is_voc=voc,
    )


def mask_values(masks_dir: Path) -> dict[int, float]:
    """The values that stand in some of the masks of a folder, and the share of pixels of each.

    Returns
    -------
    shares
        Value -> 0 to 1, the smallest value first; at most 32 of them, the most frequent ones.
        Colours are packed as 0xRRGGBB.
    """
    counts: Counter[int] = Counter()
    for path in _spread(sorted(_files(masks_dir), key=lambda p: natural_key(p.name))):
        values, numbers = np.unique(read_mask_values(path), return_counts=True)
        counts.update(dict(zip(values.tolist(), numbers.tolist(), strict=True)))
    total = sum(counts.values()) or 1
    return {v: n / total for v, n in sorted(counts.most_common(MOST_VALUES))}


def first_pair(images_dir: Path, masks_dir: Path) -> tuple[Path, Path] | None:
    """An image and the mask of the same name, to show a person what the values mean."""
    masks = {path.stem: path for path in _files(masks_dir)}
    for image in sorted(_files(images_dir), key=lambda p: natural_key(p.name)):
        if image.stem in masks:
            return image, masks[image.stem]
    return None


def _places(folder: Path) -> Iterable[Path]:
    yield folder
    for child in sorted(p for p in folder.iterdir() if p.is_dir() and not p.name.startswith(".")):
        yield child
        yield from sorted(p for p in child.iterdir() if p.is_dir() and p.name[0] != ".")


def _files(folder: Path) -> list[Path]:
    with os.scandir(folder) as entries:
        return [Path(e.path) for e in entries if Path(e.name).suffix.lower() in IMAGE_SUFFIXES]


def _image_stems(folder: Path) -> set[str]:
    return {path.stem for path in _files(folder)[:MOST_NAMES]}


def _find_pair(stems: dict[Path, set[str]]) -> tuple[Path | None, Path | None]:
    """The folders that share the most names, one of them called like a folder of masks."""
    best: tuple[int, Path | None, Path | None] = (0, None, None)
    for masks, mask_stems in stems.items():
        if not any(word in masks.name.lower() for word in MASK_WORDS):
            continue
        for images, image_stems in stems.items():
            if any(word in images.name.lower() for word in MASK_WORDS):
                continue
            shared = len(mask_stems & image_stems)
            if images.parent == masks.parent and shared > max(best[0], len(mask_stems) // 2):
                best = (shared, images, masks)
    return best[1], best[2]


def _spread(paths: list[Path]) -> list[Path]:
    stride = max(1, len(paths) // SAMPLED_MASKS)
    return paths[::stride][:SAMPLED_MASKS]
