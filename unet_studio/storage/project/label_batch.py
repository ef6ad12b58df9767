"""Saying one thing about the labels of many images."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from unet_studio.domain.annotation import Annotation, LabelExtent
from unet_studio.domain.message import StudioError, say
from unet_studio.domain.report import ProgressReport
from unet_studio.storage.project.project_labels import read_annotation, write_annotation

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Sequence

    from unet_studio.domain.project import ImageRef, Project


def state_extents(
    project: Project, images: Sequence[ImageRef], extent: LabelExtent
) -> Generator[ProgressReport, None, int]:
    """Say of many images how far they are labelled; their shapes stay; a job.

    Returns
    -------
    int
        How many label files were changed.
    """
    return (yield from _change(project, images, lambda old: replace(old, stated_extent=extent)))


def delete_labels(
    project: Project, images: Sequence[ImageRef]
) -> Generator[ProgressReport, None, int]:
    """Take all shapes of many images away; what they were is kept as an earlier version; a job.

    Returns
    -------
    int
        How many label files were changed.
    """
    unlabelled = LabelExtent.UNLABELLED
    return (
        yield from _change(
            project, images, lambda old: replace(old, shapes=(), stated_extent=unlabelled)
        )
    )


def _change(
    project: Project, images: Sequence[ImageRef], change: Callable[[Annotation], Annotation]
) -> Generator[ProgressReport, None, int]:
    changed = 0
    for done, image in enumerate(images, 1):
        problem = None
        try:
            old = read_annotation(project, image)
            new = change(old)
            if (new.shapes, new.settled_extent) != (old.shapes, old.settled_extent):
                write_annotation(project, image, new)
                changed += 1
        except StudioError as error:
            problem = error.message
        message = say("labels", "Changed the labels of {name}")(name=image.name)
        yield ProgressReport(done, len(images), message, problem)
    return changed
