"""Given images: what people mean by the files, folders and projects that they name."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from unet_studio.domain.message import StudioError, say
from unet_studio.domain.project import ImageRef, natural_key
from unet_studio.storage.pictures.image_folder import find_images, images_in_file
from unet_studio.storage.project.project_file import is_project, list_images, read_project

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from pathlib import Path


def collect_images(inputs: Sequence[Path]) -> list[ImageRef]:
    """The pictures that people mean by files, folders and projects.

    Folders are searched with all their sub-folders; of a project its images are taken, of a stack
    all planes. The order is natural, and every picture comes once.

    Raises
    ------
    StudioError
        If a path is not there or there is no picture at all.
    """
    found: dict[tuple[Path, int | None], ImageRef] = {}
    taken: set[str] = set()
    for given in inputs:
        for image in _images_at(given):
            file = image.path.resolve()
            if (file, image.plane) not in found:
                named = _with_free_name(image, file, taken)
                found[file, image.plane] = named
                taken.add(named.name)
    if not found:
        raise StudioError(
            say("prediction", "There is no picture in {paths}.")(
                paths=", ".join(str(path) for path in inputs)
            )
        )
    return sorted(found.values(), key=lambda image: natural_key(image.name))


def _with_free_name(image: ImageRef, file: Path, taken: Collection[str]) -> ImageRef:
    """Pictures of the same name from different folders get the folders' names before theirs."""
    parts, name = file.parent.parts[1:], image.name
    while name in taken and parts:
        name, parts = f"{parts[-1]}/{name}", parts[:-1]
    return replace(image, name=name)


def _images_at(path: Path) -> list[ImageRef]:
    if not path.exists():
        raise StudioError(say("prediction", "There is no file or folder {path}.")(path=path))
    if path.is_file():
        return images_in_file(path)
    if is_project(path):
        return list(list_images(read_project(path)))
    return list(find_images(path))
