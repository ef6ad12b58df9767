"""Connects the live bar and the live mask in Label with the live loop."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from unet_studio.domain.label_class import ClassTable
from unet_studio.ui.actions import ActionKey
from unet_studio.ui.canvas.mask_layer import MaskLayer
from unet_studio.ui.label.live_bar import LiveBar
from unet_studio.workspace.training.live_loop import LiveState

if TYPE_CHECKING:
    from unet_studio.ui.action_set import ActionSet
    from unet_studio.ui.label.label_view import LabelView
    from unet_studio.workspace.workspace import Workspace

_OPACITY = 0.2
"""Paler than labels: it is only what a model says."""


class LiveMode(QObject):
    """Shows what the loop does, and what its model says under the labels."""

    def __init__(self, actions: ActionSet, view: LabelView, workspace: Workspace) -> None:
        super().__init__(view)
        self._actions = actions
        self._workspace = workspace
        self._loop = loop = workspace.live
        self._bar = LiveBar()
        view.add_bar(self._bar)
        self._layer = MaskLayer(view.canvas)
        self._layer.opacity = _OPACITY
        view.canvas.add_layer(self._layer)
        self._bar.stop_requested.connect(lambda: loop.set_on(on=False))
        self._bar.shown_toggled.connect(self._show_mask)
        self._bar.drafts_requested.connect(self._take_as_drafts)
        loop.changed.connect(self._show)
        loop.mask_changed.connect(self._show_mask)
        self._show()
        self._show_mask()

    def _show(self) -> None:
        self._bar.show_loop(self._loop)
        self._actions.check(ActionKey.LIVE_LOOP, checked=self._loop.state is not LiveState.OFF)

    def _show_mask(self) -> None:
        found = self._loop.mask if self._bar.shows_mask else None
        classes = found.author.classes if found is not None else ClassTable()
        self._bar.offer_drafts(is_possible=self._loop.mask is not None)
        self._layer.set_mask(found.mask if found is not None else None, classes)

    def _take_as_drafts(self) -> None:
        found = self._loop.mask
        if found is not None:
            self._workspace.drafts.take_mask(found.image, found.mask, found.author)
