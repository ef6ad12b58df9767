"""What is done with the selection of a document as it is: choosing, grouping, ordering, hiding."""

from __future__ import annotations

from dataclasses import replace
from enum import Enum
from typing import TYPE_CHECKING

from unet_studio.domain.message import StudioError, say

if TYPE_CHECKING:
    from unet_studio.workspace.labels.document import AnnotationDocument

GROUP = say("undo", "Group shapes")
UNGROUP = say("undo", "Ungroup shapes")
REORDER = say("undo", "Change order")

_NOTHING_SELECTED = say("edit", "Select shapes first: click one, Shift-click more.")


class Step(Enum):
    """Where shapes go in the drawing order."""

    FORWARD = "forward"  # over the next one that they touch
    BACKWARD = "backward"  # under the next one that they touch
    FRONT = "front"
    BACK = "back"


# ---- choosing ----


def invert_selection(document: AnnotationDocument) -> None:
    """Select what is not selected, and nothing else."""
    selected = frozenset(document.selection)
    document.select(i for i in document.index.positions if i not in selected)


def select_same_class(document: AnnotationDocument, class_name: str) -> None:
    """Select all shapes of the classes of the selected ones; with none selected, of this class."""
    names = {shape.class_name for shape in document.selected_shapes} or {class_name}
    shapes = document.annotation.shapes
    document.select(shape.shape_id for shape in shapes if shape.class_name in names)


def select_groups(document: AnnotationDocument) -> None:
    """Select all shapes of the groups of the selected ones, too."""
    groups = {shape.group_id for shape in document.selected_shapes} - {None}
    shapes = document.annotation.shapes
    others = [shape.shape_id for shape in shapes if shape.group_id in groups]
    document.select([*document.selection, *others])


# ---- grouping ----


def group(document: AnnotationDocument) -> None:
    """Say that the selected shapes belong to one object: they get a group of their own.

    Raises
    ------
    StudioError
        If fewer than two are selected.
    """
    shapes = document.selected_shapes
    if len(shapes) < 2:
        raise StudioError(
            say("edit", "Grouping needs two selected shapes or more: Shift-click them.")()
        )
    taken = (shape.group_id for shape in document.annotation.shapes)
    fresh = max((number for number in taken if number is not None), default=0) + 1
    document.replace_shapes([replace(shape, group_id=max(fresh, 1)) for shape in shapes], GROUP)


def ungroup(document: AnnotationDocument) -> None:
    """Take the selected shapes out of their groups.

    Raises
    ------
    StudioError
        If none of them is in a group.
    """
    grouped = [shape for shape in document.selected_shapes if shape.group_id is not None]
    if not grouped:
        raise StudioError(say("edit", "None of the selected shapes is in a group.")())
    document.replace_shapes([replace(shape, group_id=None) for shape in grouped], UNGROUP)


# ---- order ----


def reorder(document: AnnotationDocument, step: Step) -> None:
    """Change where the selected shapes are in the drawing order.

    Forward and backward pass the next shape whose box touches theirs: passing one that lies
    elsewhere would change nothing that can be seen.

    Raises
    ------
    StudioError
        If nothing is selected, or they are there already.
    """
    if not document.selection:
        raise StudioError(_NOTHING_SELECTED())
    place = _place(document, step)
    if place is None:
        lies_over = say("edit", "Nothing lies over the selected shapes.")
        lies_under = say("edit", "Nothing lies under the selected shapes.")
        is_up = step in (Step.FORWARD, Step.FRONT)
        raise StudioError(lies_over() if is_up else lies_under())
    document.place_shapes(REORDER(), document.selection, place)


def _place(document: AnnotationDocument, step: Step) -> int | None:
    """The position in the present order before which the selection goes."""
    index = document.index
    selected = frozenset(document.selection)
    positions = [index.positions[i] for i in selected]
    if step in (Step.FRONT, Step.BACK):
        end = len(index.shapes)
        last = set(range(end - len(positions), end)) if step is Step.FRONT else None
        there = last if last is not None else set(range(len(positions)))
        wanted = end if step is Step.FRONT else 0
        return None if set(positions) == there else wanted
    boxes = index.boxes[positions]
    touching = index.touching(*boxes[:, :2].min(axis=0), *boxes[:, 2:].max(axis=0)).tolist()
    others = [i for i in touching if index.shapes[i].shape_id not in selected]
    if step is Step.FORWARD:
        over = [i for i in others if i > min(positions)]
        passed = [i for i in over if i > max(positions)] or over[-1:]
        return min(passed) + 1 if passed else None
    under = [i for i in others if i < max(positions)]
    passed = [i for i in under if i < min(positions)] or under[:1]
    return max(passed) if passed else None


# ---- hiding and locking ----


def hide_selected(document: AnnotationDocument) -> None:
    """Hide the selected shapes; `StudioError` if there are none."""
    if not document.selection:
        raise StudioError(_NOTHING_SELECTED())
    document.access.hide(document.selected_shapes)


def hide_others(document: AnnotationDocument) -> None:
    """Hide every shape that is not selected; `StudioError` if none is selected."""
    if not document.selection:
        raise StudioError(_NOTHING_SELECTED())
    selected = frozenset(document.selection)
    document.access.hide(s for s in document.annotation.shapes if s.shape_id not in selected)


def lock_selected(document: AnnotationDocument) -> None:
    """Lock the selected shapes; `StudioError` if there are none."""
    if not document.selection:
        raise StudioError(_NOTHING_SELECTED())
    document.access.lock(document.selected_shapes)
