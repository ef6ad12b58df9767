"""Which label file belongs to which image, also where images differ in suffix or case only."""

from __future__ import annotations

import os
import time
from bisect import bisect_left
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from unet_studio.domain.project import split_plane
from unet_studio.storage.labels.labelme_file import read_image_name
from unet_studio.storage.pictures.image_folder import is_image_name

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from pathlib import Path

    from unet_studio.domain.project import ImageRef, Project

LARGE_FOLDER = 10_000
TRUSTED_S = 2.0
"""How long the names of a large folder are taken as they were listed last."""

CLOCK_TICK_NS = 50_000_000
"""Two changes of a folder within this time may bear the same time."""

MOST_FOLDERS = 32
"""Whose names are kept."""


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
    places = label_names(project, [image.name for image in images])
    return {name: project.labels_dir / place for name, place in places.items()}


def label_names(project: Project, images: Iterable[str]) -> dict[str, str]:
    """As `label_paths`, with names only: paths below the label folder, by image name."""
    by_folder: dict[str, list[str]] = defaultdict(list)
    for name in images:
        folder, _, file_name = name.rpartition("/")
        by_folder[folder].append(file_name)
    places: dict[str, str] = {}
    for folder, wanted in by_folder.items():
        labels_dir = project.labels_dir / folder
        files = list(dict.fromkeys(split_plane(name)[0] for name in wanted))
        siblings = [n for n in _listed(project.images_dir / folder) if is_image_name(n)]
        existing = set(_listed(labels_dir))
        of_files = _chosen(files, siblings, existing, labels_dir)
        prefix = f"{folder}/" if folder else ""
        for name in wanted:
            places[prefix + name] = prefix + _label_name_of(name, of_files, existing)
    return places


def label_path(project: Project, image: ImageRef) -> Path:
    """Where the labels of one image lie, or would lie; quick in folders of any size."""
    folder, _, name = image.name.rpartition("/")
    file_name = split_plane(name)[0]
    labels_dir = project.labels_dir / folder
    candidates = {f"{_stem(file_name)}.json", f"{file_name}.json", f"{name}.json"}
    existing = {name for name in candidates if os.path.lexists(labels_dir / name)}
    siblings = _siblings(str(project.images_dir / folder), file_name)
    of_files = _chosen([file_name], siblings, existing, labels_dir)
    return labels_dir / _label_name_of(name, of_files, existing)


def _label_name_of(name: str, of_files: Mapping[str, str], existing: Collection[str]) -> str:
    file_name, number = split_plane(name)
    own, of_file = f"{name}.json", of_files[file_name]
    is_first = number and int(number[1:]) == 1
    if not number or (is_first and own not in existing and of_file in existing):
        return of_file
    return own


def _chosen(
    wanted: Sequence[str], siblings: Iterable[str], existing: Collection[str], labels_dir: Path
) -> dict[str, str]:
    everybody = {*siblings, *wanted}
    stems = {name: _stem(name).casefold() for name in everybody}
    sharing = Counter(stems.values())
    folded = {name.casefold() for name in everybody}
    owners: dict[str, str] = {}

    def owner(label_name: str) -> str:
        if label_name not in owners:
            owners[label_name] = _owner(label_name, everybody, labels_dir)
        return owners[label_name]

    def choose(name: str) -> str:
        short, full = f"{_stem(name)}.json", f"{name}.json"
        is_anothers_short_name = sharing[name.casefold()] > 0
        if full in existing and (not is_anothers_short_name or owner(full) == name):
            return full
        if sharing[stems[name]] == 1 and stems[name] not in folded:
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


def _listed(folder: Path | str) -> list[str]:
    try:
        return os.listdir(folder)  # noqa: PTH208 - names are enough, and 50,000 Paths take long
    except OSError:
        return []


@dataclass(frozen=True)
class _Listing:
    """The images of a folder as they were.

    Attributes
    ----------
    changed_ns
        When the folder had changed last, by its own clock; 0 if that was only just, so that another
        change might bear the same time.
    listed_s
        When it was listed, by ours.
    names
        In the order of their case-folded names.
    """

    changed_ns: int
    listed_s: float
    names: Sequence[str]


_listings: dict[str, _Listing] = {}


def _siblings(folder: str, file_name: str) -> Sequence[str]:
    """The images that could compete with one for its label file, itself included."""
    names = _image_names(folder, file_name)
    stem = _stem(file_name).casefold()
    at = bisect_left(names, stem, key=str.casefold)
    named_so = [name for name in names[at : at + 2] if name.casefold() == stem]
    first = bisect_left(names, f"{stem}.", key=str.casefold)
    last = bisect_left(names, f"{stem}/", key=str.casefold)  # the sign after the dot
    return [*named_so, *names[first:last]]


def _image_names(folder: str, asked_for: str) -> Sequence[str]:
    """The images of a folder, listed anew if it changed.

    A large folder is listed anew only after a while: each label file written into it changes it.
    An image that came meanwhile may be overlooked, to no harm: the label file written for its
    sibling names that sibling, and so stays its own (and one asked for is never overlooked).
    """
    known = _listings.get(folder)
    try:
        changed_ns = os.stat(folder).st_mtime_ns  # noqa: PTH116 - asked at every edit
    except OSError:
        return []
    if known is not None:
        is_trusted = len(known.names) >= LARGE_FOLDER and _has(known.names, asked_for)
        is_young = time.monotonic() - known.listed_s < TRUSTED_S
        if known.changed_ns == changed_ns or (is_trusted and is_young):
            return known.names
    if abs(time.time_ns() - changed_ns) < CLOCK_TICK_NS:
        changed_ns = 0
    names = sorted((n for n in _listed(folder) if is_image_name(n)), key=str.casefold)
    _listings.pop(folder, None)
    while len(_listings) >= MOST_FOLDERS:
        _listings.pop(next(iter(_listings)), None)
    _listings[folder] = _Listing(changed_ns, time.monotonic(), names)
    return names


def _has(names: Sequence[str], name: str) -> bool:
    at = bisect_left(names, name.casefold(), key=str.casefold)
    while at < len(names) and names[at].casefold() == name.casefold():
        if names[at] == name:
            return True
        at += 1
    return False
