"""Actions about drafts: making them of predictions, looking through them, learning from them."""

from __future__ import annotations

from unet_studio.domain.message import say
from unet_studio.ui.actions.action import ActionKey as K
from unet_studio.ui.actions.action import ActionSpec, Mode, Situation


def _reviews(now: Situation) -> bool:
    return now.is_labelling and now.has_drafts


def _drafts_wait(now: Situation) -> bool:
    return now.drafts_wait


def _shows_own_result(now: Situation) -> bool:
    return now.has_own_results and now.mode is Mode.RESULTS


def _can_make(now: Situation) -> bool:
    return now.has_own_results and not now.is_busy


def _can_train_on(now: Situation) -> bool:
    return now.can_train and now.has_model


DRAFT_ACTIONS: dict[K, ActionSpec] = {
    K.ACCEPT_DRAFT: ActionSpec(
        say("actions", "&Accept the draft, go to the next"),
        shown_key="Space",
        tip=say("actions", "Say that the selected draft is right. Delete rejects it."),
        when=_reviews,
    ),
    K.PREVIOUS_DRAFT: ActionSpec(
        say("actions", "&Back to the draft before"), shown_key="Shift+Space", when=_reviews
    ),
    K.ACCEPT_ALL_DRAFTS: ActionSpec(
        say("actions", "Accept a&ll"),
        "Ctrl+Shift+Return",
        tip=say("actions", "Say that all drafts of this image are right; one step to undo."),
        when=_reviews,
    ),
    K.REJECT_ALL_DRAFTS: ActionSpec(
        say("actions", "&Reject all"),
        "Ctrl+Shift+Backspace",
        tip=say("actions", "Take all drafts of this image away; one step to undo."),
        when=_reviews,
    ),
    K.NEXT_WITH_DRAFTS: ActionSpec(
        say("actions", "&Next image with drafts"), "Ctrl+Shift+PgDown", when=_drafts_wait
    ),
    K.CORRECT_RESULT: ActionSpec(
        say("actions", "&Correct this"),
        "Ctrl+Return",
        tip=say(
            "actions",
            "Open this image in Label, with what the model found as drafts to accept, mend or "
            "reject.",
        ),
        when=_shows_own_result,
    ),
    K.MAKE_DRAFTS: ActionSpec(
        say("actions", "&Drafts for all unlabelled"),
        tip=say(
            "actions",
            "Every unlabelled image of these results gets its prediction as drafts. Nothing "
            "learns from a draft before somebody accepts it.",
        ),
        when=_can_make,
    ),
    K.TRAIN_ON: ActionSpec(
        say("actions", "Train &on"),
        "Ctrl+Shift+T",
        tip=say(
            "actions",
            "Let the model in use go on learning, now also from what you corrected. The new one "
            "takes its place only if it is better on the same held-out images.",
        ),
        when=_can_train_on,
    ),
}
