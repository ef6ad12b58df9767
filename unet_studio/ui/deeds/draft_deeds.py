"""What the window does to make drafts, to look through them, and to learn from them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unet_studio.ui.actions import ActionKey as K
from unet_studio.ui.actions import Mode

if TYPE_CHECKING:
    from collections.abc import Callable

    from unet_studio.ui.main_window import MainWindow


class DraftDeeds:
    """What the window does to make drafts, to look through them, and to learn from them."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._workspace = window.workspace

    def handlers(self) -> dict[K, Callable[[], object]]:
        """What to do for each action."""
        review = self._workspace.review
        return {
            K.ACCEPT_DRAFT: review.accept,
            K.PREVIOUS_DRAFT: lambda: review.step(-1),
            K.ACCEPT_ALL_DRAFTS: review.accept_all,
            K.REJECT_ALL_DRAFTS: review.reject_all,
            K.NEXT_WITH_DRAFTS: self.show_next,
            K.CORRECT_RESULT: self.correct,
            K.MAKE_DRAFTS: self._workspace.drafts.make_for_unlabelled,
            K.TRAIN_ON: self.train_on,
        }

    def correct(self) -> None:
        """Take the prediction in view as drafts; the Label mode follows when they are there."""
        name = self._window.browsing.result_name
        if name is not None:
            self._workspace.drafts.correct(name)

    def show_next(self) -> None:
        """Bring the next image with drafts into view, round and round, in the list's order."""
        workspace = self._workspace
        self._window.set_mode(Mode.LABEL)
        waiting, names = workspace.states.with_drafts, list(workspace.images.names)
        at = names.index(workspace.image.name) if workspace.image else -1
        around = names[at + 1 :] + names[: at + 1]
        found = next((name for name in around if name in waiting), None)
        if found is not None:
            workspace.show_image(workspace.images.find(found))

    def train_on(self) -> None:
        """Start a training from the model in use, with the labels as they are now."""
        model = self._workspace.models.in_use
        if model is not None:
            self._window.set_mode(Mode.TRAIN)
            self._window.rooms.train.training.start_from(model)
            self._window.rooms.train.panel.request_training()
