"""The survey: everything the checks need to know, each labelled image read once."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from unet_studio.domain.annotation import Annotation, LabelExtent
from unet_studio.domain.message import Message, StudioError, say
from unet_studio.domain.metrics import counts_one_sided
from unet_studio.domain.report import ProgressReport
from unet_studio.imaging.channels import channel_count
from unet_studio.imaging.label_measures import LabelMeasures, measure_labels
from unet_studio.imaging.shape_flaws import (
    crosses_itself,
    duplicate_indices,
    is_outside,
    is_sliver,
    reaches_outside,
)
from unet_studio.storage.labels.label_place import label_paths
from unet_studio.storage.labels.labelme_file import LabelContent, read_labels
from unet_studio.storage.pictures.image_file import read_image, read_size
from unet_studio.storage.pictures.picture_kind import PictureKind, read_kind
from unet_studio.storage.pictures.pixel_size import read_pixel_size_um
from unet_studio.storage.project.project_file import list_images

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from unet_studio.domain.project import ImageRef, Project

_SAMPLED = 200_000  # values that the range of a picture is judged by


@dataclass(frozen=True)
class PictureFacts:
    """What the pixels of a labelled picture are like.

    Attributes
    ----------
    size
        Height and width.
    channels, dtype
        As `read_image` gives them.
    has_colour
        Whether its channels differ anywhere.
    low, middle, high
        Its values without the lowest and the highest thousandth, and the one in the middle.
    pixel_size_um
        As its file states it, if it does.
    """

    size: tuple[int, int]
    channels: int
    dtype: str
    has_colour: bool
    low: float
    middle: float
    high: float
    pixel_size_um: float | None = None


@dataclass(frozen=True)
class Flaws:
    """Positions of the shapes of one image that something is wrong with, in drawing order."""

    duplicates: tuple[int, ...] = ()
    slivers: tuple[int, ...] = ()
    crossing: tuple[int, ...] = ()
    beyond: tuple[int, ...] = ()
    outside: tuple[int, ...] = ()


@dataclass(frozen=True)
class ImageFacts:
    """What is known of one image.

    Attributes
    ----------
    image
        The image.
    is_held_out
        From training.
    kind
        What the header says; None if it cannot be read.
    picture
        What the pixels are like; of labelled images only.
    picture_problem, label_problem
        Why the picture or the label file cannot be read.
    part_problems
        What of the label file cannot be used.
    stated_size
        Height and width of the picture the labels were made for, if it is another one.
    annotation
        What is drawn.
    flaws, measures
        Of the shapes.
    """

    image: ImageRef
    is_held_out: bool
    kind: PictureKind | None = None
    picture: PictureFacts | None = None
    picture_problem: Message | None = None
    label_problem: Message | None = None
    part_problems: tuple[Message, ...] = ()
    stated_size: tuple[int, int] | None = None
    annotation: Annotation = field(default_factory=Annotation)
    flaws: Flaws = field(default_factory=Flaws)
    measures: LabelMeasures = field(default_factory=LabelMeasures)

    @property
    def name(self) -> str:
        """Of the image."""
        return self.image.name

    @property
    def is_labelled(self) -> bool:
        """Whether a person said anything of it, fully or partly."""
        return self.annotation.extent is not LabelExtent.UNLABELLED

    @property
    def is_one_sided(self) -> bool:
        """Whether one class alone is labelled; see `domain.metrics.is_one_sided`."""
        found = self.measures
        return counts_one_sided(found.pixels.values(), found.background_px, found.ignored_px)

    @property
    def is_of_use(self) -> bool:
        """Whether something can be learnt from it or scored with it."""
        return self.is_labelled and self.picture is not None


@dataclass(frozen=True)
class Survey:
    """What is known of a project.

    Attributes
    ----------
    project
        As it was.
    images
        Of all images, in natural order.
    """

    project: Project
    images: tuple[ImageFacts, ...]

    @property
    def labelled(self) -> list[ImageFacts]:
        """The images that are fully or partly labelled and can be read."""
        return [facts for facts in self.images if facts.is_of_use]


def survey(project: Project) -> Generator[ProgressReport, None, Survey]:
    """Look at every image of a project: at the whole of labelled ones, else at the header; a job.

    Nothing is kept of the pixels, so memory does not grow with the project.
    """
    images: Sequence[ImageRef] = list_images(project) if project.images_dir.is_dir() else ()
    paths = label_paths(project, images)
    found: list[ImageFacts] = []
    for done, image in enumerate(images, 1):
        found.append(look_at(project, image, paths[image.name]))
        yield ProgressReport(done, len(images), say("doctor", "Checked {image}")(image=image.name))
    return Survey(project, tuple(found))


def look_at(project: Project, image: ImageRef, label_path: Path) -> ImageFacts:
    """What is known of one image.

    Parameters
    ----------
    project, image
        The image.
    label_path
        Where its labels are, or would be.
    """
    held_out = image.name in project.held_out
    try:
        content = read_labels(label_path) if label_path.exists() else LabelContent(Annotation())
    except StudioError as error:
        return _header_only(image, held_out, label_problem=error.message)
    if content.annotation.extent is LabelExtent.UNLABELLED:
        return _header_only(image, held_out, part_problems=content.problems)
    try:
        pixels = read_image(image.path, plane=image.plane)
    except StudioError as error:
        return ImageFacts(
            image, held_out, picture_problem=error.message, annotation=content.annotation
        )
    return _looked_through(project, image, content, pixels)


def _header_only(
    image: ImageRef,
    held_out: bool,
    *,
    label_problem: Message | None = None,
    part_problems: tuple[Message, ...] = (),
) -> ImageFacts:
    problem, kind = None, read_kind(image.path, plane=image.plane)
    if kind is None:
        try:
            read_size(image.path, plane=image.plane)
        except StudioError as error:
            problem = error.message
    return ImageFacts(
        image,
        held_out,
        kind=kind,
        picture_problem=problem,
        label_problem=label_problem,
        part_problems=part_problems,
    )


def _looked_through(
    project: Project, image: ImageRef, content: LabelContent, pixels: NDArray[Any]
) -> ImageFacts:
    size = pixels.shape[0], pixels.shape[1]
    return ImageFacts(
        image,
        image.name in project.held_out,
        kind=PictureKind(size, channel_count(pixels), pixels.dtype == np.uint8),
        picture=_picture_facts(image, pixels),
        part_problems=content.problems,
        stated_size=content.image_size if content.image_size not in (None, size) else None,
        annotation=content.annotation,
        flaws=_flaws(content.annotation, size),
        measures=measure_labels(content.annotation, pixels, project.classes),
    )


def _picture_facts(image: ImageRef, pixels: NDArray[Any]) -> PictureFacts:
    flat = pixels.reshape(-1)
    sample = flat[:: max(1, flat.size // _SAMPLED)]
    low, middle, high = (float(v) for v in np.percentile(sample, [0.1, 50, 99.9]))
    return PictureFacts(
        size=(pixels.shape[0], pixels.shape[1]),
        channels=channel_count(pixels),
        dtype=str(pixels.dtype),
        has_colour=pixels.ndim == 3 and bool((pixels != pixels[..., :1]).any()),
        low=low,
        middle=middle,
        high=high,
        pixel_size_um=read_pixel_size_um(image.path),
    )


def _flaws(annotation: Annotation, size: tuple[int, int]) -> Flaws:
    shapes = [(i, shape) for i, shape in enumerate(annotation.shapes) if not shape.is_draft]
    outside = tuple(i for i, shape in shapes if is_outside(shape, size))
    return Flaws(
        duplicates=tuple(duplicate_indices(annotation)),
        slivers=tuple(i for i, shape in shapes if is_sliver(shape)),
        crossing=tuple(i for i, shape in shapes if crosses_itself(shape)),
        beyond=tuple(i for i, s in shapes if i not in outside and reaches_outside(s, size)),
        outside=outside,
    )
