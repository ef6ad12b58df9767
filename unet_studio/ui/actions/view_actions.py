"""Actions of the View kind: modes, zoom, colours and language."""

from __future__ import annotations

from unet_studio.domain.message import say
from unet_studio.ui.actions.action import ActionKey as K
from unet_studio.ui.actions.action import ActionSpec, Situation


def _shows_picture(now: Situation) -> bool:
    return now.shows_picture


def _is_labelling(now: Situation) -> bool:
    return now.is_labelling


def _has_project(now: Situation) -> bool:
    return now.has_project


VIEW_ACTIONS: dict[K, ActionSpec] = {
    K.LABEL_MODE: ActionSpec(say("actions", "&Label"), "F2", checkable=True),
    K.TRAIN_MODE: ActionSpec(say("actions", "&Train"), "F3", checkable=True),
    K.RESULTS_MODE: ActionSpec(say("actions", "&Results"), "F4", checkable=True),
    K.ZOOM_IN: ActionSpec(say("actions", "Zoom &in"), "Ctrl++", "zoom-in", when=_shows_picture),
    K.ZOOM_OUT: ActionSpec(say("actions", "Zoom &out"), "Ctrl+-", "zoom-out", when=_shows_picture),
    K.ZOOM_FIT: ActionSpec(say("actions", "&Fit to window"), "Ctrl+0", "fit", when=_shows_picture),
    K.ZOOM_ACTUAL: ActionSpec(say("actions", "&Actual size"), "Ctrl+1", when=_shows_picture),
    K.DISPLAY_PANEL: ActionSpec(
        say("actions", "&Brightness and channels"),
        "F6",
        "contrast",
        say("actions", "Change how the picture is shown; its values stay as they are."),
        checkable=True,
        when=_shows_picture,
    ),
    K.SHOW_LABELS: ActionSpec(
        say("actions", "&Labels"),
        "F7",
        "eye",
        say("actions", "Show the labels, or the picture alone. Hold U for a quick look."),
        checkable=True,
        when=_is_labelling,
    ),
    K.OUTLINES_ONLY: ActionSpec(
        say("actions", "&Outlines only"),
        "F8",
        "outlines",
        say("actions", "Do not fill the labels."),
        checkable=True,
        when=_is_labelling,
    ),
    K.SCALE_BAR: ActionSpec(say("actions", "&Scale bar"), checkable=True, when=_shows_picture),
    K.PIXEL_GRID: ActionSpec(
        say("actions", "&Grid of pixels"),
        tip=say("actions", "Draw lines between pixels from 1600 % on."),
        checkable=True,
        when=_shows_picture,
    ),
    K.CROSSHAIR: ActionSpec(
        say("actions", "&Crosshair"), "F9", checkable=True, when=_shows_picture
    ),
    K.PIXEL_SIZE: ActionSpec(
        say("actions", "Pixel si&ze…"),
        tip=say("actions", "Say how large a pixel is, for lengths in micrometres."),
        when=_has_project,
    ),
    K.THEME_SYSTEM: ActionSpec(say("actions", "Like the system"), checkable=True),
    K.THEME_LIGHT: ActionSpec(say("actions", "Light"), checkable=True),
    K.THEME_DARK: ActionSpec(say("actions", "Dark"), checkable=True),
    K.LANGUAGE_ENGLISH: ActionSpec(say("actions", "English"), checkable=True),
    K.LANGUAGE_CHINESE: ActionSpec(say("actions", "简体中文"), checkable=True),
}
