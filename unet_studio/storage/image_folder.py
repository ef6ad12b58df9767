"""Finding the images of a folder."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

from unet_studio.domain.image_list import ImageList
from unet_studio.domain.message import StudioError, say
from unet_studio.domain.prediction_files import SAVEABLE
from unet_studio.domain.project import natural_key
from unet_studio.storage.image_file import IMAGE_SUFFIXES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path


REPORT_NAME = "report.json"
"""What tells a folder of predictions; wherever one lies, its pictures are no images."""


def find_images(
    folder: Path,
    *,
    skipped_at_top: Collection[str] = (),
    skipped: Collection[Path] = (),
) -> ImageList:
    """The images below a folder in natural order.

    Hidden files and folders are left out, and what was predicted earlier into a sub-folder.

    Parameters
    ----------
    folder
        Where to look, with all its sub-folders; links to folders are followed once.
    skipped_at_top
        Names of sub-folders of `folder` to leave out.
    skipped
        Folders to leave out wherever they are.

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
    return ImageList(folder, names)


def change_times(images: ImageList) -> dict[str, int]:
    """When the files of images changed, in nanoseconds since 1970, by name; of those there are."""
    times: dict[str, int] = {}
    by_folder: dict[str, set[str]] = {}
    for name in images.names:
        folder, _, file_name = name.rpartition("/")
        by_folder.setdefault(folder, set()).add(file_name)
    for folder, wanted in by_folder.items():
        prefix = f"{folder}/" if folder else ""
        with suppress(OSError), os.scandir(images.folder / folder) as entries:
            for entry in entries:
                if entry.name in wanted:
                    times[prefix + entry.name] = entry.stat().st_mtime_ns
    return times


def is_image_name(name: str) -> bool:
    """Whether a file of this name is listed as an image."""
    return name.lower().endswith(_SUFFIXES) and not name.startswith(".")


_SUFFIXES = tuple(IMAGE_SUFFIXES)


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
