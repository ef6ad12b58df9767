"""The prompt tool: points and boxes that a segment-anything model turns into a region."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QObject, Qt, Signal

from unet_studio.domain.message import Message, say
from unet_studio.domain.region import Region
from unet_studio.imaging.smart_select.prompt import (
    MODEL_NAMES,
    Meaning,
    PromptEngine,
    PromptPoint,
    prompt_model,
)
from unet_studio.workspace.tools.option import ChoiceOption
from unet_studio.workspace.tools.preview import (
    NO_PREVIEW,
    PromptMark,
    RegionPreview,
    ToolPreview,
)
from unet_studio.workspace.tools.region import RESULT, Combine, RegionTool
from unet_studio.workspace.tools.tool import (
    NO_CLASS,
    NO_MODIFIER,
    CursorRole,
    KeyTable,
    PointerEvent,
)

if TYPE_CHECKING:
    from unet_studio.workspace.tools.option import OptionValue
    from unet_studio.workspace.tools.pixels import Pixels

WINDOW_PX = 2048
"""Pictures up to this edge are looked at as a whole; of larger ones, a window around the point."""

KEPT_EMBEDDINGS = 6
SMALLEST_BOX_PX = 8.0

MODEL = ChoiceOption(
    "model",
    say("options", "Model"),
    (
        ("efficientsam:10m", say("options", "EfficientSAM small (quickest)")),
        ("efficientsam:latest", say("options", "EfficientSAM")),
        ("sam2:tiny", say("options", "SAM 2 tiny")),
        ("sam2:small", say("options", "SAM 2 small")),
        ("sam2:latest", say("options", "SAM 2 (most exact)")),
    ),
)
assert tuple(key for key, _text in MODEL.choices) == MODEL_NAMES

_START = say("hint", "Click a thing, or drag a box around it; a model finds its outline.")
_LOOKING = say("hint", "The model looks at the picture. This is done once for each picture.")
_GO_ON = say(
    "hint",
    "Click what is missing, right-click what is too much. Enter accepts, Shift+Enter adds to the "
    "selected shape, Backspace takes the last click back, Esc drops it.",
)

_SHIFT = Qt.KeyboardModifier.ShiftModifier


@dataclass(frozen=True, eq=False)
class _Look:
    """What a model made of a part of a picture."""

    engine: PromptEngine
    embedding: Any
    left: int
    top: int


class PromptTool(RegionTool):
    """Click and drag; the answer is shown at once and becomes a shape when it is accepted."""

    model_needed = Signal(str)  # the model of this name is not on this computer

    OPTIONS = (MODEL, RESULT)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._points: tuple[tuple[PromptPoint, ...], ...] = ()  # a box is two points at once
        self._pressed: PointerEvent | None = None
        self._box_end: tuple[float, float] | None = None
        self._found: Region | None = None
        self._looks: OrderedDict[object, _Look] = OrderedDict()
        self._engine: PromptEngine | None = None  # used on the background's one thread only
        self._cursor = CursorRole.CROSS

    @property
    def hint(self) -> Message:
        """One sentence: what can be done now."""
        if not self._class_name:
            return NO_CLASS()
        if self.is_computing and self._found is None:
            return _LOOKING()
        return _GO_ON() if self._points else _START()

    def set_option(self, key: str, value: OptionValue) -> None:
        """Another model answers the same points anew."""
        super().set_option(key, value)
        if key == MODEL.key and self._points:
            self._ask()

    def cancel(self) -> None:
        """Drop what was asked."""
        self._points = ()
        self._pressed = self._box_end = self._found = None
        super().cancel()
        self.hint_changed.emit()

    def undo_part(self) -> bool:
        """Take the last click or box back."""
        if not self._points:
            return False
        self._points = self._points[:-1]
        if self._points:
            self._ask()
        else:
            self.cancel()
        return True

    def live_keys(self) -> KeyTable:
        """Enter, Shift+Enter, Backspace and Esc while something is asked."""
        if not self._points:
            return super().live_keys()
        return {
            (Qt.Key.Key_Return, NO_MODIFIER): self.accept,
            (Qt.Key.Key_Enter, NO_MODIFIER): self.accept,
            (Qt.Key.Key_Return, _SHIFT): lambda: self.accept(Combine.ADD),
            (Qt.Key.Key_Enter, _SHIFT): lambda: self.accept(Combine.ADD),
            (Qt.Key.Key_Backspace, NO_MODIFIER): self.undo_part,
            (Qt.Key.Key_Escape, NO_MODIFIER): self.cancel,
        }

    def press(self, event: PointerEvent) -> None:
        """Begin a click or a box."""
        if self._document is None or self._pixels is None or not self._is_inside(event):
            return
        if not self._class_name:
            self.class_needed.emit()
        elif event.button is Qt.MouseButton.RightButton:
            self._add_points(PromptPoint(event.x, event.y, Meaning.OUTSIDE))
        elif event.button is Qt.MouseButton.LeftButton:
            self._pressed = event

    def move(self, event: PointerEvent) -> None:
        """Pull the box up."""
        start = self._pressed
        if start is not None and event.distance_px(start.x, start.y) >= SMALLEST_BOX_PX:
            self._box_end = (event.x, event.y)
            self._refresh()

    def release(self, event: PointerEvent) -> None:
        """Ask for what was clicked, or for what lies in the box."""
        start, box_end = self._pressed, self._box_end
        if event.button is not Qt.MouseButton.LeftButton or start is None:
            return
        self._pressed = self._box_end = None
        if box_end is None:
            self._add_points(PromptPoint(start.x, start.y))
        else:
            (x0, y0), (x1, y1) = np.sort([[start.x, start.y], box_end], axis=0).tolist()
            self._add_points(
                PromptPoint(x0, y0, Meaning.BOX_START), PromptPoint(x1, y1, Meaning.BOX_END)
            )

    def double_click(self, event: PointerEvent) -> None:
        """Accept; the click before it has been asked already."""
        if self._found is not None and self._found.covers(event.x, event.y):
            self._points = self._points[:-1] or self._points
            self.accept()
        else:
            self.press(event)

    def accept(self, how: Combine = Combine.NEW) -> None:
        """Make a shape of what was found."""
        found = self._found
        if found is None or self.is_computing:
            return
        self.cancel()
        self.commit(found, how)

    def await_model(self, name: str) -> None:
        """Use a model that is still being fetched; `model_arrived` follows when it is here."""
        super().set_option(MODEL.key, name)

    def model_arrived(self, name: str) -> None:
        """A model is on this computer now: answer what was asked for."""
        if name == self.option(MODEL.key) and self._points:
            self._ask()

    def _add_points(self, *points: PromptPoint) -> None:
        self._points = (*self._points, points)
        self._ask()

    def _ask(self) -> None:
        pixels, name = self._pixels, str(self.option(MODEL.key))
        asked = tuple(point for points in self._points for point in points)
        if pixels is None:
            return
        self._refresh()
        self.compute(lambda: self._answer(pixels, name, asked), self._on_answered)
        self.hint_changed.emit()

    def _answer(self, pixels: Pixels, name: str, points: tuple[PromptPoint, ...]) -> Region | None:
        """On the thread of the background; None = the model is not here."""
        if not prompt_model(name).is_here:
            return None
        look = self._look_at(pixels, name, points)
        moved = [replace(p, x=p.x - look.left, y=p.y - look.top) for p in points]
        return Region(look.left, look.top, look.engine.mask(look.embedding, moved)).trimmed()

    def _look_at(self, pixels: Pixels, name: str, points: tuple[PromptPoint, ...]) -> _Look:
        box = _window(pixels.size, points)
        rgb = np.ascontiguousarray(pixels.crop(*box))
        # By content: the same picture shown otherwise is another one to a model.
        key = (name, box, hashlib.blake2b(rgb.data, digest_size=16).digest())
        if key not in self._looks:
            if self._engine is None or self._engine.name != name:
                self._engine = PromptEngine(name)
            self._looks[key] = _Look(self._engine, self._engine.embed(rgb), box[0], box[1])
        self._looks.move_to_end(key)
        while len(self._looks) > KEPT_EMBEDDINGS:
            self._looks.popitem(last=False)
        return self._looks[key]

    def _on_answered(self, found: Region | None) -> None:
        if found is None:
            self.model_needed.emit(str(self.option(MODEL.key)))
        self._found = found
        self._refresh()
        self.hint_changed.emit()

    def _is_inside(self, event: PointerEvent) -> bool:
        if self._pixels is None:
            return False
        height, width = self._pixels.size
        return 0 <= event.x < width and 0 <= event.y < height

    def _refresh(self) -> None:
        start, end = self._pressed, self._box_end
        box = (start.x, start.y, *end) if start is not None and end is not None else None
        found = self._found
        region = (
            RegionPreview(found, self._class_name or "")
            if found is not None and not found.is_empty
            else None
        )
        marks = tuple(
            PromptMark(p.x, p.y, is_inside=p.meaning is Meaning.INSIDE)
            for points in self._points
            for p in points
            if len(points) == 1
        )
        preview = ToolPreview(region=region, box=box, marks=marks)
        self._show(preview if region or box or marks else NO_PREVIEW)


def _window(size: tuple[int, int], points: tuple[PromptPoint, ...]) -> tuple[int, int, int, int]:
    """What of a picture is looked at: all of it, or a window on a coarse grid around the points.

    The grid makes points near one another share a window, which need not be looked at again.
    """
    height, width = size
    if max(height, width) <= WINDOW_PX:
        return 0, 0, width, height
    left, right = _span([p.x for p in points], width)
    top, bottom = _span([p.y for p in points], height)
    return left, top, right, bottom


def _span(places: list[float], length: int) -> tuple[int, int]:
    """Along one axis: the window's first pixel and the one behind its last."""
    step = WINDOW_PX // 2
    start = int(np.clip(int(places[0]) // step * step - step // 2, 0, max(length - WINDOW_PX, 0)))
    margin = (max(places) - min(places)) / 8
    low, high = int(min(places) - margin), int(max(places) + margin) + 1
    return max(min(start, low), 0), min(max(start + WINDOW_PX, high), length)
