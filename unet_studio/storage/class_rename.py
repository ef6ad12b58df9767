"""Renaming a class: its id stays, its name changes in the project and in every label file."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from unet_studio.domain.message import StudioError, say
from unet_studio.domain.report import ProgressReport
from unet_studio.storage.project_file import list_images, write_project
from unet_studio.storage.project_labels import read_annotation, write_annotation

if TYPE_CHECKING:
    from collections.abc import Generator

    from unet_studio.domain.annotation import Annotation
    from unet_studio.domain.project import ImageRef, Project


def rename_class(
    project: Project, class_id: int, name: str
) -> Generator[ProgressReport, None, Project]:
    """Give a class another name wherever it is used; a job.

    Closing the generator early leaves the project file as it was; label files already rewritten
    carry the new name.

    Raises
    ------
    StudioError
        If the name cannot be taken; nothing is changed then.
    """
    renamed = replace(project, classes=project.classes.renamed(class_id, name))
    old, new = project.classes.by_id(class_id), renamed.classes.by_id(class_id)
    images = list_images(project)
    if old is None or new is None:
        return project
    for done, image in enumerate(images, 1):
        problem = None
        try:
            _rename_in(project, image, old.name, new.name)
        except StudioError as error:
            problem = error.message
        message = say("labels", "Renamed in {name}")(name=image.name)
        yield ProgressReport(done, len(images), message, problem)
    write_project(renamed)
    return renamed


def _rename_in(project: Project, image: ImageRef, old: str, new: str) -> None:
    annotation = read_annotation(project, image)
    changed = _renamed(annotation, old, new)
    if changed is not annotation:
        write_annotation(project, image, changed)


def _renamed(annotation: Annotation, old: str, new: str) -> Annotation:
    if all(shape.class_name != old for shape in annotation.shapes):
        return annotation
    shapes = tuple(
        replace(shape, class_name=new) if shape.class_name == old else shape
        for shape in annotation.shapes
    )
    return replace(annotation, shapes=shapes)
