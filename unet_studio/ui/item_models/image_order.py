"""Which images the browser lists, in which order, and under which headings; knows no Qt."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from unet_studio.domain.annotation import LabelExtent
from unet_studio.domain.project import natural_key, split_plane

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from unet_studio.ui.item_models.image_status import ImageStatus, StatusFilter


class SortKey(StrEnum):
    """What the images are sorted by."""

    NAME = "name"
    STATE = "state"
    DATE = "date"
    TEACHING = "teaching"


class HeadingKind(StrEnum):
    """What the images below a heading have in common."""

    FOLDER = "folder"
    STACK = "stack"


@dataclass(frozen=True)
class ListWish:
    """How a person wants to see the list.

    Attributes
    ----------
    words
        Names have to contain all of them, whatever their case.
    kinds
        Images have to be of one of these; of any if there is none.
    sort, is_reversed
        The order; within equals, it is by name.
    by_folder
        Whether images of a folder stand under a heading.
    folded
        Keys of the headings whose images are not listed.
    """

    words: str = ""
    kinds: frozenset[StatusFilter] = frozenset()
    sort: SortKey = SortKey.NAME
    is_reversed: bool = False
    by_folder: bool = False
    folded: frozenset[str] = frozenset()

    @property
    def is_picky(self) -> bool:
        """Whether some images may be left out."""
        return bool(self.words.split() or self.kinds)


@dataclass(frozen=True)
class Heading:
    """A row above images that belong together.

    Attributes
    ----------
    kind
        What they have in common.
    path
        The folder or the stack, below the image folder.
    count
        How many there are.
    labelled
        How many of them are fully or partly labelled.
    is_folded
        Whether they are not listed.
    """

    kind: HeadingKind
    path: str
    count: int
    labelled: int
    is_folded: bool

    @property
    def key(self) -> str:
        """Tells it from all others."""
        return f"{self.kind}:{self.path}"


class Facts(NamedTuple):
    """What is known of images by name.

    Attributes
    ----------
    status_of
        What its badge says.
    changed_ns
        When its file changed.
    queued
        Its place among the images to label next, if it is one of them.
    """

    status_of: Callable[[str], ImageStatus]
    changed_ns: Mapping[str, int]
    queued: Mapping[str, int] = MappingProxyType({})


def _state_rank(facts: Facts) -> Callable[[str], int]:
    ranks = {LabelExtent.UNLABELLED: 1, None: 2, LabelExtent.PARTLY: 3, LabelExtent.FULLY: 4}

    def rank(name: str) -> int:
        status = facts.status_of(name)
        return 0 if status.problem is not None else ranks[status.extent]

    return rank


def _newest_first(facts: Facts) -> Callable[[str], int]:
    return lambda name: -facts.changed_ns.get(name, 0)


def _teaching_first(facts: Facts) -> Callable[[str], int]:
    return lambda name: facts.queued.get(name, len(facts.queued))


SORTS: dict[SortKey, Callable[[Facts], Callable[[str], float]]] = {
    SortKey.STATE: _state_rank,
    SortKey.DATE: _newest_first,
    SortKey.TEACHING: _teaching_first,
}
"""How to sort images that are in natural order; a further order is a further row."""

Row = str | Heading
"""The name of an image, or what stands above some."""


def arrange(
    names: Sequence[str], facts: Facts, wish: ListWish, kept: str | None = None
) -> list[Row]:
    """What to list.

    Parameters
    ----------
    names
        All images, in natural order.
    facts
        What is known of them.
    wish
        What to show.
    kept
        An image to list even though its state does not fit any more: the one being worked on.
    """
    chosen = _chosen(names, facts, wish, kept)
    if wish.sort in SORTS:
        chosen = sorted(chosen, key=SORTS[wish.sort](facts))
    if wish.is_reversed:
        chosen = chosen[::-1]
    if not wish.by_folder:
        return _with_stacks(chosen, facts, wish)
    folders: dict[str, list[str]] = {}
    for name in chosen:
        folders.setdefault(name.rpartition("/")[0], []).append(name)
    if len(folders) < 2:
        return _with_stacks(chosen, facts, wish)
    rows: list[Row] = []
    for folder in sorted(folders, key=natural_key, reverse=wish.is_reversed):
        heading = _heading(HeadingKind.FOLDER, folder, folders[folder], facts, wish)
        rows.append(heading)
        if not heading.is_folded:
            rows += _with_stacks(folders[folder], facts, wish)
    return rows


def below(rows: Iterable[Row], heading: Heading) -> list[str]:
    """The images that stand below a heading, further headings passed over."""
    names: list[str] = []
    is_below = False
    for row in rows:
        if isinstance(row, Heading):
            if row.key == heading.key:
                is_below = True
            elif row.kind is heading.kind:
                is_below = False
        elif is_below and (heading.kind is HeadingKind.FOLDER or stack_of(row) == heading.path):
            names.append(row)
    return names


def stack_of(name: str) -> str | None:
    """The stack that an image is a plane of, by their names."""
    file_name, number = split_plane(name)
    return file_name if number else None


def _chosen(names: Iterable[str], facts: Facts, wish: ListWish, kept: str | None) -> list[str]:
    words, kinds = wish.words.casefold().split(), wish.kinds
    chosen = list(names)
    if words:
        chosen = [n for n in chosen if all(word in n.casefold() for word in words)]
    if kinds:
        status_of = facts.status_of
        chosen = [n for n in chosen if n == kept or not kinds.isdisjoint(status_of(n).kinds)]
    return chosen


def _with_stacks(names: list[str], facts: Facts, wish: ListWish) -> list[Row]:
    if wish.sort is not SortKey.NAME or not any("#" in name for name in names):
        return list(names)
    rows: list[Row] = []
    for stack, group in groupby(names, stack_of):
        planes = list(group)
        if stack is None:
            rows += planes
            continue
        heading = _heading(HeadingKind.STACK, stack, planes, facts, wish)
        rows.append(heading)
        rows += [] if heading.is_folded else planes
    return rows


def _heading(
    kind: HeadingKind, path: str, names: list[str], facts: Facts, wish: ListWish
) -> Heading:
    done = (LabelExtent.FULLY, LabelExtent.PARTLY)
    labelled = sum(facts.status_of(name).extent in done for name in names)
    return Heading(kind, path, len(names), labelled, f"{kind}:{path}" in wish.folded)


class Change(NamedTuple):
    """Rows to take out and rows to put in, each as (first, last) of what is contiguous."""

    removed: list[tuple[int, int]]  # in the old list
    inserted: list[tuple[int, int]]  # in the new list


def small_change(old: Sequence[Row], new: Sequence[Row], most: int = 200) -> Change | None:
    """How to come from one list to another, if that takes few steps and nothing changes places."""
    before, after = set(old), set(new)
    removed = _runs(k for k, row in enumerate(old) if row not in after)
    inserted = _runs(k for k, row in enumerate(new) if row not in before)
    if len(removed) + len(inserted) > most:
        return None
    if [row for row in old if row in after] != [row for row in new if row in before]:
        return None
    return Change(removed, inserted)


def _runs(places: Iterable[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for place in places:
        if runs and runs[-1][1] == place - 1:
            runs[-1] = (runs[-1][0], place)
        else:
            runs.append((place, place))
    return runs
