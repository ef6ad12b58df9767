"""What a training begins with: nothing learnt yet, or what a model has learnt already."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QWidget

from unet_studio.ui.translations import translate

if TYPE_CHECKING:
    from collections.abc import Iterable

    from unet_studio.workspace.models.model_shelf import ShelvedModel
    from unet_studio.workspace.training.training_run import TrainingWish


class BeginningChoice(QWidget):
    """Lists the models of the project; the first choice is none of them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._models = QComboBox(
            sizeAdjustPolicy=QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon,
            minimumContentsLength=18,
        )
        self._models.setAccessibleName(translate("train", "Start from"))
        self._models.setToolTip(
            translate(
                "train",
                "Labels were added since a model was trained? Start from that model: it goes on "
                "learning instead of beginning anew. The new model becomes the best of the "
                "project only if it is better on the same held-out images; else both are kept.",
            )
        )
        self._is_chosen = False
        self._models.activated.connect(self._on_models_activated)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(QLabel(translate("train", "Start from")))
        row.addWidget(self._models)
        self.show_models([])

    def show_models(self, models: Iterable[ShelvedModel]) -> None:
        """Offer the models that were trained in the project; what is chosen stays chosen."""
        chosen = self._models.currentData()
        self._models.clear()
        self._models.addItem(translate("train", "nothing learnt yet"), None)
        for model in models:
            if model.is_own:
                self._models.addItem(_described(model), str(model.path))
        self._models.setCurrentIndex(max(0, self._models.findData(chosen)))
        self.setVisible(self._models.count() > 1)

    def suggest(self, model: ShelvedModel) -> None:
        """Start from this model, unless a person has chosen something already."""
        if not self._is_chosen:
            self.choose(model)

    def choose(self, model: ShelvedModel) -> None:
        """Start from this model, also from one that was not trained in the project."""
        if self._models.findData(str(model.path)) < 0:
            self._models.addItem(_described(model), str(model.path))
            self.show()
        self._models.setCurrentIndex(self._models.findData(str(model.path)))

    def _on_models_activated(self) -> None:
        self._is_chosen = True

    def applied(self, wish: TrainingWish) -> TrainingWish:
        """The wish with what is chosen here."""
        chosen = self._models.currentData()
        return wish if chosen is None else replace(wish, from_model=Path(chosen))


def _described(model: ShelvedModel) -> str:
    dice = model.card.mean_dice
    if dice is None:
        return model.title
    return translate("train", "{model} (Dice {dice})").format(model=model.title, dice=f"{dice:.3f}")
