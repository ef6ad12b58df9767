"""Actions of the Label kind: the tools."""

from __future__ import annotations

from unet_studio.domain.message import say
from unet_studio.ui.actions.action import ActionKey as K
from unet_studio.ui.actions.action import ActionSpec, Situation


def _is_labelling(now: Situation) -> bool:
    return now.is_labelling


LABEL_ACTIONS: dict[K, ActionSpec] = {
    K.SELECT_TOOL: ActionSpec(
        say("actions", "&Select and edit"),
        "V",
        "select",
        say("actions", "Select, move and correct shapes."),
        checkable=True,
        when=_is_labelling,
    ),
    K.POLYGON_TOOL: ActionSpec(
        say("actions", "Draw a &polygon"),
        "P",
        "polygon",
        say("actions", "Click around a thing to outline it."),
        checkable=True,
        when=_is_labelling,
    ),
    K.RECTANGLE_TOOL: ActionSpec(
        say("actions", "Draw a &rectangle"), "R", "rectangle", checkable=True, when=_is_labelling
    ),
    K.PAN_TOOL: ActionSpec(
        say("actions", "Move the &view"), "M", "pan", checkable=True, when=_is_labelling
    ),
    K.PROMPT_TOOL: ActionSpec(
        say("actions", "&AI: point or box"),
        "A",
        "prompt",
        say("actions", "A segment-anything model finds the outline; it is fetched on first use."),
        checkable=True,
        when=_is_labelling,
    ),
}
