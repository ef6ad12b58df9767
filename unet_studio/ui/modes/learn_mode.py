"""Connects the learn box of Results with the model in use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from unet_studio.ui.results.learn_box import LearnBox
    from unet_studio.workspace.models.models_at_hand import ModelsAtHand


class LearnMode(QObject):
    """Says what training on brought, whenever another model comes into use."""

    def __init__(self, box: LearnBox, models: ModelsAtHand) -> None:
        super().__init__(box)
        self._box = box
        self._models = models
        models.changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        model = self._models.in_use
        self._box.show_progress(model.card.continued if model else None)
