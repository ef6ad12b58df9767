"""The dialog that asks which model to hand on, in what form, and where to."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QCheckBox,
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

from unet_studio.domain.model_export import PIXEL_TYPES, ModelExportWish, ModelFormat
from unet_studio.ui.parts.choice_buttons import ChoiceButtons
from unet_studio.ui.parts.path_field import PathField
from unet_studio.ui.translations import translate
from unet_studio.workspace.models.model_export import depends_on_pixels, suggested_file

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unet_studio.domain.project import Project
    from unet_studio.workspace.models.model_shelf import ShelvedModel

_PICTURES = "(*.png *.tif *.tiff *.jpg *.jpeg *.bmp)"


class ExportModelDialog(QDialog):
    """Model, form and file, and what a bioimage.io package says besides."""

    def __init__(
        self,
        models: Sequence[ShelvedModel],
        chosen: ShelvedModel,
        project: Project | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(translate("export model", "Export the model"))
        self.setMinimumWidth(620)
        self._models, self._project = list(models), project
        self._model = QComboBox()
        for model in self._models:
            self._model.addItem(model.name)
        self._model.setCurrentIndex(self._models.index(chosen))
        self._form = QComboBox()
        for form, name, _ in _forms():
            self._form.addItem(name, form)
        self._what = QLabel(wordWrap=True)
        self._file = QLineEdit()
        self._pixels = QComboBox()
        for pixels, name in zip(PIXEL_TYPES, _pixel_names(), strict=True):
            self._pixels.addItem(name, pixels)
        self._picture = PathField(
            translate("export model", "A picture to check it with"),
            translate("export model", "Pictures {pattern}").format(pattern=_PICTURES),
        )
        self._authors, self._licence = QLineEdit(), QLineEdit()
        self._examples = QCheckBox(
            translate("export model", "Write Python examples beside it, ten lines each")
        )
        self._examples.setChecked(True)
        self._lay_out()
        self._model.currentIndexChanged.connect(self._show_model)
        self._form.currentIndexChanged.connect(self._show_choice)
        self._file.textChanged.connect(self._show_whether_ready)
        self._show_model()

    def _lay_out(self) -> None:
        self._picture.line.setPlaceholderText(
            translate("export model", "The export is tried on it; empty: on a drawn picture")
        )
        self._authors.setPlaceholderText(
            translate("export model", "Names separated by commas; may stay empty")
        )
        self._licence.setPlaceholderText(
            translate("export model", "Of the weights, for example CC-BY-4.0; may stay empty")
        )
        self._rows = QFormLayout()
        self._rows.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        file_row = self._file_row()
        for label, field, named in (
            (translate("export model", "Model"), self._model, self._model),
            (translate("export model", "Form"), self._form, self._form),
            ("", self._what, None),
            (translate("export model", "File"), file_row, self._file),
            (translate("export model", "Pixels"), self._pixels, self._pixels),
            (translate("export model", "Picture"), self._picture, None),
            (translate("export model", "Authors"), self._authors, self._authors),
            (translate("export model", "Licence"), self._licence, self._licence),
        ):
            self._rows.addRow(label, field)
            if named is not None:  # for readers of the screen
                named.setAccessibleName(label)
        self._buttons = ChoiceButtons(translate("export model", "Export"), self)
        about = QLabel(wordWrap=True)
        about.setText(
            translate(
                "export model",
                "The file is opened again and compared with this program before it is kept.",
            )
        )
        column = QVBoxLayout(self)
        column.addLayout(self._rows)
        column.addWidget(self._examples)
        column.addWidget(about)
        column.addStretch()
        column.addWidget(self._buttons)

    def _file_row(self) -> QWidget:
        choose = QPushButton(translate("export model", "Choose…"))
        choose.setAutoDefault(False)
        choose.clicked.connect(self._choose)
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._file, 1)
        layout.addWidget(choose)
        row.setFocusProxy(self._file)
        return row

    @property
    def model(self) -> ShelvedModel:
        """The model to hand on."""
        return self._models[self._model.currentIndex()]

    def wish(self) -> ModelExportWish:
        """How it is wanted."""
        names = (name.strip() for name in self._authors.text().split(","))
        return ModelExportWish(
            self._chosen_form(),
            Path(self._file.text().strip()).expanduser(),
            self._pixels.currentData(),
            None if self._picture.is_empty else self._picture.path(),
            tuple(filter(None, names)),
            self._licence.text().strip(),
            self._examples.isChecked(),
        )

    def _chosen_form(self) -> ModelFormat:
        return ModelFormat(self._form.currentData())

    def _show_model(self) -> None:
        self._licence.setText(self.model.card.licence)
        self._show_choice()

    def _show_choice(self) -> None:
        form = self._chosen_form()
        self._what.setText(next(text for key, _, text in _forms() if key is form))
        self._rows.setRowVisible(self._pixels, depends_on_pixels(self.model.card))
        self._rows.setRowVisible(self._authors, form is ModelFormat.BIOIMAGEIO)
        known = {str(self._suggested(m, f)) for m in self._models for f in ModelFormat}
        if self._file.text().strip() in {"", *known}:
            self._file.setText(str(self._suggested(self.model, form)))
        else:
            self._file.setText(str(Path(self._file.text()).with_suffix(form.suffixes[0])))
        self._show_whether_ready()

    def _suggested(self, model: ShelvedModel, form: ModelFormat) -> Path:
        if self._project is None:
            return Path.home() / f"{model.name}{form.suffixes[0]}"
        return suggested_file(self._project, model, form)

    def _choose(self) -> None:
        suffixes = " ".join(f"*{suffix}" for suffix in self._chosen_form().suffixes)
        chosen, _ = QFileDialog.getSaveFileName(
            self, self.windowTitle(), self._file.text(), f"{self._form.currentText()} ({suffixes})"
        )
        if chosen:
            self._file.setText(chosen)

    def _show_whether_ready(self) -> None:
        suffix = Path(self._file.text().strip()).suffix.lower()
        self._buttons.main.setEnabled(suffix in self._chosen_form().suffixes)


def _pixel_names() -> tuple[str, str, str]:
    return (
        translate("export model", "8 bits, 0 to 255"),
        translate("export model", "16 bits, 0 to 65535"),
        translate("export model", "numbers with fractions"),
    )


def _forms() -> list[tuple[ModelFormat, str, str]]:
    return [
        (
            ModelFormat.ONNX,
            translate("export model", "ONNX"),
            translate(
                "export model",
                "For onnxruntime in Python, C++, C#, Java or a web page. Pixels go in as they are "
                "in the picture, probabilities of every class come out.",
            ),
        ),
        (
            ModelFormat.TORCHSCRIPT,
            translate("export model", "TorchScript"),
            translate(
                "export model",
                "For libtorch in C++, and for PyTorch without this program. Pixels go in as they "
                "are in the picture, probabilities of every class come out.",
            ),
        ),
        (
            ModelFormat.BIOIMAGEIO,
            translate("export model", "bioimage.io package"),
            translate(
                "export model",
                "For ilastik, Fiji (deepImageJ) and the BioImage Model Zoo: the weights in both "
                "forms, what to do to pictures before, a test, a picture and a description.",
            ),
        ),
    ]
