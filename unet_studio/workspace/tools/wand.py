"""The wand tool: a click takes the pixels that look like the one clicked, a drag more or less."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from unet_studio.domain.message import Message, say
from unet_studio.domain.region import Region
from unet_studio.imaging.smart_select.wand import LARGEST_TOLERANCE, WandField
from unet_studio.workspace.tools.option import ChoiceOption, NumberOption, SwitchOption
from unet_studio.workspace.tools.preview import RegionPreview, ToolPreview
from unet_studio.workspace.tools.region import RESULT, Combine
from unet_studio.workspace.tools.smart import KEEP_OFF, SmartTool, Window
from unet_studio.workspace.tools.tool import NO_CLASS, NO_MODIFIER, KeyTable

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    from numpy.typing import NDArray
    from PySide6.QtCore import QObject

    from unet_studio.workspace.tools.option import OptionValue
    from unet_studio.workspace.tools.pixels import Pixels
    from unet_studio.workspace.tools.tool import PointerEvent

FIRST_WINDOW_PX = 512
LARGEST_WINDOW_PX = 4096  # farther from the press nothing is selected
STILL_PX = 4.0  # screen pixels that a hand trembles
PER_PX = 0.5  # tolerance for each screen pixel of the drag

_START = say(
    "hint",
    "Click a thing to select what has its colour; drag right for more, left for less. "
    "Shift adds to the selected shape, Alt takes from it.",
)
_GROW = say("hint", "Drag right for more, left for less; let go to keep it. Esc cancels.")


@dataclass(frozen=True)
class _Wish:
    """What is asked for: where, and how it is told what belongs to it."""

    x: int
    y: int
    tolerance: float | None  # None = the best one
    contiguous: bool
    smooth_px: float
    fills_holes: bool
    sample_px: int


@dataclass(frozen=True, eq=False)
class _Grown:
    """What was found."""

    window: Window
    field: WandField
    tolerance: float
    region: Region


class WandTool(SmartTool):
    """Press on a thing; its region is shown at once and follows the drag."""

    OPTIONS = (
        NumberOption(
            "tolerance",
            say("options", "Tolerance"),
            *(0, LARGEST_TOLERANCE, 24),
            tip=say("options", "How far colours may differ from those that were clicked."),
        ),
        SwitchOption(
            "auto",
            say("options", "Automatic"),
            default=True,
            tip=say(
                "options",
                "Each click finds the tolerance whose outline lies best on an edge; "
                "dragging goes on from there.",
            ),
        ),
        SwitchOption(
            "contiguous",
            say("options", "Connected only"),
            default=True,
            tip=say("options", "Off: take what has these colours in the whole picture."),
        ),
        NumberOption("smooth", say("options", "Smooth"), 0, 10, 1, unit="px"),
        SwitchOption("holes", say("options", "Fill holes"), default=True),
        ChoiceOption(
            "sample",
            say("options", "Sample"),
            (
                ("3", say("options", "3 × 3")),
                ("1", say("options", "1 pixel")),
                ("5", say("options", "5 × 5")),
            ),
            tip=say("options", "The pixels around the click whose colours are looked for."),
        ),
        KEEP_OFF,
        RESULT,
    )

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._press: PointerEvent | None = None
        self._how = Combine.NEW
        self._blocked: Callable[[Window], NDArray[np.bool_] | None] = _nothing
        self._from: float | None = None  # the tolerance the drag began with
        self._grown: _Grown | None = None
        self._is_let_go = False

    @property
    def hint(self) -> Message:
        """One sentence: what can be done now."""
        if not self._class_name:
            return NO_CLASS()
        return _START() if self._press is None else _GROW()

    def cancel(self) -> None:
        """Drop the region in progress."""
        self._press = self._grown = self._from = None
        self._is_let_go = False
        super().cancel()
        self.hint_changed.emit()

    def undo_part(self) -> bool:
        """Drop the region in progress."""
        if self._press is None:
            return False
        self.cancel()
        return True

    def live_keys(self) -> KeyTable:
        """Esc, while a region is in progress."""
        if self._press is None:
            return super().live_keys()
        return {(Qt.Key.Key_Escape, NO_MODIFIER): self.cancel}

    def set_option(self, key: str, value: OptionValue) -> None:
        """Set an option; one who sets the tolerance wants this one, not the best one."""
        if key == "tolerance" and self._press is None and value != self.option(key):
            super().set_option("auto", value=False)
        super().set_option(key, value)

    def press(self, event: PointerEvent) -> None:
        """Begin with the pixel under the cursor."""
        if event.button is not Qt.MouseButton.LeftButton or not self.is_ready:
            return
        if self._document is None or not _is_inside(event, self._document.image_size):
            return
        how = self.how(event)
        if how is None:
            return
        self.cancel()
        self._press, self._how = event, how
        self._blocked = self.blocked_by_labels(how)
        self._ask(None if self._options["auto"] else float(self._options["tolerance"]))
        self.hint_changed.emit()

    def move(self, event: PointerEvent) -> None:
        """More or less, as far as the mouse has come."""
        if self._press is None or self._is_let_go or self._grown is None:
            return
        if self._from is None:
            if event.distance_px(self._press.x, self._press.y) < STILL_PX:
                return
            self._from = self._grown.tolerance
        way = (event.x - self._press.x - event.y + self._press.y) * event.scale
        wanted = min(max(self._from + PER_PX * way, 0), LARGEST_TOLERANCE)
        self.set_option("tolerance", round(wanted))
        self._ask(round(wanted))

    def release(self, event: PointerEvent) -> None:
        """Keep the region, at the latest when it is there."""
        if self._press is None or event.button is not Qt.MouseButton.LeftButton:
            return
        self._is_let_go = True
        if not self.is_computing:
            self._keep()

    def double_click(self, event: PointerEvent) -> None:
        """The second click of two is a click like the first."""
        self.press(event)

    def _ask(self, tolerance: float | None) -> None:
        pixels, press, known, blocked = self._pixels, self._press, self._grown, self._blocked
        if pixels is None or press is None:
            return
        wish = _Wish(
            int(press.x),
            int(press.y),
            tolerance,
            contiguous=bool(self._options["contiguous"]),
            smooth_px=float(self._options["smooth"]),
            fills_holes=bool(self._options["holes"]),
            sample_px=int(self._options["sample"]),
        )
        self.ask_latest(lambda: _grow(pixels, wish, known, blocked), self._on_grown)

    def _on_grown(self, grown: _Grown) -> None:
        self._grown = grown
        self.set_option("tolerance", grown.tolerance)
        erases = self._how is Combine.TAKE
        preview = RegionPreview(grown.region, self._class_name or "", erases=erases)
        self._show(ToolPreview(region=preview))
        if self._is_let_go:
            self._keep()

    def _keep(self) -> None:
        grown, how = self._grown, self._how
        self.cancel()
        if grown is not None:
            self.commit(grown.region, how)


def _grow(
    pixels: Pixels,
    wish: _Wish,
    known: _Grown | None,
    blocked: Callable[[Window], NDArray[np.bool_] | None],
) -> _Grown:
    """Find the region, in a window that is doubled until the region has room in it."""
    side = FIRST_WINDOW_PX if wish.contiguous else LARGEST_WINDOW_PX
    window = known.window if known else Window.around(wish.x, wish.y, side, pixels.size)
    field = known.field if known else _field(pixels, wish, window, blocked)
    tolerance = field.best_tolerance() if wish.tolerance is None else wish.tolerance
    while True:
        mask = field.region(
            tolerance,
            contiguous=wish.contiguous,
            smooth_px=wish.smooth_px,
            hole_px=field.differences.size if wish.fills_holes else 0,
        )
        side = 2 * max(window.size)
        wider = Window.around(wish.x, wish.y, min(side, LARGEST_WINDOW_PX), pixels.size)
        if wider == window or max(window.size) >= LARGEST_WINDOW_PX or not _is_cut(mask):
            return _Grown(window, field, tolerance, Region(window.left, window.top, mask))
        window, field = wider, _field(pixels, wish, wider, blocked)


def _field(
    pixels: Pixels,
    wish: _Wish,
    window: Window,
    blocked: Callable[[Window], NDArray[np.bool_] | None],
) -> WandField:
    return WandField.around(
        window.crop(pixels),
        wish.x - window.left,
        wish.y - window.top,
        sample_px=wish.sample_px,
        blocked=blocked(window),
    )


def _is_cut(mask: NDArray[np.bool_]) -> bool:
    """Whether a region reaches the rim of its window."""
    return bool(mask[0].any() or mask[-1].any() or mask[:, 0].any() or mask[:, -1].any())


def _is_inside(event: PointerEvent, size: tuple[int, int]) -> bool:
    return 0 <= event.x < size[1] and 0 <= event.y < size[0]


def _nothing(_window: Window) -> None:
    return None
