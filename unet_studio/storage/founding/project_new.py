"""Making a project of a folder of images and the labels people already have."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from unet_studio.domain.annotation import LabelExtent
from unet_studio.domain.conversion_report import ConversionStep, FileConversion
from unet_studio.domain.kinship import groups_of
from unet_studio.domain.label_class import BACKGROUND_NAME, RESERVED_NAMES, ClassTable
from unet_studio.domain.message import Message, StudioError, say
from unet_studio.domain.project import Project, choose_held_out, natural_key, resolve_names
from unet_studio.domain.report import ProgressReport
from unet_studio.imaging.region_count import shape_tallies
from unet_studio.storage.exchange.label_import import ImportChoice, import_labels
from unet_studio.storage.exchange.label_source import (
    LabelmeBeside,
    LabelSource,
    MaskFolder,
    NoLabels,
    VocFolder,
    YoloFolder,
    reader_of,
)
from unet_studio.storage.exchange.mask_import import VOC_IMAGES
from unet_studio.storage.labels.label_place import label_paths
from unet_studio.storage.labels.labelme_file import read_image_name, read_labels, write_labels
from unet_studio.storage.pictures.image_file import read_size
from unet_studio.storage.pictures.pixel_size import common_pixel_size_um
from unet_studio.storage.project.project_file import (
    PROJECT_FILE,
    is_project,
    list_images,
    write_project,
)
from unet_studio.storage.project.project_labels import read_extents
from unet_studio.storage.project.related_images import find_relations

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Mapping, Sequence
    from pathlib import Path

    from unet_studio.domain.project import ImageRef

__all__ = [
    "LabelSource",
    "LabelmeBeside",
    "MaskFolder",
    "NoLabels",
    "VocFolder",
    "YoloFolder",
    "new_project",
    "parse_values",
]

YOLO_IMAGES = "images"


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
        Images to keep from training, by name or stem. None: those that the labels come with, else
        chosen evenly among the labelled.
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
    classes, stated = yield from _import(project, images, labels, partial=partial)
    project = replace(project, classes=classes)
    extents = read_extents(project, images)
    if chosen is None and stated and held_out_share > 0:
        chosen = stated & set(_labelled(extents))
    if chosen is None:
        chosen = yield from _chosen(project, images, _labelled(extents), held_out_share)
    pixel_size_um = common_pixel_size_um(image.path for image in images)
    project = replace(project, held_out=chosen, pixel_size_um=pixel_size_um)
    write_project(project)
    return project


def _chosen(
    project: Project, images: Sequence[ImageRef], labelled: Sequence[str], share: float
) -> Generator[ProgressReport, None, frozenset[str]]:
    """Images to hold out; those that belong together on one side."""
    if share <= 0 or len(labelled) < 2:
        return frozenset()
    wanted = set(labelled)
    relations = yield from find_relations(project, [i for i in images if i.name in wanted])
    return choose_held_out(labelled, share, groups=groups_of(labelled, relations))


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
    inside = {VocFolder: VOC_IMAGES, YoloFolder: YOLO_IMAGES}.get(type(labels))
    if inside is not None and (images_dir / inside).is_dir():
        images_dir = images_dir / inside
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


def _resolved(wanted: Sequence[str], images: Sequence[ImageRef]) -> frozenset[str]:
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
    project: Project, images: Sequence[ImageRef], labels: LabelSource, *, partial: bool
) -> Generator[ProgressReport, None, tuple[ClassTable, frozenset[str]]]:
    """The classes of the labels, and the images that they come with as held out."""
    held_out: frozenset[str] = frozenset()
    match labels:
        case NoLabels():
            classes = ClassTable()
        case LabelmeBeside():
            yield from _import_labelme(project, images, partial=partial)
            classes = ClassTable()
        case _:
            reader = reader_of(labels, project.images_dir, images)
            classes, held_out = reader.classes, reader.held_out
            choice = ImportChoice(partial=partial)
            yield from import_labels(replace(project, classes=classes), images, reader, choice)
            yield from _told(reader.losses, len(images))
    return _with_names_in_files(project, images, classes), held_out


def _told(losses: tuple[Message, ...], total: int) -> Iterator[ProgressReport]:
    """What cannot be taken in and belongs to no image."""
    looked = say("project", "Looked for labels")
    for loss in losses:
        file = FileConversion("", losses=(loss,), is_carried=False)
        yield ConversionStep(total, total, looked(), None, file)


def _import_labelme(
    project: Project, images: Sequence[ImageRef], *, partial: bool
) -> Generator[ProgressReport, None, None]:
    beside = label_paths(replace(project, labels_dir=project.images_dir), images)
    places = label_paths(project, images)
    for done, image in enumerate(images, start=1):
        source, target = beside[image.name], places[image.name]
        problem, file = None, None
        if source.exists():
            problem = _import_one(source, target, image, partial=partial)
            file = _compared(image, source, target, problem)
        message = say("project", "Read the labels of {image}")(image=image.name)
        yield ConversionStep(done, len(images), message, problem, file)
    known = {*beside.values(), *places.values()}
    if orphans := _label_files_without_image(project.images_dir, known):
        message = say("project", "Read the label files")()
        problem = say(
            "project",
            "{count} {count:label file has|label files have} the name of no image and "
            "{count:was left out:|were left out, the first being} {path}.",
        )(count=len(orphans), path=orphans[0])
        yield ProgressReport(len(images), len(images), message, problem)


def _compared(
    image: ImageRef, source: Path, target: Path, problem: Message | None
) -> FileConversion:
    """What there was and is; where the file itself was taken, there is nothing to compare."""
    losses = () if problem is None else (problem,)
    if source == target:
        return FileConversion(image.name, losses=losses, is_carried=problem is None)
    try:
        size = read_size(image.path, plane=image.plane)
        before, after = (shape_tallies(read_labels(p).annotation, size) for p in (source, target))
    except (StudioError, FileNotFoundError):
        return FileConversion(image.name, losses=losses, is_carried=False)
    return FileConversion(image.name, before, after, losses)


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
    project: Project, images: Sequence[ImageRef], classes: ClassTable
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
