"""The project file ``unet-studio.toml``, and which images and label files a project has."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import tomli_w

from unet_studio.domain.label_class import ClassTable, LabelClass
from unet_studio.domain.message import StudioError, say
from unet_studio.domain.project import Project
from unet_studio.domain.shell_command import studio_command
from unet_studio.storage.atomic_write import write_text
from unet_studio.storage.pictures.image_folder import find_images
from unet_studio.storage.pictures.plane_counts import PlaneCounts
from unet_studio.storage.project.plain_entries import plain_entries

if TYPE_CHECKING:
    from unet_studio.domain.image_list import ImageList
    from unet_studio.storage.project.project_entries import ProjectEntries

PROJECT_FILE = "unet-studio.toml"
VERSION = 1

CACHE_FOLDER = ".unet-studio"
"""The folder of a project for what can be made again, and for the journal."""

_PLANES = "planes.json"

BESIDE = "beside"
"""What ``labels`` says when the label files lie beside the images."""

RESERVED_FOLDERS = frozenset({"masks", "runs", "predictions", "labels"})
"""Folders of a project that hold results, never images to label."""


def is_project(folder: Path) -> bool:
    """Whether a folder holds a project file."""
    return (folder / PROJECT_FILE).is_file()


def read_project(root: Path) -> Project:
    """Read the project of a folder.

    Raises
    ------
    StudioError
        If there is none, a newer program wrote it, or an entry is wrong; the message names it.
    """
    root = root.resolve()
    path = root / PROJECT_FILE
    entries = plain_entries(_toml(path), VERSION) or _validated(path)
    images_dir = _absolute(entries.images, root)
    classes = tuple(LabelClass(c.id, c.name, c.colour) for c in entries.classes)
    return Project(
        root=root,
        images_dir=images_dir,
        labels_dir=images_dir if entries.labels == BESIDE else _absolute(entries.labels, root),
        classes=ClassTable(classes, max([entries.next_id, *(c.id + 1 for c in classes)])),
        held_out=frozenset(entries.held_out),
        pixel_size_um=entries.pixel_size_um,
    )


def write_project(project: Project) -> None:
    """Write the project file; entries that this program does not know are kept.

    Raises
    ------
    StudioError
        If there is a project file that cannot be read (it is left alone), or it cannot be written.
    """
    path = project.root / PROJECT_FILE
    known = _validated(path).model_extra or {} if path.exists() else {}
    class_extras = _class_extras(path)
    content: dict[str, Any] = {
        "version": VERSION,
        "images": _stated(project.images_dir, project.root),
        "labels": BESIDE
        if project.labels_dir == project.images_dir
        else _stated(project.labels_dir, project.root),
        "held_out": sorted(project.held_out),
        "next_id": project.classes.next_id,
    }
    if project.pixel_size_um is not None:
        content["pixel_size_um"] = project.pixel_size_um
    content["classes"] = [
        {"id": c.id, "name": c.name, "colour": c.colour} | class_extras.get(c.id, {})
        for c in project.classes
    ]
    write_text(path, tomli_w.dumps(known | content))


def list_images(project: Project) -> ImageList:
    """The images of a project in natural order, whether they can be read or not."""
    is_own_folder = project.images_dir.resolve() == project.root.resolve()
    return find_images(
        project.images_dir,
        skipped_at_top=RESERVED_FOLDERS if is_own_folder else frozenset(),
        skipped=() if is_own_folder else (project.root,),
        counts=PlaneCounts(project.root / CACHE_FOLDER / _PLANES),
    )


def is_among_images(project: Project, folder: Path) -> bool:
    """Whether pictures written into this folder would be listed as images of the project."""
    try:
        inside = folder.resolve().relative_to(project.images_dir.resolve())
    except ValueError:
        return False
    is_own_folder = project.images_dir.resolve() == project.root.resolve()
    if not is_own_folder:
        return not folder.resolve().is_relative_to(project.root.resolve())
    return not (inside.parts and inside.parts[0] in RESERVED_FOLDERS)


def _validated(path: Path) -> ProjectEntries:
    # Imported here: pydantic is a fifth of the program's start, and nothing is open yet then.
    from unet_studio.storage.project.project_entries import ProjectEntries
    from unet_studio.storage.validation import ValidationError

    content = _toml(path)
    version = content.get("version")
    if isinstance(version, int) and version > VERSION:
        raise StudioError(
            say(
                "project",
                "{path} was written by a newer UNet Studio (format {version}). It is left as it "
                "is; please update the program.",
            )(path=path, version=version)
        )
    try:
        entries = ProjectEntries.model_validate(content)
    except ValidationError as error:
        first = error.errors()[0]
        raise _wrong(path, ".".join(str(p) for p in first["loc"]), first["msg"]) from error
    for key, values in (
        ("classes.id", [c.id for c in entries.classes]),
        ("classes.name", [c.name for c in entries.classes]),
    ):
        if len(set(values)) < len(values):
            raise _wrong(path, key, str(say("project", "two classes have the same one")()))
    return entries


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except FileNotFoundError as error:
        raise StudioError(
            say(
                "project",
                "There is no project in {folder}: it has no {file}. To make one of its images: "
                "open the folder in the window, or {command}",
            )(
                folder=path.parent,
                file=path.name,
                command=studio_command("new", "PROJECT", "--images", path.parent),
            )
        ) from error
    except OSError as error:
        raise StudioError(
            say("project", "Cannot open {path}: {reason}.")(
                path=path, reason=error.strerror or error
            )
        ) from error
    except ValueError as error:
        raise StudioError(
            say("project", "Cannot understand {path}: {reason}. It is left as it is.")(
                path=path, reason=error
            )
        ) from error


def _wrong(path: Path, key: str, reason: str) -> StudioError:
    return StudioError(
        say(
            "project",
            "The entry {key} of {path} is wrong: {reason}. The file is left as it is; please "
            "correct it.",
        )(key=key, path=path, reason=reason)
    )


def _class_extras(path: Path) -> dict[int, dict[str, Any]]:
    if not path.exists():
        return {}
    return {c.id: c.model_extra or {} for c in _validated(path).classes}


def _absolute(stated: str, root: Path) -> Path:
    return Path(os.path.normpath(root / stated))


def _stated(folder: Path, root: Path) -> str:
    """Relative where the two can be moved together, else absolute."""
    try:
        return Path(os.path.relpath(folder.resolve(), root.resolve())).as_posix()
    except ValueError:  # another drive
        return folder.absolute().as_posix()
