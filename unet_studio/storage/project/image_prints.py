"""Fingerprints of labelled images, by which they are known again when they were renamed."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from unet_studio.domain.image_list import ImageList
from unet_studio.domain.message import StudioError, say
from unet_studio.domain.project import split_plane
from unet_studio.domain.report import ProgressReport
from unet_studio.storage.atomic_write import write_bytes
from unet_studio.storage.labels.label_place import label_names, label_path
from unet_studio.storage.labels.labelme_file import read_labels
from unet_studio.storage.labels.status_cache import Stamp, stamp_of
from unet_studio.storage.project.project_labels import write_annotation

if TYPE_CHECKING:
    from collections.abc import Collection, Generator, Iterable, Mapping, Sequence
    from pathlib import Path

    from unet_studio.domain.project import ImageRef, Project

PRINTS_FILE = ".unet-studio/prints.json"
"""Below the project; it may be deleted at any time."""

VERSION = 1
HEAD_BYTES = 16_384


class Fingerprint(NamedTuple):
    """What an image file keeps when it is renamed or moved.

    Attributes
    ----------
    stamp
        Time and size.
    head
        Of its first bytes, a hash.
    """

    stamp: Stamp
    head: str


Prints = dict[str, Fingerprint]


@dataclass(frozen=True)
class Renaming:
    """An image whose labels still bear its old name.

    Attributes
    ----------
    old, new
        Names of the image.
    """

    old: str
    new: str


def read_prints(root: Path) -> Prints:
    """The fingerprints noted for the project in a folder, as far as one can rely on them."""
    try:
        content = json.loads((root / PRINTS_FILE).read_bytes())
        if content["version"] != VERSION:
            return {}
        return {
            name: Fingerprint(Stamp(int(changed), int(size)), str(head))
            for name, (changed, size, head) in content["prints"].items()
        }
    except (OSError, ValueError, TypeError, LookupError, AttributeError):
        return {}


def note_prints(
    project: Project, labelled: Iterable[str], known: Mapping[str, Fingerprint]
) -> Prints:
    """Take the fingerprints of labelled images and keep them.

    Parameters
    ----------
    project
        Where the images lie.
    labelled
        Names of its labelled images, some of which may be gone.
    known
        Fingerprints taken earlier; those of images that are gone stay as long as their labels.
    """
    prints: Prints = {}
    for name in labelled:
        path, old = _file(project, name), known.get(name)
        stamp = stamp_of(path)
        if old is not None and stamp in (None, old.stamp):
            prints[name] = old
        elif stamp is not None and (fresh := fingerprint(path)) is not None:
            prints[name] = fresh
    prints |= {name: known[name] for name in missing_images(project, known) if name in known}
    rows = {name: [*stamp, head] for name, (stamp, head) in prints.items()}
    content = json.dumps({"version": VERSION, "prints": rows}, ensure_ascii=False)
    try:
        if prints != known:
            write_bytes(project.root / PRINTS_FILE, content.encode())
    except StudioError:
        return prints  # nowhere to write to: it is only a cache
    return prints


def missing_images(project: Project, names: Iterable[str]) -> list[str]:
    """Those of some images whose pictures are gone and whose labels are there."""
    gone = [name for name in names if stamp_of(_file(project, name)) is None]
    places = label_names(project, gone) if gone else {}
    return [name for name in gone if (project.labels_dir / places[name]).exists()]


def _file(project: Project, name: str) -> Path:
    return project.images_dir / split_plane(name)[0]


def _image(project: Project, name: str) -> ImageRef:
    return ImageList(project.images_dir, [name])[0]


def fingerprint(path: Path) -> Fingerprint | None:
    """The fingerprint of an image file; None if it cannot be read."""
    stamp = stamp_of(path)
    try:
        with path.open("rb") as file:
            head = file.read(HEAD_BYTES)
    except OSError:
        return None
    return (
        Fingerprint(stamp, hashlib.sha1(head, usedforsecurity=False).hexdigest()) if stamp else None
    )


def find_renamings(
    project: Project, names: Sequence[str], prints: Mapping[str, Fingerprint]
) -> list[Renaming]:
    """Images that are gone, whose labels are there, and that are there under another name.

    Parameters
    ----------
    project
        Where to look.
    names
        The images that are there.
    prints
        Fingerprints of images, some of which may be gone.
    """
    present = set(names)
    by_stamp: dict[tuple[Stamp, str], str | None] = {}
    for name in missing_images(project, [name for name in prints if name not in present]):
        key = prints[name].stamp, split_plane(name)[1]
        by_stamp[key] = None if key in by_stamp else name  # two alike: nobody could tell
    return list(_matches(project, names, prints, by_stamp)) if by_stamp else []


def _matches(
    project: Project,
    names: Sequence[str],
    prints: Mapping[str, Fingerprint],
    by_stamp: Mapping[tuple[Stamp, str], str | None],
) -> Generator[Renaming, None, None]:
    taken: set[str] = set()
    candidates = [name for name in names if name not in prints]
    for name in candidates:
        path = _file(project, name)
        stamp = stamp_of(path)
        old = by_stamp.get((stamp, split_plane(name)[1])) if stamp is not None else None
        if old is None or old in taken or fingerprint(path) != prints[old]:
            continue
        if not label_path(project, _image(project, name)).exists():
            taken.add(old)
            yield Renaming(old, name)


def take_labels_along(
    project: Project, renamings: Collection[Renaming]
) -> Generator[ProgressReport, None, frozenset[str]]:
    """Give renamed images the labels they had; a job.

    The old label file goes once the new one is written. What is said of the new image by then
    stays: such an image is left out.

    Returns
    -------
    frozenset[str]
        The images held out, with the new names among them.
    """
    held_out = set(project.held_out)
    for done, renaming in enumerate(renamings, 1):
        problem = None
        try:
            _take_along(project, renaming)
            if renaming.old in held_out:
                held_out = held_out - {renaming.old} | {renaming.new}
        except StudioError as error:
            problem = error.message
        message = say("labels", "Took the labels along to {name}")(name=renaming.new)
        yield ProgressReport(done, len(renamings), message, problem)
    return frozenset(held_out)


def _take_along(project: Project, renaming: Renaming) -> None:
    old = label_path(project, _image(project, renaming.old))
    image = _image(project, renaming.new)
    if label_path(project, image).exists():
        return
    content = read_labels(old)
    write_annotation(project, image, content.annotation)
    old.unlink(missing_ok=True)
