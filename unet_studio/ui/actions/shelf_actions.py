"""Actions of the Model kind: which models there are, and what is told of them."""

from __future__ import annotations

from unet_studio.domain.message import say
from unet_studio.ui.actions.action import ActionKey as K
from unet_studio.ui.actions.action import ActionSpec, Situation


def _may_report(now: Situation) -> bool:
    return now.has_run and not now.is_busy


SHELF_ACTIONS: dict[K, ActionSpec] = {
    K.MODEL_SHELF: ActionSpec(
        say("actions", "&All models…"),
        icon="model",
        tip=say("actions", "See, compare, rename, add and delete models."),
    ),
    K.RUN_REPORT: ActionSpec(
        say("actions", "&Report…"),
        when=_may_report,
        tip=say(
            "actions",
            "One page on the model in use, if it was trained in this project: data, split, recipe, "
            "curves, scores, pictures, methods, and how to train it again.",
        ),
    ),
}
