"""What the window does for each action: ask where needed, then tell the workspace."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QFileDialog
from shiboken6 import isValid

from unet_studio.domain.annotation import LabelExtent
from unet_studio.ui.actions import ActionKey, Mode
from unet_studio.ui.translations import translate
from unet_studio.workspace.project_wish import FolderContents, find_mask_values
from unet_studio.workspace.tools.toolbox import ToolKey

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtCore import QUrl

    from unet_studio.domain.project import ImageRef
    from unet_studio.ui.canvas.canvas_view import CanvasView
    from unet_studio.ui.dialogs.new_project_dialog import NewProjectDialog
    from unet_studio.ui.main_window import MainWindow

K = ActionKey


class WindowDeeds:
    """One method for each deed that takes more than one line.

    Dialogs are imported when first asked for: they need not hold up the start.

    Attributes
    ----------
    result_name
        The image of the results in view.
    """

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._workspace = window.workspace
        self._warned_of_unsaved = False
        self.result_name: str | None = None

    def handlers(self) -> dict[ActionKey, Callable[[], object]]:
        """What to do for each action."""
        window, workspace, label = self._window, self._workspace, self._window.label_view
        return {
            K.OPEN_FOLDER: self.open_folder,
            K.NEW_PROJECT: lambda: self.ask_about(None),
            K.OPEN_SAMPLE: workspace.open_sample,
            K.EXPORT_MASKS: partial(self._export, workspace.export_masks),
            K.EXPORT_LABELME: partial(self._export, workspace.export_labelme_four),
            K.QUIT: window.close,
            K.UNDO: label.undo,
            K.REDO: label.redo,
            K.DELETE: label.delete_selected,
            K.SELECT_ALL: label.select_all,
            K.LABEL_MODE: partial(window.set_mode, Mode.LABEL),
            K.TRAIN_MODE: partial(window.set_mode, Mode.TRAIN),
            K.RESULTS_MODE: partial(window.set_mode, Mode.RESULTS),
            K.PREVIOUS_IMAGE: partial(window.browser.step, -1),
            K.NEXT_IMAGE: partial(window.browser.step, 1),
            K.NEXT_UNLABELLED: self.show_next_unlabelled,
            K.TOGGLE_HELD_OUT: self.toggle_held_out,
            K.ZOOM_IN: lambda: self._canvas().zoom_in(),
            K.ZOOM_OUT: lambda: self._canvas().zoom_out(),
            K.ZOOM_FIT: lambda: self._canvas().fit(),
            K.ZOOM_ACTUAL: lambda: self._canvas().actual_size(),
            K.SELECT_TOOL: partial(label.choose_tool, ToolKey.SELECT),
            K.POLYGON_TOOL: partial(label.choose_tool, ToolKey.POLYGON),
            K.RECTANGLE_TOOL: partial(label.choose_tool, ToolKey.RECTANGLE),
            K.PAN_TOOL: partial(label.choose_tool, ToolKey.PAN),
            K.TRAIN: self.train,
            K.STOP: workspace.training.stop,
            K.PREDICT_PROJECT: self.predict_project,
            K.PREDICT_FOLDER: self.predict_folder,
            K.OPEN_MODEL: self.open_model,
            K.LANGUAGE_ENGLISH: lambda: window.language_requested.emit("en"),
            K.LANGUAGE_CHINESE: lambda: window.language_requested.emit("zh_CN"),
            K.THEME_SYSTEM: lambda: window.theme_requested.emit("system"),
            K.THEME_LIGHT: lambda: window.theme_requested.emit("light"),
            K.THEME_DARK: lambda: window.theme_requested.emit("dark"),
            K.SHORTCUTS: self.show_shortcuts,
            K.ABOUT: self.show_about,
        }

    # ---- Opening ----

    def open_folder(self) -> None:
        """Ask for a folder and open it."""
        chosen = QFileDialog.getExistingDirectory(
            self._window, translate("window", "Open a folder of images, or a project")
        )
        if chosen:
            self._workspace.open_folder(Path(chosen))

    def ask_about(self, contents: FolderContents | None) -> None:
        """Ask what a new project should be, and make it."""
        from unet_studio.ui.dialogs.new_project_dialog import NewProjectDialog

        dialog = NewProjectDialog(contents, self._window)
        dialog.masks_chosen.connect(partial(self._show_mask_values, dialog))
        self._show_mask_values(dialog)
        if dialog.exec() == NewProjectDialog.DialogCode.Accepted:
            self._workspace.make_project(dialog.wish())
        dialog.deleteLater()

    def _show_mask_values(self, dialog: NewProjectDialog) -> None:
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
            if path.suffix == ".safetensors":
                self._workspace.prediction.add_model(path)
                self._window.set_mode(Mode.RESULTS)
            else:
                self._workspace.open_folder(path if path.is_dir() else path.parent)

    # ---- Images ----

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

    def _canvas(self) -> CanvasView:
        window = self._window
        view = window.results_view if window.mode is Mode.RESULTS else window.label_view
        return view.canvas

    # ---- Work ----

    def _export(self, export: Callable[[Path], None]) -> None:
        chosen = QFileDialog.getExistingDirectory(
            self._window, translate("window", "Write the masks into this folder")
        )
        if chosen:
            export(Path(chosen))

    def train(self) -> None:
        """Show the Train mode and start with what is set there."""
        self._window.set_mode(Mode.TRAIN)
        self._window.train_panel.request_training()

    def predict_project(self) -> None:
        """Predict the project's images and watch them arrive."""
        self._window.set_mode(Mode.RESULTS)
        self._workspace.predict_project()

    def predict_folder(self) -> None:
        """Ask for a folder, predict its images and watch them arrive."""
        chosen = QFileDialog.getExistingDirectory(
            self._window, translate("window", "Predict all images of this folder")
        )
        if chosen:
            self._window.set_mode(Mode.RESULTS)
            self._workspace.prediction.predict_folder(Path(chosen))

    def open_model(self) -> None:
        """Ask for a model file and use it."""
        chosen, _ = QFileDialog.getOpenFileName(
            self._window,
            translate("window", "Use a model file"),
            "",
            translate("window", "Models (*.safetensors)"),
        )
        if chosen:
            self._workspace.prediction.add_model(Path(chosen))

    def show_shortcuts(self) -> None:
        """Show all keys."""
        from unet_studio.ui.dialogs.about_dialog import ShortcutsDialog

        ShortcutsDialog(self._window).exec()

    def show_about(self) -> None:
        """Say what this program is."""
        from unet_studio.ui.dialogs.about_dialog import AboutDialog

        AboutDialog(self._window).exec()

    def forget_warning(self) -> None:
        """Labels are being saved again: warn again should that change."""
        self._warned_of_unsaved = False

    def may_close(self) -> bool:
        """Whether the window may go: all is saved, or a person insists."""
        if self._workspace.close_project() or self._warned_of_unsaved:
            return True
        self._warned_of_unsaved = True
        return False


def _tell(
    dialog: NewProjectDialog, show: Callable[[NewProjectDialog, Any], object], answer: Any
) -> None:
    if isValid(dialog):  # it may be gone before the answer comes
        show(dialog, answer)
