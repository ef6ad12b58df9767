"""The dialog that asks which weights of a published script to make a model of."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from unet_studio.ui.parts.choice_buttons import ChoiceButtons
from unet_studio.ui.translations import render, translate
from unet_studio.workspace.models.weights_wish import RECIPES, WeightsWish
from unet_studio.workspace.training.recipe_choice import known_recipes


class ImportWeightsDialog(QDialog):
    """Asks for file, recipe and class names; `wish` is what a person wants."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(translate("import weights", "Import weights"))
        self._file = QLineEdit()
        self._recipe = QComboBox()
        for known in known_recipes():
            if known.source in RECIPES:
                self._recipe.addItem(render(known.title), known.source)
        self._classes = QLineEdit()
        self._classes.setPlaceholderText(
            translate("import weights", "Names separated by commas; may stay empty")
        )
        self._buttons = ChoiceButtons(translate("import weights", "Import"), self)
        self._lay_out()
        self._file.textChanged.connect(self._show_whether_ready)
        self._show_whether_ready()
        self.setMinimumWidth(520)

    def _lay_out(self) -> None:
        choose = QPushButton(translate("import weights", "Choose…"))
        choose.setAutoDefault(False)
        choose.clicked.connect(self._choose)
        row = QHBoxLayout()
        row.addWidget(self._file, 1)
        row.addWidget(choose)
        about = translate(
            "import weights",
            "Weights that the original script of a write-up saved become a model here. Nothing "
            "in the file is run.",
        )
        form = QFormLayout()
        # A layout gives no label to its field, so readers of the screen need names.
        file = translate("import weights", "File")
        recipe = translate("import weights", "Saved by")
        classes = translate("import weights", "Classes")
        self._file.setAccessibleName(file)
        self._recipe.setAccessibleName(recipe)
        self._classes.setAccessibleName(classes)
        form.addRow(file, row)
        form.addRow(recipe, self._recipe)
        form.addRow(classes, self._classes)
        column = QVBoxLayout(self)
        column.addWidget(QLabel(about, wordWrap=True))
        column.addLayout(form)
        column.addWidget(self._buttons)

    def wish(self) -> WeightsWish:
        """What a person wants."""
        names = (name.strip() for name in self._classes.text().split(","))
        file = Path(self._file.text().strip())
        return WeightsWish(file, self._recipe.currentData(), tuple(filter(None, names)))

    def _choose(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(
            self,
            translate("import weights", "Import weights"),
            self._file.text(),
            translate("import weights", "Weights (*.pth *.pt *.safetensors)"),
        )
        if chosen:
            self._file.setText(chosen)

    def _show_whether_ready(self) -> None:
        self._buttons.main.setEnabled(bool(self._file.text().strip()))
