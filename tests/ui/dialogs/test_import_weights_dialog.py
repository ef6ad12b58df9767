"""The dialog that imports weights."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDialog, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from unet_studio.learning.network.foreign_weights import IMPORTABLE
from unet_studio.ui.dialogs.import_weights_dialog import ImportWeightsDialog
from unet_studio.workspace.models.weights_wish import RECIPES, WeightsWish


def test_says_what_a_person_wants(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = ImportWeightsDialog()
    qtbot.addWidget(dialog)
    dialog.show()
    fields = {field.accessibleName(): field for field in dialog.findChildren(QLineEdit)}
    button = next(b for b in dialog.findChildren(QPushButton) if b.text() == "Import")
    assert not button.isEnabled()
    qtbot.keyClicks(fields["File"], str(tmp_path / "w.pth"))
    qtbot.keyClicks(fields["Classes"], "bolt, nut,")
    recipes = dialog.findChild(QComboBox)
    recipes.setCurrentText("labelme write-up: several classes")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert dialog.result() == QDialog.DialogCode.Accepted
    assert dialog.wish() == WeightsWish(tmp_path / "w.pth", "labelme-multiclass", ("bolt", "nut"))


def test_offers_the_recipes_whose_weights_can_be_imported() -> None:
    assert RECIPES == IMPORTABLE
