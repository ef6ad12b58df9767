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


IMAGE_ACTIONS: dict[K, ActionSpec] = {
    K.PREVIOUS_IMAGE: ActionSpec(
        say("actions", "&Previous image"), "PgUp", "previous", when=_may_page
    ),
    K.NEXT_IMAGE: ActionSpec(say("actions", "&Next image"), "PgDown", "next", when=_may_page),
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
}
