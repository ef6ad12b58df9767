"""The box for cross-validation: every labelled image gives a score, at the price of time."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QWidget

from unet_studio.domain.message import filled
from unet_studio.ui.translations import translate

if TYPE_CHECKING:
    from unet_studio.workspace.training.training_run import TrainingWish

LEAST_IMAGES = 3
USUAL_FOLDS = 5


class CrossValidationBox(QCheckBox):
    """Ticked: as many models as it says are trained in the time, each scored on other images."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._folds = USUAL_FOLDS
        self.show_labelled(0)

    def show_labelled(self, count: int) -> None:
        """Offer what suits so many labelled images; of few, each is held out alone."""
        self._folds = min(USUAL_FOLDS, max(2, count))
        self.setEnabled(count >= LEAST_IMAGES)
        text = translate("train", "Cross-validate ({n} {n:model|models})")
        self.setText(filled(text, n=self._folds))
        tip = translate(
            "train",
            "With few images, the ones held out may be easy or hard by chance. This trains {n} "
            "{n:model|models} in the same time and holds out other images from each, until every "
            "labelled image has been scored by a model that never saw it. The first model, which "
            "holds out the usual images, is kept. It needs three labelled images.",
        )
        self.setToolTip(filled(tip, n=self._folds))

    def applied(self, wish: TrainingWish) -> TrainingWish:
        """The wish with what is chosen here."""
        return replace(wish, folds=self._folds) if self.isChecked() and self.isEnabled() else wish
