"""The document: the one owner of the annotation of one image while it is open."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoStack

from unet_studio.domain.hit_test import ShapeIndex
from unet_studio.workspace.commands import (
    CHANGE_CLASS,
    ChangeExtent,
    ChangeShapes,
    EditCommand,
    InsertShape,
    RemoveShapes,
    ReplaceShapes,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from unet_studio.domain.annotation import Annotation, LabelExtent, Shape
    from unet_studio.domain.message import Message, Text


class AnnotationDocument(QObject):
    """The annotation of one image, its undo stack, and what of it is selected.

    It knows no files: whoever stores it listens to `annotation_changed` and calls `mark_stored`.

    Attributes
    ----------
    image_size
        (height, width) in pixels.
    undo_stack
        Every change of the annotation went through here.
    """

    annotation_changed = Signal()  # the annotation is another value now
    selection_changed = Signal()  # other shapes are selected now

    def __init__(
        self, annotation: Annotation, image_size: tuple[int, int], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.image_size = image_size
        self.undo_stack = QUndoStack(self)
        self._annotation = annotation
        self._index = ShapeIndex(annotation.shapes)
        self._selection: tuple[str, ...] = ()

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

    def shape(self, shape_id: str) -> Shape:
        """The shape with this id; `KeyError` if there is none."""
        return self._index.shapes[self._index.positions[shape_id]]

    def mark_stored(self) -> None:
        """Note that the present annotation is in its file."""
        self.undo_stack.setClean()

    # ---- selection ----

    def select(self, shape_ids: Iterable[str]) -> None:
        """Select these shapes and no others; unknown ids are passed over."""
        known = self._index.positions
        wanted = tuple(dict.fromkeys(i for i in shape_ids if i in known))
        if wanted != self._selection:
            self._selection = wanted
            self.selection_changed.emit()

    def select_all(self) -> None:
        """Select every shape."""
        self.select(self._index.positions)

    def toggle(self, shape_id: str) -> None:
        """Add a shape to the selection, or take it away."""
        if shape_id in self._selection:
            self.select(i for i in self._selection if i != shape_id)
        else:
            self.select((*self._selection, shape_id))

    # ---- edits: each is one step to undo ----

    def insert_shape(self, shape: Shape) -> None:
        """Draw a shape over all others and select it."""
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
        changed = [s for s in shapes if not s.equals(self.shape(s.shape_id))]
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
        self.undo_stack.push(
            ChangeShapes(self, message, removed=removed, replaced=replaced, inserted=inserted)
        )

    def change_class(self, shape_ids: Iterable[str], class_name: str) -> None:
        """Make shapes be of another class."""
        changed = [replace(self.shape(i), class_name=class_name) for i in shape_ids]
        self.replace_shapes(changed, CHANGE_CLASS)

    def state_extent(self, extent: LabelExtent) -> None:
        """Say how much of the image the shapes speak of."""
        if extent is not self._annotation.stated_extent:
            self.undo_stack.push(ChangeExtent(self, extent))

    def swap(self, annotation: Annotation) -> None:
        """Put another value in place; for commands only, everyone else uses the edits above."""
        self._annotation = annotation
        self._index = ShapeIndex(annotation.shapes, earlier=self._index)
        if self._selection:
            self.select(self._selection)
        self.annotation_changed.emit()

    def _message_at(self, position: int) -> Message | None:
        command = self.undo_stack.command(position) if position >= 0 else None
        return command.message if isinstance(command, EditCommand) else None
