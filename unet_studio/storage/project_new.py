"""Making a project of a folder of images and the labels people already have."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from unet_studio.domain.annotation import LabelExtent
from unet_studio.domain.label_class import BACKGROUND_NAME, RESERVED_NAMES, ClassTable
from unet_studio.domain.message import Message, StudioError, say
from unet_studio.domain.project import Project, choose_held_out, natural_key, resolve_names
from unet_studio.domain.report import ProgressReport
from unet_studio.storage import mask_import
from unet_studio.storage.image_file import read_size
from unet_studio.storage.label_place import label_paths
from unet_studio.storage.labelme_file import read_image_name, read_labels, write_labels
from unet_studio.storage.pixel_size import common_pixel_size_um
from unet_studio.storage.project_file import PROJECT_FILE, is_project, list_images, write_project
from unet_studio.storage.project_labels import read_extents

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping, Sequence
    from pathlib import Path

    from unet_studio.domain.project import ImageRef


@dataclass(frozen=True)
class NoLabels:
    """Nothing is labelled yet."""


@dataclass(frozen=True)
class LabelmeBeside:
    """labelme files lie beside the images."""


@dataclass(frozen=True)
class MaskFolder:
    """A folder with a mask of the same name for each labelled image.

    Attributes
    ----------
    path
        The folder.
    values
        The class name of each grey value, palette index or packed colour (0xRRGGBB);
        ``background`` and ``ignore`` are no classes. None: the values are the class ids, but
        masks of 0 and 255 alone show one class, ``foreground``.
    """

    path: Path
    values: Mapping[int, str] | None = None


@dataclass(frozen=True)
class VocFolder:
    """A folder with ``JPEGImages``, ``SegmentationClass`` and perhaps ``class_names.txt``."""

    path: Path


LabelSource = NoLabels | LabelmeBeside | MaskFolder | VocFolder


def new_project(
    root: Path,
    *,
    images_dir: Path,
    labels: LabelSource,
    held_out: Sequence[str] | None = None,
    held_out_share: float = 0.2,
    partial: bool = False,
) -> Generator[ProgressReport, None, Project]:
    """Make a project; images are never copied nor written to, and no label is overwritten.

    Parameters
    ----------
    root
        The project folder: the image folder itself, or any other that holds no project yet.
    images_dir
        The images. Of a VOC folder, its ``JPEGImages`` are taken.
    labels
        Labels to start from.
    held_out
        Images to keep from training, by name or stem. None: chosen evenly among the labelled.
    held_out_share
        How many to choose.
    partial
        Whether the labels show only a part of what there is, so that what they do not cover is
        ignored. Of labelme files, those that say otherwise themselves are left alone.

    Yields
    ------
    ProgressReport
        One per image; `problem` says what could not be imported.

    Returns
    -------
    Project
        As written to ``unet-studio.toml``; that file comes last, so that there is no project if
        the job is closed before.

    Raises
    ------
    StudioError
        If the folders, the held-out names or the masks do not fit; nothing was overwritten.
    """
    project = _empty_project(root, images_dir, labels)
    images = list(list_images(project))
    if not images:
        raise StudioError(
            say(
                "project", "There is no image in {folder}; images are PNG, JPEG, TIFF and the like."
            )(folder=project.images_dir)
        )
    chosen = None if held_out is None else _resolved(held_out, images)
    classes = yield from _import(project, images, labels, partial=partial)
    project = replace(project, classes=classes)
    extents = read_extents(project, images)
    if chosen is None:
        chosen = choose_held_out(_labelled(extents), held_out_share)
    pixel_size_um = common_pixel_size_um(image.path for image in images)
    project = replace(project, held_out=chosen, pixel_size_um=pixel_size_um)
    write_project(project)
    return project


def parse_values(text: str) -> dict[int, str]:
    """Read ``0=membrane,255=background`` or ``#ff0000=nucleus``.

    Raises
    ------
    StudioError
        If it is written otherwise.
    """
    values: dict[int, str] = {}
    for part in filter(None, (p.strip() for p in text.split(","))):
        number, _, name = (p.strip() for p in part.partition("="))
        try:
            value = int(number[1:], 16) if number.startswith("#") else int(number)
        except ValueError:
            value = -1
        if value < 0 or not name or (number.startswith("#") and len(number) != 7):
            raise StudioError(
                say(
                    "masks",
                    "Cannot understand {part}; values are written like 0=membrane,255=background "
                    "or #ff0000=nucleus.",
                )(part=repr(part))
            )
        values[value] = name
    return values


def _empty_project(root: Path, images_dir: Path, labels: LabelSource) -> Project:
    root, images_dir = root.resolve(), images_dir.resolve()
    if isinstance(labels, VocFolder) and (images_dir / mask_import.VOC_IMAGES).is_dir():
        images_dir = images_dir / mask_import.VOC_IMAGES
    if is_project(root):
        raise StudioError(
            say("project", "{folder} holds a project already; nothing was changed.")(folder=root)
        )
    _check_writable(root)
    labels_dir = images_dir if root == images_dir else root / "labels"
    return Project(root=root, images_dir=images_dir, labels_dir=labels_dir)


def _check_writable(root: Path) -> None:
    probe = root / f".{PROJECT_FILE}.probe"
    try:
        root.mkdir(parents=True, exist_ok=True)
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise StudioError(
            say(
                "project",
                "Cannot write into {folder}: {reason}. Please choose another project folder; the "
                "images may stay where they are.",
            )(folder=root, reason=error.strerror or error)
        ) from error


def _resolved(wanted: Sequence[str], images: list[ImageRef]) -> frozenset[str]:
    found, missing = resolve_names(wanted, images)
    if missing:
        some = ", ".join(image.name for image in images[:8]) + (" ..." if len(images) > 8 else "")
        raise StudioError(
            say("project", "There is no image {missing} to hold out; there are: {images}")(
                missing=", ".join(missing), images=some
            )
        )
    return frozenset(found)


def _labelled(extents: Mapping[str, LabelExtent]) -> list[str]:
    return [name for name, extent in extents.items() if extent is not LabelExtent.UNLABELLED]


def _import(
    project: Project, images: list[ImageRef], labels: LabelSource, *, partial: bool
) -> Generator[ProgressReport, None, ClassTable]:
    match labels:
        case NoLabels():
            classes = ClassTable()
        case LabelmeBeside():
            yield from _import_labelme(project, images, partial=partial)
            classes = ClassTable()
        case MaskFolder(path, values):
            masks = mask_import.MaskSource(path.resolve(), values=values)
            classes = yield from mask_import.import_masks(project, images, masks, partial=partial)
        case VocFolder(path):
            masks = mask_import.voc_source(path.resolve())
            classes = yield from mask_import.import_masks(project, images, masks, partial=partial)
    return _with_names_in_files(project, images, classes)


def _import_labelme(
    project: Project, images: list[ImageRef], *, partial: bool
) -> Generator[ProgressReport, None, None]:
    beside = label_paths(replace(project, labels_dir=project.images_dir), images)
    places = label_paths(project, images)
    for done, image in enumerate(images, start=1):
        source, target = beside[image.name], places[image.name]
        problem = None
        if source.exists():
            problem = _import_one(source, target, image, partial=partial)
        message = say("project", "Read the labels of {image}")(image=image.name)
        yield ProgressReport(done, len(images), message, problem)
    known = {*beside.values(), *places.values()}
    if orphans := _label_files_without_image(project.images_dir, known):
        message = say("project", "Read the label files")()
        problem = say(
            "project",
            "{count} label files have the name of no image and were left out, the first being "
            "{path}.",
        )(count=len(orphans), path=orphans[0])
        yield ProgressReport(len(images), len(images), message, problem)


def _label_files_without_image(folder: Path, known: set[Path]) -> list[Path]:
    found = (path for path in folder.rglob("*.json") if path not in known)
    return sorted(path for path in found if read_image_name(path) is not None)


def _import_one(source: Path, target: Path, image: ImageRef, *, partial: bool) -> Message | None:
    try:
        content = read_labels(source)
        annotation = content.annotation
        size = read_size(image.path, plane=image.plane)
        is_unstated = bool(annotation.shapes) and annotation.stated_extent is None
        if partial and is_unstated:
            annotation = replace(annotation, stated_extent=LabelExtent.PARTLY)
        # Beside the images the files stay as they are, unless their extent has to be added.
        if (target != source and not target.exists()) or (
            target == source and annotation is not content.annotation
        ):
            write_labels(target, annotation, image=image.path, size=size)
    except StudioError as error:
        return error.message
    if content.image_size not in (None, size):
        return say("project", "{path} was made for a picture of another size; please check it.")(
            path=source
        )
    if content.problems:
        return say("project", "{path}: {problem}")(path=source, problem=content.problems[0])
    return None


def _with_names_in_files(
    project: Project, images: list[ImageRef], classes: ClassTable
) -> ClassTable:
    """The table with every further name that the label files use, in natural order."""
    names: set[str] = set()
    for path in label_paths(project, images).values():
        if path.exists():
            names |= _names_in(path)
    for name in sorted(names, key=lambda name: (natural_key(name), name)):
        if name not in classes:
            classes = classes.added(name)
    return classes


def _names_in(path: Path) -> set[str]:
    try:
        shapes = read_labels(path).annotation.shapes
    except StudioError:
        return set()  # reported when it was imported
    names = {shape.class_name.strip() for shape in shapes}
    return {name for name in names if name and name not in {*RESERVED_NAMES, BACKGROUND_NAME}}
