"""What the window does to bring another image into view, and to say what it is for."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QMessageBox

from unet_studio.domain.annotation import LabelExtent
from unet_studio.domain.message import filled
from unet_studio.ui.actions import ActionKey as K
from unet_studio.ui.actions import Mode
from unet_studio.ui.translations import translate

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from unet_studio.domain.project import ImageRef
    from unet_studio.ui.main_window import MainWindow


class ImageDeeds:
    """What the window does to bring another image into view, and to say what it is for."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._workspace = window.workspace

    def handlers(self) -> dict[K, Callable[[], object]]:
        """What to do for each action."""
        batch = self._workspace.batch
        return {
            K.PREVIOUS_IMAGE: partial(self._window.browser.step, -1),
            K.NEXT_IMAGE: partial(self._window.browser.step, 1),
            K.PREVIOUS_UNLABELLED: partial(self.show_unlabelled, -1),
            K.NEXT_UNLABELLED: partial(self.show_unlabelled, 1),
            K.TOGGLE_HELD_OUT: lambda: batch.toggle_held_out(self.selected()),
            K.MARK_FULLY: lambda: batch.state_extent(self.selected(), LabelExtent.FULLY),
            K.MARK_PARTLY: lambda: batch.state_extent(self.selected(), LabelExtent.PARTLY),
            K.MARK_UNLABELLED: lambda: batch.state_extent(self.selected(), LabelExtent.UNLABELLED),
            K.DELETE_LABELS: self.delete_labels,
            K.PREDICT_SELECTED: self.predict_selected,
            K.COPY_PATHS: self.copy_paths,
            K.SHOW_IN_FOLDER: self.show_in_folder,
        }

    def selected(self) -> list[ImageRef]:
        """The images selected in the browser, else the one in view."""
        selected = self._window.browser.selected_images()
        if not selected and self._workspace.image is not None:
            return [self._workspace.image]
        return selected

    def show_unlabelled(self, by: int) -> None:
        """Bring the next (1) or previous (-1) unlabelled image into view, round and round.

        Those in the list come first, in its order; if there is none, any other image.
        """
        workspace, listed = self._workspace, self._window.browser.listed()
        found = self._next_unlabelled(listed, by) or self._next_unlabelled(
            workspace.images.names, by
        )
        if found is None:
            workspace.tell_all_labelled()
        else:
            workspace.show_image(workspace.images.find(found))

    def _next_unlabelled(self, names: Sequence[str], by: int) -> str | None:
        image, states = self._workspace.image, self._workspace.states.states
        ordered = list(names)[::by]
        at = ordered.index(image.name) if image is not None and image.name in ordered else -1
        for name in ordered[at + 1 :] + ordered[: at + 1]:
            state = states.get(name)
            if state is not None and state.extent is LabelExtent.UNLABELLED and not state.problem:
                return name
        return None

    def delete_labels(self) -> None:
        """Ask, then take the labels of the selected images away."""
        images = self.selected()
        question = filled(
            translate(
                "window",
                "Delete all labels of {n} {n:image|images}?\n\nWhat they were is kept as an "
                "earlier version{n:| of each image}.",
            ),
            n=len(images),
        )
        if len(images) == 1:
            question = translate(
                "window",
                "Delete all labels of {name}?\n\nWhat they were is kept as an earlier version.",
            ).format(name=images[0].name)
        box = QMessageBox(QMessageBox.Icon.Question, "UNet Studio", question, parent=self._window)
        delete = box.addButton(
            translate("window", "Delete the labels"), QMessageBox.ButtonRole.DestructiveRole
        )
        box.setDefaultButton(box.addButton(QMessageBox.StandardButton.Cancel))
        box.exec()
        if box.clickedButton() is delete:
            self._workspace.batch.delete_labels(images)
        box.deleteLater()

    def predict_selected(self) -> None:
        """Predict the selected images and watch them arrive."""
        images = self.selected()
        self._window.set_mode(Mode.RESULTS)
        self._workspace.predict_project(images)

    def copy_paths(self) -> None:
        """Put the paths of the selected images on the clipboard, one per line."""
        paths = [str(image.path) for image in self.selected()]
        QGuiApplication.clipboard().setText("\n".join(paths))
        text = filled(translate("window", "{n} {n:path|paths} copied"), n=len(paths))
        self._window.statusBar().showMessage(text, 3000)

    def show_in_folder(self) -> None:
        """Open the folder of the first selected image in the system's file manager."""
        for image in self.selected()[:1]:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(image.path.parent)))
