"""The tool: what every way of pointing at the canvas has in common."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject, Qt, Signal

from unet_studio.domain.message import Message, say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from unet_studio.domain.annotation import Shape
    from unet_studio.domain.hit_test import HitTarget
    from unet_studio.workspace.document import AnnotationDocument

NO_CLASS = say("hint", "Add a class first: it says what the object is.")

NO_MODIFIER = Qt.KeyboardModifier.NoModifier

KeyTable = dict[tuple[Qt.Key, Qt.KeyboardModifier], Callable[[], None]]
"""What each key, with these modifiers, does now."""


@dataclass(frozen=True)
class PointerEvent:
    """The mouse or pen at one moment.

    Attributes
    ----------
    x, y
        Where it is, in image pixels; may lie outside the image.
    button
        Which button went down or up; none while it moves.
    modifiers
        Which of Shift, Ctrl, Alt are down.
    scale
        Screen pixels per image pixel.
    """

    x: float
    y: float
    button: Qt.MouseButton = Qt.MouseButton.NoButton
    modifiers: Qt.KeyboardModifier = NO_MODIFIER
    scale: float = 1.0

    def distance_px(self, x: float, y: float) -> float:
        """Distance to a point of the image, in screen pixels."""
        return float(np.hypot(self.x - x, self.y - y)) * self.scale


class CursorRole(Enum):
    """What the mouse cursor tells."""

    ARROW = "arrow"
    CROSS = "cross"
    GRAB_SHAPE = "grab shape"
    GRAB_VERTEX = "grab vertex"
    ADD_VERTEX = "add vertex"
    OPEN_HAND = "open hand"
    CLOSED_HAND = "closed hand"


@dataclass(frozen=True)
class Draft:
    """A shape that is being drawn.

    Attributes
    ----------
    points
        (N, 2) float64 image pixels: what is fixed so far.
    cursor
        Where the next point would go; None while the cursor is elsewhere.
    closes
        Whether a click now would close the shape.
    is_box
        Whether two points span a box.
    class_name
        The class it will have.
    """

    points: NDArray[np.float64]
    cursor: tuple[float, float] | None
    closes: bool = False
    is_box: bool = False
    class_name: str = ""


@dataclass(frozen=True)
class ToolPreview:
    """What a tool shows before anything is changed.

    Attributes
    ----------
    draft
        The shape being drawn.
    replaced
        Shapes as they look while one of their vertices is dragged, by id.
    moved, shift
        Ids of the shapes being dragged as a whole, and how far (dx, dy) in image pixels.
    hover
        What a click would take hold of.
    vertex
        The chosen vertex: (shape id, index).
    """

    draft: Draft | None = None
    replaced: Mapping[str, Shape] = field(default_factory=dict)
    moved: frozenset[str] = frozenset()
    shift: tuple[float, float] = (0.0, 0.0)
    hover: HitTarget | None = None
    vertex: tuple[str, int] | None = None

    @property
    def held(self) -> frozenset[str]:
        """Ids of the shapes that are not where the document has them."""
        return self.moved | self.replaced.keys()


NO_PREVIEW = ToolPreview()


class Tool(QObject):
    """One way of pointing at the canvas.

    The canvas passes on what pointer and keyboard do; the tool changes the document through its
    edits and shows what is going on through `preview`.
    """

    preview_changed = Signal()  # `preview` is another value now
    cursor_changed = Signal()  # `cursor` is another value now
    hint_changed = Signal()  # `hint` is another value now
    class_needed = Signal()  # a shape cannot be drawn while there is no class

    shows_handles = False
    """Whether vertices of selected shapes can be taken hold of."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document: AnnotationDocument | None = None
        self._class_name: str | None = None
        self._preview = NO_PREVIEW
        self._cursor = CursorRole.ARROW

    @property
    def document(self) -> AnnotationDocument | None:
        """What it works on."""
        return self._document

    @property
    def class_name(self) -> str | None:
        """The class of what is drawn next."""
        return self._class_name

    @property
    def preview(self) -> ToolPreview:
        """What it shows before anything is changed."""
        return self._preview

    @property
    def cursor(self) -> CursorRole:
        """How the mouse cursor should look."""
        return self._cursor

    @property
    def hint(self) -> Message:
        """One sentence: what can be done now."""
        raise NotImplementedError

    def set_document(self, document: AnnotationDocument | None) -> None:
        """Work on another document; what was in progress is dropped."""
        self.cancel()
        self._document = document
        self.hint_changed.emit()

    def set_class_name(self, name: str | None) -> None:
        """Choose the class of what is drawn next."""
        self._class_name = name

    def cancel(self) -> None:
        """Drop what is in progress."""
        self._show(NO_PREVIEW)

    def undo_part(self) -> bool:
        """Take back the last part of what is in progress; False if nothing is."""
        return False

    def live_keys(self) -> KeyTable:
        """The keys that mean something to it now; with a selection at least Delete and Esc."""
        if self._document is None or not self._document.selection:
            return {}
        return {
            (Qt.Key.Key_Delete, NO_MODIFIER): self._delete_selected,
            (Qt.Key.Key_Escape, NO_MODIFIER): self._let_go,
        }

    def key_press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> bool:
        """Do what a key means; False if it means nothing to this tool now."""
        deed = self.live_keys().get((key, modifiers & ~Qt.KeyboardModifier.KeypadModifier))
        if deed is not None:
            deed()
        return deed is not None

    def press(self, event: PointerEvent) -> None:
        """A button went down."""

    def move(self, event: PointerEvent) -> None:
        """The pointer moved, with or without a button down."""

    def release(self, event: PointerEvent) -> None:
        """A button went up."""

    def double_click(self, event: PointerEvent) -> None:
        """A button went down for the second time at one place."""

    def leave(self) -> None:
        """The pointer left the canvas."""

    def _delete_selected(self) -> None:
        if self._document is not None:
            self._document.remove_shapes(self._document.selection)

    def _let_go(self) -> None:
        if self._document is not None:
            self._document.select(())

    def _show(self, preview: ToolPreview) -> None:
        self._preview = preview
        self.preview_changed.emit()

    def _set_cursor(self, cursor: CursorRole) -> None:
        if cursor is not self._cursor:
            self._cursor = cursor
            self.cursor_changed.emit()
