"""The shape clipboard: shapes copied within an image, between images, windows and programs."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from unet_studio.domain.annotation import Shape, new_shape_id
from unet_studio.domain.message import say
from unet_studio.domain.polygon import outline
from unet_studio.storage.labels.labelme_text import labelme_text, shapes_in_text
from unet_studio.storage.project.project_labels import read_label_content

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unet_studio.domain.annotation import Annotation
    from unet_studio.domain.message import Text
    from unet_studio.domain.project import ImageRef, Project
    from unet_studio.workspace.background import Background
    from unet_studio.workspace.labels.document import AnnotationDocument

PASTE = say("undo", "Paste shapes")
DUPLICATE = say("undo", "Duplicate shapes")
TAKE_OVER = say("undo", "Take over shapes")
CUT = say("undo", "Cut shapes to the clipboard")

OFFSET_PX = 10.0
"""How far a copy lies from what is there already, so that both are seen."""

_FARTHEST_OFFSETS = 50


class ShapeClipboard(QObject):
    """Copies shapes as the text of a labelme file, and puts such texts into documents.

    Signals
    -------
    pasted(AnnotationDocument)
        It has new shapes, perhaps of classes that the project does not know.
    told(Message)
        What came of it, or why it cannot be done.
    """

    pasted = Signal(object)
    told = Signal(object)

    def __init__(self, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._background = background

    def copy(self, document: AnnotationDocument) -> bool:
        """Copy the selected shapes; False, and words, if there are none."""
        shapes = _in_drawing_order(document)
        if not shapes:
            self.told.emit(say("edit", "Select the shapes to copy first.")())
            return False
        QGuiApplication.clipboard().setText(labelme_text(shapes, document.image_size))
        text = say("edit", "Shapes copied, as labelme writes them: {count}.")
        self.told.emit(text(count=len(shapes)))
        return True

    def cut(self, document: AnnotationDocument) -> None:
        """Copy the selected shapes, then delete them."""
        if self.copy(document):
            document.change_shapes(CUT(), removed=document.selection)

    def paste(self, document: AnnotationDocument) -> None:
        """Put the copied shapes where they were, or beside that if they are there still."""
        shapes = shapes_in_text(QGuiApplication.clipboard().text())
        if shapes:
            self._put(document, shapes, PASTE)
        else:
            self.told.emit(say("edit", "There are no shapes on the clipboard.")())

    def duplicate(self, document: AnnotationDocument) -> None:
        """Put copies of the selected shapes beside them; the clipboard stays as it is."""
        shapes = _in_drawing_order(document)
        if shapes:
            self._put(document, shapes, DUPLICATE)
        else:
            self.told.emit(say("edit", "Select the shapes to duplicate first.")())

    def take_over(
        self,
        document: AnnotationDocument,
        project: Project,
        image: ImageRef,
        known: Annotation | None,
    ) -> None:
        """Put all shapes of another image into a document, each at its place.

        Parameters
        ----------
        known
            The labels of that image, if they are in memory; else they are read.
        """
        if known is not None:
            self._on_read(document, image, known)
            return
        self._background.submit(
            lambda: read_label_content(project, image).annotation,
            lambda annotation: self._on_read(document, image, annotation),
            lambda _error: self._on_read_failed(image),
        )

    def _on_read(
        self, document: AnnotationDocument, image: ImageRef, annotation: Annotation
    ) -> None:
        drawable = [shape for shape in annotation.shapes if shape.is_drawable]
        there = {_place(shape) for shape in document.annotation.shapes}
        new = [shape for shape in drawable if _place(shape) not in there]
        if not drawable:
            self.told.emit(say("edit", "{name} has no shapes.")(name=image.name))
        elif not new:
            text = say("edit", "All shapes of {name} are here already.")
            self.told.emit(text(name=image.name))
        else:
            self._put(document, new, TAKE_OVER)
            text = say("edit", "Shapes taken over from {name}: {count}.")
            self.told.emit(text(count=len(new), name=image.name))

    def _on_read_failed(self, image: ImageRef) -> None:
        text = say("edit", "The labels of {name} cannot be read.")
        self.told.emit(text(name=image.name))

    def _put(self, document: AnnotationDocument, shapes: Sequence[Shape], text: Text) -> None:
        copies = placed(shapes, document.annotation.shapes, document.image_size)
        end = len(document.annotation.shapes)
        inserted = [(end + i, shape) for i, shape in enumerate(copies)]
        document.change_shapes(text(), inserted=inserted)
        document.select([shape.shape_id for shape in copies])
        self.pasted.emit(document)


def placed(shapes: Sequence[Shape], there: Sequence[Shape], size: tuple[int, int]) -> list[Shape]:
    """Copies with new ids, for an image of this (height, width).

    They keep their places unless one just like them lies there: then all go aside, again and again
    until they do not. If one would lie outside the image, which may be a smaller one, all move in
    together. Groups of theirs that are taken here get new numbers.
    """
    taken = {_place(shape) for shape in there}
    inside = _moved_inside(shapes, size)
    copies = inside
    for step in range(1, _FARTHEST_OFFSETS):
        if not any(_place(shape) in taken for shape in copies):
            break
        copies = _moved_aside(inside, OFFSET_PX * step, size)
    fresh = _fresh_groups(copies, there)
    return [
        replace(
            shape,
            shape_id=new_shape_id(),
            group_id=None if shape.group_id is None else fresh.get(shape.group_id, shape.group_id),
        )
        for shape in copies
    ]


def _moved_inside(shapes: Sequence[Shape], size: tuple[int, int]) -> list[Shape]:
    limits = np.array([size[1], size[0]], np.float64)
    lows = np.array([outline(shape).min(axis=0) for shape in shapes])
    highs = np.array([outline(shape).max(axis=0) for shape in shapes])
    if not ((lows >= limits) | (highs <= 0)).any():
        return list(shapes)
    low, high = lows.min(axis=0), highs.max(axis=0)
    back = np.minimum(limits - high, 0)  # from beyond the right and lower edges
    dx, dy = np.maximum(back, -low).tolist()  # the left and upper ones matter more
    return [shape.moved(dx, dy) for shape in shapes]


def _moved_aside(shapes: Sequence[Shape], by_px: float, size: tuple[int, int]) -> list[Shape]:
    """Shapes moved right and down, or left and up where the image ends."""
    high = np.max([outline(shape).max(axis=0) for shape in shapes], axis=0)
    fits = high + by_px <= np.array([size[1], size[0]])
    dx, dy = np.where(fits, by_px, -by_px).tolist()
    return [shape.moved(dx, dy) for shape in shapes]


def _place(shape: Shape) -> tuple[str, str, bytes]:
    """What two shapes have in common of which one would hide the other."""
    return shape.shape_type, shape.class_name, shape.points.tobytes()


def _fresh_groups(shapes: Sequence[Shape], there: Sequence[Shape]) -> dict[int, int]:
    """New numbers for the groups that both have."""
    taken = {s.group_id for s in there if s.group_id is not None}
    mine = {s.group_id for s in shapes if s.group_id is not None}
    first = max(taken | mine, default=0) + 1
    return {group: first + i for i, group in enumerate(sorted(mine & taken))}


def _in_drawing_order(document: AnnotationDocument) -> list[Shape]:
    positions = document.index.positions
    return sorted(document.selected_shapes, key=lambda shape: positions[shape.shape_id])
