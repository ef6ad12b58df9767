"""Connects the learn box of Results with the model in use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from unet_studio.ui.results.learn_box import LearnBox
    from unet_studio.workspace.prediction import Prediction


class LearnMode(QObject):
    """Says what training on brought, whenever another model comes into use."""

    def __init__(self, box: LearnBox, prediction: Prediction) -> None:
        super().__init__(box)
        self._box = box
        self._prediction = prediction
        prediction.models_changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        model = self._prediction.model
        self._box.show_progress(model.card.continued if model else None)
