from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox

from unet_studio.domain.label_class import LabelClass
from unet_studio.domain.metrics import ClassScores
from unet_studio.domain.model_card import ModelCard
from unet_studio.domain.network_config import NetworkConfig
from unet_studio.ui.train.beginning_choice import BeginningChoice
from unet_studio.workspace.models.model_shelf import ShelvedModel
from unet_studio.workspace.training.training_run import TrainingWish

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def model(run: str, dice: float | None, *, is_own: bool = True) -> ShelvedModel:
    scores = {} if dice is None else {"cell": ClassScores(dice, None, None, None)}
    classes = (LabelClass(1, "cell", "#ffffff"),)
    network = NetworkConfig(1, 1, (4, 8), (4,))
    card = ModelCard(run, "auto", network, classes, "none", 0, scores=scores)
    return ShelvedModel(Path(run) / "best.safetensors", card, is_own)


def test_a_training_starts_from_the_model_chosen(qtbot: QtBot) -> None:
    choice = BeginningChoice()
    qtbot.addWidget(choice)
    choice.show()
    choice.show_models([model("starter", 0.9, is_own=False)])
    assert not choice.isVisible()  # of the project there is none yet
    choice.show_models([model("first", 0.812), model("second", None)])
    assert choice.isVisible()
    box = choice.findChild(QComboBox)
    assert choice.applied(TrainingWish()).from_model is None
    qtbot.keyClick(box, Qt.Key.Key_Down)
    assert box.currentText() == "first (Dice 0.812)"
    assert choice.applied(TrainingWish()).from_model == Path("first/best.safetensors")
    choice.show_models([model("third", 0.5), model("first", 0.812)])
    assert choice.applied(TrainingWish()).from_model == Path("first/best.safetensors")
    choice.show_models([model("third", 0.5)])
    assert choice.applied(TrainingWish()).from_model is None
