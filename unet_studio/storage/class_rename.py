"""Renaming a class: its id stays, its name changes in the project and in every label file."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from unet_studio.domain.message import StudioError, say
from unet_studio.domain.report import ProgressReport
from unet_studio.storage.atomic_write import write_text
from unet_studio.storage.project_file import list_images, write_project
from unet_studio.storage.project_labels import read_annotation, write_annotation

if TYPE_CHECKING:
    from collections.abc import Generator

    from unet_studio.domain.annotation import Annotation
    from unet_studio.domain.project import ImageRef, Project

PLAN = ".unet-studio/journal/rename.json"
"""Below the project: the renaming under way, for the case that the program ends meanwhile."""


def rename_class(
    project: Project, class_id: int, name: str
) -> Generator[ProgressReport, None, Project]:
    """Give a class another name wherever it is used; a job.

    Closing the generator early leaves the project file as it was; label files already rewritten
    carry the new name. If the program itself ends meanwhile, `finish_rename` goes on at the next
    opening.

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
    plan = project.root / PLAN
    write_text(plan, json.dumps({"class_id": class_id, "old": old.name, "new": new.name}))
    try:
        for done, image in enumerate(images, 1):
            problem = None
            try:
                _rename_in(project, image, old.name, new.name)
            except StudioError as error:
                problem = error.message
            message = say("labels", "Renamed in {name}")(name=image.name)
            yield ProgressReport(done, len(images), message, problem)
        write_project(renamed)
    finally:
        plan.unlink(missing_ok=True)
    return renamed


def finish_rename(project: Project) -> Generator[ProgressReport, None, Project]:
    """Finish the renaming that the program was in when it ended unexpectedly; a job.

    Returns
    -------
    Project
        The project as it is then; the same if there was nothing to finish.
    """
    plan = project.root / PLAN
    try:
        wanted = json.loads(plan.read_bytes())
        label_class = project.classes.by_id(wanted["class_id"])
        is_open = label_class is not None and label_class.name == wanted["old"]
        if is_open:
            return (yield from rename_class(project, wanted["class_id"], wanted["new"]))
        plan.unlink(missing_ok=True)
    except (OSError, ValueError, KeyError, TypeError, StudioError):
        return project  # the plan stays for another time; nothing is lost by waiting
    return project


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
