"""The select tool: click, drag and keys on shapes that exist."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

from unet_studio.domain.annotation import moved_shapes
from unet_studio.domain.hit_test import HitKind, HitTarget
from unet_studio.domain.message import Message, say
from unet_studio.domain.polygon import largest_move
from unet_studio.domain.vertices import (
    can_delete_vertex,
    can_insert_vertex,
    turns,
    with_vertex_inserted,
    without_vertex,
)
from unet_studio.workspace.labels.commands import DELETE_VERTEX, INSERT_VERTEX, MOVE_SHAPES
from unet_studio.workspace.labels.selection_edits import select_groups
from unet_studio.workspace.tools.drags import Drag, InsertDrag, MoveDrag, VertexDrag, extremes
from unet_studio.workspace.tools.preview import ToolPreview
from unet_studio.workspace.tools.tool import NO_MODIFIER, CursorRole, KeyTable, PointerEvent, Tool

if TYPE_CHECKING:
    from unet_studio.workspace.labels.document import AnnotationDocument

DRAG_STARTS_PX = 3.0
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_CTRL = Qt.KeyboardModifier.ControlModifier
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_CURSORS = {
    HitKind.VERTEX: CursorRole.GRAB_VERTEX,
    HitKind.EDGE: CursorRole.ADD_VERTEX,
    HitKind.BODY: CursorRole.GRAB_SHAPE,
}

_NOTHING_YET = say("hint", "Nothing is outlined here yet: press P and click around an object.")
_NO_CLASS_YET = say(
    "hint", "Type the name of a class on the right; then press P and click around an object."
)
_IDLE = say("hint", "Click a shape to select it; Shift-click, or drag a frame, to select several.")
_SELECTED = say("hint", "Drag to move, Delete removes, number keys change the class, Esc lets go.")
_ON_BODY = say("hint", "Click to select, drag to move. A right click shows what else can be done.")
_ON_GROUP = say("hint", "Click to select, drag to move. Double-click selects the whole group.")
_ON_EDGE = say("hint", "Drag to pull a new corner out of the edge.")
_ON_VERTEX = say("hint", "Drag to move the corner, Delete removes it.")
_ON_TURNING_HANDLE = say("hint", "Drag to turn the rectangle.")
_FRAMING = say("hint", "Let go to select what lies wholly in the frame, Esc to leave it.")
_DRAGGING = say("hint", "Let go to drop it here, Esc puts it back.")


class SelectTool(Tool):
    """Hover shows what a click would take; a drag is one step to undo."""

    shows_handles = True

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._last: PointerEvent | None = None
        self._pressed: tuple[PointerEvent, HitTarget] | None = None
        self._drag: Drag | None = None
        self._corner: PointerEvent | None = None  # where a frame was begun
        self._vertex: tuple[str, int] | None = None

    @property
    def hint(self) -> Message:
        """One sentence: what can be done now."""
        if self._drag is not None:
            return _DRAGGING()
        if self._preview.box is not None:
            return _FRAMING()
        if self._preview.hover is not None and self._document is not None:
            return self._hint_on(self._preview.hover, self._document)
        if self._document is None or not self._document.annotation.shapes:
            return _NOTHING_YET() if self._class_name else _NO_CLASS_YET()
        return _SELECTED() if self._document.selection else _IDLE()

    def _hint_on(self, hover: HitTarget, document: AnnotationDocument) -> Message:
        shape = document.shape(hover.shape_id)
        if hover.kind is HitKind.VERTEX:
            return _ON_TURNING_HANDLE() if turns(shape, hover.index) else _ON_VERTEX()
        if hover.kind is HitKind.EDGE:
            return _ON_EDGE()
        return _ON_BODY() if shape.group_id is None else _ON_GROUP()

    def set_document(self, document: AnnotationDocument | None) -> None:
        """Work on another document."""
        if self._document is not None:
            self._document.annotation_changed.disconnect(self._on_annotation_changed)
            self._document.selection_changed.disconnect(self._on_selection_changed)
            self._document.access_changed.disconnect(self._on_selection_changed)
        super().set_document(document)
        if document is not None:
            document.annotation_changed.connect(self._on_annotation_changed)
            document.selection_changed.connect(self._on_selection_changed)
            document.access_changed.connect(self._on_selection_changed)

    def cancel(self) -> None:
        """Put back what is being dragged."""
        self._drag = self._pressed = self._corner = self._vertex = self._last = None
        self._refresh()

    def undo_part(self) -> bool:
        """Put back what is being dragged, or leave a frame."""
        if self._drag is None and self._corner is None:
            return False
        self._drag = self._pressed = self._corner = None
        self._refresh()
        return True

    def live_keys(self) -> KeyTable:
        """Select all; and with a selection: Delete, the arrows and Esc."""
        if self._drag is not None or self._corner is not None:
            return {(Qt.Key.Key_Escape, NO_MODIFIER): self._put_back}
        if self._document is None:
            return {}
        keys: KeyTable = {(Qt.Key.Key_A, _CTRL): self._document.select_all}
        if self._document.selection or self._vertex_meant():
            for delete in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
                keys[delete, NO_MODIFIER] = self.delete
        if self._document.selection:
            keys[Qt.Key.Key_Escape, NO_MODIFIER] = self._let_go
            for key, (dx, dy) in _ARROWS.items():
                keys[key, NO_MODIFIER] = partial(self.nudge, dx, dy)
                keys[key, _SHIFT] = partial(self.nudge, 10 * dx, 10 * dy)
        return keys

    def press(self, event: PointerEvent) -> None:
        """Select what is there and take hold of it."""
        if event.button is not Qt.MouseButton.LeftButton or self._document is None:
            return
        hit = self._hit(event)
        adds = bool(event.modifiers & (_SHIFT | _CTRL))
        self._vertex = None
        if hit is None:
            self._corner = event
            self._document.select(self._document.selection if adds else ())
        elif adds and hit.kind is HitKind.BODY:
            self._document.toggle(hit.shape_id)
        elif hit.shape_id not in self._document.selection:
            self._document.select([hit.shape_id])
        if hit is not None and hit.shape_id in self._document.selection:
            self._pressed = (event, hit)
            if hit.kind is HitKind.VERTEX:
                self._vertex = (hit.shape_id, hit.index)
        self._last = event
        self._refresh()

    def move(self, event: PointerEvent) -> None:
        """Hover, or drag what is held."""
        self._last = event
        if self._pressed is not None and self._drag is None:
            start, hit = self._pressed
            if event.distance_px(start.x, start.y) >= DRAG_STARTS_PX:
                self._drag = self._drag_of(hit, start)
        self._refresh()

    def release(self, event: PointerEvent) -> None:
        """Drop what is held: one step to undo."""
        if event.button is not Qt.MouseButton.LeftButton or self._document is None:
            return
        drag, pressed = self._drag, self._pressed
        corner, box = self._corner, self._preview.box
        self._drag = self._pressed = self._corner = None
        self._last = event
        if corner is not None and box is not None:
            adds = event.modifiers & (_SHIFT | _CTRL)
            kept = self._document.selection if adds else ()
            index = self._document.index
            framed = (index.shapes[i].shape_id for i in index.inside(*box))
            self._document.select([*kept, *framed])
        elif drag is not None:
            if isinstance(drag, InsertDrag) and pressed is not None:
                self._vertex = (pressed[1].shape_id, pressed[1].index + 1)
            self._document.replace_shapes(drag.shapes(event), drag.text)
        elif pressed is not None and not event.modifiers & (_SHIFT | _CTRL):
            self._document.select([pressed[1].shape_id])
        self._refresh()

    def double_click(self, event: PointerEvent) -> None:
        """On an edge: a new vertex; on a body: its whole group; elsewhere a press like others."""
        hit = self._hit(event)
        if self._document is None or hit is None or hit.kind is not HitKind.EDGE:
            self.press(event)
            if self._document is not None and hit is not None and hit.kind is HitKind.BODY:
                select_groups(self._document)
                self._pressed = None  # letting go would select the one alone
            return
        shape = self._document.shape(hit.shape_id)
        bent = with_vertex_inserted(shape, hit.index, hit.x, hit.y)
        self._vertex = (hit.shape_id, hit.index + 1)
        self._document.replace_shapes([bent], INSERT_VERTEX)

    def select_at(self, event: PointerEvent) -> None:
        """Select what is there, unless it is selected already."""
        hit = self._hit(event)
        if self._document is None or hit is None:
            return
        if hit.shape_id not in self._document.selection:
            self._document.select([hit.shape_id])

    def leave(self) -> None:
        """Nothing is under the pointer any more."""
        self._last = None
        self._refresh()

    def delete(self) -> None:
        """Delete the vertex under the cursor or clicked last, else the selected shapes.

        A polygon of three corners stays: who points at a corner does not mean the whole shape.
        """
        if self._document is None:
            return
        vertex = self._vertex_meant()
        if vertex is None:
            self._delete_selected()
            return
        shape = self._document.shape(vertex[0])
        if can_delete_vertex(shape):
            self._vertex = None
            self._document.replace_shapes([without_vertex(shape, vertex[1])], DELETE_VERTEX)

    def nudge(self, dx: float, dy: float) -> None:
        """Move the selected shapes by image pixels; nudges in a row are one step to undo."""
        if self._document is None or not self._document.selection:
            return
        shapes = self._document.selected_shapes
        dx, dy = largest_move(extremes(shapes), dx, dy, self._document.image_size)
        moved = moved_shapes(shapes, dx, dy)
        self._document.replace_shapes(moved, MOVE_SHAPES, merge=True)

    def _drag_of(self, hit: HitTarget, start: PointerEvent) -> Drag | None:
        if self._document is None:
            return None
        size = self._document.image_size
        if hit.kind is HitKind.BODY:
            return MoveDrag(self._document.selected_shapes, start, size)
        kind = VertexDrag if hit.kind is HitKind.VERTEX else InsertDrag
        return kind(self._document.shape(hit.shape_id), hit, start, size)

    def _vertex_meant(self) -> tuple[str, int] | None:
        """The vertex that Delete is about, if it can be one at all."""
        hover = self._preview.hover
        vertex = self._vertex
        if hover is not None and hover.kind is HitKind.VERTEX:
            vertex = (hover.shape_id, hover.index)
        if vertex is None or self._document is None:
            return None
        return vertex if can_insert_vertex(self._document.shape(vertex[0])) else None

    def _hit(self, event: PointerEvent) -> HitTarget | None:
        if self._document is None:
            return None
        return self._document.hit(event.x, event.y, scale=event.scale)

    @property
    def _frame(self) -> tuple[float, float, float, float] | None:
        """The frame being pulled up: left, top, right, bottom."""
        start, now = self._corner, self._last
        if start is None or now is None or now.distance_px(start.x, start.y) < DRAG_STARTS_PX:
            return None
        (left, right), (top, bottom) = sorted((start.x, now.x)), sorted((start.y, now.y))
        return left, top, right, bottom

    def _put_back(self) -> None:
        self.undo_part()

    def _let_go(self) -> None:
        self._vertex = None
        super()._let_go()

    def _on_annotation_changed(self) -> None:
        self._drag = self._pressed = self._corner = None  # what it held may be gone
        self._on_selection_changed()

    def _on_selection_changed(self) -> None:
        if self._document is None:
            return
        if self._vertex is not None:
            shape_id, index = self._vertex
            chosen = {shape.shape_id: shape for shape in self._document.selected_shapes}
            if shape_id not in chosen or index >= len(chosen[shape_id].points):
                self._vertex = None
        self._refresh()

    def _refresh(self) -> None:
        if self._drag is not None and self._last is not None:
            self._show(self._drag.preview(self._last))
        elif self._frame is not None:
            self._show(ToolPreview(box=self._frame, vertex=self._vertex))
        else:
            hover = self._hit(self._last) if self._last is not None else None
            self._set_cursor(_CURSORS[hover.kind] if hover else CursorRole.ARROW)
            preview = ToolPreview(hover=hover, vertex=self._vertex)
            if preview != self._preview:
                self._show(preview)
        self.hint_changed.emit()
