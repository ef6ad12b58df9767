"""What lies in a folder a person wants to open: images, labelme files, masks, or a project."""

from __future__ import annotations

import os
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from unet_studio.domain.project import natural_key
from unet_studio.storage.pictures.image_file import IMAGE_SUFFIXES
from unet_studio.storage.pictures.mask_file import read_mask_values
from unet_studio.storage.project.project_file import is_project

if TYPE_CHECKING:
    from collections.abc import Iterator

MASK_WORDS = ("mask", "label", "segmentation", "annot", "truth", "gt")
MOST_NAMES = 2000
MOST_DEPTH = 2
MOST_VALUES = 32
SAMPLED_MASKS = 12
_SUFFIXES = tuple(IMAGE_SUFFIXES)


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
        How many images lie in the folder itself and its sub-folders; counting stops at a limit,
        and is left out for a project.
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
    images: int = 0
    labelme_files: int = 0
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
    """Look at a folder and two levels below it, without opening a single image.

    Of a project, nothing else is looked at: its file says what is what.
    """
    if is_project(folder):
        return FolderContents(folder, is_project=True, is_writable=_is_writable(folder))
    places = dict(_places(folder))
    stems = {place: found.stems for place, found in places.items()}
    images_dir, masks_dir = _find_pair(stems)
    voc = (folder / "JPEGImages").is_dir() and (folder / "SegmentationClass").is_dir()
    return FolderContents(
        folder=folder,
        is_project=False,
        is_writable=_is_writable(folder),
        images=sum(len(found) for found in stems.values()),
        labelme_files=sum(found.labels for found in places.values()),
        images_dir=folder / "JPEGImages" if voc else images_dir,
        masks_dir=folder / "SegmentationClass" if voc else masks_dir,
        is_voc=voc,
    )


def _is_writable(folder: Path) -> bool:
    return os.access(folder, os.W_OK)


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


class _Place(NamedTuple):
    stems: set[str]  # of images; counting stops at a limit
    labels: int
    folders: list[str]


def _places(folder: Path, depth: int = 0) -> Iterator[tuple[Path, _Place]]:
    found = _look_at(folder)
    yield folder, found
    for name in sorted(found.folders) if depth < MOST_DEPTH else ():
        with suppress(PermissionError):
            yield from _places(folder / name, depth + 1)


def _look_at(folder: Path) -> _Place:
    place = _Place(set(), 0, [])
    labels = 0
    with os.scandir(folder) as entries:
        for entry in entries:
            name = entry.name.lower()
            if name.endswith(".json"):
                labels += 1
            elif name.endswith(_SUFFIXES):
                if len(place.stems) < MOST_NAMES:
                    place.stems.add(entry.name.rpartition(".")[0])
            elif not name.startswith(".") and entry.is_dir():
                place.folders.append(entry.name)
    return place._replace(labels=labels)


def _files(folder: Path) -> list[Path]:
    with os.scandir(folder) as entries:
        return [Path(e.path) for e in entries if e.name.lower().endswith(_SUFFIXES)]


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
