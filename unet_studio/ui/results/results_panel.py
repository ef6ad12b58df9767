"""The controls of the Results mode: which model, and pages for all there is to do with masks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from unet_studio.domain.message import filled
from unet_studio.ui.parts.action_button import ActionButton
from unet_studio.ui.parts.pale_label import PaleLabel
from unet_studio.ui.results.look_panel import LookPanel
from unet_studio.ui.results.score_table import ScoreTable
from unet_studio.ui.translations import translate
from unet_studio.workspace.predictions.result_set import Role

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtGui import QAction

    from unet_studio.domain.interval import Interval
    from unet_studio.domain.metrics import ClassScores
    from unet_studio.workspace.models.model_shelf import ShelvedModel


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
        What is seen of the masks.
    """

    model_chosen = Signal(object)

    def __init__(
        self,
        model_actions: Sequence[QAction],
        score_actions: Sequence[QAction],
        parent: QWidget | None = None,
    ) -> None:
        """Offer the first actions under the model, the others under its scores."""
        super().__init__(parent)
        self._models = QComboBox()
        self._models.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self._models.activated.connect(self._on_model_activated)
        self._card = QLabel(wordWrap=True)
        self._pages = QTabWidget(documentMode=True)
        self.look = LookPanel()
        self._role = QLabel(wordWrap=True)
        self._image_scores = ScoreTable()
        self._all = QLabel(wordWrap=True)
        self._all_scores = ScoreTable()
        self._lay_out(model_actions, score_actions)
        self.show_image_scores(None, {}, {})
        self.show_all_scores(0, {}, {})

    def _lay_out(self, model_actions: Sequence[QAction], score_actions: Sequence[QAction]) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 8, 8, 8)
        layout.addWidget(self._models)
        layout.addWidget(self._card)
        grid = QGridLayout()
        for place, action in enumerate(model_actions):
            if place == 0:
                grid.addWidget(ActionButton(action), 0, 0, 1, 2)
            else:
                grid.addWidget(ActionButton(action), (place + 1) // 2, (place + 1) % 2)
        layout.addLayout(grid)
        layout.addWidget(self._pages, 1)
        scores = QWidget()
        column = QVBoxLayout(scores)
        column.setContentsMargins(0, 0, 0, 0)
        for title, text, table in (
            (translate("results", "This image"), self._role, self._image_scores),
            (translate("results", "All held-out images"), self._all, self._all_scores),
        ):
            column.addWidget(_heading(title))
            column.addWidget(text)
            column.addWidget(table)
        for action in score_actions:
            column.addWidget(ActionButton(action))
            column.addWidget(PaleLabel(action.statusTip()))
        self.add_page(translate("results", "View"), self.look)
        self.add_page(translate("results", "Scores"), scores)

    def add_page(self, title: str, content: QWidget) -> None:
        """Put one more page between the first and the scores."""
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(4, 8, 4, 4)
        content.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        column.addWidget(content)
        column.addStretch()
        scroll = QScrollArea(widgetResizable=True)
        scroll.setWidget(page)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._pages.insertTab(max(1, self._pages.count() - 1), scroll, title)

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
        self,
        role: Role | None,
        scores: Mapping[str, ClassScores],
        colours: Mapping[str, str],
        *,
        is_one_sided: bool = False,
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
        if scores and is_one_sided:
            text += " ⚠ " + translate(
                "results",
                "Labelled there is one class and no background: nothing found counts as wrong, so "
                "the score flatters.",
            )
        self._role.setText(text)
        self._image_scores.show_scores(scores, colours)

    def show_no_mask(self) -> None:
        """Say that there is nothing to score of the image in view."""
        self._role.setText(translate("results", "This image has no mask, so it has no scores."))
        self._image_scores.show_scores({}, {})

    def show_all_scores(
        self,
        count: int,
        scores: Mapping[str, ClassScores],
        colours: Mapping[str, str],
        intervals: Mapping[str, Mapping[str, Interval]] | None = None,
        *,
        one_sided: int = 0,
    ) -> None:
        """Say how the predictions of all held-out images agree with their labels."""
        self._all.setText(
            translate("results", "Mean over what the model never saw. Images: {count}.").format(
                count=count
            )
            if count
            else translate("results", "No held-out image was predicted yet.")
        )
        if one_sided:
            flatters = translate(
                "results",
                "In {n} {n:image|images} one class is labelled and no background: nothing found "
                "counts as wrong there, so the mean flatters.",
            )
            self._all.setText(f"{self._all.text()} ⚠ {filled(flatters, n=one_sided)}")
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


def _heading(text: str) -> QLabel:
    label = QLabel(text)
    font = label.font()
    font.setBold(True)
    label.setFont(font)
    return label


def _card_text(model: ShelvedModel) -> str:
    names = ", ".join(c.name for c in model.card.classes)
    text = translate("results", "Finds: {names}.").format(names=names)
    if model.card.mean_dice is not None:
        scored = translate(
            "results", "Held-out Dice when trained: {dice} ({count} {count:image|images})."
        )
        dice = f"{model.card.mean_dice:.3f}"
        text += " " + filled(scored, dice=dice, count=model.card.scored_on)
    return text
