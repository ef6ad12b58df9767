"""Finding the images of a folder."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from unet_studio.domain.message import StudioError, say
from unet_studio.domain.prediction_files import SAVEABLE
from unet_studio.domain.project import ImageRef, natural_key, plane_name
from unet_studio.storage.image_file import IMAGE_SUFFIXES
from unet_studio.storage.plane_counts import PlaneCounts

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
) -> list[ImageRef]:
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
    names = [
        name
        for name in _names(str(folder), "", seen)
        if "/" not in name or name.partition("/")[0] not in skipped_at_top
    ]
    names.sort(key=lambda name: (natural_key(name), name))
    counts = counts or PlaneCounts()
    found = [ref for name in names for ref in _planes(name, folder / name, counts)]
    counts.keep()
    return found


def images_in_file(path: Path) -> list[ImageRef]:
    """The image that a file holds, named as the file, or all planes of a stack."""
    return list(_planes(path.name, path, PlaneCounts()))


def _planes(name: str, path: Path, counts: PlaneCounts) -> Iterable[ImageRef]:
    planes = counts.of(name, path)
    if planes == 1:
        return (ImageRef(name, path),)
    return (ImageRef(plane_name(name, k), path, k) for k in range(planes))


def is_image_name(name: str) -> bool:
    """Whether a file of this name is listed as an image."""
    return not name.startswith(".") and os.path.splitext(name)[1].lower() in IMAGE_SUFFIXES  # noqa: PTH122 - a Path for each of 50,000 names takes seconds


def _names(folder: str, prefix: str, seen: set[str]) -> Iterator[str]:
    try:
        with os.scandir(folder) as entries:
            ordered = list(entries)
    except OSError:
        return
    is_prediction = bool(prefix) and any(entry.name == REPORT_NAME for entry in ordered)
    for entry in ordered:
        if entry.name.startswith(".") or (is_prediction and entry.name in SAVEABLE):
            continue
        if entry.is_dir():
            real = os.path.realpath(entry.path)
            if real not in seen:
                seen.add(real)
                yield from _names(entry.path, f"{prefix}{entry.name}/", seen)
        elif is_image_name(entry.name):
            yield prefix + entry.name
