"""Connects the browser with the two lists it can show: the project's images and the results."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from shiboken6 import isValid

from unet_studio.ui.actions import Mode
from unet_studio.ui.item_models.image_list import ImageListModel
from unet_studio.ui.item_models.image_order import ListWish, SortKey
from unet_studio.ui.window_status import image_status, result_status

if TYPE_CHECKING:
    from collections.abc import Mapping

    from unet_studio.domain.project import ImageRef
    from unet_studio.ui.main_window import MainWindow


class Browsing(QObject):
    """Keeps both lists up to date, shows that of the mode, and brings what is picked into view.

    Attributes
    ----------
    result_name
        The image of the results in view.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self._browser = window, window.browser
        self._workspace = workspace = window.workspace
        self._results = workspace.prediction.results
        self.result_name: str | None = None
        self._held_out: frozenset[str] = frozenset()
        self._project_images = ImageListModel(
            workspace.thumbnails, lambda name: image_status(workspace, name), self
        )
        self._result_images = ImageListModel(
            workspace.thumbnails, lambda name: result_status(workspace, name), self
        )
        preferred = workspace.settings.now
        self._project_images.set_wish(
            ListWish(
                sort=SortKey(preferred.image_sort),
                is_reversed=preferred.image_sort_reversed,
                by_folder=preferred.images_by_folder,
            )
        )
        self._connect()
        self._list_results()  # of the window in whose place this one comes
        self._on_project_opened()
        self._show_suggested()

    def _connect(self) -> None:
        workspace, results = self._workspace, self._results
        self._browser.image_chosen.connect(self.show_image)
        self._browser.looked_at.connect(workspace.states.look_first)
        self._browser.order_changed.connect(self._on_order_changed)
        workspace.project_opened.connect(self._on_project_opened)
        workspace.project_changed.connect(self._on_project_changed)
        workspace.images_changed.connect(self._on_images_changed)
        workspace.image_changed.connect(self._on_image_changed)
        workspace.states.changed.connect(self._project_images.refresh)
        workspace.label_next.changed.connect(self._show_suggested)
        results.reset.connect(self._on_results_reset)
        results.added.connect(self._on_results_added)
        results.scored.connect(self._result_images.refresh)

    # ---- What is in view ----

    def show_image(self, image: ImageRef) -> None:
        """Bring an image into view, in the list that the browser shows."""
        current = self._results.current
        if self._window.mode is Mode.RESULTS and current is not None:
            self.result_name = image.name
            self._workspace.prediction.show(image.name)
            if not current.is_of_project:
                return
        self._workspace.show_image(image)

    def show_result(self, name: str) -> None:
        """Bring an image of the results into view."""
        found = self._results.find(name)
        if found is not None:
            self.show_image(found.image)
            self._browser.show_current(name)

    def show_source(self) -> None:
        """In Results, list what was predicted; elsewhere, the project's images."""
        if self._window.mode is Mode.RESULTS and self._results.current is not None:
            self._browser.set_source(self._result_images)
            self._browser.show_current(self.result_name)
            if self.result_name is None:
                self._browser.step(0)
        else:
            self._browser.set_source(self._project_images)
            self._show_current()

    def _show_current(self) -> None:
        image = self._workspace.image
        self._browser.show_current(image.name if image else None)

    # ---- Images of the project ----

    def _on_project_opened(self) -> None:
        workspace = self._workspace
        self._held_out = workspace.project.held_out if workspace.project else frozenset()
        known = {*workspace.states.states, *self._held_out}
        self._project_images.set_images(workspace.images, known)
        self._look_up_dates()

    def _on_project_changed(self) -> None:
        project = self._workspace.project
        held_out = project.held_out if project else frozenset()
        self._project_images.refresh(held_out ^ self._held_out)
        self._held_out = held_out

    def _on_images_changed(self) -> None:
        self._project_images.update_images(self._workspace.images)
        self._look_up_dates()
        self._on_image_changed()

    def _on_image_changed(self) -> None:
        if self._window.mode is not Mode.RESULTS:
            self._show_current()

    def _on_order_changed(self, wish: ListWish) -> None:
        self._workspace.settings.change(
            image_sort=wish.sort.value,
            image_sort_reversed=wish.is_reversed,
            images_by_folder=wish.by_folder,
        )
        self._look_up_dates()

    def _look_up_dates(self) -> None:
        if self._workspace.settings.now.image_sort == SortKey.DATE:
            self._workspace.look_up_dates(partial(_take_dates, self._project_images))

    def _show_suggested(self) -> None:
        self._project_images.set_queue(s.image for s in self._workspace.label_next.suggestions)

    # ---- Images of the results ----

    def _list_results(self) -> None:
        current = self._results.current
        self._result_images.set_images([r.image for r in current.images] if current else [])

    def _on_results_reset(self) -> None:
        self._list_results()
        self.result_name = None
        self._window.set_mode(self._window.mode)

    def _on_results_added(self) -> None:
        current = self._results.current
        if current is None:
            return
        listed = self._result_images.rowCount()
        self._result_images.add_images([r.image for r in current.images[listed:]])
        if listed == 0:
            self._window.set_mode(self._window.mode)  # the first one comes into view


def _take_dates(images: ImageListModel, changed_ns: Mapping[str, int]) -> None:
    if isValid(images):  # the window may be another one by now
        images.set_dates(changed_ns)
