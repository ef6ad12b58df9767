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


EDIT_ACTIONS: dict[K, ActionSpec] = {
    K.UNDO: ActionSpec(say("actions", "&Undo"), "Ctrl+Z", "undo", when=_can_undo),
    K.REDO: ActionSpec(say("actions", "&Redo"), "Ctrl+Shift+Z", "redo", when=_can_redo),
    K.DELETE: ActionSpec(say("actions", "&Delete shapes"), icon="delete", when=_has_selection),
    K.SELECT_ALL: ActionSpec(say("actions", "Select &all shapes"), "Ctrl+A", when=_is_labelling),
}
