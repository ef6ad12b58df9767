"""What the window does to open and make projects."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QFileDialog
from shiboken6 import isValid

from unet_studio.ui.actions import ActionKey as K
from unet_studio.ui.actions import Mode
from unet_studio.ui.translations import translate

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtCore import QUrl

    from unet_studio.ui.dialogs.new_project_dialog import NewProjectDialog
    from unet_studio.ui.main_window import MainWindow
    from unet_studio.workspace.project.project_wish import FolderContents


class FileDeeds:
    """What the window does to open and make projects."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._workspace = window.workspace
        self._warned_of_unsaved = False

    def handlers(self) -> dict[K, Callable[[], object]]:
        """What to do for each action."""
        workspace = self._workspace
        return {
            K.OPEN_FOLDER: self.open_folder,
            K.NEW_PROJECT: lambda: self.ask_about(None),
            K.OPEN_SAMPLE: workspace.opening.open_sample,
            K.QUIT: self._window.close,
        }

    def open_folder(self) -> None:
        """Ask for a folder and open it."""
        chosen = QFileDialog.getExistingDirectory(
            self._window, translate("window", "Open a folder of images, or a project")
        )
        if chosen:
            self._workspace.opening.open_folder(Path(chosen))

    def ask_about(self, contents: FolderContents | None) -> None:
        """Ask what a new project should be, and make it."""
        from unet_studio.ui.dialogs.new_project_dialog import NewProjectDialog

        dialog = NewProjectDialog(contents, self._window)
        dialog.masks_chosen.connect(partial(self._show_mask_values, dialog))
        self._show_mask_values(dialog)
        if dialog.exec() == NewProjectDialog.DialogCode.Accepted:
            self._workspace.opening.make_project(dialog.wish())
        dialog.deleteLater()

    def _show_mask_values(self, dialog: NewProjectDialog) -> None:
        from unet_studio.workspace.project.project_wish import find_mask_values

        masks = dialog.masks_dir()
        if masks is not None and masks.is_dir():
            self._workspace.look_into(
                partial(find_mask_values, dialog.images_dir(), masks),
                partial(_tell, dialog, type(dialog).show_mask_values),
                partial(_tell, dialog, type(dialog).show_problem),
            )

    def open_dropped(self, urls: Sequence[QUrl]) -> None:
        """Open what was dropped on the window: a model, a folder, or the folder of a file."""
        paths = [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]
        for path in paths[:1]:
            if path.suffix.lower() in _MODEL_SUFFIXES:
                self._workspace.shelf.add([path])
                self._window.set_mode(Mode.RESULTS)
            else:
                self._workspace.opening.open_folder(path if path.is_dir() else path.parent)

    def forget_warning(self) -> None:
        """Labels are being saved again: warn again should that change."""
        self._warned_of_unsaved = False

    def may_close(self) -> bool:
        """Whether the window may go: all is saved, or a person insists."""
        if self._workspace.close_project() or self._warned_of_unsaved:
            return True
        self._warned_of_unsaved = True
        return False


_MODEL_SUFFIXES = (".safetensors", ".pt", ".pth", ".ckpt")
"""What models come as; those that cannot be used are refused with the reason."""


def _tell(
    dialog: NewProjectDialog, show: Callable[[NewProjectDialog, Any], object], answer: Any
) -> None:
    if isValid(dialog):  # it may be gone before the answer comes
        show(dialog, answer)
