"""What the window does to bring another image into view, and to say what it is for."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from unet_studio.domain.annotation import LabelExtent
from unet_studio.ui.actions import ActionKey as K
from unet_studio.ui.actions import Mode

if TYPE_CHECKING:
    from collections.abc import Callable

    from unet_studio.domain.project import ImageRef
    from unet_studio.ui.main_window import MainWindow


class ImageDeeds:
    """What the window does to bring another image into view, and to say what it is for.

    Attributes
    ----------
    result_name
        The image of the results in view.
    """

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._workspace = window.workspace
        self.result_name: str | None = None

    def handlers(self) -> dict[K, Callable[[], object]]:
        """What to do for each action."""
        return {
            K.PREVIOUS_IMAGE: partial(self._window.browser.step, -1),
            K.NEXT_IMAGE: partial(self._window.browser.step, 1),
            K.NEXT_UNLABELLED: self.show_next_unlabelled,
            K.TOGGLE_HELD_OUT: self.toggle_held_out,
        }

    def show_image(self, image: ImageRef) -> None:
        """Bring an image into view, in the list that the browser shows."""
        results = self._workspace.prediction.results.current
        if self._window.mode is Mode.RESULTS and results is not None:
            self.result_name = image.name
            self._workspace.prediction.show(image.name)
            if not results.is_of_project:
                return
        self._workspace.show_image(image)

    def show_next_unlabelled(self) -> None:
        """Bring the next image into view that has no label yet, starting over at the end."""
        workspace = self._workspace
        states = workspace.states.states
        names = [image.name for image in workspace.images]
        at = names.index(workspace.image.name) if workspace.image else -1
        for image in workspace.images[at + 1 :] + workspace.images[: at + 1]:
            state = states.get(image.name)
            if state is not None and state.extent is LabelExtent.UNLABELLED and not state.problem:
                workspace.show_image(image)
                return
        workspace.tell_all_labelled()

    def toggle_held_out(self) -> None:
        """Hold the image in view out from training, or release it."""
        if self._workspace.image is not None:
            self._workspace.toggle_held_out(self._workspace.image)
