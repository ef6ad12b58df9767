"""Handing a model on, in the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QPushButton

from unet_studio.domain.model_export import ExportedModel, ModelExportWish, ModelFormat
from unet_studio.storage.resource_files import models_dir
from unet_studio.storage.runs.model_file import read_card
from unet_studio.ui.dialogs.export_model_dialog import ExportModelDialog
from unet_studio.ui.dialogs.exported_model_dialog import ExportedModelDialog
from unet_studio.workspace.models.model_shelf import ShelvedModel

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

STARTER = models_dir() / "starter.safetensors"


def shelved(**card: object) -> ShelvedModel:
    from dataclasses import replace

    return ShelvedModel(STARTER, replace(read_card(STARTER), **card), is_own=False)


@pytest.fixture
def dialog(qtbot: QtBot) -> ExportModelDialog:
    model = shelved()
    made = ExportModelDialog([model, shelved(normalisation="unit")], model, None)
    qtbot.addWidget(made)
    made.show()
    return made


def named(dialog: ExportModelDialog, kind: type, name: str):
    return next(w for w in dialog.findChildren(kind) if w.accessibleName() == name)


def choose(dialog: ExportModelDialog, form: ModelFormat) -> None:
    combo = named(dialog, QComboBox, "Form")
    combo.setCurrentIndex(combo.findData(form))


def test_the_name_follows_the_form(dialog, qtbot, tmp_path: Path) -> None:
    line = named(dialog, QLineEdit, "File")
    assert line.text().endswith("starter.onnx")
    choose(dialog, ModelFormat.TORCHSCRIPT)
    assert line.text().endswith("starter.pt")
    line.clear()
    qtbot.keyClicks(line, str(tmp_path / "mine.pt"))
    choose(dialog, ModelFormat.BIOIMAGEIO)
    assert line.text() == str(tmp_path / "mine.zip")


def test_what_does_not_matter_is_not_asked(dialog) -> None:
    pixels, authors = named(dialog, QComboBox, "Pixels"), named(dialog, QLineEdit, "Authors")
    assert not pixels.isVisible()
    assert not authors.isVisible()
    choose(dialog, ModelFormat.BIOIMAGEIO)
    assert authors.isVisible()
    named(dialog, QComboBox, "Model").setCurrentIndex(1)
    assert pixels.isVisible()


def test_says_what_a_person_wants(dialog, qtbot, tmp_path: Path) -> None:
    choose(dialog, ModelFormat.BIOIMAGEIO)
    qtbot.keyClicks(named(dialog, QLineEdit, "Authors"), "Ada L, ")
    licence = named(dialog, QLineEdit, "Licence")
    assert licence.text() == "Apache-2.0"  # as the card says
    licence.clear()
    qtbot.keyClicks(licence, "MIT")
    line = named(dialog, QLineEdit, "File")
    button = next(b for b in dialog.findChildren(QPushButton) if b.text() == "Export")
    line.setText(str(tmp_path / "m.onnx"))
    assert not button.isEnabled()
    line.setText(str(tmp_path / "m.zip"))
    assert button.isEnabled()
    assert dialog.wish() == ModelExportWish(
        ModelFormat.BIOIMAGEIO, tmp_path / "m.zip", authors=("Ada L",), licence="MIT"
    )
    assert dialog.model.path == STARTER


def test_the_example_can_be_copied(qtbot: QtBot, tmp_path: Path) -> None:
    done = ExportedModel(
        tmp_path / "m.onnx", ModelFormat.ONNX, 2.9e-6, ((256, 256), (97, 133)), (), "import x\n"
    )
    shown = ExportedModelDialog(done)
    qtbot.addWidget(shown)
    assert shown.findChild(QPlainTextEdit).toPlainText() == "import x\n"
    next(b for b in shown.findChildren(QPushButton) if b.text() == "Copy the example").click()
    assert QGuiApplication.clipboard().text() == "import x\n"
