"""The dialog that asks how to predict, and what to write of each image."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QGroupBox,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from unet_studio.domain.prediction_files import SAVEABLE
from unet_studio.ui.parts.pale_label import PaleLabel
from unet_studio.ui.translations import translate
from unet_studio.workspace.predictions.prediction_wish import NEEDED, PredictionWish

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unet_studio.workspace.models.model_shelf import ShelvedModel

_MOST_MODELS = 8


class PredictionOptionsDialog(QDialog):
    """Offers the options; `wish` says what a person wants."""

    def __init__(
        self,
        wish: PredictionWish,
        views: int,
        partners: Sequence[ShelvedModel],
        parent: QWidget | None = None,
    ) -> None:
        """Show a wish.

        Parameters
        ----------
        views
            In how many positions the model in use can look at a picture.
        partners
            The models that it can be averaged with.
        """
        super().__init__(parent)
        self.setWindowTitle(translate("prediction", "Prediction options"))
        self._kinds = {kind: QCheckBox(text) for kind, text in _kind_texts().items()}
        for kind, box in self._kinds.items():
            box.setChecked(kind in wish.save)
            box.setEnabled(kind not in NEEDED)
        self._augment = QCheckBox(
            translate("prediction", "Look at each image flipped and turned, too, and average")
        )
        self._augment.setChecked(wish.augment and views > 1)
        self._augment.setEnabled(views > 1)
        self._again = QCheckBox(translate("prediction", "Predict anew what is there already"))
        self._again.setChecked(wish.again)
        self._int8 = QCheckBox(translate("prediction", "Compute with bytes (int8)"))
        self._int8.setChecked(wish.int8)
        self._also = {model.path: QCheckBox(model.title) for model in partners[:_MOST_MODELS]}
        for path, box in self._also.items():
            box.setChecked(path in wish.also)
        self._lay_out(views)

    def _lay_out(self, views: int) -> None:
        files = QGroupBox(translate("prediction", "Files to write"))
        column = QVBoxLayout(files)
        for box in self._kinds.values():
            column.addWidget(box)
        needed = translate("prediction", "Results need masks and probabilities; they are written.")
        column.addWidget(_note(needed))
        way = QGroupBox(translate("prediction", "How to predict"))
        column = QVBoxLayout(way)
        column.addWidget(self._augment)
        column.addWidget(_note(_views_text(views)))
        column.addWidget(self._int8)
        faster = translate(
            "prediction",
            "Faster on processors made for it, and hardly less exact; where that is "
            "impossible, it is said why.",
        )
        column.addWidget(_note(faster))
        column.addWidget(self._again)
        models = QGroupBox(translate("prediction", "Average with other models"))
        column = QVBoxLayout(models)
        for box in self._also.values():
            column.addWidget(box)
        if not self._also:
            text = translate(
                "prediction",
                "There is no other model of the same classes that has not learnt from the "
                "held-out images.",
            )
            column.addWidget(_note(text))
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        for part in (files, way, models, buttons):
            layout.addWidget(part)

    def wish(self) -> PredictionWish:
        """What a person wants."""
        return PredictionWish(
            kinds=tuple(k for k in SAVEABLE if self._kinds[k].isChecked() and k not in NEEDED),
            augment=self._augment.isChecked(),
            also=tuple(path for path, box in self._also.items() if box.isChecked()),
            again=self._again.isChecked(),
            int8=self._int8.isChecked(),
        )


def _kind_texts() -> dict[str, str]:
    return {
        "masks": translate("prediction", "Masks: the class of each pixel"),
        "overlays": translate("prediction", "Overlays: the images with what was found"),
        "contours": translate("prediction", "Contours: original and green outlines side by side"),
        "drafts": translate("prediction", "Drafts: labelme files to correct"),
        "probabilities": translate("prediction", "Probabilities: to refine masks later"),
        "results": translate("prediction", "Black and white: NAME_res.png of 0 and 255"),
        "coco": translate("prediction", "COCO: one file with the objects of all images"),
        "objects": translate("prediction", "Objects: a table of all objects (CSV)"),
    }


def _views_text(views: int) -> str:
    if views > 1:
        text = translate("prediction", "A little better, {views} times as slow.")
        return text.format(views=views)
    return translate(
        "prediction", "This model learnt from images as they are: there is nothing to average."
    )


def _note(text: str) -> QLabel:
    label = PaleLabel(text)
    label.setMinimumWidth(360)
    return label
