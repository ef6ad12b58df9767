"""Drags: what shapes look like while the mouse holds something of them, and what remains of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import numpy as np

from unet_studio.domain.annotation import moved_shapes
from unet_studio.domain.polygon import clamped, largest_move, outline
from unet_studio.domain.vertices import with_handle_moved, with_vertex_inserted
from unet_studio.workspace.labels.commands import INSERT_VERTEX, MOVE_SHAPES, MOVE_VERTEX
from unet_studio.workspace.tools.preview import ToolPreview

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from unet_studio.domain.annotation import Shape
    from unet_studio.domain.hit_test import HitTarget
    from unet_studio.domain.message import Text
    from unet_studio.workspace.tools.tool import PointerEvent


def extremes(shapes: Sequence[Shape]) -> NDArray[np.float64]:
    """Corners, (2, 2), of the box that has to stay in the image when shapes are moved."""
    points = np.concatenate([outline(s) if s.mask is not None else s.points for s in shapes])
    return np.stack([points.min(axis=0), points.max(axis=0)])


class Drag(Protocol):
    """From where something was grabbed to where it is let go.

    Attributes
    ----------
    text
        What the step is called when it is done.
    """

    text: Text

    def shapes(self, event: PointerEvent) -> list[Shape]:
        """The shapes it changes, as they are if it ends there."""

    def preview(self, event: PointerEvent) -> ToolPreview:
        """What is shown while the mouse is there."""


class MoveDrag:
    """Shapes go along with the mouse, as far as the image reaches."""

    text = MOVE_SHAPES

    def __init__(
        self, shapes: Sequence[Shape], start: PointerEvent, image_size: tuple[int, int]
    ) -> None:
        self._shapes = list(shapes)
        self._ids = frozenset(shape.shape_id for shape in shapes)
        self._start = start
        self._points = extremes(self._shapes)
        self._image_size = image_size

    def shapes(self, event: PointerEvent) -> list[Shape]:
        """All of them, moved alike."""
        dx, dy = self._shift(event)
        return moved_shapes(self._shapes, dx, dy)

    def preview(self, event: PointerEvent) -> ToolPreview:
        """How far they are moved: cheap, however many they are."""
        return ToolPreview(moved=self._ids, shift=self._shift(event))

    def _shift(self, event: PointerEvent) -> tuple[float, float]:
        dx, dy = event.x - self._start.x, event.y - self._start.y
        return largest_move(self._points, dx, dy, self._image_size)


class VertexDrag:
    """One handle goes along with the mouse, inside the image."""

    text = MOVE_VERTEX

    def __init__(
        self, shape: Shape, hit: HitTarget, start: PointerEvent, image_size: tuple[int, int]
    ) -> None:
        self._shape = shape
        self._index = hit.index
        self._grip = np.array([hit.x - start.x, hit.y - start.y])  # the mouse rarely hits exactly
        self._image_size = image_size

    def shapes(self, event: PointerEvent) -> list[Shape]:
        """The one shape."""
        target = np.array([[event.x, event.y]]) + self._grip
        x, y = clamped(target, self._image_size)[0]
        return [with_handle_moved(self._shape, self._index, float(x), float(y))]

    def preview(self, event: PointerEvent) -> ToolPreview:
        """The one shape, its vertex held."""
        shape_id = self._shape.shape_id
        replaced = {shape_id: self.shapes(event)[0]}
        return ToolPreview(replaced=replaced, vertex=(shape_id, self._index))


class InsertDrag(VertexDrag):
    """A new vertex is pulled out of an edge."""

    text = INSERT_VERTEX

    def __init__(
        self, shape: Shape, hit: HitTarget, start: PointerEvent, image_size: tuple[int, int]
    ) -> None:
        super().__init__(shape, hit, start, image_size)
        self._shape = with_vertex_inserted(shape, hit.index, hit.x, hit.y)
        self._index = hit.index + 1
