"""Entries of the shelf: every model file at hand, usable or not, and what speaks against it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from unet_studio.domain.message import Message, StudioError, say
from unet_studio.imaging.channels import channel_count
from unet_studio.storage.pictures.image_file import read_image
from unet_studio.storage.project.project_file import list_images
from unet_studio.storage.resource_files import models_dir
from unet_studio.storage.runs.model_file import read_card
from unet_studio.storage.runs.run_folder import BEST, PREVIEW, RUNS
from unet_studio.storage.runs.run_record import is_going_on, read_record

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from unet_studio.domain.model_card import ModelCard
    from unet_studio.domain.project import Project


class Origin(StrEnum):
    """Where a model is from."""

    PROJECT = "project"
    PERSON = "person"
    PROGRAM = "program"


@dataclass(frozen=True)
class ShelfEntry:
    """One model file.

    Attributes
    ----------
    path
        The file.
    title
        What a person calls it.
    origin
        Where it is from.
    size_bytes
        On disk.
    card
        What it says of itself; None if it cannot be used.
    problem
        Why it cannot be used at all.
    misfit
        Why it cannot be used for the images of this project.
    remark
        Why its masks say little about the labels of this project.
    picture
        A picture of what it does; None if there is none yet.
    is_busy
        Whether a training is writing it.
    """

    path: Path
    title: str
    origin: Origin
    size_bytes: int
    card: ModelCard | None = None
    problem: Message | None = None
    misfit: Message | None = None
    remark: Message | None = None
    picture: Path | None = None
    is_busy: bool = False

    @property
    def is_usable(self) -> bool:
        """Whether it can predict images of the project."""
        return self.card is not None and self.misfit is None

    @property
    def may_change(self) -> bool:
        """Whether a person may rename or delete it: not those of the program, nor one at work."""
        return self.origin is not Origin.PROGRAM and not self.is_busy


def shelf_entries(
    project: Project | None, library: Path | None, added: Iterable[Path] = ()
) -> list[ShelfEntry]:
    """All model files at hand: those of the project, the newest first, a person's, the program's.

    Parameters
    ----------
    project
        The open one.
    library
        Folder of a person's models.
    added
        Model files of other folders that a person chose.
    """
    own = sorted((project.root / RUNS).glob(f"*/{BEST}"), reverse=True) if project else []
    persons = sorted(library.glob("*.safetensors")) if library else []
    programs = sorted(models_dir().glob("*.safetensors"))
    channels = _channels_of(project) if project else None
    found = [_entry(path, Origin.PROJECT, project, channels) for path in own]
    for path in dict.fromkeys([*added, *persons]):
        found.append(_entry(path, Origin.PERSON, project, channels))
    return [*found, *(_entry(path, Origin.PROGRAM, project, channels) for path in programs)]


def _entry(path: Path, origin: Origin, project: Project | None, channels: int | None) -> ShelfEntry:
    run = path.parent if origin is Origin.PROJECT else None
    record = read_record(run) if run else None
    title = (record.title if record else "") or (run.name if run else path.stem)
    try:
        size = path.stat().st_size
        card = read_card(path)
    except OSError as error:
        gone = say("models", "it cannot be read ({detail})")(detail=error.strerror or error)
        return ShelfEntry(path, title, origin, 0, problem=gone)
    except StudioError as error:
        return ShelfEntry(path, title, origin, size, problem=error.message)
    preview = run / PREVIEW if run else None
    return ShelfEntry(
        path,
        title,
        origin,
        size,
        card,
        misfit=misfit(card, channels),
        remark=remark(card, project) if project else None,
        picture=preview if preview and preview.is_file() else None,
        is_busy=run is not None and is_going_on(run),
    )


def misfit(card: ModelCard, channels: int | None) -> Message | None:
    """Why a model cannot predict the images of a project; grey and colour become each other.

    Parameters
    ----------
    card
        Of the model.
    channels
        Of the project's images; None if nobody knows.
    """
    takes = card.network.in_channels
    if channels is None or takes == channels or {takes, channels} <= {1, 3}:
        return None
    return say(
        "models",
        "It takes images of {takes} {takes:channel|channels}; those of this project have "
        "{channels}.",
    )(takes=takes, channels=channels)


def remark(card: ModelCard, project: Project) -> Message | None:
    """Why a model says little about the labels of a project; None if it finds all its classes."""
    finds = [c.name for c in card.classes]
    missing = [c.name for c in project.classes if c.name not in finds]
    if not missing:
        return None
    if len(missing) == len(project.classes):
        return say("models", "It finds {finds}; this project has {classes}.")(
            finds=", ".join(finds), classes=", ".join(missing)
        )
    return say("models", "It does not find {missing} of this project.")(missing=", ".join(missing))


def _channels_of(project: Project) -> int | None:
    """Of the project's smallest image file, which is the quickest to read."""
    try:
        images = list_images(project)[:200]
        smallest = min(images, key=lambda image: image.path.stat().st_size)
        return channel_count(read_image(smallest.path, plane=smallest.plane))
    except (StudioError, OSError, ValueError):
        return None
