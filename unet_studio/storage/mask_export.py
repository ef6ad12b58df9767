"""Masks for other programs: Pascal VOC, and labelme's four files per image."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from PIL import Image

from unet_studio.domain.message import Message, StudioError, say
from unet_studio.domain.report import ProgressReport
from unet_studio.imaging.display_range import to_display
from unet_studio.imaging.overlay import overlay
from unet_studio.storage.atomic_write import WriteError, atomic_path, write_text
from unet_studio.storage.image_file import read_image, read_orientation
from unet_studio.storage.mask_file import write_mask
from unet_studio.storage.mask_import import VOC_IMAGES, VOC_MASKS, VOC_NAMES
from unet_studio.storage.output_name import OutputNames
from unet_studio.storage.project_file import is_among_images
from unet_studio.storage.project_labels import broken_labels, labelled_images, read_mask

if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from pathlib import Path

    from numpy.typing import NDArray

    from unet_studio.domain.label_class import ClassTable
    from unet_studio.domain.project import ImageRef, Project

_COPIED_SUFFIXES = (".png", ".jpg", ".jpeg")


@dataclass(frozen=True)
class ExportSummary:
    """What an export left behind.

    Attributes
    ----------
    written
        Images exported.
    problems
        One for each image that was not.
    out
        The folder.
    """

    written: int
    problems: tuple[Message, ...]
    out: Path


def export_voc(project: Project, out: Path) -> Generator[ProgressReport, None, ExportSummary]:
    """Write ``JPEGImages``, ``SegmentationClass`` and ``class_names.txt`` of all labelled images.

    Mask values are the class ids; line n of ``class_names.txt``, counted from 0, names id n.

    Raises
    ------
    StudioError
        If nothing is labelled, or the folder cannot be written to.
    """
    names = OutputNames()

    def export(image: ImageRef, mask: NDArray[np.uint8]) -> None:
        name = names.of(image.name)
        _write_picture(image, out / VOC_IMAGES, name)
        write_mask(out / VOC_MASKS / f"{name}.png", mask, project.classes)

    write_names = _names_by_id(project.classes)
    return _exported(project, out, export, lambda: write_text(out / VOC_NAMES, write_names))


def export_labelme_four(
    project: Project, out: Path
) -> Generator[ProgressReport, None, ExportSummary]:
    """Write ``img.png label.png label_names.txt label_viz.png`` of each labelled image.

    Raises
    ------
    StudioError
        If nothing is labelled, or the folder cannot be written to.
    """
    names = OutputNames()
    label_names = _names_by_id(project.classes)

    def export(image: ImageRef, mask: NDArray[np.uint8]) -> None:
        folder = out / names.of(image.name)
        picture = read_image(image.path, plane=image.plane)
        _write_png(folder / "img.png", to_display(picture) if picture.ndim == 3 else picture)
        write_mask(folder / "label.png", mask, project.classes)
        write_text(folder / "label_names.txt", label_names)
        _write_png(folder / "label_viz.png", overlay(picture, mask, project.classes))

    return _exported(project, out, export, lambda: None)


def _exported(
    project: Project,
    out: Path,
    export: Callable[[ImageRef, NDArray[np.uint8]], None],
    finish: Callable[[], None],
) -> Generator[ProgressReport, None, ExportSummary]:
    images = labelled_images(project)
    if not images:
        raise StudioError(say("masks", "There is nothing to export: no image is labelled yet.")())
    if is_among_images(project, out):
        raise StudioError(
            say(
                "masks",
                "{folder} lies among the project's images, so that the exported pictures would "
                "become images too. Please choose another folder, for instance {instead}.",
            )(folder=out, instead=project.root / "masks")
        )
    problems = list(broken_labels(project).values())
    for problem in problems:
        yield ProgressReport(0, len(images), say("masks", "Looking for labels")(), problem)
    written = 0
    for done, image in enumerate(images, start=1):
        failure = _try_one(project, image, export)
        if failure:
            problems.append(failure)
        else:
            written += 1
        message = say("masks", "Exported {image}")(image=image.name)
        yield ProgressReport(done, len(images), message, failure)
    finish()
    return ExportSummary(written, tuple(problems), out)


def _try_one(
    project: Project, image: ImageRef, export: Callable[[ImageRef, NDArray[np.uint8]], None]
) -> Message | None:
    try:
        mask = read_mask(project, image)
        if mask is not None:
            export(image, mask)
    except WriteError:
        raise  # the next image would fail as well
    except StudioError as error:
        return error.message
    return None


def _write_picture(image: ImageRef, folder: Path, name: str) -> None:
    """Copy what every program shows alike; write anything else as an 8-bit PNG."""
    source, suffix = image.path, image.path.suffix.lower()
    picture = read_image(source, plane=image.plane)
    if suffix in _COPIED_SUFFIXES and picture.dtype == np.uint8 and read_orientation(source) == 1:
        with atomic_path(folder / f"{name}{suffix}") as temporary:
            shutil.copyfile(source, temporary)
    else:
        _write_png(folder / f"{name}.png", _eight_bit(picture))


def _eight_bit(picture: NDArray[Any]) -> NDArray[np.uint8]:
    if picture.dtype == np.uint8 and (picture.ndim == 2 or picture.shape[2] == 3):
        return picture
    shown = to_display(picture)
    return shown if picture.ndim == 3 else shown[..., 0]


def _write_png(path: Path, picture: NDArray[Any]) -> None:
    with atomic_path(path) as temporary:
        Image.fromarray(np.ascontiguousarray(_eight_bit(picture))).save(temporary, format="PNG")


def _names_by_id(classes: ClassTable) -> str:
    names = {c.id: c.name for c in classes}
    last = max(names, default=0)
    lines = [names.get(k, f"_unused_{k}_") for k in range(1, last + 1)]
    return "".join(f"{name}\n" for name in ["_background_", *lines])
