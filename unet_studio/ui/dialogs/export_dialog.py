"""The dialog that asks in what form, and where to, the labels are to be written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFormLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from unet_studio.ui.parts.choice_buttons import ChoiceButtons
from unet_studio.ui.parts.path_field import PathField
from unet_studio.ui.translations import translate
from unet_studio.workspace.project.exchange_wish import ExportForm, ExportWish

if TYPE_CHECKING:
    from pathlib import Path


class ExportDialog(QDialog):
    """Form and folder; what is in the folder already is replaced only if a person says so."""

    def __init__(self, suggested: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(translate("export", "Export labels"))
        self.setMinimumWidth(620)
        self._suggested = suggested
        self._form = QComboBox()
        for form, name, _ in _forms():
            self._form.addItem(name, form)
        self._what = QLabel(wordWrap=True)
        self._out = PathField(translate("export", "Write into this folder"))
        self._overwrite = QCheckBox(translate("export", "Replace the files of an earlier export"))
        self._problem = QLabel(wordWrap=True)
        self._form.currentIndexChanged.connect(self._show_form)
        self._out.line.textChanged.connect(self._check)
        self._overwrite.toggled.connect(self._check)
        self._lay_out()
        self._show_form()

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(translate("export", "Form"), self._form)
        form.addRow("", self._what)
        form.addRow(translate("export", "Folder"), self._out)
        self._buttons = ChoiceButtons(translate("export", "Export"), self)
        column = QVBoxLayout(self)
        column.addLayout(form)
        column.addWidget(self._problem)
        column.addWidget(self._overwrite)
        column.addStretch()
        column.addWidget(self._buttons)

    def wish(self) -> ExportWish:
        """What is set now."""
        form = ExportForm(self._form.currentData())
        return ExportWish(form, self._out.path(), self._overwrite.isChecked())

    def _show_form(self) -> None:
        form = ExportForm(self._form.currentData())
        self._what.setText(next(text for key, _, text in _forms() if key is form))
        known = {str(self._folder_of(each)) for each in ExportForm}
        if self._out.is_empty or self._out.line.text() in known:
            self._out.set_path(self._folder_of(form))
        self._overwrite.setChecked(False)
        self._check()

    def _folder_of(self, form: ExportForm) -> Path:
        """Masks lie where a project keeps them, every other form in a folder of its own below."""
        return self._suggested if form is ExportForm.MASKS else self._suggested / form

    def _check(self) -> None:
        there = [] if self._out.is_empty else self.wish().in_the_way()
        self._overwrite.setVisible(bool(there))
        text = translate("export", "The folder holds {names} already.") if there else ""
        self._problem.setText(text.format(names=", ".join(there)))
        may = not self._out.is_empty and (not there or self._overwrite.isChecked())
        self._buttons.main.setEnabled(may)


def _forms() -> list[tuple[ExportForm, str, str]]:
    return [
        (
            ExportForm.MASKS,
            translate("export", "Masks (Pascal VOC)"),
            translate(
                "export",
                "JPEGImages and SegmentationClass: PNG files whose values are the class ids, in "
                "the class colours.",
            ),
        ),
        (
            ExportForm.GREY_MASKS,
            translate("export", "Masks in grey values"),
            translate(
                "export", "As above, but plain grey files: the class ids, nearly black to look at."
            ),
        ),
        (
            ExportForm.COLOUR_MASKS,
            translate("export", "Masks in colours"),
            translate(
                "export",
                "As above, but RGB files in the class colours; labelmap.txt says which is which.",
            ),
        ),
        (
            ExportForm.COCO,
            translate("export", "COCO instances"),
            translate(
                "export",
                "images and instances.json: outlines as they were drawn, run lengths where there "
                "are holes.",
            ),
        ),
        (
            ExportForm.YOLO,
            translate("export", "YOLO outlines"),
            translate(
                "export",
                "images, labels and data.yaml; held-out images become “val”. Holes are cut open.",
            ),
        ),
        (
            ExportForm.LABELME_FOUR,
            translate("export", "labelme's four files"),
            translate(
                "export", "img.png, label.png, label_names.txt and label_viz.png of each image."
            ),
        ),
    ]
