"""Actions of the Label kind: the tools."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unet_studio.domain.message import say
from unet_studio.ui.actions.action import ActionKey as K
from unet_studio.ui.actions.action import ActionSpec, Situation

if TYPE_CHECKING:
    from unet_studio.domain.message import Text


def _is_labelling(now: Situation) -> bool:
    return now.is_labelling


def _tool(text: Text, shortcut: str, icon: str, tip: Text) -> ActionSpec:
    return ActionSpec(text, shortcut, icon, tip, checkable=True, when=_is_labelling)


LABEL_ACTIONS: dict[K, ActionSpec] = {
    K.SELECT_TOOL: _tool(
        say("actions", "&Select and edit"),
        "V",
        "select",
        say("actions", "Select, move and correct shapes."),
    ),
    K.PAN_TOOL: _tool(
        say("actions", "Move the &view"),
        "M",
        "pan",
        say("actions", "Drag the picture. With any tool: Space or the middle mouse button."),
    ),
    K.POLYGON_TOOL: _tool(
        say("actions", "&Polygon"),
        "P",
        "polygon",
        say("actions", "Click around a thing to outline it."),
    ),
    K.FREEHAND_TOOL: _tool(
        say("actions", "&Freehand outline"),
        "Q",
        "freehand",
        say("actions", "Drag around a thing, or along a line, as with a pen."),
    ),
    K.RECTANGLE_TOOL: _tool(
        say("actions", "&Rectangle"),
        "R",
        "rectangle",
        say("actions", "Drag from corner to corner; with Shift a square."),
    ),
    K.ORIENTED_RECTANGLE_TOOL: _tool(
        say("actions", "&Oriented rectangle"),
        "O",
        "oriented_rectangle",
        say("actions", "Drag along one edge, then click how wide it is."),
    ),
    K.CIRCLE_TOOL: _tool(
        say("actions", "&Circle"),
        "C",
        "circle",
        say("actions", "Drag from the middle to the rim; with Shift from rim to rim."),
    ),
    K.POINT_TOOL: _tool(
        say("actions", "Po&int"),
        "D",
        "point",
        say("actions", "Each click is a point; in masks a dot of 10 pixels, as in labelme."),
    ),
    K.LINE_TOOL: _tool(
        say("actions", "&Line"),
        "N",
        "line",
        say("actions", "Drag from end to end; in masks 10 pixels wide, as in labelme."),
    ),
    K.LINE_STRIP_TOOL: _tool(
        say("actions", "Line &strip"),
        "K",
        "line_strip",
        say("actions", "Click along a bent line; in masks 10 pixels wide, as in labelme."),
    ),
    K.BRUSH_TOOL: _tool(
        say("actions", "&Brush"),
        "B",
        "brush",
        say("actions", "Paint objects; the right mouse button erases."),
    ),
    K.ERASER_TOOL: _tool(
        say("actions", "&Eraser"),
        "E",
        "eraser",
        say("actions", "Erase from the selected shapes, or from any."),
    ),
    K.CUT_TOOL: ActionSpec(
        say("actions", "&Cut shapes in two"),
        "X",
        "cut",
        say("actions", "Draw a line across shapes; each falls in two."),
        checkable=True,
        when=_is_labelling,
    ),
    K.WAND_TOOL: _tool(
        say("actions", "Magic &wand"),
        "W",
        "wand",
        say("actions", "Click a thing to select what has its colour."),
    ),
    K.LIVE_WIRE_TOOL: _tool(
        say("actions", "&Live-wire"),
        "L",
        "live-wire",
        say("actions", "Outline a thing, or draw a line, that follows what is seen."),
    ),
    K.GRAB_CUT_TOOL: _tool(
        say("actions", "&Box to outline"),
        "G",
        "grab-cut",
        say("actions", "Drag a box around a thing; its outline is found (GrabCut)."),
    ),
    K.SUPERPIXELS_TOOL: _tool(
        say("actions", "&Superpixels"),
        "S",
        "superpixels",
        say("actions", "Paint with small parts of the picture whose borders follow edges."),
    ),
    K.THRESHOLD_TOOL: _tool(
        say("actions", "&Threshold in a box"),
        "T",
        "threshold",
        say("actions", "Label what is bright, or dark, in a box."),
    ),
    K.PROMPT_TOOL: _tool(
        say("actions", "&AI: point or box"),
        "A",
        "prompt",
        say("actions", "A segment-anything model finds the outline; it is fetched on first use."),
    ),
}
