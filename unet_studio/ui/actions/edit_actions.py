"""Actions of the Edit kind: undoing, selecting and changing shapes."""

from __future__ import annotations

from unet_studio.domain.message import say
from unet_studio.ui.actions.action import ActionKey as K
from unet_studio.ui.actions.action import ActionSpec, Situation


def _can_undo(now: Situation) -> bool:
    return now.is_labelling and now.can_undo


def _can_redo(now: Situation) -> bool:
    return now.is_labelling and now.can_redo


def _has_selection(now: Situation) -> bool:
    return now.is_labelling and now.has_selection


def _is_labelling(now: Situation) -> bool:
    return now.is_labelling


def _has_image(now: Situation) -> bool:
    return now.has_images


def _has_broken_labels(now: Situation) -> bool:
    return now.has_broken_labels


EDIT_ACTIONS: dict[K, ActionSpec] = {
    K.UNDO: ActionSpec(say("actions", "&Undo"), "Ctrl+Z", "undo", when=_can_undo),
    K.REDO: ActionSpec(say("actions", "&Redo"), "Ctrl+Shift+Z", "redo", when=_can_redo),
    K.DELETE: ActionSpec(say("actions", "&Delete shapes"), icon="delete", when=_has_selection),
    K.SELECT_ALL: ActionSpec(say("actions", "Select &all shapes"), "Ctrl+A", when=_is_labelling),
    K.EARLIER_VERSIONS: ActionSpec(
        say("actions", "Earlier &versions…"),
        "Ctrl+H",
        tip=say("actions", "See what the labels of this image were, and bring them back."),
        when=_has_image,
    ),
    K.SET_BROKEN_ASIDE: ActionSpec(
        say("actions", "Set the &broken label file aside"),
        tip=say("actions", "Rename it, so that this image can be labelled; nothing is deleted."),
        when=_has_broken_labels,
    ),
}
