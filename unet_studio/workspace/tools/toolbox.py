"""The toolbox: all tools, which one is in hand, and the class of what is drawn next."""

from __future__ import annotations

from enum import StrEnum
from importlib import import_module
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, Signal

from unet_studio.workspace.background import Background

if TYPE_CHECKING:
    from unet_studio.domain.message import Message
    from unet_studio.workspace.labels.document import AnnotationDocument
    from unet_studio.workspace.tools.pixels import Pixels
    from unet_studio.workspace.tools.tool import Tool


class ToolKey(StrEnum):
    """The tools a person can choose; each has an action `<key>_tool` and an icon of its name."""

    SELECT = "select"
    PAN = "pan"
    CUT = "cut"

    POLYGON = "polygon"
    RECTANGLE = "rectangle"
    ORIENTED_RECTANGLE = "oriented_rectangle"
    CIRCLE = "circle"
    LINE = "line"
    LINE_STRIP = "line_strip"
    POINT = "point"
    FREEHAND = "freehand"

    BRUSH = "brush"
    ERASER = "eraser"

    WAND = "wand"
    LIVE_WIRE = "live_wire"
    GRAB_CUT = "grab_cut"
    SUPERPIXELS = "superpixels"
    THRESHOLD = "threshold"
    PROMPT = "prompt"


TOOLS: dict[ToolKey, str] = {
    ToolKey.SELECT: "SelectTool",
    ToolKey.PAN: "PanTool",
    ToolKey.CUT: "CutTool",
    ToolKey.POLYGON: "PolygonTool",
    ToolKey.RECTANGLE: "RectangleTool",
    ToolKey.ORIENTED_RECTANGLE: "OrientedRectangleTool",
    ToolKey.CIRCLE: "CircleTool",
    ToolKey.LINE: "LineTool",
    ToolKey.LINE_STRIP: "LineStripTool",
    ToolKey.POINT: "PointTool",
    ToolKey.FREEHAND: "FreehandTool",
    ToolKey.BRUSH: "BrushTool",
    ToolKey.ERASER: "EraserTool",
    ToolKey.WAND: "WandTool",
    ToolKey.LIVE_WIRE: "LiveWireTool",
    ToolKey.GRAB_CUT: "GrabCutTool",
    ToolKey.SUPERPIXELS: "SuperpixelTool",
    ToolKey.THRESHOLD: "ThresholdTool",
    ToolKey.PROMPT: "PromptTool",
}
"""The class of each tool, in the module of `workspace.tools` that has the key as its name."""

TOOL_GROUPS: tuple[tuple[ToolKey, ...], ...] = (
    (ToolKey.SELECT, ToolKey.PAN, ToolKey.CUT),
    (
        ToolKey.POLYGON,
        ToolKey.FREEHAND,
        ToolKey.RECTANGLE,
        ToolKey.ORIENTED_RECTANGLE,
        ToolKey.CIRCLE,
        ToolKey.POINT,
        ToolKey.LINE,
        ToolKey.LINE_STRIP,
    ),
    (ToolKey.BRUSH, ToolKey.ERASER),
    (
        ToolKey.WAND,
        ToolKey.LIVE_WIRE,
        ToolKey.GRAB_CUT,
        ToolKey.SUPERPIXELS,
        ToolKey.THRESHOLD,
        ToolKey.PROMPT,
    ),
)
"""The tools as they stand together in the tool bar."""


def tool_class(key: ToolKey) -> type[Tool]:
    """The class of a tool; its module is imported when that is first asked for."""
    module = import_module(f"unet_studio.workspace.tools.{key}")
    return cast("type[Tool]", getattr(module, TOOLS[key]))


class Toolbox(QObject):
    """One tool of each kind, one of them in hand, all on the same document.

    A tool is made when it is first asked for: all of them at once would take a tenth of the time
    from the start of the program to its window.
    """

    tool_changed = Signal()  # another tool is in hand
    class_changed = Signal()  # `class_name` is another one
    hint_changed = Signal()  # `hint` may say something else
    class_needed = Signal()  # a shape cannot be drawn while there is no class
    failed = Signal(object)  # Message: what was asked of a tool could not be done

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tools: dict[ToolKey, Tool] = {}
        self._background = Background(1, "tools", self)
        self._key = ToolKey.SELECT
        self._document: AnnotationDocument | None = None
        self._pixels: Pixels | None = None
        self._class_name: str | None = None

    @property
    def key(self) -> ToolKey:
        """Which tool is in hand."""
        return self._key

    @property
    def tool(self) -> Tool:
        """The tool in hand."""
        return self.tool_of(self._key)

    @property
    def class_name(self) -> str | None:
        """The class of what is drawn next."""
        return self._class_name

    @property
    def hint(self) -> Message:
        """What the tool in hand can do now."""
        return self.tool.hint

    def tool_of(self, key: ToolKey) -> Tool:
        """The tool of a kind."""
        if key not in self._tools:
            self._tools[key] = self._made(key)
        return self._tools[key]

    def _made(self, key: ToolKey) -> Tool:
        tool = tool_class(key)(self)
        tool.set_background(self._background)
        tool.set_document(self._document)
        tool.set_pixels(self._pixels)
        tool.set_class_name(self._class_name)
        tool.hint_changed.connect(self.hint_changed)
        tool.class_needed.connect(self.class_needed)
        tool.failed.connect(self.failed)
        return tool

    def choose(self, key: ToolKey) -> None:
        """Take another tool in hand; what the last one had in progress is dropped."""
        if key is not self._key:
            self.tool.cancel()
            self._key = key
            self.tool_changed.emit()
            self.hint_changed.emit()

    def set_document(self, document: AnnotationDocument | None) -> None:
        """Work on another document."""
        self._document = document
        for tool in self._tools.values():
            tool.set_document(document)

    def set_pixels(self, pixels: Pixels | None) -> None:
        """Look at another picture."""
        self._pixels = pixels
        for tool in self._tools.values():
            tool.set_pixels(pixels)

    def set_class_name(self, name: str | None) -> None:
        """Choose the class of what is drawn next."""
        if name != self._class_name:
            self._class_name = name
            for tool in self._tools.values():
                tool.set_class_name(name)
            self.class_changed.emit()

    def apply_class(self, name: str) -> None:
        """Choose a class; with the select tool the selected shapes change to it."""
        self.set_class_name(name)
        if self._key is ToolKey.SELECT and self._document is not None:
            self._document.change_class(self._document.selection, name)

    def undo(self) -> None:
        """Take back the last part of what is in progress, else the last edit."""
        if not self.tool.undo_part() and self._document is not None:
            self._document.undo_stack.undo()

    def redo(self) -> None:
        """Do again what was taken back."""
        if self._document is not None:
            self._document.undo_stack.redo()

    def close(self) -> None:
        """Stop what is being worked out."""
        self._background.close()
