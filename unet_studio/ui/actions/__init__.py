"""All commands of the window: one table for each menu, joined here."""

from __future__ import annotations

from unet_studio.ui.actions.action import ActionKey, ActionSpec, Mode, Situation
from unet_studio.ui.actions.draft_actions import DRAFT_ACTIONS
from unet_studio.ui.actions.edit_actions import EDIT_ACTIONS
from unet_studio.ui.actions.file_actions import FILE_ACTIONS
from unet_studio.ui.actions.help_actions import HELP_ACTIONS
from unet_studio.ui.actions.image_actions import IMAGE_ACTIONS
from unet_studio.ui.actions.label_actions import LABEL_ACTIONS
from unet_studio.ui.actions.model_actions import MODEL_ACTIONS
from unet_studio.ui.actions.result_view_actions import RESULT_VIEW_ACTIONS
from unet_studio.ui.actions.shelf_actions import SHELF_ACTIONS
from unet_studio.ui.actions.suggestion_actions import SUGGESTION_ACTIONS
from unet_studio.ui.actions.view_actions import VIEW_ACTIONS

__all__ = ["ACTIONS", "ActionKey", "ActionSpec", "Mode", "Situation", "possible_actions"]

ACTIONS: dict[ActionKey, ActionSpec] = {
    **FILE_ACTIONS,
    **EDIT_ACTIONS,
    **LABEL_ACTIONS,
    **DRAFT_ACTIONS,
    **VIEW_ACTIONS,
    **RESULT_VIEW_ACTIONS,
    **IMAGE_ACTIONS,
    **SUGGESTION_ACTIONS,
    **MODEL_ACTIONS,
    **SHELF_ACTIONS,
    **HELP_ACTIONS,
}
"""One row for each key."""


def possible_actions(now: Situation) -> frozenset[ActionKey]:
    """The actions that can be done in this situation."""
    return frozenset(key for key, spec in ACTIONS.items() if spec.when(now))
