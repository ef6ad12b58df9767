"""Finding the images of a folder."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

from unet_studio.domain.image_list import ImageList
from unet_studio.domain.message import StudioError, say
from unet_studio.domain.prediction_files import SAVEABLE
from unet_studio.domain.project import ImageRef, natural_key, plane_name, split_plane
from unet_studio.storage.pictures.image_file import IMAGE_SUFFIXES
from unet_studio.storage.pictures.plane_counts import PlaneCounts

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from pathlib import Path


REPORT_NAME = "report.json"
"""What tells a folder of predictions; wherever one lies, its pictures are no images."""


def find_images(
    folder: Path,
    *,
    skipped_at_top: Collection[str] = (),
    skipped: Collection[Path] = (),
    counts: PlaneCounts | None = None,
) -> ImageList:
    """The images below a folder in natural order; of TIFF stacks every plane.

    Hidden files and folders are left out, and what was predicted earlier into a sub-folder.

    Parameters
    ----------
    folder
        Where to look, with all its sub-folders; links to folders are followed once.
    skipped_at_top
        Names of sub-folders of `folder` to leave out.
    skipped
        Folders to leave out wherever they are.
    counts
        Knows how many planes there are, and is made to remember it.

    Raises
    ------
    StudioError
        If the folder itself cannot be opened. Sub-folders that cannot are left out.
    """
    try:
        os.scandir(folder).close()
    except OSError as error:
        raise StudioError(
            say("project", "Cannot open the image folder {folder}: {reason}.")(
                folder=folder, reason=error.strerror or error
            )
        ) from error
    seen = {os.path.realpath(path) for path in skipped} | {os.path.realpath(folder)}
    names = list(_names(str(folder), "", seen, skipped_at_top))
    names.sort()
    names.sort(key=natural_key)
    counts = counts or PlaneCounts()
    found = ImageList(folder, list(_with_planes(names, folder, counts)))
    counts.keep()
    return found


def images_in_file(path: Path) -> list[ImageRef]:
    """The image that a file holds, named as the file, or all planes of a stack."""
    return list(ImageList(path.parent, list(_with_planes([path.name], path.parent, PlaneCounts()))))


def _with_planes(names: Iterable[str], folder: Path, counts: PlaneCounts) -> Iterator[str]:
    for name in names:
        planes = counts.of(name, folder / name) if name.lower().endswith(_STACKS) else 1
        if planes == 1:
            yield name
        else:
            yield from (plane_name(name, k) for k in range(planes))


def change_times(images: ImageList) -> dict[str, int]:
    """When the files of images changed, in nanoseconds since 1970, by name; of those there are."""
    times: dict[str, int] = {}
    by_folder: dict[str, dict[str, list[str]]] = {}
    for name in images.names:
        folder, _, file_name = split_plane(name)[0].rpartition("/")
        by_folder.setdefault(folder, {}).setdefault(file_name, []).append(name)
    for folder, wanted in by_folder.items():
        with suppress(OSError), os.scandir(images.folder / folder) as entries:
            for entry in entries:
                if entry.name in wanted:
                    times |= dict.fromkeys(wanted[entry.name], entry.stat().st_mtime_ns)
    return times


def is_image_name(name: str) -> bool:
    """Whether a file of this name is listed as an image."""
    return name.lower().endswith(_SUFFIXES) and not name.startswith(".")


_SUFFIXES = tuple(IMAGE_SUFFIXES)
_STACKS = (".tif", ".tiff")


def _names(
    folder: str, prefix: str, seen: set[str], skipped: Collection[str] = ()
) -> Iterator[str]:
    try:
        with os.scandir(folder) as entries:
            ordered = list(entries)
    except OSError:
        return
    folders = {entry.name: entry.path for entry in ordered if entry.is_dir()}
    names = [entry.name for entry in ordered if not entry.name.startswith(".")]
    if prefix and REPORT_NAME in names:
        names = [name for name in names if name not in SAVEABLE]
    for name in names:
        if name.lower().endswith(_SUFFIXES) and name not in folders:
            yield prefix + name
    for name in names if folders else ():
        if name in folders and name not in skipped:
            real = os.path.realpath(folders[name])
            if real not in seen:
                seen.add(real)
                yield from _names(folders[name], f"{prefix}{name}/", seen)
