"""Remedies: what the program can do about a finding, once a person says so."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from unet_studio.domain.message import StudioError

if TYPE_CHECKING:
    from unet_studio.domain.label_class import ClassTable, LabelClass
    from unet_studio.domain.message import Message
    from unet_studio.domain.project import Project


class Repair(StrEnum):
    """The ways to mend the labels of one image."""

    REMOVE_DUPLICATES = "remove duplicates"
    REMOVE_SLIVERS = "remove slivers"
    CLIP_TO_IMAGE = "clip to image"
    MARK_UNLABELLED = "mark unlabelled"


@dataclass(frozen=True)
class LabelRemedy:
    """Mends label files; what they were becomes an earlier version of each.

    Attributes
    ----------
    title
        What the button says.
    repair
        What is done to each.
    images
        Names of the images.
    """

    title: Message
    repair: Repair
    images: tuple[str, ...]


@dataclass(frozen=True)
class ProjectRemedy:
    """Changes the split or the class table; label files stay as they are.

    Attributes
    ----------
    title
        What the button says.
    hold_out, release
        Names of images to keep from training, and to train on again.
    add_classes, drop_classes
        Names of classes.
    """

    title: Message
    hold_out: frozenset[str] = frozenset()
    release: frozenset[str] = frozenset()
    add_classes: tuple[str, ...] = ()
    drop_classes: tuple[str, ...] = ()

    def applied(self, project: Project) -> Project:
        """The project afterwards; doing it twice is doing it once."""
        table = project.classes
        for name in self.add_classes:
            table = _with_class(table, name)
        for known in self.drop_classes:
            found = table.by_name(known)
            table = table.removed(found.id) if found is not None else table
        held_out = (project.held_out - self.release) | self.hold_out
        return replace(project, classes=table, held_out=held_out)


def undone(before: Project, after: Project, now: Project) -> Project:
    """The present project with what a remedy changed taken back, and nothing else.

    Parameters
    ----------
    before, after
        The project before and after the remedy.
    now
        The project as it is; it may have been changed since.
    """
    gone = before.held_out - after.held_out
    come = after.held_out - before.held_out
    table = now.classes
    for known in before.classes:
        if after.classes.by_id(known.id) is None and table.by_id(known.id) is None:
            table = _put_back(table, known)
    for fresh in after.classes:
        if before.classes.by_id(fresh.id) is None:
            table = table.removed(fresh.id)
    return replace(now, held_out=(now.held_out - come) | gone, classes=table)


Remedy = LabelRemedy | ProjectRemedy


def _with_class(table: ClassTable, name: str) -> ClassTable:
    try:
        return table if name in table else table.added(name)
    except StudioError:  # no name for a class, or too many: the finding stays
        return table


def _put_back(table: ClassTable, known: LabelClass) -> ClassTable:
    """With a class that was dropped, under its old id."""
    if known.name in table:
        return table
    return replace(table, classes=(*table.classes, known))
