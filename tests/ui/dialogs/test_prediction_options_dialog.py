from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox

from unet_studio.storage.resource_files import models_dir
from unet_studio.storage.runs.model_file import read_card
from unet_studio.ui.dialogs.prediction_options_dialog import PredictionOptionsDialog
from unet_studio.workspace.models.model_shelf import ShelvedModel
from unet_studio.workspace.predictions.prediction_wish import PredictionWish

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

OTHER = ShelvedModel(
    Path("other.safetensors"), read_card(models_dir() / "starter.safetensors"), is_own=False
)


def click(dialog: PredictionOptionsDialog, start: str) -> None:
    (box,) = [b for b in dialog.findChildren(QCheckBox) if b.text().startswith(start)]
    QTest.mouseClick(box, Qt.MouseButton.LeftButton, pos=box.rect().center() / 4)


def test_it_shows_a_wish_and_gives_it_back(qtbot: QtBot) -> None:
    wish = PredictionWish(
        ("overlays", "coco"), augment=True, also=(OTHER.path,), again=True, int8=True
    )
    dialog = PredictionOptionsDialog(wish, 8, [OTHER])
    qtbot.addWidget(dialog)

    assert dialog.wish() == wish


def test_a_person_changes_it(qtbot: QtBot) -> None:
    dialog = PredictionOptionsDialog(PredictionWish(), 8, [OTHER])
    qtbot.addWidget(dialog)
    dialog.show()

    for start in ("Objects", "Drafts", "Look at", "other"):
        click(dialog, start)

    assert dialog.wish() == PredictionWish(
        ("overlays", "objects"), augment=True, also=(OTHER.path,)
    )


def test_what_results_need_cannot_be_left_out(qtbot: QtBot) -> None:
    dialog = PredictionOptionsDialog(PredictionWish(), 1, [])
    qtbot.addWidget(dialog)
    dialog.show()

    for start in ("Masks", "Probabilities", "Look at"):
        click(dialog, start)

    assert {"masks", "probabilities"} <= set(dialog.wish().save)
    assert not dialog.wish().augment
