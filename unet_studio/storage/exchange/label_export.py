"""Writing the labels of a project for other programs: the one road for all forms."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from PIL import Image

from unet_studio.domain.annotation import LabelExtent
from unet_studio.domain.conversion_report import (
    ConversionReport,
    ConversionStep,
    FileConversion,
    Tallies,
)
from unet_studio.domain.draft import without_drafts
from unet_studio.domain.message import Message, StudioError, say
from unet_studio.imaging.display_range import to_display
from unet_studio.imaging.rasterize import rasterize
from unet_studio.imaging.region_count import class_tallies, countable
from unet_studio.storage.atomic_write import WriteError, atomic_path
from unet_studio.storage.exchange.label_reader import BACKGROUND_NAMES, some
from unet_studio.storage.pictures.image_file import read_image, read_orientation, read_size
from unet_studio.storage.project.project_file import is_among_images, list_images
from unet_studio.storage.project.project_labels import (
    broken_labels,
    images_with_drafts,
    labelled_images,
    read_annotation,
)

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from unet_studio.domain.annotation import Annotation
    from unet_studio.domain.project import ImageRef, Project

_COPIED_SUFFIXES = (".png", ".jpg", ".jpeg")


@dataclass(frozen=True)
class ExportSummary:
    """What an export left behind.

    Attributes
    ----------
    written
        Images exported.
    problems
        One for each image that was not.
    out
        The folder.
    report
        What became of the labels, image by image.
    """

    written: int
    problems: tuple[Message, ...]
    out: Path
    report: ConversionReport = field(
        default=ConversionReport(say("export", "Labels exported")()), compare=False
    )


@dataclass(frozen=True)
class ExportItem:
    """The labels of one image, on their way out.

    Attributes
    ----------
    image
        Which.
    annotation
        Its shapes.
    size
        Height and width.
    mask
        (H, W) uint8 class ids that the shapes draw.
    """

    image: ImageRef
    annotation: Annotation
    size: tuple[int, int]
    mask: NDArray[np.uint8]


class LabelWriter(Protocol):
    """One form of labels for other programs."""

    @property
    def targets(self) -> Iterable[str]:
        """Files and folders, relative to the output folder, that it will write."""

    def write(self, item: ExportItem) -> tuple[Tallies, tuple[Message, ...]]:
        """Write what belongs to one image; say what others will see, and what they will not.

        Raises
        ------
        StudioError
            If this image cannot be exported.
        """

    def finish(self) -> tuple[Message, ...]:
        """Write what belongs to all images; say what of them could not be carried over."""


def exported(
    project: Project, out: Path, writer: LabelWriter, *, overwrite: bool = False
) -> Generator[ConversionStep, None, ExportSummary]:
    """Write all labelled images in one form; a job.

    Parameters
    ----------
    project
        With the labels.
    out
        The folder to write into.
    writer
        The form.
    overwrite
        Whether files of an earlier export may be replaced.

    Raises
    ------
    StudioError
        If nothing is labelled, `out` lies among the images or holds such files already, or it
        cannot be written to.
    """
    images = labelled_images(project)
    _check(project, images, out, writer, overwrite=overwrite)
    problems, files = list(broken_labels(project).values()), []
    for problem in problems:
        looked = say("export", "Looking for labels")()
        file = FileConversion("", losses=(problem,), is_carried=False)
        files.append(file)
        yield ConversionStep(0, len(images), looked, problem, file)
    for done, image in enumerate(images, start=1):
        failure, file = _try_one(project, image, writer)
        problems += [failure] if failure else []
        files.append(file)
        message = say("masks", "Exported {image}")(image=image.name)
        yield ConversionStep(done, len(images), message, failure, file)
    losses = (*writer.finish(), *_only_drafts(project, images))
    title = say("export", "Labels exported")()
    report = ConversionReport(title, tuple(files), losses, out)
    return ExportSummary(report.carried, tuple(problems), out, report)


def _only_drafts(project: Project, exported: Sequence[ImageRef]) -> tuple[Message, ...]:
    """What is said of images that were passed over, as there is nothing but drafts on them."""
    names = {image.name for image in exported}
    others = [image for image in list_images(project) if image.name not in names]
    count = len(images_with_drafts(project, others))
    text = say(
        "export",
        "{count} {count:image has|images have} nothing but drafts; {count:it is|they are} not "
        "exported.",
    )
    return (text(count=count),) if count else ()


def _check(
    project: Project, images: Sequence[ImageRef], out: Path, writer: LabelWriter, *, overwrite: bool
) -> None:
    if not images:
        raise StudioError(say("masks", "There is nothing to export: no image is labelled yet.")())
    if is_among_images(project, out):
        raise StudioError(
            say(
                "masks",
                "{folder} lies among the project's images, so that the exported pictures would "
                "become images too. Please choose another folder, for instance {instead}.",
            )(folder=out, instead=project.root / "masks")
        )
    there = [] if overwrite else existing_targets(out, writer.targets)
    if there:
        raise StudioError(
            say(
                "export",
                "{folder} holds {names} already; nothing was written. Please choose an empty "
                "folder, or say that what is there may be replaced.",
            )(folder=out, names=some(there))
        )


def existing_targets(out: Path, targets: Iterable[str]) -> list[str]:
    """What is in the way: those of the targets that are there already."""
    return [name for name in targets if (out / name).exists()]


def _try_one(
    project: Project, image: ImageRef, writer: LabelWriter
) -> tuple[Message | None, FileConversion]:
    try:
        item, drafts = _item(project, image)
        names = countable(s.class_name.strip() for s in item.annotation.shapes)
        before = class_tallies(item.mask, project.classes, names)
        after, losses = writer.write(item)
    except WriteError:
        raise  # the next image would fail as well
    except StudioError as error:
        return error.message, FileConversion(image.name, losses=(error.message,), is_carried=False)
    return None, FileConversion(image.name, before, after, (*losses, *_left_out(drafts)))


def _left_out(drafts: int) -> tuple[Message, ...]:
    text = say(
        "export",
        "{count} {count:draft stays|drafts stay} behind: no person has confirmed {count:it|them}.",
    )
    return (text(count=drafts),) if drafts else ()


def _item(project: Project, image: ImageRef) -> tuple[ExportItem, int]:
    """What to write of an image, and how many drafts are not among it."""
    found, size = read_annotation(project, image), read_size(image.path, plane=image.plane)
    annotation = without_drafts(found)
    try:
        mask = rasterize(annotation, size, project.classes)
    except StudioError as error:
        raise StudioError(
            say("labels", "{image}: {problem}")(image=image.name, problem=error.message)
        ) from error
    return ExportItem(image, annotation, size, mask), len(found.drafts)


def unsaid(item: ExportItem) -> tuple[Message, ...]:
    """What forms without ignored pixels and undrawable shapes cannot say of an image."""
    found = []
    if item.annotation.extent is LabelExtent.PARTLY:
        found.append(
            say(
                "export",
                "It is partly labelled: what no shape covers is unknown, but others take it for "
                "background.",
            )()
        )
        if any(s.class_name.strip() in BACKGROUND_NAMES for s in item.annotation.shapes):
            text = say("export", "Background drawn on it cannot be told from what is unknown.")
            found.append(text())
    if any(shape.class_name.strip() == "__ignore__" for shape in item.annotation.shapes):
        text = say("export", "Others take its ignored pixels for background.")
        found.append(text())
    if odd := sum(not shape.is_drawable for shape in item.annotation.shapes):
        text = say(
            "export", "{count} {count:shape has|shapes have} too few points to cover anything."
        )
        found.append(text(count=odd))
    if item.annotation.flags:
        found.append(say("export", "The flags of the image stay behind.")())
    return tuple(found)


def write_picture(image: ImageRef, folder: Path, name: str) -> Path:
    """Copy what every program shows alike; write anything else as an 8-bit PNG.

    Returns
    -------
    Path
        The file, `folder` / `name` and a suffix.
    """
    source, suffix = image.path, image.path.suffix.lower()
    picture = read_image(source, plane=image.plane)
    if suffix in _COPIED_SUFFIXES and picture.dtype == np.uint8 and read_orientation(source) == 1:
        path = folder / f"{name}{suffix}"
        with atomic_path(path) as temporary:
            shutil.copyfile(source, temporary)
    else:
        path = folder / f"{name}.png"
        write_png(path, picture)
    return path


def write_png(path: Path, picture: NDArray[Any]) -> None:
    """Write a picture, (H, W) or (H, W, 3), as an 8-bit PNG."""
    with atomic_path(path) as temporary:
        Image.fromarray(np.ascontiguousarray(_eight_bit(picture))).save(temporary, format="PNG")


def _eight_bit(picture: NDArray[Any]) -> NDArray[np.uint8]:
    if picture.dtype == np.uint8 and (picture.ndim == 2 or picture.shape[2] == 3):
        return picture
    shown = to_display(picture)
    return shown if picture.ndim == 3 else shown[..., 0]
