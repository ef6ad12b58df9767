"""A pointer for tools: presses, moves and lets go, without a window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from unet_studio.workspace.tools.tool import PointerEvent, Tool

if TYPE_CHECKING:
    from collections.abc import Sequence

LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton
NONE = Qt.KeyboardModifier.NoModifier
SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier

Place = tuple[float, float]


class Pointer:
    """Events as the canvas sends them; places are image pixels."""

    def __init__(self, tool: Tool, scale: float = 1.0) -> None:
        self.tool = tool
        self.scale = scale

    def press(self, at: Place, modifiers=NONE, button=LEFT) -> None:
        self.tool.move(PointerEvent(*at, modifiers=modifiers, scale=self.scale))
        self.tool.press(PointerEvent(*at, button, modifiers, self.scale))

    def move(self, *places: Place, modifiers=NONE) -> None:
        for at in places:
            self.tool.move(PointerEvent(*at, modifiers=modifiers, scale=self.scale))

    def release(self, at: Place, modifiers=NONE, button=LEFT) -> None:
        self.tool.release(PointerEvent(*at, button, modifiers, self.scale))

    def click(self, *places: Place, modifiers=NONE, button=LEFT) -> None:
        for at in places:
            self.press(at, modifiers, button)
            self.release(at, modifiers, button)

    def double_click(self, at: Place) -> None:
        self.click(at)
        self.tool.double_click(PointerEvent(*at, LEFT, NONE, self.scale))
        self.release(at)

    def drag(self, way: Sequence[Place], modifiers=NONE, button=LEFT) -> None:
        self.press(way[0], modifiers, button)
        self.move(*way[1:], modifiers=modifiers)
        self.release(way[-1], modifiers, button)
