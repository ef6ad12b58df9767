"""The tool: what every way of pointing at the canvas has in common."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject, Qt, Signal

from unet_studio.domain.message import Message, say
from unet_studio.workspace.job import reason_of
from unet_studio.workspace.tools.option import Options
from unet_studio.workspace.tools.preview import NO_PREVIEW, ToolPreview

if TYPE_CHECKING:
    from typing import Any

    from unet_studio.workspace.background import Background
    from unet_studio.workspace.labels.document import AnnotationDocument
    from unet_studio.workspace.tools.option import Option, OptionValue
    from unet_studio.workspace.tools.pixels import Pixels

NO_CLASS = say("hint", "Type the name of a class on the right first: it says what the object is.")

NO_MODIFIER = Qt.KeyboardModifier.NoModifier

KeyTable = dict[tuple[Qt.Key, Qt.KeyboardModifier], Callable[[], object]]
"""What each key, with these modifiers, does now."""


def keys_in_progress(
    finish: Callable[[], object], cancel: Callable[[], object], take_back: Callable[[], object]
) -> KeyTable:
    """The keys of every tool that draws point by point, while it does."""
    return {
        (Qt.Key.Key_Return, NO_MODIFIER): finish,
        (Qt.Key.Key_Enter, NO_MODIFIER): finish,
        (Qt.Key.Key_Escape, NO_MODIFIER): cancel,
        (Qt.Key.Key_Backspace, NO_MODIFIER): take_back,
        (Qt.Key.Key_Delete, NO_MODIFIER): take_back,
    }


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


class Tool(QObject):
    """One way of pointing at the canvas.

    The canvas passes on what pointer and keyboard do; the tool changes the document through its
    edits and shows what is going on through `preview`.
    """

    preview_changed = Signal()  # `preview` is another value now
    cursor_changed = Signal()  # `cursor` is another value now
    hint_changed = Signal()  # `hint` is another value now
    class_needed = Signal()  # a shape cannot be drawn while there is no class
    option_changed = Signal(str)  # the option of this key has another value
    is_computing_changed = Signal()  # `is_computing` is another value now
    failed = Signal(object)  # Message: what was asked for could not be done

    shows_handles = False
    """Whether vertices of selected shapes can be taken hold of."""

    OPTIONS: tuple[Option, ...] = ()
    """What can be set about it, in the order shown."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document: AnnotationDocument | None = None
        self._pixels: Pixels | None = None
        self._class_name: str | None = None
        self._options = Options(self.OPTIONS)
        self._background: Background | None = None
        self._question = 0  # the number of the question whose answer is still wanted
        self._is_computing = False
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
    def pixels(self) -> Pixels | None:
        """The picture under the labels, as it is shown; None until it is there."""
        return self._pixels

    @property
    def is_computing(self) -> bool:
        """Whether an answer is awaited that is not there yet."""
        return self._is_computing

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

    def set_pixels(self, pixels: Pixels | None) -> None:
        """Look at another picture; what was in progress is dropped."""
        if pixels is not self._pixels:
            self.cancel()
            self._pixels = pixels

    def set_class_name(self, name: str | None) -> None:
        """Choose the class of what is drawn next."""
        self._class_name = name

    def set_background(self, background: Background) -> None:
        """Say where `compute` may work."""
        self._background = background

    def option(self, key: str) -> OptionValue:
        """The value of an option; `KeyError` if it has none of this key."""
        return self._options[key]

    def set_option(self, key: str, value: OptionValue) -> None:
        """Set an option, within its limits; `KeyError` if it has none of this key."""
        if self._options.set(key, value):
            self.option_changed.emit(key)

    def compute(self, work: Callable[[], Any], done: Callable[[Any], object]) -> None:
        """Work something out off the GUI thread, then call `done` with the answer on it.

        Only the answer to the last question is handed over: by then the mouse may be elsewhere.
        `cancel` drops it, too. What goes wrong is said by `failed`.
        """
        if self._background is None:
            done(work())
            return
        self._question += 1
        number = self._question
        self._set_computing(True)
        self._background.submit(
            work,
            lambda answer: self._on_computed(number, done, answer),
            lambda error: self._on_compute_failed(number, error),
        )

    def cancel(self) -> None:
        """Drop what is in progress."""
        self.drop_question()
        self._show(NO_PREVIEW)

    def drop_question(self) -> None:
        """Await no answer any more."""
        self._question += 1
        self._set_computing(False)

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

    def wheel(self, event: PointerEvent, steps: float) -> bool:
        """The wheel turned with Ctrl down; False if that means nothing to this tool."""
        del event, steps
        return False

    def leave(self) -> None:
        """The pointer left the canvas."""

    def _on_computed(self, number: int, done: Callable[[Any], object], answer: object) -> None:
        if number == self._question:
            self._set_computing(False)
            done(answer)

    def _on_compute_failed(self, number: int, error: BaseException) -> None:
        if number == self._question:
            self._set_computing(False)
            self.failed.emit(reason_of(error))

    def _set_computing(self, is_computing: bool) -> None:
        if is_computing != self._is_computing:
            self._is_computing = is_computing
            self.is_computing_changed.emit()

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
