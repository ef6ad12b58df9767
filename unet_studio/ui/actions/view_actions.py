"""Actions of the View kind: modes, zoom, colours and language."""

from __future__ import annotations

from unet_studio.domain.message import say
from unet_studio.ui.actions.action import ActionKey as K
from unet_studio.ui.actions.action import ActionSpec, Situation


def _shows_picture(now: Situation) -> bool:
    return now.shows_picture


VIEW_ACTIONS: dict[K, ActionSpec] = {
    K.LABEL_MODE: ActionSpec(say("actions", "&Label"), "F2", checkable=True),
    K.TRAIN_MODE: ActionSpec(say("actions", "&Train"), "F3", checkable=True),
    K.RESULTS_MODE: ActionSpec(say("actions", "&Results"), "F4", checkable=True),
    K.ZOOM_IN: ActionSpec(say("actions", "Zoom &in"), "Ctrl++", "zoom-in", when=_shows_picture),
    K.ZOOM_OUT: ActionSpec(say("actions", "Zoom &out"), "Ctrl+-", "zoom-out", when=_shows_picture),
    K.ZOOM_FIT: ActionSpec(say("actions", "&Fit to window"), "Ctrl+0", "fit", when=_shows_picture),
    K.ZOOM_ACTUAL: ActionSpec(say("actions", "&Actual size"), "Ctrl+1", when=_shows_picture),
    K.THEME_SYSTEM: ActionSpec(say("actions", "Like the system"), checkable=True),
    K.THEME_LIGHT: ActionSpec(say("actions", "Light"), checkable=True),
    K.THEME_DARK: ActionSpec(say("actions", "Dark"), checkable=True),
    K.LANGUAGE_ENGLISH: ActionSpec(say("actions", "English"), checkable=True),
    K.LANGUAGE_CHINESE: ActionSpec(say("actions", "简体中文"), checkable=True),
}
