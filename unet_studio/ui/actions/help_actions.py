"""Actions of the Help kind: the keyboard and the program."""

from __future__ import annotations

from unet_studio.domain.message import say
from unet_studio.ui.actions.action import ActionKey as K
from unet_studio.ui.actions.action import ActionSpec

HELP_ACTIONS: dict[K, ActionSpec] = {
    K.SHORTCUTS: ActionSpec(say("actions", "&Keyboard"), "F1"),
    K.ABOUT: ActionSpec(say("actions", "&About UNet Studio")),
}
