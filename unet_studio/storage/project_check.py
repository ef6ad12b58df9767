"""Looking through a project for what would go wrong later, each with its fix."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from unet_studio.domain.annotation import LabelExtent
from unet_studio.domain.finding import Finding, Level
from unet_studio.domain.message import StudioError, say
from unet_studio.domain.report import ProgressReport
from unet_studio.storage.image_file import read_image
from unet_studio.storage.project_file import list_images
from unet_studio.storage.project_labels import read_label_content

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Sequence

    from unet_studio.domain.project import ImageRef, Project

FEW_LABELLED = 5


def check_project(project: Project) -> Generator[ProgressReport, None, list[Finding]]:
    """Read every image and every label file.

    Returns
    -------
    list of Finding
        What is wrong with single files first, then what there is altogether.
    """
    images = list_images(project) if project.images_dir.is_dir() else []
    findings: list[Finding] = []
    labelled: set[str] = set()
    shapes: Counter[str] = Counter()
    for done, image in enumerate(images, 1):
        unreadable = _image_findings(image)
        findings += unreadable or _label_findings(project, image, labelled, shapes)
        yield ProgressReport(done, len(images), say("doctor", "Checked {image}")(image=image.name))
    findings += [
        _images_found(project, images),
        _labelled_found(len(images), labelled),
        *_class_findings(project, shapes),
        *_held_out_findings(project, images, labelled),
    ]
    return findings


def _image_findings(image: ImageRef) -> list[Finding]:
    try:
        read_image(image.path, plane=image.plane)
    except StudioError as error:
        fix = say("doctor", "Replace or remove the file; the other images are not affected.")()
        return [Finding(Level.PROBLEM, error.message, fix)]
    return []


def _label_findings(
    project: Project, image: ImageRef, labelled: set[str], shapes: Counter[str]
) -> Iterator[Finding]:
    try:
        content = read_label_content(project, image)
    except StudioError as error:
        yield Finding(
            Level.PROBLEM,
            error.message,
            say("doctor", "Repair the file or take it away; until then {image} is not trained on.")(
                image=image.name
            ),
        )
        return
    if content.annotation.extent is not LabelExtent.UNLABELLED:
        labelled.add(image.name)
    shapes.update({shape.class_name for shape in content.annotation.shapes})
    for problem in content.problems:
        yield Finding(
            Level.WARNING,
            say("doctor", "{image}: {problem}")(image=image.name, problem=problem),
        )


def _images_found(project: Project, images: Sequence[ImageRef]) -> Finding:
    if images:
        return Finding(Level.OK, say("doctor", "Images: {count}")(count=len(images)))
    return Finding(
        Level.PROBLEM,
        say("doctor", "There are no images in {folder}")(folder=project.images_dir),
        say("doctor", "Put images there, or make a new project with another image folder.")(),
    )


def _labelled_found(images: int, labelled: set[str]) -> Finding:
    message = say("doctor", "Labelled images: {count} of {total}")(
        count=len(labelled), total=images
    )
    if len(labelled) >= FEW_LABELLED:
        return Finding(Level.OK, message)
    return Finding(
        Level.WARNING if len(labelled) >= 2 else Level.PROBLEM,
        message,
        say(
            "doctor",
            "Label more: training needs one image to learn from and one to hold out, and gets much"
            " better with {count} or more.",
        )(count=FEW_LABELLED),
    )


def _class_findings(project: Project, shapes: Counter[str]) -> Iterator[Finding]:
    if not len(project.classes):
        yield Finding(
            Level.PROBLEM,
            say("doctor", "There are no classes yet")(),
            say("doctor", "Draw a shape and give it a class.")(),
        )
    for known in project.classes:
        count = shapes[known.name]
        if count:
            message = say("doctor", "Class {name}: in {count} images")
            yield Finding(Level.OK, message(name=known.name, count=count))
        else:
            yield Finding(
                Level.WARNING,
                say("doctor", "Class {name} is in no image")(name=known.name),
                say("doctor", "Label some, or remove the class; it cannot be learnt.")(),
            )
    for name in sorted(shapes):
        if project.classes.id_of(name) is None:
            yield Finding(
                Level.PROBLEM,
                say(
                    "doctor",
                    "Shapes in {count} images have the class {name}, which the project does"
                    " not know",
                )(name=name, count=shapes[name]),
                say("doctor", "Add the class {name} to the project, or change those shapes.")(
                    name=name
                ),
            )


def _held_out_findings(
    project: Project, images: Sequence[ImageRef], labelled: set[str]
) -> Iterator[Finding]:
    for name in sorted(project.held_out - {image.name for image in images}):
        yield Finding(
            Level.WARNING,
            say("doctor", "The held-out image {name} is gone")(name=name),
            say("doctor", "Bring it back, or hold out another.")(),
        )
    scored, learnt = project.held_out & labelled, labelled - project.held_out
    message = say("doctor", "Held out: {held_out}, for training: {learnt}")(
        held_out=len(scored), learnt=len(learnt)
    )
    if scored and learnt:
        yield Finding(Level.OK, message)
    elif labelled:
        fix = (
            say("doctor", "Hold out fewer images, or label others.")()
            if scored
            else say("doctor", "Hold out a labelled image; without one nothing can be scored.")()
        )
        yield Finding(Level.WARNING if learnt else Level.PROBLEM, message, fix)
