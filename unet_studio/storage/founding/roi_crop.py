"""A new project of the regions of interest of another one's images, labels and all."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from unet_studio.domain.annotation import Annotation, LabelExtent, Shape, ShapeType
from unet_studio.domain.conversion_report import (
    ConversionReport,
    ConversionStep,
    FileConversion,
    Tallies,
)
from unet_studio.domain.draft import without_drafts
from unet_studio.domain.message import Message, StudioError, say
from unet_studio.domain.project import ImageRef, Project
from unet_studio.domain.region import Region
from unet_studio.imaging.region_count import shape_tallies
from unet_studio.imaging.region_shapes import as_mask_shape, region_of
from unet_studio.imaging.roi import Roi, RoiSettings, find_rois, grey_of
from unet_studio.storage.atomic_write import atomic_path
from unet_studio.storage.labels.labelme_file import read_labels, write_labels
from unet_studio.storage.output_name import OutputNames
from unet_studio.storage.pictures.image_file import read_image
from unet_studio.storage.project.project_file import is_among_images, list_images, write_project
from unet_studio.storage.project.project_labels import read_annotation

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    from numpy.typing import NDArray


@dataclass(frozen=True)
class CropOutcome:
    """What a crop left behind.

    Attributes
    ----------
    project
        The new project.
    report
        What became of the labels.
    """

    project: Project
    report: ConversionReport


def crop_project(
    project: Project, root: Path, settings: RoiSettings
) -> Generator[ConversionStep, None, CropOutcome]:
    """Cut the regions of interest out of all images, and their labels with them; a job.

    The pictures keep their depth and channels; those of a held-out image are held out. The
    project file comes last, so that there is no project if the job is closed before.

    Parameters
    ----------
    project
        Where the images and labels are; it is not changed.
    root
        An empty or new folder for the new project.
    settings
        What is of interest.

    Raises
    ------
    StudioError
        If the folder holds something, lies among the images, or cannot be written to; or if no
        image has a region of interest.
    """
    _check_empty(project, root)
    names, files = OutputNames(), []
    held_out: set[str] = set()
    images = list_images(project)
    cropped = 0
    for done, image in enumerate(images, start=1):
        problem: Message | None = None
        written: list[str] = []
        try:
            file, written = _crop_one(project, image, root, names.of(image.name), settings)
        except StudioError as error:
            problem = error.message
            file = FileConversion(image.name, losses=(problem,), is_carried=False)
        cropped += len(written)
        held_out |= set(written) if image.name in project.held_out else set()
        files.append(file)
        message = say("crop", "Cropped {image}")(image=image.name)
        yield ConversionStep(done, len(images), message, problem, file)
    if not cropped:
        raise StudioError(
            say(
                "crop",
                "No image has a region above the grey value {threshold} whose area lies in the "
                "range; no project was made.",
            )(threshold=settings.threshold)
        )
    made = Project(
        root.resolve(),
        root.resolve(),
        root.resolve(),
        project.classes,
        frozenset(held_out),
        project.pixel_size_um,
    )
    write_project(made)
    title = say("crop", "Regions of interest: {count}")(count=cropped)
    return CropOutcome(made, ConversionReport(title, tuple(files), out=root))


def cropped_shape(shape: Shape, roi: Roi, size: tuple[int, int]) -> Shape | None:
    """A shape of an image of this height and width as it lies in a region of interest.

    Returns
    -------
    Shape or None
        It draws exactly the pixels that the shape has there; None if it has none. Outlines keep
        all their points, also those outside; masks are cut.
    """
    wanted = np.zeros(size, bool)
    region_of(shape, size).paint(wanted, 1)
    wanted = wanted[roi.rows, roi.columns]
    if not wanted.any():
        return None
    if shape.shape_type is not ShapeType.MASK:
        points = shape.points - [roi.left, roi.top]
        # Pillow cuts fractions off towards zero: below zero that is the other way round.
        moved = shape.with_points(np.where(points < 0, np.floor(points), points))
        found = np.zeros(wanted.shape, bool)
        region_of(moved, wanted.shape).paint(found, 1)
        if np.array_equal(found, wanted):
            return moved
    return as_mask_shape(Region(0, 0, wanted), shape)


def _check_empty(project: Project, root: Path) -> None:
    if root.exists() and any(root.iterdir()):
        raise StudioError(
            say("crop", "{folder} is not empty; please choose a new or empty folder.")(folder=root)
        )
    if is_among_images(project, root):
        raise StudioError(
            say(
                "crop",
                "{folder} lies among the project's images, so that the crops would become images "
                "of it too. Please choose another folder.",
            )(folder=root)
        )


def _crop_one(
    project: Project, image: ImageRef, root: Path, name: str, settings: RoiSettings
) -> tuple[FileConversion, list[str]]:
    """What became of one image, and the names of the images made of it."""
    picture = read_image(image.path, plane=image.plane)
    rois = find_rois(grey_of(picture), settings)
    annotation = without_drafts(read_annotation(project, image))
    size = (int(picture.shape[0]), int(picture.shape[1]))
    before = shape_tallies(annotation, size)
    after: Tallies = {}
    written = []
    for number, roi in enumerate(rois, start=1):
        suffix = _suffix(picture)
        made = f"{name}{suffix}" if len(rois) == 1 else f"{name}-{number}{suffix}"
        _write_crop(root / made, picture[roi.rows, roi.columns])
        written.append(made)
        for class_name, tally in _write_labels(annotation, root / made, roi, size).items():
            after[class_name] = after[class_name] + tally if class_name in after else tally
    return FileConversion(image.name, before, after, _losses(rois, before, after)), written


def _losses(rois: list[Roi], before: Tallies, after: Tallies) -> tuple[Message, ...]:
    if not rois:
        return (say("crop", "It has no region of interest.")(),)
    outside = sum(t.pixels for t in before.values()) - sum(t.pixels for t in after.values())
    text = say(
        "crop", "{count} labelled {count:pixel lies|pixels lie} outside the regions of interest."
    )
    return (text(count=outside),) if outside > 0 else ()


def _write_labels(
    annotation: Annotation, picture: Path, roi: Roi, whole: tuple[int, int]
) -> Tallies:
    if annotation.extent is LabelExtent.UNLABELLED:
        return {}
    kept = [cropped_shape(shape, roi, whole) for shape in annotation.shapes if shape.is_drawable]
    shapes = tuple(shape for shape in kept if shape is not None)
    cropped = replace(annotation, shapes=shapes, stated_extent=annotation.extent)
    size, place = (roi.height, roi.width), picture.with_suffix(".json")
    write_labels(place, cropped, image=picture, size=size)
    return shape_tallies(read_labels(place).annotation, size)


def _suffix(picture: NDArray[Any]) -> str:
    """TIFF for what PNG cannot hold: fractions, deep colours, other than three channels."""
    is_deep_colour = picture.ndim == 3 and (picture.dtype != np.uint8 or picture.shape[2] != 3)
    return ".tif" if picture.dtype.kind == "f" or is_deep_colour else ".png"


def _write_crop(path: Path, pixels: NDArray[Any]) -> None:
    with atomic_path(path) as temporary:
        if path.suffix == ".tif":
            import tifffile

            is_colour = pixels.ndim == 3 and pixels.shape[2] == 3
            kind = "rgb" if is_colour else "minisblack"
            tifffile.imwrite(temporary, np.ascontiguousarray(pixels), photometric=kind)
        else:
            from PIL import Image

            Image.fromarray(np.ascontiguousarray(pixels)).save(temporary, format="PNG")
