"""Actions of the Image kind: which image is in view and what it is for."""

from __future__ import annotations

from unet_studio.domain.message import say
from unet_studio.ui.actions.action import ActionKey as K
from unet_studio.ui.actions.action import ActionSpec, Mode, Situation


def _may_page(now: Situation) -> bool:
    return now.has_images or now.shows_picture


def _has_images(now: Situation) -> bool:
    return now.has_images


def _chooses_images(now: Situation) -> bool:
    return now.has_images and now.mode is Mode.LABEL


def _is_labelling(now: Situation) -> bool:
    return now.is_labelling


def _changes_labels(now: Situation) -> bool:
    return _chooses_images(now) and not now.is_busy


def _can_predict(now: Situation) -> bool:
    return now.has_images and now.has_model and not now.is_busy


IMAGE_ACTIONS: dict[K, ActionSpec] = {
    K.PREVIOUS_IMAGE: ActionSpec(
        say("actions", "&Previous image"), "PgUp", "previous", when=_may_page
    ),
    K.NEXT_IMAGE: ActionSpec(say("actions", "&Next image"), "PgDown", "next", when=_may_page),
    K.PREVIOUS_UNLABELLED: ActionSpec(
        say("actions", "Previous unla&belled image"), "Ctrl+PgUp", when=_has_images
    ),
    K.NEXT_UNLABELLED: ActionSpec(
        say("actions", "Next &unlabelled image"), "Ctrl+PgDown", when=_has_images
    ),
    K.TOGGLE_HELD_OUT: ActionSpec(
        say("actions", "&Hold out for validation"),
        "H",
        tip=say("actions", "Held-out images are never trained on; scores come from them."),
        checkable=True,
        when=_chooses_images,
    ),
    K.EDIT_IN_LABELME: ActionSpec(
        say("actions", "Edit in &labelme"),
        "Ctrl+Alt+L",
        tip=say("actions", "Open this image in labelme; what you save there appears here."),
        when=_is_labelling,
    ),
    K.MARK_FULLY: ActionSpec(
        say("actions", "&Mark as fully labelled"),
        tip=say("actions", "What no shape covers is background. For all selected images."),
        when=_changes_labels,
    ),
    K.MARK_PARTLY: ActionSpec(
        say("actions", "Mark as partl&y labelled"),
        tip=say("actions", "What no shape covers is ignored. For all selected images."),
        when=_changes_labels,
    ),
    K.MARK_UNLABELLED: ActionSpec(
        say("actions", "Mark as unlab&elled"),
        tip=say("actions", "The shapes stay, and are not trained on. For all selected images."),
        when=_changes_labels,
    ),
    K.DELETE_LABELS: ActionSpec(
        say("actions", "&Delete all labels of the image…"),
        icon="delete",
        tip=say("actions", "For all selected images; earlier versions are kept."),
        when=_changes_labels,
    ),
    K.PREDICT_SELECTED: ActionSpec(
        say("actions", "Predict the selected images"), when=_can_predict
    ),
    K.COPY_PATHS: ActionSpec(say("actions", "&Copy the path"), when=_may_page),
    K.SHOW_IN_FOLDER: ActionSpec(say("actions", "&Show in its folder"), when=_may_page),
}
