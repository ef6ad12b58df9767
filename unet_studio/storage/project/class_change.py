"""Changing what classes there are: renaming, merging and deleting reach every label file."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from unet_studio.domain.label_class import ClassTable, LabelClass
from unet_studio.domain.message import StudioError, say
from unet_studio.domain.report import ProgressReport
from unet_studio.storage.atomic_write import write_text
from unet_studio.storage.project.project_file import list_images, write_project
from unet_studio.storage.project.project_labels import read_annotation, write_annotation

if TYPE_CHECKING:
    from collections.abc import Generator

    from unet_studio.domain.annotation import Annotation
    from unet_studio.domain.project import ImageRef, Project

PLAN = ".unet-studio/journal/class-change.json"
"""Below the project: the change under way, for the case that the program ends meanwhile."""


@dataclass(frozen=True)
class ClassChange:
    """Another class table, and what becomes of the shapes of one class.

    Attributes
    ----------
    old
        The class name whose shapes change.
    new
        The class name they get; None = they are deleted.
    classes
        The class table afterwards.
    """

    old: str
    new: str | None
    classes: ClassTable


def renaming(classes: ClassTable, class_id: int, name: str) -> ClassChange:
    """A class under another name; `StudioError` if there is no such class or the name is taken."""
    return ClassChange(_name_of(classes, class_id), name.strip(), classes.renamed(class_id, name))


def merging(classes: ClassTable, class_id: int, into_id: int) -> ClassChange:
    """A class gone, its shapes being of another one."""
    into = _name_of(classes, into_id)
    return ClassChange(_name_of(classes, class_id), into, classes.removed(class_id))


def deleting(classes: ClassTable, class_id: int) -> ClassChange:
    """A class gone, and its shapes with it."""
    return ClassChange(_name_of(classes, class_id), None, classes.removed(class_id))


def change_classes(
    project: Project, change: ClassChange
) -> Generator[ProgressReport, None, Project]:
    """Carry a change into every label file, then into the project file; a job.

    Closing the generator early leaves the project file as it was; label files already rewritten
    stay rewritten. If the program itself ends meanwhile, `finish_class_change` goes on at the next
    opening.

    Raises
    ------
    StudioError
        If the project file cannot be written.
    """
    images = list_images(project)
    changed = replace(project, classes=change.classes)
    plan = project.root / PLAN
    write_text(plan, json.dumps(_plan(change)))
    try:
        for done, image in enumerate(images, 1):
            problem = None
            try:
                _change_in(project, image, change)
            except StudioError as error:
                problem = error.message
            message = say("labels", "Changed {name}")(name=image.name)
            yield ProgressReport(done, len(images), message, problem)
        write_project(changed)
    finally:
        plan.unlink(missing_ok=True)
    return changed


def finish_class_change(project: Project) -> Generator[ProgressReport, None, Project]:
    """Finish the change that was under way when the program ended unexpectedly; a job.

    Returns
    -------
    Project
        The project as it is then; the same if there was nothing to finish.
    """
    plan = project.root / PLAN
    try:
        change = _planned(json.loads(plan.read_bytes()))
        if change.classes != project.classes:
            return (yield from change_classes(project, change))
        plan.unlink(missing_ok=True)
    except (OSError, ValueError, KeyError, TypeError, StudioError):
        return project  # the plan stays for another time; nothing is lost by waiting
    return project


def _plan(change: ClassChange) -> dict[str, Any]:
    classes = [[c.id, c.name, c.colour] for c in change.classes]
    entry = {"old": change.old, "new": change.new, "next_id": change.classes.next_id}
    return entry | {"classes": classes}


def _planned(raw: dict[str, Any]) -> ClassChange:
    classes = tuple(LabelClass(*entry) for entry in raw["classes"])
    return ClassChange(raw["old"], raw["new"], ClassTable(classes, raw["next_id"]))


def _name_of(classes: ClassTable, class_id: int) -> str:
    found = classes.by_id(class_id)
    if found is None:
        raise StudioError(say("classes", "This class is gone already.")())
    return found.name


def _change_in(project: Project, image: ImageRef, change: ClassChange) -> None:
    annotation = read_annotation(project, image)
    changed = _changed(annotation, change)
    if changed is not annotation:
        write_annotation(project, image, changed)


def _changed(annotation: Annotation, change: ClassChange) -> Annotation:
    if all(shape.class_name != change.old for shape in annotation.shapes):
        return annotation
    shapes = []
    for shape in annotation.shapes:
        if shape.class_name != change.old:
            shapes.append(shape)
        elif change.new is not None:
            shapes.append(replace(shape, class_name=change.new))
    # What is labelled stays so: an image that lost its last shape shows nothing but background.
    stated = annotation.stated_extent if shapes else annotation.extent
    return replace(annotation, shapes=tuple(shapes), stated_extent=stated)
