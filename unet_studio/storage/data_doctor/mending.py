"""Carrying out a remedy: label files are mended one by one, the project file at once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from unet_studio.domain.annotation import Annotation, LabelExtent
from unet_studio.domain.message import StudioError, say
from unet_studio.domain.remedy import LabelRemedy, Repair
from unet_studio.domain.report import ProgressReport
from unet_studio.imaging.shape_flaws import clipped, without_duplicates, without_slivers
from unet_studio.storage.pictures.image_file import read_size
from unet_studio.storage.project.project_file import list_images
from unet_studio.storage.project.project_labels import read_annotation, write_annotation

if TYPE_CHECKING:
    from collections.abc import Generator

    from unet_studio.domain.project import ImageRef, Project
    from unet_studio.storage.labels.label_history import Deed


def mend_labels(
    project: Project, remedy: LabelRemedy, deed: Deed
) -> Generator[ProgressReport, None, tuple[str, ...]]:
    """Mend label files; what each said becomes an earlier version of it; a job.

    A file in which nothing is to be mended stays as it is, byte by byte.

    Parameters
    ----------
    project, remedy
        What to mend.
    deed
        Who mends.

    Returns
    -------
    tuple of str
        Names of the images whose labels are others now.
    """
    images = [image for image in map(list_images(project).find, remedy.images) if image]
    changed: list[str] = []
    for done, image in enumerate(images, 1):
        problem = None
        try:
            if _mend(project, image, remedy.repair, deed):
                changed.append(image.name)
        except StudioError as error:
            problem = error.message
        message = say("doctor", "Mended {name}")(name=image.name)
        yield ProgressReport(done, len(images), message, problem)
    return tuple(changed)


def repaired(annotation: Annotation, repair: Repair, size: tuple[int, int]) -> Annotation:
    """The labels of an image of this (height, width) without what a repair takes away.

    Doing it twice is doing it once; where there is nothing to mend, the very same value comes back.
    """
    match repair:
        case Repair.REMOVE_DUPLICATES:
            return without_duplicates(annotation)
        case Repair.REMOVE_SLIVERS:
            return without_slivers(annotation)
        case Repair.CLIP_TO_IMAGE:
            return clipped(annotation, size)
        case Repair.MARK_UNLABELLED:
            is_empty = not annotation.shapes and annotation.extent is LabelExtent.FULLY
            unlabelled = LabelExtent.UNLABELLED
            return replace(annotation, stated_extent=unlabelled) if is_empty else annotation


def _mend(project: Project, image: ImageRef, repair: Repair, deed: Deed) -> bool:
    before = read_annotation(project, image)
    size = read_size(image.path, plane=image.plane)
    after = repaired(before, repair, size)
    if after is before:
        return False
    write_annotation(project, image, after, size=size, deed=deed, always_keep=True)
    return True
