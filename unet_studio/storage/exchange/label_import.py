"""Taking labels from elsewhere into a project, new or open: the one road for all of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from unet_studio.domain.annotation import Annotation, LabelExtent, Shape
from unet_studio.domain.conversion_report import (
    ConversionReport,
    ConversionStep,
    FileConversion,
    Tallies,
)
from unet_studio.domain.label_class import RESERVED_NAMES, ClassTable
from unet_studio.domain.message import Message, StudioError, say
from unet_studio.imaging.rasterize import rasterize
from unet_studio.imaging.region_count import class_tallies, countable
from unet_studio.storage.exchange.mask_import import UnknownValuesError
from unet_studio.storage.labels.label_history import UNKNOWN_DEED, Deed
from unet_studio.storage.labels.label_place import label_paths
from unet_studio.storage.labels.label_store import replace_labels
from unet_studio.storage.labels.labelme_file import label_bytes, read_labels
from unet_studio.storage.pictures.image_file import read_size
from unet_studio.storage.project.project_file import list_images, write_project

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping, Sequence
    from pathlib import Path

    from unet_studio.domain.project import ImageRef, Project
    from unet_studio.storage.exchange.label_reader import FoundLabels, LabelReader


IMPORT = say("import", "Import labels")
"""What an import is called in the earlier versions of labels."""


class MergePolicy(StrEnum):
    """What to do with an image that is labelled already."""

    KEEP = "keep"  # its labels stay as they are
    REPLACE = "replace"  # the new ones take their place
    ADD = "add"  # the new ones are drawn over them


@dataclass(frozen=True)
class ImportChoice:
    """How to take labels in.

    Attributes
    ----------
    policy
        What to do with an image that is labelled already.
    partial
        Whether the source shows only a part of what there is.
    becomes
        Class of the project by class of the source; None leaves a class out. Classes that are not
        named here keep their name.
    """

    policy: MergePolicy = MergePolicy.KEEP
    partial: bool = False
    becomes: Mapping[str, str | None] | None = None

    def name(self, name: str) -> str | None:
        """What a class of the source is called in the project; None if it is left out."""
        return name if self.becomes is None else self.becomes.get(name, name)


@dataclass(frozen=True)
class ImportOutcome:
    """What an import into an open project left behind.

    Attributes
    ----------
    project
        With the classes that were added.
    report
        What became of the labels.
    """

    project: Project
    report: ConversionReport


def import_into(
    project: Project, reader: LabelReader, choice: ImportChoice
) -> Generator[ConversionStep, None, ImportOutcome]:
    """Take labels into a project that is there already; a job.

    The classes are written first, so that closing the job early leaves whole label files whose
    classes the project knows. Labels that are replaced or added to become earlier versions.

    Raises
    ------
    StudioError
        If the project file cannot be written, or too many classes came together.
    """
    classes = merged_classes(project.classes, reader.classes, choice)
    if classes != project.classes:
        project = replace(project, classes=classes)
        write_project(project)
    images = [image for image in list_images(project) if reader.has(image) or reader.problem(image)]
    files: list[FileConversion] = []
    for step in import_labels(project, images, reader, choice):
        files += [step.file] if step.file is not None else []
        yield step
    title = say("import", "Labels taken in")()
    return ImportOutcome(project, ConversionReport(title, tuple(files), reader.losses))


def merged_classes(known: ClassTable, found: ClassTable, choice: ImportChoice) -> ClassTable:
    """The class table with what an import brings; ids that are there already never change.

    Raises
    ------
    StudioError
        If there are more classes than ids.
    """
    if not len(known) and known.next_id == 1 and choice.becomes is None:
        return found
    for label_class in found:
        name = choice.name(label_class.name)
        if name is not None and name not in known and name not in RESERVED_NAMES:
            known = known.added(name, label_class.colour if not len(known) else None)
    return known


def import_labels(
    project: Project, images: Sequence[ImageRef], reader: LabelReader, choice: ImportChoice
) -> Generator[ConversionStep, None, None]:
    """Write the label files of these images; a job that says of each what became of it.

    Raises
    ------
    StudioError
        If a mask holds values that mean nothing.
    """
    places = label_paths(project, images)
    for done, image in enumerate(images, start=1):
        message = say("import", "Took in the labels of {image}")(image=image.name)
        problem = reader.problem(image)
        file = None if problem is None else FileConversion(image.name, {}, {}, (problem,), False)
        if reader.has(image):
            try:
                file = _import_one(project, image, places[image.name], reader, choice)
            except UnknownValuesError:
                raise
            except StudioError as error:
                problem = error.message
                file = FileConversion(image.name, {}, {}, (problem,), False)
        yield ConversionStep(done, len(images), message, problem, file)


def _import_one(
    project: Project, image: ImageRef, place: Path, reader: LabelReader, choice: ImportChoice
) -> FileConversion:
    old = read_labels(place).annotation if place.exists() else None
    is_labelled = old is not None and old.extent is not LabelExtent.UNLABELLED
    if is_labelled and choice.policy is MergePolicy.KEEP:
        raise StudioError(
            say("import", "{image} has labels already; they are kept.")(image=image.name)
        )
    size = read_size(image.path, plane=image.plane)
    found = reader.read(image, size)
    shapes, left_out = _renamed(found, choice)
    annotation, first_new = _composed(old, replace(found, shapes=shapes), choice)
    replace_labels(
        project,
        image,
        place,
        label_bytes(place, annotation, image=image.path, size=size),
        shapes=len(annotation.shapes),
        deed=UNKNOWN_DEED if old is None else Deed(what=(IMPORT(),)),
        always_keep=old is not None,
    )
    after = _counted(project, place, size, first_new)
    return FileConversion(
        image.name, _renamed_tallies(found.before, choice), after, (*found.losses, *left_out)
    )


def _composed(
    old: Annotation | None, found: FoundLabels, choice: ImportChoice
) -> tuple[Annotation, int]:
    """The annotation to write, and the position of its first new shape."""
    extent, shapes = LabelExtent.PARTLY if choice.partial else found.extent, found.shapes
    if old is None:
        return Annotation(shapes, found.flags, extent, found.extra), 0
    if choice.policy is not MergePolicy.ADD or old.settled_extent is LabelExtent.UNLABELLED:
        return replace(old, shapes=shapes, stated_extent=extent), 0
    highest = max((s.group_id for s in old.shapes if s.group_id is not None), default=0)
    added = tuple(
        s if s.group_id is None else replace(s, group_id=s.group_id + highest) for s in shapes
    )
    return replace(old, shapes=(*old.shapes, *added)), len(old.shapes)


def _counted(project: Project, place: Path, size: tuple[int, int], first_new: int) -> Tallies:
    """What stands in the label file now, of the shapes that are new."""
    written = read_labels(place).annotation
    new = replace(written, shapes=written.shapes[first_new:])
    mask = rasterize(new, size, project.classes)
    return class_tallies(mask, project.classes, countable(s.class_name for s in new.shapes))


def _renamed(
    found: FoundLabels, choice: ImportChoice
) -> tuple[tuple[Shape, ...], tuple[Message, ...]]:
    """The shapes under the names of the project, and what was left out."""
    if choice.becomes is None:
        return found.shapes, ()
    names = {s.class_name: choice.name(s.class_name) for s in found.shapes}
    shapes = tuple(
        replace(shape, class_name=name)
        for shape in found.shapes
        if (name := names[shape.class_name]) is not None
    )
    left_out = tuple(
        say("import", "The class {name} was left out, as you wished.")(name=name)
        for name, new in names.items()
        if new is None
    )
    return shapes, left_out


def _renamed_tallies(before: Tallies, choice: ImportChoice) -> Tallies:
    renamed: Tallies = {}
    for name, tally in before.items():
        new = choice.name(name) or name
        renamed[new] = renamed[new] + tally if new in renamed else tally
    return renamed
