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


_ON_CLIPBOARD: dict[K, ActionSpec] = {
    K.CUT_SHAPES: ActionSpec(say("actions", "Cu&t"), "Ctrl+X", when=_has_selection),
    K.COPY_SHAPES: ActionSpec(
        say("actions", "&Copy"),
        "Ctrl+C",
        tip=say("actions", "Copy the selected shapes, also for other images and windows."),
        when=_has_selection,
    ),
    K.PASTE_SHAPES: ActionSpec(
        say("actions", "&Paste"),
        "Ctrl+V",
        tip=say("actions", "Paste copied shapes at the place they were copied from."),
        when=_is_labelling,
    ),
    K.DUPLICATE_SHAPES: ActionSpec(say("actions", "Dupl&icate"), "Ctrl+D", when=_has_selection),
    K.TAKE_OVER_SHAPES: ActionSpec(
        say("actions", "Take over shapes of the pre&vious image"),
        "Ctrl+Shift+D",
        tip=say("actions", "Copy all shapes of the image before this one, each at its place."),
        when=_is_labelling,
    ),
}

_SELECTING: dict[K, ActionSpec] = {
    K.SELECT_ALL: ActionSpec(say("actions", "Select &all shapes"), "Ctrl+A", when=_is_labelling),
    K.SELECT_SAME_CLASS: ActionSpec(
        say("actions", "&Select the same class"),
        "Ctrl+Shift+A",
        tip=say("actions", "Select all shapes of the classes of those that are selected."),
        when=_is_labelling,
    ),
    K.SELECT_GROUP: ActionSpec(
        say("actions", "Select the &whole group"),
        tip=say("actions", "Select what is grouped with the selected shapes."),
        when=_has_selection,
    ),
    K.INVERT_SELECTION: ActionSpec(
        say("actions", "Invert t&he selection"), "Ctrl+I", when=_is_labelling
    ),
}

_CHANGING: dict[K, ActionSpec] = {
    K.MERGE_SHAPES: ActionSpec(
        say("actions", "&Merge"),
        "Ctrl+M",
        tip=say("actions", "Make one shape of the selected ones, as the first one is."),
        when=_has_selection,
    ),
    K.SUBTRACT_SHAPES: ActionSpec(
        say("actions", "S&ubtract"),
        "Ctrl+Shift+M",
        tip=say("actions", "Cut the other selected shapes out of the one selected first."),
        when=_has_selection,
    ),
    K.FILL_HOLES: ActionSpec(
        say("actions", "&Fill holes"),
        "Ctrl+Shift+F",
        tip=say("actions", "Cover what the selected shapes surround."),
        when=_has_selection,
    ),
    K.SIMPLIFY_SHAPES: ActionSpec(
        say("actions", "S&implify"),
        "Ctrl+L",
        tip=say("actions", "Leave out corners that matter little; again leaves out more."),
        when=_has_selection,
    ),
    K.SMOOTH_SHAPES: ActionSpec(
        say("actions", "&Smooth"),
        "Ctrl+Shift+L",
        tip=say("actions", "Soften the outlines; again softens more."),
        when=_has_selection,
    ),
    K.TO_MASKS: ActionSpec(
        say("actions", "Turn into m&asks"),
        "Ctrl+B",
        tip=say("actions", "Masks of the same pixels, for brush and eraser."),
        when=_has_selection,
    ),
    K.TO_POLYGONS: ActionSpec(
        say("actions", "Turn into &polygons"),
        "Ctrl+Shift+B",
        tip=say("actions", "Polygons that draw the same pixels."),
        when=_has_selection,
    ),
    K.GROUP_SHAPES: ActionSpec(
        say("actions", "&Group"),
        "Ctrl+G",
        tip=say("actions", "Say that the selected shapes belong to one object."),
        when=_has_selection,
    ),
    K.UNGROUP_SHAPES: ActionSpec(say("actions", "U&ngroup"), "Ctrl+Shift+G", when=_has_selection),
    K.SHAPE_PROPERTIES: ActionSpec(
        say("actions", "Prop&erties…"),
        "Alt+Return",
        tip=say("actions", "Class, group, flags and description of the selected shapes."),
        when=_has_selection,
    ),
    K.IMAGE_FLAGS: ActionSpec(
        say("actions", "&Flags of the image…"),
        tip=say("actions", "labelme's flags, such as “blurred”: marks with names of your own."),
        when=_is_labelling,
    ),
}

_ORDERING: dict[K, ActionSpec] = {
    K.BRING_FORWARD: ActionSpec(
        say("actions", "Bring &forward"),
        "Ctrl+Up",
        tip=say("actions", "Later shapes lie over earlier ones, in masks and in training."),
        when=_has_selection,
    ),
    K.SEND_BACKWARD: ActionSpec(say("actions", "Send back&ward"), "Ctrl+Down", when=_has_selection),
    K.BRING_TO_FRONT: ActionSpec(
        say("actions", "Bring &to front"), "Ctrl+Home", when=_has_selection
    ),
    K.SEND_TO_BACK: ActionSpec(say("actions", "Send to &back"), "Ctrl+End", when=_has_selection),
}

_HIDING: dict[K, ActionSpec] = {
    K.HIDE_SHAPES: ActionSpec(
        say("actions", "&Hide"),
        "Ctrl+H",
        tip=say("actions", "Hidden shapes stay labels: they are saved, trained on and exported."),
        when=_has_selection,
    ),
    K.HIDE_OTHERS: ActionSpec(
        say("actions", "Hide all &others"), "Ctrl+Alt+H", when=_has_selection
    ),
    K.SHOW_ALL: ActionSpec(say("actions", "&Show all"), "Ctrl+Shift+H", when=_is_labelling),
    K.LOCK_SHAPES: ActionSpec(
        say("actions", "&Lock"),
        "Ctrl+K",
        tip=say("actions", "Locked shapes are shown, but cannot be selected or changed."),
        when=_has_selection,
    ),
    K.UNLOCK_ALL: ActionSpec(say("actions", "&Unlock all"), "Ctrl+Shift+K", when=_is_labelling),
}

EDIT_ACTIONS: dict[K, ActionSpec] = {
    K.UNDO: ActionSpec(say("actions", "&Undo"), "Ctrl+Z", "undo", when=_can_undo),
    K.REDO: ActionSpec(say("actions", "&Redo"), "Ctrl+Shift+Z", "redo", when=_can_redo),
    **_ON_CLIPBOARD,
    K.DELETE: ActionSpec(
        say("actions", "&Delete shapes"), shown_key="Del", icon="delete", when=_has_selection
    ),
    **_SELECTING,
    **_CHANGING,
    **_ORDERING,
    **_HIDING,
    K.EARLIER_VERSIONS: ActionSpec(
        say("actions", "&Earlier versions…"),
        "Ctrl+Alt+Z",
        tip=say("actions", "See what the labels of this image were, and bring them back."),
        when=_has_image,
    ),
    K.SET_BROKEN_ASIDE: ActionSpec(
        say("actions", "Set the &broken label file aside"),
        tip=say("actions", "Rename it, so that this image can be labelled; nothing is deleted."),
        when=_has_broken_labels,
    ),
}
