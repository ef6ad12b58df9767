"""The controls of the Results mode: which model, how to show its masks, and its scores."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QGroupBox,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from unet_studio.ui.parts.action_button import ActionButton
from unet_studio.ui.results.look_panel import LookPanel
from unet_studio.ui.results.score_table import ScoreTable
from unet_studio.ui.translations import translate
from unet_studio.workspace.result_set import Role

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtGui import QAction

    from unet_studio.domain.interval import Interval
    from unet_studio.domain.metrics import ClassScores
    from unet_studio.workspace.model_shelf import ShelvedModel


_MOST_LINES = 6  # classes whose interval is spelt out; the others have it as a tooltip


class ResultsPanel(QWidget):
    """Says what a person wants to see; shows what it is told.

    Signals
    -------
    model_chosen(ShelvedModel)
        Use this model for the next prediction.

    Attributes
    ----------
    look
        The View box.
    """

    model_chosen = Signal(object)

    def __init__(self, actions: Sequence[QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._models = QComboBox()
        self._models.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self._models.activated.connect(self._on_model_activated)
        self._card = QLabel(wordWrap=True)
        self._buttons = [ActionButton(action) for action in actions]
        self.look = LookPanel()
        self._role = QLabel(wordWrap=True)
        self._image_scores = ScoreTable()
        self._all = QLabel(wordWrap=True)
        self._all_scores = ScoreTable()
        self._lay_out()
        self.show_image_scores(None, {}, {})
        self.show_all_scores(0, {}, {})

    def _lay_out(self) -> None:
        model = QGroupBox(translate("results", "Model"))
        column = QVBoxLayout(model)
        column.addWidget(self._models)
        column.addWidget(self._card)
        for button in self._buttons:
            column.addWidget(button)
        view = QGroupBox(translate("results", "View"))
        QVBoxLayout(view).addWidget(self.look)
        image = QGroupBox(translate("results", "This image"))
        column = QVBoxLayout(image)
        column.addWidget(self._role)
        column.addWidget(self._image_scores)
        whole = QGroupBox(translate("results", "All held-out images"))
        column = QVBoxLayout(whole)
        column.addWidget(self._all)
        column.addWidget(self._all_scores)
        self._boxes = layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 8, 8, 8)
        for box in (model, view, image, whole):
            layout.addWidget(box)
        layout.addStretch()

    def add_box(self, title: str, content: QWidget) -> None:
        """Put one more box between the view and the scores."""
        box = QGroupBox(title)
        QVBoxLayout(box).addWidget(content)
        self._boxes.insertWidget(self._boxes.count() - 3, box)

    def show_models(self, models: Sequence[ShelvedModel], chosen: ShelvedModel | None) -> None:
        """Offer these models."""
        self._models.clear()
        for model in models:
            origin = (
                translate("results", "trained here")
                if model.is_own
                else translate("results", "ready-made")
            )
            self._models.addItem(f"{model.title} ({origin})", model)
        names = [m.path for m in models]
        self._models.setCurrentIndex(names.index(chosen.path) if chosen else -1)
        self._card.setText(_card_text(chosen) if chosen else translate("results", "No model yet."))

    def show_image_scores(
        self, role: Role | None, scores: Mapping[str, ClassScores], colours: Mapping[str, str]
    ) -> None:
        """Say how the prediction in view agrees with its labels."""
        texts = {
            None: translate("results", "Predict to see masks here."),
            Role.HELD_OUT: translate("results", "Held out: the model never saw this image."),
            Role.TRAINED_ON: translate(
                "results", "Trained on: the model saw this image, so its score flatters."
            ),
            Role.NEW: translate("results", "Not part of the training."),
        }
        text = texts[role]
        if role is not None and not scores:
            text += " " + translate("results", "There are no labels to compare with.")
        self._role.setText(text)
        self._image_scores.show_scores(scores, colours)

    def show_all_scores(
        self,
        count: int,
        scores: Mapping[str, ClassScores],
        colours: Mapping[str, str],
        intervals: Mapping[str, Mapping[str, Interval]] | None = None,
    ) -> None:
        """Say how the predictions of all held-out images agree with their labels."""
        self._all.setText(
            translate("results", "Mean over what the model never saw. Images: {count}.").format(
                count=count
            )
            if count
            else translate("results", "No held-out image was predicted yet.")
        )
        lines = [
            translate("results", "{name}: Dice {dice}, 95 %: {interval}").format(
                name=name, dice=f"{scores[name].dice:.3f}", interval=found["dice"]
            )
            for name, found in (intervals or {}).items()
            if "dice" in found
        ]
        if lines:
            self._all.setText("\n".join([self._all.text(), *lines[:_MOST_LINES]]))
        self._all_scores.show_scores(scores, colours, intervals)

    def _on_model_activated(self, row: int) -> None:
        model: ShelvedModel = self._models.itemData(row)
        self._card.setText(_card_text(model))
        self.model_chosen.emit(model)


def _card_text(model: ShelvedModel) -> str:
    names = ", ".join(c.name for c in model.card.classes)
    text = translate("results", "Finds: {names}.").format(names=names)
    if model.card.mean_dice is not None:
        text += " " + translate("results", "Held-out Dice when trained: {dice}.").format(
            dice=f"{model.card.mean_dice:.3f}"
        )
    return text
