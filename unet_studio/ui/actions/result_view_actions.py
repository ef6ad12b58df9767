"""Actions of the View kind for results: what lies over the picture, and how one looks at it."""

from __future__ import annotations

from unet_studio.domain.message import say
from unet_studio.ui.actions.action import ActionKey as K
from unet_studio.ui.actions.action import ActionSpec, Situation


def _shows_result(now: Situation) -> bool:
    return now.shows_result


def _can_compare(now: Situation) -> bool:
    return now.shows_result and now.has_truth


def _can_doubt(now: Situation) -> bool:
    return now.shows_result and now.has_probabilities


RESULT_VIEW_ACTIONS: dict[K, ActionSpec] = {
    K.SHOW_MASK: ActionSpec(
        say("actions", "&Mask"),
        "1",
        tip=say("actions", "Show what was predicted, in the colours of the classes."),
        checkable=True,
        when=_shows_result,
    ),
    K.SHOW_PROBABILITY: ActionSpec(
        say("actions", "&Probability"),
        "2",
        tip=say(
            "actions",
            "Show how probable a class is. Where this is grey, predict again: the probabilities "
            "were not kept.",
        ),
        checkable=True,
        when=_can_doubt,
    ),
    K.SHOW_UNCERTAINTY: ActionSpec(
        say("actions", "&Uncertainty"),
        "3",
        tip=say(
            "actions",
            "Show where the model is undecided. Where this is grey, predict again: the "
            "probabilities were not kept.",
        ),
        checkable=True,
        when=_can_doubt,
    ),
    K.SHOW_ERRORS: ActionSpec(
        say("actions", "&Errors"),
        "4",
        tip=say(
            "actions",
            "Show where prediction and labels differ. Where this is grey, the image has no labels "
            "to compare with.",
        ),
        checkable=True,
        when=_can_compare,
    ),
    K.SHOW_TRUTH: ActionSpec(
        say("actions", "&Your labels"),
        "5",
        tip=say(
            "actions",
            "Show what you drew instead of what was predicted. Where this is grey, the image has "
            "no labels.",
        ),
        checkable=True,
        when=_can_compare,
    ),
    K.NEXT_PROBABILITY: ActionSpec(
        say("actions", "Probability of the &next class"),
        "0",
        tip=say("actions", "Show how probable the next class is, one class after the other."),
        when=_can_doubt,
    ),
    K.LOOK_SINGLE: ActionSpec(
        say("actions", "&One picture"),
        "6",
        tip=say("actions", "Show the result over its picture."),
        checkable=True,
        when=_shows_result,
    ),
    K.LOOK_SWIPE: ActionSpec(
        say("actions", "&Swipe"),
        "7",
        tip=say(
            "actions", "Show the result to the right of a divider that you drag over the picture."
        ),
        checkable=True,
        when=_shows_result,
    ),
    K.LOOK_SIDE_BY_SIDE: ActionSpec(
        say("actions", "S&ide by side"),
        "8",
        tip=say("actions", "Show the result beside the picture; both move together."),
        checkable=True,
        when=_shows_result,
    ),
    K.DIVIDER_LEFT: ActionSpec(
        say("actions", "Divider to the &left"), "Alt+Left", when=_shows_result
    ),
    K.DIVIDER_RIGHT: ActionSpec(
        say("actions", "Divider to the &right"), "Alt+Right", when=_shows_result
    ),
    K.BLINK: ActionSpec(
        say("actions", "&Blink"),
        "9",
        tip=say(
            "actions",
            "Show the picture with and without the result in turn. Hold U for a quick look.",
        ),
        checkable=True,
        when=_shows_result,
    ),
}
