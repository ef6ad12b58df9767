"""The document: the one owner of the annotation of one image while it is open."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoStack

from unet_studio.domain.annotation_difference import with_same_shapes
from unet_studio.domain.draft import confirmed, edited, with_drafts
from unet_studio.domain.hit_test import ShapeIndex
from unet_studio.workspace.labels.commands import (
    CHANGE_CLASS,
    ChangeExtent,
    ChangeFlags,
    ChangeShapes,
    EditCommand,
    InsertShape,
    RemoveShapes,
    ReplaceAnnotation,
    ReplaceShapes,
)
from unet_studio.workspace.labels.pixel_command import ChangePixels
from unet_studio.workspace.labels.shape_access import ShapeAccess

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from unet_studio.domain.annotation import Annotation, LabelExtent, Shape
    from unet_studio.domain.hit_test import HitTarget
    from unet_studio.domain.message import Message, Text
    from unet_studio.domain.region import Box


class AnnotationDocument(QObject):
    """The annotation of one image, its undo stack, and what of it is selected.

    It knows no files: whoever stores it listens to `annotation_changed` and calls `mark_stored`.

    Attributes
    ----------
    image_size
        (height, width) in pixels.
    undo_stack
        Every change of the annotation went through here.
    last_edit
        What the latest edit, undoing included, is called.
    """

    annotation_changed = Signal()  # the annotation is another value now
    selection_changed = Signal()  # other shapes are selected now
    access_changed = Signal()  # other shapes are hidden or locked now

    def __init__(
        self, annotation: Annotation, image_size: tuple[int, int], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.image_size = image_size
        self.undo_stack = QUndoStack(self)
        self.last_edit: Message | None = None
        self._annotation = annotation
        self._index = ShapeIndex(annotation.shapes)
        self._selection: tuple[str, ...] = ()
        self._hidden: frozenset[str] = frozenset()
        self._locked: frozenset[str] = frozenset()
        self._access = ShapeAccess(self)
        self._access.changed.connect(self._on_access_changed)

    @property
    def annotation(self) -> Annotation:
        """The present value."""
        return self._annotation

    @property
    def index(self) -> ShapeIndex:
        """The present shapes, arranged for looking up what lies where."""
        return self._index

    @property
    def selection(self) -> tuple[str, ...]:
        """Ids of the selected shapes, in the order they were selected."""
        return self._selection

    @property
    def selected_shapes(self) -> tuple[Shape, ...]:
        """The selected shapes, in the order they were selected."""
        return tuple(self.shape(shape_id) for shape_id in self._selection)

    @property
    def is_dirty(self) -> bool:
        """Whether something changed since it was last stored."""
        return not self.undo_stack.isClean()

    @property
    def undo_message(self) -> Message | None:
        """What undo would take back, for a menu in any language."""
        return self._message_at(self.undo_stack.index() - 1)

    @property
    def redo_message(self) -> Message | None:
        """What redo would do again, for a menu in any language."""
        return self._message_at(self.undo_stack.index())

    @property
    def access(self) -> ShapeAccess:
        """What is hidden and locked; a workspace shares one among its documents."""
        return self._access

    @property
    def hidden(self) -> frozenset[str]:
        """Ids of the shapes that are not drawn."""
        return self._hidden

    @property
    def locked(self) -> frozenset[str]:
        """Ids of the shapes that are drawn, but cannot be taken hold of."""
        return self._locked

    @property
    def barred(self) -> frozenset[str]:
        """Ids of the shapes that no tool may touch: the hidden and the locked ones."""
        return self._hidden | self._locked

    def set_access(self, access: ShapeAccess) -> None:
        """Hide and lock what this says from now on."""
        if access is not self._access:
            self._access.changed.disconnect(self._on_access_changed)
            self._access = access
            access.changed.connect(self._on_access_changed)
            self._on_access_changed()

    def shape(self, shape_id: str) -> Shape:
        """The shape with this id; `KeyError` if there is none."""
        return self._index.shapes[self._index.positions[shape_id]]

    def mark_stored(self) -> None:
        """Note that the present annotation is in its file."""
        self.undo_stack.setClean()

    # ---- selection ----

    def select(self, shape_ids: Iterable[str]) -> None:
        """Select these shapes and no others; unknown, hidden and locked ones are passed over."""
        known, barred = self._index.positions, self.barred
        wanted = tuple(dict.fromkeys(i for i in shape_ids if i in known and i not in barred))
        if wanted != self._selection:
            self._selection = wanted
            self.selection_changed.emit()

    def select_all(self) -> None:
        """Select every shape that is neither hidden nor locked."""
        self.select(self._index.positions)

    def toggle(self, shape_id: str) -> None:
        """Add a shape to the selection, or take it away."""
        if shape_id in self._selection:
            self.select(i for i in self._selection if i != shape_id)
        else:
            self.select((*self._selection, shape_id))

    def hit(self, x: float, y: float, *, scale: float) -> HitTarget | None:
        """What a click at a point takes hold of; `scale` is screen pixels per image pixel."""
        return self._index.hit(x, y, scale=scale, selected=self._selection, barred=self.barred)

    # ---- edits: each is one step to undo; a draft that is changed is a draft no more ----

    def insert_shape(self, shape: Shape) -> None:
        """Draw a shape over all others and select it."""
        self._access.show([shape])  # who draws wants to see it
        self.undo_stack.push(InsertShape(self, shape, len(self._annotation.shapes)))
        self.select([shape.shape_id])

    def remove_shapes(self, shape_ids: Iterable[str]) -> None:
        """Delete shapes."""
        known = [i for i in dict.fromkeys(shape_ids) if i in self._index.positions]
        if known:
            self.undo_stack.push(RemoveShapes(self, known))

    def replace_shapes(self, shapes: Sequence[Shape], text: Text, *, merge: bool = False) -> None:
        """Exchange shapes for others with the same ids; nothing happens if they say the same.

        Parameters
        ----------
        text
            What the step is called, e.g. "Move shape".
        merge
            Whether steps of this name that follow each other at once become one.
        """
        present, positions = self._index.shapes, self._index.positions
        changed = [edited(s) for s in shapes if not s.equals(present[positions[s.shape_id]])]
        if changed:
            self.undo_stack.push(ReplaceShapes(self, changed, text(), merge=merge))

    def change_shapes(
        self,
        message: Message,
        *,
        removed: Iterable[str] = (),
        replaced: Iterable[Shape] = (),
        inserted: Iterable[tuple[int, Shape]] = (),
    ) -> None:
        """Take shapes away, exchange some and add others, as one step to undo.

        Parameters
        ----------
        message
            What the step is called, e.g. "Merge shapes".
        removed
            Ids of shapes to take away.
        replaced
            Shapes to exchange for those with the same ids.
        inserted
            Shapes to add, each with its position in the drawing order that results.
        """
        removed, replaced, inserted = list(removed), list(replaced), list(inserted)
        if removed or replaced:  # else they are copies, which change nothing
            replaced = [edited(shape) for shape in replaced]
            inserted = [(i, s if self._has(s) else edited(s)) for i, s in inserted]
        self._access.show([shape for _place, shape in inserted])
        self.undo_stack.push(
            ChangeShapes(self, message, removed=removed, replaced=replaced, inserted=inserted)
        )

    def _has(self, shape: Shape) -> bool:
        position = self._index.positions.get(shape.shape_id)
        return position is not None and self._index.shapes[position] is shape

    def change_pixels(self, message: Message, after: Shape, box: Box) -> None:
        """Exchange a mask shape for one with the same id that differs within a box only."""
        self.undo_stack.push(ChangePixels(self, message, edited(after), box))

    def confirm_shapes(self, shape_ids: Iterable[str], message: Message) -> None:
        """Say that drafts are right as they are; others stay the same objects."""
        drafts = [shape for shape in map(self.shape, shape_ids) if shape.is_draft]
        if drafts:
            self.undo_stack.push(ReplaceShapes(self, [confirmed(s) for s in drafts], message))

    def add_drafts(
        self, drafts: Sequence[Shape], message: Message, *, in_place_of: Iterable[str] = ()
    ) -> None:
        """Draw what a model says over everything else, for a person to look through."""
        gone = frozenset(in_place_of)
        kept = tuple(s for s in self._annotation.shapes if s.shape_id not in gone)
        after = with_drafts(replace(self._annotation, shapes=kept), drafts)
        self._access.show(drafts)
        self.undo_stack.push(ReplaceAnnotation(self, after, message))

    def exchange_shapes(self, message: Message, becomes: Mapping[str, Sequence[Shape]]) -> None:
        """Put shapes, or none, in the place of others, as one step to undo.

        Parameters
        ----------
        message
            What the step is called, e.g. "Merge shapes".
        becomes
            By the id of a shape, what takes its place in the drawing order; one of that may have
            the same id, all others have new ones.
        """
        removed: list[str] = []
        replaced: list[Shape] = []
        inserted: list[tuple[int, Shape]] = []
        end = 0
        for shape in self._annotation.shapes:
            made = becomes.get(shape.shape_id, (shape,))
            kept = [s for s in made if s.shape_id == shape.shape_id]
            removed += [] if kept else [shape.shape_id]
            replaced += [s for s in kept if s is not shape]
            inserted += [(end + i, s) for i, s in enumerate(made) if s.shape_id != shape.shape_id]
            end += len(made)
        if removed or replaced or inserted:
            self.change_shapes(message, removed=removed, replaced=replaced, inserted=inserted)

    def place_shapes(self, message: Message, shape_ids: Iterable[str], place: int) -> None:
        """Draw some shapes right before the one at a position now, in the order they have.

        Parameters
        ----------
        message
            What the step is called, e.g. "Bring to front".
        shape_ids
            The shapes that change their place.
        place
            Position in the present drawing order, 0 to the number of shapes.
        """
        moving = frozenset(shape_ids)
        shapes = self._annotation.shapes
        first = place - sum(s.shape_id in moving for s in shapes[:place])
        moved = [s for s in shapes if s.shape_id in moving]
        others = [s for s in shapes if s.shape_id not in moving]
        if (*others[:first], *moved, *others[first:]) != shapes:
            inserted = [(first + i, shape) for i, shape in enumerate(moved)]
            self.change_shapes(message, removed=moving, inserted=inserted)

    def change_class(self, shape_ids: Iterable[str], class_name: str) -> None:
        """Make shapes be of another class."""
        changed = [self.shape(i).of_class(class_name) for i in shape_ids]
        self._access.show(changed)
        self.replace_shapes(changed, CHANGE_CLASS)

    def state_extent(self, extent: LabelExtent) -> None:
        """Say how much of the image the shapes speak of."""
        if extent is not self._annotation.stated_extent:
            self.undo_stack.push(ChangeExtent(self, extent))

    def set_flags(self, flags: Mapping[str, bool]) -> None:
        """Give the image other flags."""
        if dict(flags) != dict(self._annotation.flags):
            self.undo_stack.push(ChangeFlags(self, flags))

    def replace_annotation(self, annotation: Annotation, message: Message) -> None:
        """Exchange everything; shapes that say the same as before stay the same objects."""
        if not annotation.equals(self._annotation):
            kept = with_same_shapes(annotation, self._annotation)
            self.undo_stack.push(ReplaceAnnotation(self, kept, message))

    def swap(self, annotation: Annotation, message: Message | None = None) -> None:
        """Put another value in place; for commands only, everyone else uses the edits above."""
        earlier = self._index
        self.last_edit = message
        self._annotation = annotation
        self._index = ShapeIndex(annotation.shapes, earlier=earlier)
        is_other_access = self._look_up_access()
        if is_other_access or self._index.positions is not earlier.positions:
            self.select(self._selection)
        self.annotation_changed.emit()

    def _look_up_access(self) -> bool:
        """Find out what is hidden and locked now; whether that is something else."""
        before = self._hidden, self._locked
        shapes = self._annotation.shapes
        self._hidden = self._access.hidden_among(shapes)
        self._locked = self._access.locked_among(shapes)
        return (self._hidden, self._locked) != before

    def _on_access_changed(self) -> None:
        if self._look_up_access():
            self.select(self._selection)
        self.access_changed.emit()

    def _message_at(self, position: int) -> Message | None:
        command = self.undo_stack.command(position) if position >= 0 else None
        return command.message if isinstance(command, EditCommand) else None
