"""Which label file belongs to which image, also where images differ in suffix or case only."""

from __future__ import annotations

import os
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from unet_studio.domain.project import split_plane
from unet_studio.storage.image_folder import is_image_name
from unet_studio.storage.labelme_file import read_image_name

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from pathlib import Path

    from unet_studio.domain.project import ImageRef, Project


def label_paths(project: Project, images: Iterable[ImageRef]) -> dict[str, Path]:
    """Where the labels of images lie, or would lie, by image name.

    An image ``a.png`` has its labels in ``a.json``, as labelme does it. Where several images of a
    folder share the stem, ``a.json`` belongs to the one it names, and the others have
    ``a.png.json``; an existing ``a.png.json`` always belongs to ``a.png``.

    The planes of a stack have ``stack.tif#0007.json``. As other programs show the first plane only,
    what they said of the whole file is said of that one, until it has a file of its own.

    Parameters
    ----------
    project
        Says where images and labels lie.
    images
        Any of its images; each folder is listed once.
    """
    by_folder: dict[str, list[str]] = defaultdict(list)
    for image in images:
        folder, _, file_name = image.name.rpartition("/")
        by_folder[folder].append(file_name)
    places: dict[str, Path] = {}
    for folder, wanted in by_folder.items():
        labels_dir = project.labels_dir / folder
        files = list(dict.fromkeys(split_plane(name)[0] for name in wanted))
        siblings = _images_among(_listed(project.images_dir / folder), files)
        existing = set(_listed(labels_dir))
        of_files = _label_names(files, siblings, existing, labels_dir)
        for name in wanted:
            label_name = _label_name_of(name, of_files, existing)
            places[f"{folder}/{name}" if folder else name] = labels_dir / label_name
    return places


def _label_name_of(name: str, of_files: Mapping[str, str], existing: Collection[str]) -> str:
    file_name, number = split_plane(name)
    own, of_file = f"{name}.json", of_files[file_name]
    is_first = number and int(number[1:]) == 1
    if not number or (is_first and own not in existing and of_file in existing):
        return of_file
    return own


def _label_names(
    wanted: list[str], siblings: list[str], existing: set[str], labels_dir: Path
) -> dict[str, str]:
    everybody = {*siblings, *wanted}
    sharing = Counter(_stem(name).casefold() for name in everybody)
    folded = {name.casefold() for name in everybody}
    owners: dict[str, str] = {}

    def owner(label_name: str) -> str:
        if label_name not in owners:
            owners[label_name] = _owner(label_name, everybody, labels_dir)
        return owners[label_name]

    def choose(name: str) -> str:
        short, full = f"{_stem(name)}.json", f"{name}.json"
        is_shared = sharing[_stem(name).casefold()] > 1
        is_anothers_full_name = _stem(name).casefold() in folded
        is_anothers_short_name = sharing[name.casefold()] > 0
        if full in existing and (not is_anothers_short_name or owner(full) == name):
            return full
        if not (is_shared or is_anothers_full_name):
            return short
        return short if short in existing and owner(short) == name else full

    return {name: choose(name) for name in wanted}


def _owner(label_name: str, images: set[str], labels_dir: Path) -> str:
    """The image a label file names; else the first it could belong to, as somebody drew it."""
    candidates = sorted(
        n for n in images if label_name in (f"{_stem(n)}.json", f"{n}.json")
    )  # with case: `A.json` and `a.json` are two files where that matters
    named = read_image_name(labels_dir / label_name)
    return named if named in candidates else candidates[0]


def _stem(name: str) -> str:
    return name.rpartition(".")[0] or name


def _images_among(names: list[str], wanted: list[str]) -> list[str]:
    """The images; for a single one, those that could compete for its label file are enough."""
    if len(wanted) == 1:
        start = _stem(wanted[0]).casefold()
        names = [name for name in names if name.casefold().startswith(start)]
    return [name for name in names if is_image_name(name)]


def _listed(folder: Path) -> list[str]:
    try:
        return os.listdir(folder)  # noqa: PTH208 - names are enough, and 50,000 Paths take long
    except OSError:
        return []
