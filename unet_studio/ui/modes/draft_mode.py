"""Connects the draft bar, Space and the canvas with the drafts of the image in view."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from unet_studio.ui.actions import ActionKey as K
from unet_studio.ui.label.draft_bar import DraftBar

if TYPE_CHECKING:
    from unet_studio.ui.action_set import ActionSet
    from unet_studio.ui.label.label_view import LabelView
    from unet_studio.workspace.workspace import Workspace


class DraftMode(QObject):
    """Shows how many drafts are left, and brings the one looked at into view."""

    def __init__(self, actions: ActionSet, view: LabelView, workspace: Workspace) -> None:
        super().__init__(view)
        self._view = view
        self._workspace = workspace
        self._review = review = workspace.review
        self._bar = DraftBar(
            [actions[key] for key in (K.ACCEPT_ALL_DRAFTS, K.REJECT_ALL_DRAFTS)],
            [actions[key] for key in (K.NEXT_WITH_DRAFTS, K.TRAIN_ON)],
        )
        view.add_bar(self._bar)
        view.canvas.space_tapped.connect(self._on_space_tapped)
        review.changed.connect(self._show)
        review.brought.connect(self._bring_into_view)
        workspace.states.changed.connect(self._on_states_changed)
        self._show()

    def _on_space_tapped(self, shift: bool) -> None:
        if shift:
            self._review.step(-1)
        else:
            self._review.accept()

    def _bring_into_view(self, box: tuple[float, float, float, float]) -> None:
        self._view.canvas.camera.bring_into_view(*box)

    def _on_states_changed(self) -> None:
        if self._review.is_done:
            self._show()

    def _show(self) -> None:
        review = self._review
        if review.drafts:
            self._bar.show_left(len(review.drafts), review.authors)
        elif review.is_done:
            self._bar.show_done(len(self._workspace.states.with_drafts))
        else:
            self._bar.hide()
