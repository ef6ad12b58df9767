"""The cut tool: a line across shapes parts them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject, Qt

from unet_studio.domain.annotation import ShapeType
from unet_studio.domain.message import Message, say
from unet_studio.imaging.shape_cutting import cut
from unet_studio.workspace.labels.shape_edits import apply_change
from unet_studio.workspace.tools.points import DRAG_PX, PointsTool
from unet_studio.workspace.tools.preview import NO_PREVIEW, Draft, ToolPreview

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from unet_studio.domain.annotation import Annotation, Shape
    from unet_studio.domain.shape_change import ShapeChange
    from unet_studio.workspace.tools.tool import PointerEvent

CUT_SHAPES = say("undo", "Cut shapes in two")

_START = say(
    "hint", "Drag a line right across a shape to cut it in two, or click along a bent one."
)
_GO_ON = say("hint", "Click on across the shape; double-click or press Enter to cut, Esc cancels.")
_CUTS = say("hint", "Let go to cut.")
_MISSED = say("hint", "The line parts no shape: draw it from outside to outside, right across.")


class CutTool(PointsTool):
    """Drag a straight line, or click along a bent one; each shape that it parts falls in two.

    Only selected shapes are cut if the line parts one of them, else all that it parts.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pressed: PointerEvent | None = None
        self._missed = False

    @property
    def hint(self) -> Message:
        """One sentence: what can be done now."""
        if self._missed:
            return _MISSED()
        if not self._points:
            return _START()
        return _CUTS() if self._is_dragged else _GO_ON()

    def cancel(self) -> None:
        """Drop the line in progress."""
        self._pressed, self._missed = None, False
        super().cancel()

    def press(self, event: PointerEvent) -> None:
        """Set a point of the line."""
        if event.button is not Qt.MouseButton.LeftButton or self._document is None:
            return
        self._missed = False
        self._pressed = self._last = event
        if not self._points or self._points[-1] != (event.x, event.y):
            self._points = (*self._points, (event.x, event.y))
        self._refresh()

    def release(self, event: PointerEvent) -> None:
        """Cut along a line that was dragged; a click waits for the next one."""
        if event.button is not Qt.MouseButton.LeftButton:
            return
        self._last = event
        dragged, self._pressed = self._is_dragged, None
        if dragged and len(self._points) == 1:
            self._points = (*self._points, (event.x, event.y))
            self.finish()

    def double_click(self, event: PointerEvent) -> None:
        """Cut: the last point came with the first of the two clicks."""
        if event.button is Qt.MouseButton.LeftButton and len(self._points) > 1:
            self.finish()
        else:
            self.press(event)

    def finish(self) -> None:
        """Cut along the line in progress."""
        document, line = self._document, np.array(self._points)
        if document is None or len(line) < 2:
            return
        self._points, self._pressed = (), None
        shapes = self._reached(line)
        selected = frozenset(document.selection)
        self.compute(
            partial(_cut, shapes, selected, line, document.image_size),
            partial(self._on_cut, document.annotation),
        )
        self._refresh()

    @property
    def _is_dragged(self) -> bool:
        start, now = self._pressed, self._last
        return (
            start is not None and now is not None and now.distance_px(start.x, start.y) >= DRAG_PX
        )

    def _reached(self, line: NDArray[np.float64]) -> list[Shape]:
        """Shapes that the line may part."""
        if self._document is None:
            return []
        index, barred = self._document.index, self._document.barred
        near = index.touching(*line.min(axis=0), *line.max(axis=0))
        shapes = (index.shapes[i] for i in near)
        return [shape for shape in shapes if shape.shape_id not in barred]

    def _on_cut(self, before: Annotation, change: ShapeChange) -> None:
        if self._document is None or self._document.annotation is not before:
            return
        self._missed = not change.becomes
        if change.becomes:
            apply_change(self._document, CUT_SHAPES(), change)
        self.hint_changed.emit()

    def _refresh(self) -> None:
        preview = NO_PREVIEW
        if self._points:
            cursor = (self._last.x, self._last.y) if self._last is not None else None
            line = Draft(np.array(self._points), cursor, shape_type=ShapeType.LINESTRIP)
            preview = ToolPreview(draft=line)
        self._show(preview)
        self.hint_changed.emit()


def _cut(
    shapes: list[Shape],
    selected: frozenset[str],
    line: NDArray[np.float64],
    size: tuple[int, int],
) -> ShapeChange:
    first = cut([s for s in shapes if s.shape_id in selected], line, size)
    return first if first.becomes else cut(shapes, line, size)
