"""Related images: near-duplicates, tiles of one picture and planes of one stack in a project."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from itertools import pairwise
from typing import TYPE_CHECKING

from unet_studio.domain.kinship import (
    Kinship,
    Relation,
    groups_of,
    numbered_series,
    picture_of_tile,
)
from unet_studio.domain.message import StudioError, say
from unet_studio.domain.project import natural_key
from unet_studio.domain.report import ProgressReport
from unet_studio.storage.atomic_write import WriteError
from unet_studio.storage.labels.status_cache import stamp_of
from unet_studio.storage.pictures.image_file import read_image
from unet_studio.storage.project.likeness_cache import Likeness, read_likenesses, write_likenesses

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Sequence

    from unet_studio.domain.project import ImageRef, Project

_AT_ONCE = 16  # images between two reports; closing the job waits for no more than these
_THREADS = 4
_CONFIRMED = 0.5  # share of a numbered series that borders have to join before its names count


def find_relations(
    project: Project, images: Sequence[ImageRef]
) -> Generator[ProgressReport, None, list[Relation]]:
    """Find out which images show the same and must stay on one side of the split.

    Every image is read once; what it looks like is kept in the project's ``.unet-studio``.

    Parameters
    ----------
    project
        Where the images lie.
    images
        Those to compare, usually the labelled ones. An image that cannot be read is left out.

    Yields
    ------
    A report after some images each.

    Returns
    -------
    Relations by which every image reaches all that it belongs together with; sorted.
    """
    singles = [image for image in images if image.stack is None]
    known = yield from _likenesses(project, singles)
    relations = {*_stacks(images), *_named_tiles(singles)}
    if len(known) > 1:
        relations |= set(_alike(known))
    return sorted(relations)


def _likenesses(
    project: Project, images: Sequence[ImageRef]
) -> Generator[ProgressReport, None, dict[str, Likeness]]:
    cached = read_likenesses(project.root)
    found: dict[str, Likeness] = {}
    unread: list[ImageRef] = []
    for image in images:
        old = cached.get(image.name)
        if old is not None and old.stamp == stamp_of(image.path):
            found[image.name] = old
        else:
            unread.append(image)
    text = say("split", "Comparing images: {done} of {total}")
    with ThreadPoolExecutor(_THREADS, thread_name_prefix="likeness") as pool:
        for start in range(0, len(unread), _AT_ONCE):
            part = unread[start : start + _AT_ONCE]
            for image, fresh in zip(part, pool.map(_likeness, part), strict=True):
                if fresh is not None:
                    found[image.name] = fresh
            done = start + len(part)
            yield ProgressReport(done, len(unread), text(done=done, total=len(unread)))
    if unread:
        with suppress(WriteError):  # it is only a cache
            write_likenesses(project.root, cached | found)
    return found


def _likeness(image: ImageRef) -> Likeness | None:
    from unet_studio.imaging.adjoining import borders
    from unet_studio.imaging.near_duplicates import signature

    stamp = stamp_of(image.path)
    try:
        pixels = read_image(image.path)
    except StudioError:
        return None  # whoever needs the image says why
    if stamp is None:
        return None
    size = (pixels.shape[0], pixels.shape[1])
    return Likeness(stamp, size, signature(pixels), borders(pixels))


def _stacks(images: Iterable[ImageRef]) -> list[Relation]:
    stacks: dict[str, list[str]] = {}
    for image in images:
        if image.stack is not None:
            stacks.setdefault(image.stack, []).append(image.name)
    return _chained(stacks.values(), Kinship.STACK)


def _named_tiles(images: Iterable[ImageRef]) -> list[Relation]:
    pictures: dict[str, list[str]] = {}
    for image in images:
        picture = picture_of_tile(image.name)
        if picture is not None:
            pictures.setdefault(picture, []).append(image.name)
    return _chained(pictures.values(), Kinship.TILES)


def _chained(groups: Iterable[list[str]], kinship: Kinship) -> list[Relation]:
    return [
        Relation(first, second, kinship)
        for group in groups
        for first, second in pairwise(sorted(group, key=natural_key))
    ]


def _alike(known: dict[str, Likeness]) -> list[Relation]:
    """What the pixels tell."""
    import numpy as np

    from unet_studio.imaging.adjoining import adjoining
    from unet_studio.imaging.near_duplicates import near_duplicates

    names = sorted(known, key=natural_key)
    signatures = np.array([known[name].signature for name in names])
    duplicates = [
        Relation(names[i], names[j], Kinship.DUPLICATE) for i, j in near_duplicates(signatures)
    ]
    # One of each: next to its copy no tile would stand out as the one that continues another.
    unique = [group[0] for group in groups_of(names, duplicates)]
    tiles = [
        Relation(unique[i], unique[j], Kinship.TILES)
        for i, j in adjoining(
            np.array([known[name].borders for name in unique]),
            np.array([known[name].size for name in unique]),
        )
    ]
    return [*duplicates, *tiles, *_confirmed_series(unique, tiles)]


def _confirmed_series(names: Sequence[str], tiles: Sequence[Relation]) -> list[Relation]:
    """Numbered series that are tiles of one picture, for most of them continue each other."""
    series: dict[str, list[str]] = {}
    for name in names:
        shared = numbered_series(name)
        if shared is not None:
            series.setdefault(shared, []).append(name)
    confirmed = []
    for group in series.values():
        members = set(group)
        joined = {r.first for r in tiles if r.second in members} | {
            r.second for r in tiles if r.first in members
        }
        if len(group) > 2 and len(joined & members) > _CONFIRMED * len(group):
            confirmed.append(group)
    return _chained(confirmed, Kinship.TILES)
