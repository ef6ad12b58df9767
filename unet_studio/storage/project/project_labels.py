"""The labels of a project's images, wherever their files lie."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from unet_studio.domain.annotation import Annotation, LabelExtent
from unet_studio.domain.message import Message, StudioError, say
from unet_studio.storage.labels import labelme_file
from unet_studio.storage.labels.label_history import UNKNOWN_DEED, Deed
from unet_studio.storage.labels.label_place import label_path, label_paths
from unet_studio.storage.labels.label_store import replace_labels
from unet_studio.storage.labels.labelme_file import (
    LabelContent,
    check_labels,
    label_bytes,
    read_labels,
)
from unet_studio.storage.pictures.image_file import UnreadableImageError, read_size
from unet_studio.storage.project.project_file import list_images

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from unet_studio.domain.project import ImageRef, Project


def read_annotation(project: Project, image: ImageRef) -> Annotation:
    """What is drawn on an image; an empty annotation if there is no label file.

    Raises
    ------
    BrokenLabelFileError
        If there is a file that cannot be understood.
    """
    path = label_path(project, image)
    return read_labels(path).annotation if path.exists() else Annotation()


def read_label_content(project: Project, image: ImageRef) -> LabelContent:
    """As `read_annotation`, with everything that is wrong with the file.

    Raises
    ------
    BrokenLabelFileError
        If there is a file that cannot be understood.
    UnreadableImageError
        If there is a label file but the picture cannot be read.
    """
    path = label_path(project, image)
    if not path.exists():
        return LabelContent(Annotation())
    content = read_labels(path)
    size = read_size(image.path, plane=image.plane)
    if content.image_size in (None, size):
        return content
    problem = say(
        "labels",
        "{path} was made for a picture of {stated_height} x {stated_width} pixels, but {image} has "
        "{height} x {width}; please check that the shapes lie where they should.",
    )(
        path=path,
        image=image.name,
        stated_height=content.image_size[0] if content.image_size else 0,
        stated_width=content.image_size[1] if content.image_size else 0,
        height=size[0],
        width=size[1],
    )
    return replace(content, problems=(*content.problems, problem))


def write_annotation(
    project: Project,
    image: ImageRef,
    annotation: Annotation,
    *,
    size: tuple[int, int] | None = None,
    deed: Deed = UNKNOWN_DEED,
    always_keep: bool = False,
) -> None:
    """Keep what is drawn on an image; what its label file said before becomes an earlier version.

    Parameters
    ----------
    project, image
        Say where the label file lies.
    annotation
        What to write.
    size
        Height and width of the picture, if known: it is not opened then, so that work is kept even
        if the picture was deleted underneath.
    deed
        Who made the labels, and how.
    always_keep
        Keep what the label file said even if it is but moments old.

    Raises
    ------
    StudioError
        If the picture cannot be read or the label file cannot be written, or cannot be understood
        and therefore is not overwritten.
    """
    size = size or read_size(image.path, plane=image.plane)
    path = label_path(project, image)
    check_labels(path)
    content = label_bytes(path, annotation, image=image.path, size=size)
    shapes = len(annotation.shapes)
    replace_labels(project, image, path, content, shapes=shapes, deed=deed, always_keep=always_keep)


def read_mask(project: Project, image: ImageRef) -> NDArray[np.uint8] | None:
    """The mask that an image's shapes draw.

    Returns
    -------
    NDArray or None
        (H, W) uint8 class ids, or None if the image is unlabelled. Drafts draw nothing.

    Raises
    ------
    StudioError
        If the label file or the picture cannot be read, or a shape has an unknown class.
    """
    from unet_studio.imaging.rasterize import rasterize  # which the window starts without

    annotation = read_annotation(project, image)
    if annotation.extent is LabelExtent.UNLABELLED:
        return None
    try:
        return rasterize(annotation, read_size(image.path, plane=image.plane), project.classes)
    except UnreadableImageError:
        raise
    except StudioError as error:
        raise StudioError(
            say("labels", "{image}: {problem}")(image=image.name, problem=error.message)
        ) from error


def read_extent(project: Project, image: ImageRef) -> LabelExtent:
    """How much of an image its labels speak of.

    Raises
    ------
    BrokenLabelFileError
        If there is a label file that cannot be understood.
    """
    return _extent(label_path(project, image))


def read_extents(project: Project, images: Iterable[ImageRef]) -> dict[str, LabelExtent]:
    """As `read_extent`, for many images at once; those with broken label files are left out."""
    extents: dict[str, LabelExtent] = {}
    for name, path in label_paths(project, images).items():
        try:
            extents[name] = _extent(path)
        except StudioError:
            continue
    return extents


def labelled_images(project: Project) -> list[ImageRef]:
    """The images that are fully or partly labelled, in natural order.

    Images whose label file is broken count as unlabelled: nothing can be learnt from them. So do
    images with nothing but drafts.
    """
    images = list_images(project)
    extents = read_extents(project, images)
    unlabelled = LabelExtent.UNLABELLED
    return [image for image in images if extents.get(image.name, unlabelled) is not unlabelled]


def images_with_drafts(project: Project, images: Iterable[ImageRef]) -> list[str]:
    """Names of those images whose shapes wait, some of them at least, to be confirmed."""
    found = []
    for name, path in label_paths(project, images).items():
        try:
            if path.exists() and labelme_file.read_summary(path).has_drafts:
                found.append(name)
        except StudioError:
            continue
    return found


def broken_labels(project: Project) -> dict[str, Message]:
    """Why the label file of an image cannot be used, by image name; for those that cannot."""
    problems: dict[str, Message] = {}
    for name, path in label_paths(project, list_images(project)).items():
        try:
            _extent(path)
        except StudioError as error:
            problems[name] = error.message
    return problems


def _extent(path: Path) -> LabelExtent:
    return labelme_file.read_extent(path) if path.exists() else LabelExtent.UNLABELLED
