"""The superpixel tool: paint with small parts of the picture instead of with a round brush."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from unet_studio.domain.message import Message, say
from unet_studio.domain.region import Region
from unet_studio.imaging.smart_select.superpixels import borders, superpixels
from unet_studio.workspace.tools.option import NumberOption
from unet_studio.workspace.tools.preview import RegionPreview, ToolPreview
from unet_studio.workspace.tools.region import RESULT, Combine
from unet_studio.workspace.tools.smart import KEEP_OFF, SmartTool, Window
from unet_studio.workspace.tools.tool import NO_CLASS, NO_MODIFIER, KeyTable

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from PySide6.QtCore import QObject

    from unet_studio.workspace.tools.option import OptionValue
    from unet_studio.workspace.tools.pixels import Pixels
    from unet_studio.workspace.tools.tool import PointerEvent

LEAST_TILE_PX, LARGEST_TILE_PX = 256, 768  # the largest takes about 200 ms
_ACROSS = 40  # superpixels from one side of a tile to the other
KEPT_TILES = 16

_START = say(
    "hint",
    "Click a part, or drag across several, to label them. The wheel with Ctrl changes their size. "
    "Shift adds to the selected shape, Alt takes from it.",
)
_GO_ON = say("hint", "Drag across what belongs to it; let go to keep it. Esc cancels.")


@dataclass(frozen=True, eq=False)
class _Tile:
    """One square of the picture, cut up."""

    window: Window
    numbers: NDArray[np.intp]
    lines: Region

    def part_at(self, x: float, y: float) -> Region:
        """The superpixel that a point lies in."""
        number = self.numbers[int(y) - self.window.top, int(x) - self.window.left]
        return Region(self.window.left, self.window.top, self.numbers == number).trimmed()


class SuperpixelTool(SmartTool):
    """The part under the cursor lights up; click or drag takes it."""

    OPTIONS = (
        NumberOption("size", say("options", "Size"), 4, 100, 16, unit="px", is_exponential=True),
        NumberOption(
            "compactness",
            say("options", "Compactness"),
            *(1, 100, 15),
            is_exponential=True,
            tip=say("options", "Low: the parts follow the picture. High: they are square."),
        ),
        KEEP_OFF,
        RESULT,
    )

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tiles: dict[tuple[int, int], _Tile] = {}
        self._last: PointerEvent | None = None
        self._painted: Region | None = None
        self._how = Combine.NEW

    @property
    def hint(self) -> Message:
        """One sentence: what can be done now."""
        if not self._class_name:
            return NO_CLASS()
        return _START() if self._painted is None else _GO_ON()

    def cancel(self) -> None:
        """Drop what is being painted."""
        self._painted = self._last = None
        super().cancel()
        self.hint_changed.emit()

    def undo_part(self) -> bool:
        """Drop what is being painted."""
        if self._painted is None:
            return False
        self.cancel()
        return True

    def live_keys(self) -> KeyTable:
        """Esc, while something is being painted."""
        if self._painted is None:
            return super().live_keys()
        return {(Qt.Key.Key_Escape, NO_MODIFIER): self.cancel}

    def set_pixels(self, pixels: Pixels | None) -> None:
        """Look at another picture."""
        if pixels is not self._pixels:
            self._tiles.clear()
            self._last = None
        super().set_pixels(pixels)

    def set_option(self, key: str, value: OptionValue) -> None:
        """Set an option; another size cuts the picture anew."""
        before = self.option(key)
        super().set_option(key, value)
        if key in ("size", "compactness") and before != self.option(key):
            self._tiles.clear()
            self._refresh()

    def wheel(self, event: PointerEvent, steps: float) -> bool:
        """With Ctrl, change the size."""
        del event
        self.set_option("size", float(round(float(self._options["size"]) * 1.2**steps)))
        return True

    def press(self, event: PointerEvent) -> None:
        """Begin with the part under the cursor."""
        self._last = event
        if event.button is not Qt.MouseButton.LeftButton or not self.is_ready:
            return
        how = self.how(event)
        if how is not None:
            self._how, self._painted = how, Region.empty()
            self._refresh()
            self.hint_changed.emit()

    def move(self, event: PointerEvent) -> None:
        """Light up the part under the cursor; while a button is down, take it."""
        self._last = event
        self._refresh()

    def release(self, event: PointerEvent) -> None:
        """Keep what was painted."""
        if self._painted is None or event.button is not Qt.MouseButton.LeftButton:
            return
        painted, how = self._painted, self._how
        self._painted = None
        blocked = self.blocked_region(painted, how)
        self.commit(painted if blocked is None else painted.without(blocked), how)
        self._refresh()
        self.hint_changed.emit()

    def double_click(self, event: PointerEvent) -> None:
        """The second click of two is a click like the first."""
        self.press(event)

    def leave(self) -> None:
        """Nothing is under the cursor any more."""
        self._last = None
        self._refresh()

    def _refresh(self) -> None:
        """Take and show what is under the cursor, and ask for the tile if it is not cut up yet."""
        tile, event = self._tile_under_cursor(), self._last
        if tile is None or event is None:
            shown, lines = self._painted, None
        else:
            part, lines = tile.part_at(event.x, event.y), tile.lines
            if self._painted is not None:
                self._painted = self._painted.united(part)
            shown = part if self._painted is None else self._painted
        erases = self._painted is not None and self._how is Combine.TAKE
        name = self._class_name or ""
        self._show(
            ToolPreview(
                region=RegionPreview(shown, name, erases=erases) if shown is not None else None,
                lines=RegionPreview(lines, name) if lines is not None else None,
            )
        )

    def _tile_under_cursor(self) -> _Tile | None:
        event, pixels = self._last, self._pixels
        if event is None or pixels is None:
            return None
        height, width = pixels.size
        if not (0 <= event.x < width and 0 <= event.y < height):
            return None
        side = self._tile_px()
        place = int(event.x) // side, int(event.y) // side
        if place not in self._tiles:
            self._ask(place, side)
        return self._tiles.get(place)

    def _tile_px(self) -> int:
        wanted = round(float(self._options["size"]) * _ACROSS)
        return min(max(wanted, LEAST_TILE_PX), LARGEST_TILE_PX)

    def _ask(self, place: tuple[int, int], side: int) -> None:
        pixels = self._pixels
        if pixels is None:
            return
        left, top = place[0] * side, place[1] * side
        window = Window(left, top, left + side, top + side).within(pixels.size)
        size_px, compactness = float(self._options["size"]), float(self._options["compactness"])
        wanted = (size_px, compactness)
        self.ask_latest(
            lambda: _cut_up(pixels, window, *wanted),
            lambda tile: self._on_tile(place, wanted, tile),
        )

    def _on_tile(self, place: tuple[int, int], wanted: tuple[float, float], tile: _Tile) -> None:
        if wanted == (float(self._options["size"]), float(self._options["compactness"])):
            if len(self._tiles) >= KEPT_TILES:
                self._tiles.pop(next(iter(self._tiles)))
            self._tiles[place] = tile
        self._refresh()


def _cut_up(pixels: Pixels, window: Window, size_px: float, compactness: float) -> _Tile:
    numbers = superpixels(window.crop(pixels), size_px, compactness)
    return _Tile(window, numbers, Region(window.left, window.top, borders(numbers)))
