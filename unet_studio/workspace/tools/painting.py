"""The painting tool: what brush and eraser have in common, a round tip that is dragged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

from unet_studio.domain.message import say
from unet_studio.imaging.stroke import Stroke, snapped
from unet_studio.workspace.tools.option import NumberOption
from unet_studio.workspace.tools.points import DRAG_PX
from unet_studio.workspace.tools.preview import NO_PREVIEW, RegionPreview, Ring, ToolPreview
from unet_studio.workspace.tools.region import Combine, RegionTool, combination
from unet_studio.workspace.tools.tool import NO_MODIFIER, CursorRole, KeyTable, PointerEvent

if TYPE_CHECKING:
    from unet_studio.domain.constraint import Point
    from unet_studio.domain.region import Box, Region
    from unet_studio.workspace.labels.document import AnnotationDocument
    from unet_studio.workspace.tools.option import Option, OptionValue

SIZE = NumberOption(
    "size", say("options", "Size"), low=1, high=1000, default=20, unit="px", is_exponential=True
)
"""The diameter of the tip, in image pixels."""

_WHEEL_FACTOR = 1.15

_LEFT, _RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton


class PaintingTool(RegionTool):
    """One stroke from press to release is one step to undo; subclasses say what it does.

    The left button paints; with Alt, and with the right button, it erases. With Shift a stroke
    starts where the last one ended: a straight line.
    """

    OPTIONS: tuple[Option, ...] = (SIZE,)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._stroke: Stroke | None = None
        self._erases = False
        self._started: PointerEvent | None = None  # what the stroke in progress began with
        self._right: PointerEvent | None = None  # the right button is down, maybe for a menu
        self._end: Point | None = None  # of the last stroke
        self._last: PointerEvent | None = None
        self._cursor = CursorRole.CROSS

    @property
    def diameter_px(self) -> int:
        """Of the tip, in image pixels."""
        return round(float(self.option(SIZE.key)))

    @property
    def is_drawing(self) -> bool:
        """Whether a stroke is in progress."""
        return self._stroke is not None

    def set_document(self, document: AnnotationDocument | None) -> None:
        """Work on another document."""
        if self._document is not None:
            self._document.selection_changed.disconnect(self.hint_changed)
        super().set_document(document)
        self._end = None
        if document is not None:
            document.selection_changed.connect(self.hint_changed)

    def set_class_name(self, name: str | None) -> None:
        """Choose the class of what is painted next."""
        super().set_class_name(name)
        self.hint_changed.emit()

    def set_option(self, key: str, value: OptionValue) -> None:
        """Set an option; the ring follows the size."""
        super().set_option(key, value)
        self._refresh()

    def cancel(self) -> None:
        """Drop the stroke in progress."""
        self._stroke = self._started = self._right = self._last = None
        super().cancel()
        self.hint_changed.emit()

    def undo_part(self) -> bool:
        """Drop the stroke in progress."""
        if self._stroke is None:
            return False
        self._drop()
        return True

    def live_keys(self) -> KeyTable:
        """Esc during a stroke; [ and ] change the size; and what every tool knows."""
        if self._stroke is not None:
            return {
                (Qt.Key.Key_Escape, NO_MODIFIER): self._drop,
                (Qt.Key.Key_Backspace, NO_MODIFIER): self._drop,
            }
        return {
            **super().live_keys(),
            (Qt.Key.Key_BracketLeft, NO_MODIFIER): lambda: self._resize(-1),
            (Qt.Key.Key_BracketRight, NO_MODIFIER): lambda: self._resize(1),
        }

    def press(self, event: PointerEvent) -> None:
        """Start a stroke; with the right button, only once the pointer moves."""
        self._last = event
        if self._document is None or self._stroke is not None:
            return
        if event.button is _RIGHT:
            self._right = event
        elif event.button is _LEFT:
            self._start(event, erases=combination(event) is Combine.TAKE)

    def move(self, event: PointerEvent) -> None:
        """Go on with the stroke, or show what the tip would touch."""
        self._last = event
        right = self._right
        if right is not None and event.distance_px(right.x, right.y) >= DRAG_PX:
            self._right = None
            self._start(right, erases=True)
        if self._stroke is None:
            self._refresh()
        else:
            self._go_to(self._stroke, event.x, event.y)

    def release(self, event: PointerEvent) -> None:
        """End the stroke: one step to undo."""
        self._last = event
        if event.button is _RIGHT:
            self._right = None
        started, stroke = self._started, self._stroke
        if stroke is None or started is None or event.button is not started.button:
            return
        erases = self._erases
        self._end = (event.x, event.y)
        self._stroke = self._started = None
        if erases:
            self._erase(stroke.region)
        else:
            self._paint(stroke.region, started)
        self._refresh()
        self.hint_changed.emit()

    def double_click(self, event: PointerEvent) -> None:
        """A press like any other."""
        self.press(event)

    def wheel(self, event: PointerEvent, steps: float) -> bool:
        """Change the size."""
        self._last = event
        self._resize(steps)
        return True

    def leave(self) -> None:
        """Take the ring away until the pointer is back."""
        self._last = None
        self._refresh()

    # ---- what subclasses say ----

    def _may_paint(self) -> bool:
        """Whether a stroke that does not erase can start."""
        return True

    def _paint(self, region: Region, started: PointerEvent) -> None:
        """Put what the stroke covered into the document."""
        raise NotImplementedError

    def _restrain(self, stroke: Stroke, box: Box) -> None:
        """Take back what a step covered and should not have."""

    # ---- strokes ----

    def _start(self, event: PointerEvent, *, erases: bool) -> None:
        if self._document is None or not (erases or self._may_paint()):
            return
        self._erases = erases
        self._started = event
        self._stroke = Stroke(self._document.image_size, self.diameter_px)
        if event.modifiers & Qt.KeyboardModifier.ShiftModifier and self._end is not None:
            self._restrain(self._stroke, self._stroke.go_to(*self._end))
        self._restrain(self._stroke, self._stroke.go_to(event.x, event.y))
        self._show_stroke(self._stroke, None)
        self.hint_changed.emit()

    def _go_to(self, stroke: Stroke, x: float, y: float) -> None:
        box = stroke.go_to(x, y)
        self._restrain(stroke, box)
        self._show_stroke(stroke, box)

    def _show_stroke(self, stroke: Stroke, changed: Box | None) -> None:
        region = RegionPreview(stroke.region, self._class_name or "", self._erases, changed)
        self._show(ToolPreview(region=region, ring=self._ring()))

    def _drop(self) -> None:
        self._stroke = self._started = None
        self._refresh()
        self.hint_changed.emit()

    def _erase(self, region: Region) -> None:
        """Take from the selected shapes; if the stroke met none of them, from what lies there."""
        document = self._document
        if document is None or self._take_from(document.selected_shapes, region):
            return
        selection = document.selection
        met = document.index.touching(region.left, region.top, region.right, region.bottom)
        shapes = [document.index.shapes[i] for i in met]
        self._take_from([s for s in shapes if s.shape_id not in document.barred], region)
        document.select(selection)

    def _resize(self, steps: float) -> None:
        if self._stroke is None and steps:
            size = self.diameter_px
            wanted = round(size * _WHEEL_FACTOR**steps)
            self.set_option(SIZE.key, wanted if wanted != size else size + (1 if steps > 0 else -1))

    def _ring(self) -> Ring | None:
        if self._last is None:
            return None
        x, y = snapped(self._last.x, self._last.y, self.diameter_px)
        erases = self._erases if self._stroke is not None else self._erases_always
        return Ring(x, y, self.diameter_px / 2, erases)

    @property
    def _erases_always(self) -> bool:
        return False

    def _refresh(self) -> None:
        ring = self._ring()
        preview = ToolPreview(ring=ring) if ring is not None else NO_PREVIEW
        if self._stroke is None and preview != self._preview:
            self._show(preview)
