"""Undo commands: every way to change an annotation, each with what was before and what comes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtGui import QUndoCommand

from unet_studio.domain.message import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from unet_studio.domain.annotation import Annotation, LabelExtent, Shape
    from unet_studio.domain.message import Message
    from unet_studio.workspace.labels.document import AnnotationDocument

INSERT_SHAPE = say("undo", "Draw shape")
REMOVE_SHAPES = say("undo", "Delete {count:shape|{count} shapes}")
MOVE_SHAPES = say("undo", "Move")
MOVE_VERTEX = say("undo", "Move vertex")
INSERT_VERTEX = say("undo", "Insert vertex")
DELETE_VERTEX = say("undo", "Delete vertex")
CHANGE_CLASS = say("undo", "Change class")
CHANGE_FLAGS = say("undo", "Change image flags")
CHANGE_EXTENT = say("undo", "Change extent of labelling")

_MERGE_ID = 1
_NEVER_MERGES = -1


class EditCommand(QUndoCommand):
    """One change of one document.

    Attributes
    ----------
    message
        What was done, translatable; `text` is the same in English.
    """

    def __init__(self, document: AnnotationDocument, message: Message) -> None:
        super().__init__(str(message))
        self.message = message
        self._document = document

    def _swap(self, annotation: Annotation) -> None:
        self._document.swap(annotation, self.message)

    def _swap_shapes(self, shapes: Sequence[Shape]) -> None:
        self._swap(replace(self._document.annotation, shapes=tuple(shapes)))


class InsertShape(EditCommand):
    """One more shape, at a position in the drawing order."""

    def __init__(self, document: AnnotationDocument, shape: Shape, index: int) -> None:
        super().__init__(document, INSERT_SHAPE())
        self._shape = shape
        self._index = index

    def redo(self) -> None:
        """Do it."""
        self._swap(self._document.annotation.inserted(self._index, self._shape))

    def undo(self) -> None:
        """Take it back."""
        self._swap(self._document.annotation.removed(self._shape.shape_id))


class RemoveShapes(EditCommand):
    """Shapes gone; undo puts each back to its position."""

    def __init__(self, document: AnnotationDocument, shape_ids: Sequence[str]) -> None:
        super().__init__(document, REMOVE_SHAPES(count=len(shape_ids)))
        positions = document.index.positions
        self._removed = {positions[i]: document.shape(i) for i in shape_ids}

    def redo(self) -> None:
        """Do it."""
        kept = [
            shape
            for position, shape in enumerate(self._document.annotation.shapes)
            if position not in self._removed
        ]
        self._swap_shapes(kept)

    def undo(self) -> None:
        """Take it back."""
        kept = iter(self._document.annotation.shapes)
        count = len(self._document.annotation.shapes) + len(self._removed)
        self._swap_shapes(
            [self._removed[i] if i in self._removed else next(kept) for i in range(count)]
        )


class ReplaceShapes(EditCommand):
    """Shapes exchanged for others with the same ids: moved, bent, or of another class."""

    def __init__(
        self,
        document: AnnotationDocument,
        after: Sequence[Shape],
        message: Message,
        *,
        merge: bool = False,
    ) -> None:
        super().__init__(document, message)
        self._after = {shape.shape_id: shape for shape in after}
        present, positions = document.index.shapes, document.index.positions
        self._before = {shape_id: present[positions[shape_id]] for shape_id in self._after}
        self._merges = merge

    def redo(self) -> None:
        """Do it."""
        self._put(self._after)

    def undo(self) -> None:
        """Take it back."""
        self._put(self._before)

    def _put(self, shapes: dict[str, Shape]) -> None:
        index = self._document.index
        present = list(index.shapes)
        for shape_id, shape in shapes.items():
            present[index.positions[shape_id]] = shape
        self._swap_shapes(present)

    def id(self) -> int:
        """Which steps may become one with it; Qt asks `mergeWith` only if ids agree."""
        return _MERGE_ID if self._merges else _NEVER_MERGES

    def mergeWith(self, other: QUndoCommand) -> bool:
        """Take a later step of the same name on the same shapes into this one."""
        if not isinstance(other, ReplaceShapes) or other.message.text != self.message.text:
            return False
        if other._after.keys() != self._after.keys():
            return False
        self._after = other._after
        return True


class ChangeShapes(EditCommand):
    """Shapes gone, exchanged and come, all at once: merging, cutting, pasting, reordering."""

    def __init__(
        self,
        document: AnnotationDocument,
        message: Message,
        *,
        removed: Iterable[str] = (),
        replaced: Iterable[Shape] = (),
        inserted: Iterable[tuple[int, Shape]] = (),
    ) -> None:
        super().__init__(document, message)
        gone = frozenset(removed)
        fresh = {shape.shape_id: shape for shape in replaced}
        before = document.annotation.shapes
        after = [fresh.get(s.shape_id, s) for s in before if s.shape_id not in gone]
        for index, shape in sorted(inserted, key=lambda pair: pair[0]):
            after.insert(index, shape)
        self._before, self._after = before, tuple(after)

    def redo(self) -> None:
        """Do it."""
        self._swap_shapes(self._after)

    def undo(self) -> None:
        """Take it back."""
        self._swap_shapes(self._before)


class ChangeExtent(EditCommand):
    """Another statement of how much of the image is labelled."""

    def __init__(self, document: AnnotationDocument, extent: LabelExtent) -> None:
        super().__init__(document, CHANGE_EXTENT())
        self._before = document.annotation.stated_extent
        self._after = extent

    def redo(self) -> None:
        """Do it."""
        self._swap(self._stated(self._after))

    def undo(self) -> None:
        """Take it back."""
        self._swap(self._stated(self._before))

    def _stated(self, extent: LabelExtent | None) -> Annotation:
        return replace(self._document.annotation, stated_extent=extent)


class ChangeFlags(EditCommand):
    """Other flags of the image, labelme's."""

    def __init__(self, document: AnnotationDocument, flags: Mapping[str, bool]) -> None:
        super().__init__(document, CHANGE_FLAGS())
        self._before = document.annotation.flags
        self._after = dict(flags)

    def redo(self) -> None:
        """Do it."""
        self._swap(replace(self._document.annotation, flags=self._after))

    def undo(self) -> None:
        """Take it back."""
        self._swap(replace(self._document.annotation, flags=self._before))


class ReplaceAnnotation(EditCommand):
    """Everything exchanged at once: an earlier version, or what another program made of it."""

    def __init__(
        self, document: AnnotationDocument, annotation: Annotation, message: Message
    ) -> None:
        super().__init__(document, message)
        self._before, self._after = document.annotation, annotation

    def redo(self) -> None:
        """Do it."""
        self._swap(self._after)

    def undo(self) -> None:
        """Take it back."""
        self._swap(self._before)
