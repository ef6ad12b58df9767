"""Shape edits: merging, cutting, smoothing and the like on the selected shapes of a document.

They are worked out off the GUI thread, since a selection may be the whole image; what works them
out is imported when it is first needed.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from unet_studio.domain.message import say
from unet_studio.workspace.job import reason_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from unet_studio.domain.annotation import Annotation, Shape
    from unet_studio.domain.message import Message, Text
    from unet_studio.domain.shape_change import ShapeChange
    from unet_studio.workspace.background import Background
    from unet_studio.workspace.labels.document import AnnotationDocument

    Work = Callable[[Sequence[Shape], tuple[int, int]], ShapeChange]

MERGE = say("undo", "Merge shapes")
SUBTRACT = say("undo", "Subtract shapes")
FILL_HOLES = say("undo", "Fill holes")
SIMPLIFY = say("undo", "Simplify")
SMOOTH = say("undo", "Smooth")
TO_MASKS = say("undo", "Turn into masks")
TO_POLYGONS = say("undo", "Turn into polygons")

_NOTHING_SELECTED = say("edit", "Select shapes first: click one, Shift-click more.")
_CHANGED_MEANWHILE = say("edit", "The labels changed meanwhile; please try again.")


class ShapeEdits(QObject):
    """Changes the selected shapes; each edit is one step to undo.

    Signals
    -------
    told(Message)
        What came of an edit, or why it cannot be done.
    """

    told = Signal(object)

    def __init__(self, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._background = background

    def merge(self, document: AnnotationDocument) -> None:
        """Make one shape of the selected ones."""
        from unet_studio.imaging.shape_combining import merged

        self._do(document, MERGE, merged)

    def subtract(self, document: AnnotationDocument) -> None:
        """Cut the other selected shapes out of the one selected first."""
        from unet_studio.imaging.shape_combining import subtracted

        self._do(document, SUBTRACT, subtracted)

    def fill_holes(self, document: AnnotationDocument) -> None:
        """Cover what the selected shapes surround."""
        from unet_studio.imaging.shape_combining import filled

        self._do(document, FILL_HOLES, filled)

    def simplify(self, document: AnnotationDocument) -> None:
        """Leave out vertices that matter little; once more leaves out more."""
        from unet_studio.imaging.shape_smoothing import simplified

        self._do(document, SIMPLIFY, simplified)

    def smooth(self, document: AnnotationDocument) -> None:
        """Soften the outlines; once more softens more."""
        from unet_studio.imaging.shape_smoothing import smoothed

        self._do(document, SMOOTH, smoothed)

    def to_masks(self, document: AnnotationDocument) -> None:
        """Turn the selected shapes into masks of the same pixels."""
        from unet_studio.imaging.shape_combining import turned_into_masks

        self._do(document, TO_MASKS, turned_into_masks)

    def to_polygons(self, document: AnnotationDocument) -> None:
        """Turn the selected shapes into polygons of the same pixels."""
        from unet_studio.imaging.shape_combining import turned_into_polygons

        self._do(document, TO_POLYGONS, turned_into_polygons)

    def _do(self, document: AnnotationDocument, text: Text, work: Work) -> None:
        shapes = document.selected_shapes
        if not shapes:
            self.told.emit(_NOTHING_SELECTED())
            return
        before = document.annotation
        self._background.submit(
            partial(work, shapes, document.image_size),
            lambda change: self._on_worked_out(document, before, text(), change),
            lambda error: self.told.emit(reason_of(error)),
        )

    def _on_worked_out(
        self,
        document: AnnotationDocument,
        before: Annotation,
        message: Message,
        change: ShapeChange,
    ) -> None:
        if document.annotation is not before:
            self.told.emit(_CHANGED_MEANWHILE())
            return
        apply_change(document, message, change)
        if change.remark is not None:
            self.told.emit(change.remark)


def apply_change(document: AnnotationDocument, message: Message, change: ShapeChange) -> None:
    """Let a change be, as one step to undo, and select what came of it."""
    untouched = [i for i in document.selection if i not in change.becomes]
    document.exchange_shapes(message, change.becomes)
    made = [shape.shape_id for shapes in change.becomes.values() for shape in shapes]
    document.select([*untouched, *made])
