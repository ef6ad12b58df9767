"""What the window does to train and to predict."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from unet_studio.ui.actions import ActionKey as K
from unet_studio.ui.actions import Mode
from unet_studio.ui.translations import translate
from unet_studio.workspace.predictions.prediction_wish import partners
from unet_studio.workspace.training.live_loop import LiveState

if TYPE_CHECKING:
    from collections.abc import Callable

    from unet_studio.ui.main_window import MainWindow
    from unet_studio.workspace.models.weights_wish import WeightsWish


class ModelDeeds:
    """What the window does to train and to predict."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._workspace = window.workspace

    def handlers(self) -> dict[K, Callable[[], object]]:
        """What to do for each action."""
        return {
            K.TRAIN: self.train,
            K.STOP: self._workspace.training.stop,
            K.LIVE_LOOP: self.toggle_live_loop,
            K.PREDICT_PROJECT: self.predict_project,
            K.PREDICT_FOLDER: self.predict_folder,
            K.PREDICT_OPTIONS: self.ask_how_to_predict,
            K.OPEN_MODEL: self.open_model,
            K.IMPORT_WEIGHTS: self.import_weights,
        }

    def train(self) -> None:
        """Show the Train mode and start with what is set there."""
        self._window.set_mode(Mode.TRAIN)
        self._window.rooms.train.panel.request_training()

    def toggle_live_loop(self) -> None:
        """Learn while a person labels, or no more."""
        live = self._workspace.live
        live.set_on(on=live.state is LiveState.OFF)

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

    def ask_how_to_predict(self) -> None:
        """Ask how to predict from now on, and what to write."""
        from unet_studio.ui.dialogs.prediction_options_dialog import PredictionOptionsDialog

        prediction, project = self._workspace.prediction, self._workspace.project
        model = self._workspace.models.in_use
        if model is None:
            return
        others = partners(model, self._workspace.models.all, project)
        dialog = PredictionOptionsDialog(prediction.wish, model.card.views, others, self._window)
        if dialog.exec() == PredictionOptionsDialog.DialogCode.Accepted:
            wish = prediction.wish = dialog.wish()
            self._workspace.settings.change(
                prediction_kinds=wish.kinds, prediction_augment=wish.augment
            )
        dialog.deleteLater()

    def open_model(self) -> None:
        """Ask for a model file and use it."""
        chosen, _ = QFileDialog.getOpenFileName(
            self._window,
            translate("window", "Use a model file"),
            "",
            translate("window", "Models (*.safetensors)"),
        )
        if chosen:
            self._workspace.shelf.add([Path(chosen)])

    def import_weights(self) -> None:
        """Ask which weights of a published script to use, and make a model of them."""
        from unet_studio.ui.dialogs.import_weights_dialog import ImportWeightsDialog

        dialog = ImportWeightsDialog(self._window)
        if dialog.exec() == ImportWeightsDialog.DialogCode.Accepted:
            self._save_imported(dialog.wish())
        dialog.deleteLater()

    def _save_imported(self, wish: WeightsWish) -> None:
        chosen, _ = QFileDialog.getSaveFileName(
            self._window,
            translate("window", "Save the model as"),
            str(wish.file.with_suffix(".safetensors")),
            translate("window", "Models (*.safetensors)"),
        )
        if chosen:
            self._workspace.models.import_weights(wish, Path(chosen))
