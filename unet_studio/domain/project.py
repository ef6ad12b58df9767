"""The project and its images: which pictures there are, and which are held out from training."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from unet_studio.domain.label_class import ClassTable

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


_DIGITS = re.compile(r"\d+")
_PLANE = re.compile(r"(.*\.tiff?)(#\d{4,})", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True, order=True)
class ImageRef:
    """One picture of a project.

    Attributes
    ----------
    name
        Its path below the image folder, with ``/``; unique in the project and the same on every
        computer. For a plane of a stack, `plane_name`.
    path
        Where its file lies here.
    plane
        Which plane of a stack it is, counted from 0; None if its file holds this picture only.
    """

    name: str
    path: Path = field(compare=False)
    plane: int | None = field(default=None, compare=False)

    @property
    def stem(self) -> str:
        """Its name without folder and suffix; of a plane ``stack#0007``."""
        file_name, number = split_plane(self.name)
        return PurePosixPath(file_name).stem + number

    @property
    def stack(self) -> str | None:
        """The name of the stack that it is a plane of, as its file is called; else None."""
        return None if self.plane is None else split_plane(self.name)[0]


def plane_name(file_name: str, plane: int) -> str:
    """What a plane of a stack, counted from 0, is called: ``stack.tif#0001`` is the first one."""
    return f"{file_name}#{plane + 1:04d}"


def split_plane(name: str) -> tuple[str, str]:
    """The name of the file that an image is in, and ``#0001`` or, if it is no plane, ``""``."""
    found = _PLANE.fullmatch(name)
    return (found[1], found[2]) if found else (name, "")


@dataclass(frozen=True)
class Project:
    """A folder with images, their labels and ``unet-studio.toml``.

    Attributes
    ----------
    root
        The project folder.
    images_dir
        Where the images lie: the project folder itself or any other. Never written to, unless
        `labels_dir` says so.
    labels_dir
        Where the labelme files lie, in the same sub-folders as the images; equal to `images_dir`
        if they lie beside them.
    classes
        The class table.
    held_out
        Names of the images kept from training; scores come from these.
    pixel_size_um
        Edge of a pixel in micrometres, if known.
    """

    root: Path
    images_dir: Path
    labels_dir: Path
    classes: ClassTable = field(default_factory=ClassTable)
    held_out: frozenset[str] = frozenset()
    pixel_size_um: float | None = None

    @property
    def title(self) -> str:
        """What a person calls it."""
        return self.root.resolve().name


def natural_key(name: str) -> str:
    """Sort key under which ``2.png`` comes before ``10.png``; letters compare without case.

    A text, because 50,000 texts are compared sooner than the parts of 50,000 names: each number is
    led by a sign below all others and by how many digits it has.
    """
    return _DIGITS.sub(_sortable, name.casefold())


def _sortable(digits: re.Match[str]) -> str:
    number = str(int(digits[0]))
    return f"\0{chr(len(number))}{number}"


def choose_held_out(
    names: Iterable[str], share: float = 0.2, *, groups: Iterable[Sequence[str]] = ()
) -> frozenset[str]:
    """Choose images to hold out: evenly spread over the names in natural order.

    Neighbours in a folder tend to be alike, so an even spread represents the folder better than
    chance does when there are few images, and it is the same on every computer. Images that belong
    together are held out together or not at all; where all belong together, the last ones are held
    out, of which the fewest have a neighbour that is learnt from.

    Parameters
    ----------
    names
        The labelled images.
    share
        The part to hold out, 0 to 1. At least one image is held out where there are two, and at
        least one is left for training. Where groups are large it is met only roughly.
    groups
        Images that belong together, see `domain.kinship.groups_of`; the others stand alone.
    """
    ordered = sorted(set(names), key=natural_key)
    if len(ordered) < 2 or share <= 0:
        return frozenset()
    count = min(max(1, round(len(ordered) * share)), len(ordered) - 1)
    units = _units(ordered, groups)
    if len(units) == 1:
        return frozenset(ordered[-count:])
    # A group that is larger than what is to be held out is learnt from, where there are others.
    small = [unit for unit in units if len(unit) <= count] or [min(units, key=len)]
    wanted = round(count * len(small) / sum(map(len, small)))
    chosen = _evenly(small, min(max(1, wanted), len(small), len(units) - 1))
    return frozenset(name for unit in chosen for name in unit)


def _units(ordered: Sequence[str], groups: Iterable[Sequence[str]]) -> list[list[str]]:
    """The names by groups, each where its first name stands."""
    group_of = {name: number for number, group in enumerate(groups) for name in group}
    units: dict[int | str, list[str]] = {}
    for name in ordered:
        units.setdefault(group_of.get(name, name), []).append(name)
    return list(units.values())


def _evenly(units: Sequence[list[str]], count: int) -> list[list[str]]:
    step = len(units) / count
    places = {min(int((k + 1) * step) - 1, len(units) - 1) for k in range(count)}
    return [units[place] for place in sorted(places)]


def resolve_names(wanted: Iterable[str], images: Iterable[ImageRef]) -> tuple[set[str], list[str]]:
    """Find images by what people call them: full name, file name or stem; of a stack all planes.

    Returns
    -------
    found, missing
        Full names of the images found, and the words that fit no image.
    """
    known: dict[str, set[str]] = {}
    for image in images:
        file_name = split_plane(image.name)[0]
        whole_file = {file_name, PurePosixPath(file_name).name, PurePosixPath(file_name).stem}
        for alias in {image.name, PurePosixPath(image.name).name, image.stem, *whole_file}:
            known.setdefault(alias, set()).add(image.name)
    found: set[str] = set()
    missing: list[str] = []
    for word in wanted:
        if word in known:
            found |= known[word]
        else:
            missing.append(word)
    return found, missing
