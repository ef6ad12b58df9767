"""Actions about what to label next: part of the Image menu."""

from __future__ import annotations

from unet_studio.domain.message import say
from unet_studio.ui.actions.action import ActionKey as K
from unet_studio.ui.actions.action import ActionSpec, Situation


def _may_ask(now: Situation) -> bool:
    return now.has_images and now.has_model and not now.is_busy


def _has_suggestions(now: Situation) -> bool:
    return now.has_suggestions


def _has_spot(now: Situation) -> bool:
    return now.is_labelling and now.has_spot


SUGGESTION_ACTIONS: dict[K, ActionSpec] = {
    K.LABEL_NEXT: ActionSpec(
        say("actions", "Find what to label ne&xt"),
        "Ctrl+Shift+N",
        tip=say(
            "actions",
            "The model looks at all images and lists those, and the spot in each, from which it "
            "would learn most.",
        ),
        when=_may_ask,
    ),
    K.NEXT_SUGGESTION: ActionSpec(
        say("actions", "Next suggestion"), "Ctrl+Alt+PgDown", when=_has_suggestions
    ),
    K.PREVIOUS_SUGGESTION: ActionSpec(
        say("actions", "Previous suggestion"), "Ctrl+Alt+PgUp", when=_has_suggestions
    ),
    K.FINISH_SPOT: ActionSpec(
        say("actions", "The rest of the spot is background"),
        "Ctrl+Alt+Return",
        tip=say(
            "actions",
            "Everything of interest in the frame is outlined; what no shape covers there is "
            "background, and the rest of the image is ignored.",
        ),
        when=_has_spot,
    ),
}
