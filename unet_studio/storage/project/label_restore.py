"""Giving all images of a project the labels back that they had at some moment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from unet_studio.domain.annotation import Annotation
from unet_studio.domain.message import StudioError, say
from unet_studio.domain.report import ProgressReport
from unet_studio.storage.labels.label_history import (
    Deed,
    LabelVersion,
    digest_of,
    label_versions,
    read_version,
    version_at,
)
from unet_studio.storage.labels.label_place import label_paths
from unet_studio.storage.labels.label_store import label_version, replace_labels
from unet_studio.storage.labels.labelme_file import check_labels, label_bytes
from unet_studio.storage.pictures.image_file import read_size
from unet_studio.storage.project.project_file import list_images

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    from unet_studio.domain.project import ImageRef, Project


@dataclass(frozen=True)
class RestoreSummary:
    """What restoring did.

    Attributes
    ----------
    moment
        When the labels had been so, in seconds since 1970.
    changed
        Names of the images that have other labels now.
    """

    moment: float
    changed: tuple[str, ...]


def restore_labels(
    project: Project, moment: float, deed: Deed
) -> Generator[ProgressReport, None, RestoreSummary]:
    """Give every image the labels it had at a moment; a job.

    What the images have now becomes an earlier version of each, so this can be taken back the
    same way. Images whose labels have been the same since, and broken label files, are left alone.

    Parameters
    ----------
    project
        The project.
    moment
        In seconds since 1970.
    deed
        Who restores.
    """
    images = list_images(project)
    paths = label_paths(project, images)
    changed: list[str] = []
    for done, image in enumerate(images, 1):
        problem = None
        try:
            if _restore(project, image, paths[image.name], moment, deed):
                changed.append(image.name)
        except StudioError as error:
            problem = error.message
        yield ProgressReport(
            done, len(images), say("labels", "Looked at {name}")(name=image.name), problem
        )
    return RestoreSummary(moment, tuple(changed))


def _restore(project: Project, image: ImageRef, path: Path, moment: float, deed: Deed) -> bool:
    version = version_at(label_versions(project, image), moment)
    if version is None or version.digest == (label_version(path) or ""):
        return False
    content = _content(version, image, path)
    if digest_of(content) == label_version(path):
        return False
    check_labels(path)
    shapes = sum(version.counts.values())
    replace_labels(project, image, path, content, shapes=shapes, deed=deed, always_keep=True)
    return True


def _content(version: LabelVersion, image: ImageRef, path: Path) -> bytes:
    """The label file as it was; where there was none, one that says nothing."""
    content = read_version(version)
    if content is not None:
        return content
    return label_bytes(
        path, Annotation(), image=image.path, size=read_size(image.path, plane=image.plane)
    )
