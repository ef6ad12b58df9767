"""The dialogs of import, export, crop and their report."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QLabel, QListWidget, QPushButton, QTableWidget

from unet_studio.domain.conversion_report import ConversionReport, FileConversion, Tally
from unet_studio.domain.label_class import ClassTable
from unet_studio.domain.message import say
from unet_studio.domain.project import ImageRef
from unet_studio.imaging.roi import all_rois
from unet_studio.ui.dialogs.conversion_report_dialog import ConversionReportDialog
from unet_studio.ui.dialogs.crop_dialog import CropDialog
from unet_studio.ui.dialogs.export_dialog import ExportDialog
from unet_studio.ui.dialogs.import_dialog import ImportDialog
from unet_studio.workspace.project.exchange_wish import (
    ExportForm,
    ImportFindings,
    ImportForm,
    ImportKind,
    LabelledPolicy,
)

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

CLASSES = ClassTable.of(["cell", "rim"])


def button(dialog: QWidget, text: str) -> QPushButton:
    return next(b for b in dialog.findChildren(QPushButton) if b.text() == text)


def choose(dialog: QWidget, data: object) -> None:
    box = next(b for b in dialog.findChildren(QComboBox) if b.findData(data) >= 0)
    box.setCurrentIndex(box.findData(data))


def type_path(field: object, path: Path) -> None:
    field.line.setText(str(path))
    field.line.editingFinished.emit()


# -- the report ----------------------------------------------------------------------------------


def report(*files: FileConversion, out: Path | None = None) -> ConversionReport:
    return ConversionReport(say("test", "Labels exported")(), files, out=out)


def test_counts_and_losses_are_shown_copied_and_saved(qtbot: QtBot, tmp_path: Path) -> None:
    lost = say("test", "{n} lines are odd.")(n=2)
    changed = FileConversion("a.png", {"cell": Tally(3, 3, 90)}, {"cell": Tally(3, 2, 80)}, (lost,))
    dialog = ConversionReportDialog(report(changed, out=tmp_path))
    qtbot.addWidget(dialog)
    dialog.show()
    table = dialog.findChild(QTableWidget)
    assert [table.item(0, c).text() for c in range(4)] == ["cell", "3", "3 → 2", "90 → 80"]
    assert table.item(0, 2).font().bold()
    assert not table.item(0, 1).font().bold()
    losses = dialog.findChild(QListWidget)
    assert [losses.item(k).text() for k in range(losses.count())] == [
        "a.png: 2 lines are odd.",
        "a.png: cell has 3 regions before and 2 after.",
    ]
    qtbot.mouseClick(button(dialog, "Copy"), Qt.MouseButton.LeftButton)
    dialog.save(tmp_path / "report.txt")
    saved = (tmp_path / "report.txt").read_text("utf-8")
    assert saved == QGuiApplication.clipboard().text()
    assert "2 lines are odd" in saved
    dialog.save(tmp_path / "none" / "report.txt")
    assert "Cannot write" in dialog.windowTitle()


def test_a_whole_conversion_has_no_list_of_losses(qtbot: QtBot) -> None:
    same = {"cell": Tally(None, 2, 40)}
    dialog = ConversionReportDialog(report(FileConversion("a.png", same, same)))
    qtbot.addWidget(dialog)
    assert dialog.findChild(QListWidget) is None
    assert "Everything was carried over" in dialog.text()
    assert dialog.findChild(QTableWidget).item(0, 1).text() == "–"


# -- export --------------------------------------------------------------------------------------


def test_each_form_suggests_a_folder_of_its_own(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = ExportDialog(tmp_path)
    qtbot.addWidget(dialog)
    assert dialog.wish().out == tmp_path  # where a project keeps its masks
    choose(dialog, ExportForm.COCO)
    assert (dialog.wish().form, dialog.wish().out) == (ExportForm.COCO, tmp_path / "coco")
    type_path(dialog._out, tmp_path / "mine")
    choose(dialog, ExportForm.YOLO)
    assert dialog.wish().out == tmp_path / "mine"


def test_what_is_there_is_replaced_only_when_a_person_says_so(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "labels").mkdir()
    dialog = ExportDialog(tmp_path / "suggested")
    qtbot.addWidget(dialog)
    dialog.show()
    export = button(dialog, "Export")
    assert export.isEnabled()
    choose(dialog, ExportForm.YOLO)
    type_path(dialog._out, tmp_path)
    assert not export.isEnabled()
    assert "labels" in dialog._problem.text()
    qtbot.keyClick(dialog._overwrite, Qt.Key.Key_Space)
    assert export.isEnabled()
    assert dialog.wish().overwrite
    choose(dialog, ExportForm.MASKS)
    assert export.isEnabled()
    assert not dialog.wish().overwrite


# -- import --------------------------------------------------------------------------------------


def import_dialog(qtbot: QtBot) -> tuple[ImportDialog, list[ImportKind]]:
    dialog = ImportDialog(CLASSES)
    qtbot.addWidget(dialog)
    asked: list[ImportKind] = []
    dialog.source_chosen.connect(lambda: asked.append(dialog.wish().kind))
    dialog.show()
    return dialog, asked


def becomes(dialog: ImportDialog) -> list[str]:
    table = dialog.findChild(QTableWidget)
    return [table.cellWidget(row, 2).currentText() for row in range(table.rowCount())]


def test_classes_are_matched_by_name_and_can_be_left_out(qtbot: QtBot, tmp_path: Path) -> None:
    dialog, asked = import_dialog(qtbot)
    make = button(dialog, "Import")
    choose(dialog, ImportKind.YOLO)
    assert asked == []
    type_path(dialog._place, tmp_path)
    assert asked == [ImportKind.YOLO]
    assert not make.isEnabled()
    lost = say("test", "One file is odd.")()
    dialog.show_findings(ImportFindings(3, ("Cell", "new"), None, (lost,)))
    assert becomes(dialog) == ["cell", "new"]
    assert "3 images" in dialog._found.text()
    assert "One file is odd." in dialog._found.text()
    assert make.isEnabled()
    box = dialog.findChild(QTableWidget).cellWidget(1, 2)
    box.setCurrentIndex(box.findText("(leave out)"))
    wish = dialog.wish()
    assert wish.becomes == {"Cell": "cell", "new": None}
    assert (wish.form, wish.policy) == (ImportForm.AS_THEY_ARE, LabelledPolicy.KEEP)
    box.setEditText("typed")
    assert dialog.wish().becomes["new"] == "typed"


def test_values_of_masks_get_a_meaning(qtbot: QtBot, tmp_path: Path) -> None:
    dialog, _ = import_dialog(qtbot)
    type_path(dialog._place, tmp_path)
    dialog.show_findings(ImportFindings(None, (), {0: 0.5, 0x56B4E9: 0.25, 0xFF: 0.25}))
    table = dialog.findChild(QTableWidget)
    assert [table.item(row, 0).text() for row in range(3)] == ["#000000", "#56b4e9", "#0000ff"]
    assert becomes(dialog) == ["background", "rim", "class-0000ff"]
    source = dialog.wish().source
    assert source.values == {0: "background", 0x56B4E9: "rim", 0xFF: "class-0000ff"}


def test_another_place_or_kind_asks_again_and_problems_are_said(
    qtbot: QtBot, tmp_path: Path
) -> None:
    dialog, asked = import_dialog(qtbot)
    type_path(dialog._place, tmp_path)
    dialog.show_findings(ImportFindings(1, ("a",)))
    choose(dialog, ImportKind.VOC)
    assert asked == [ImportKind.MASKS, ImportKind.VOC]
    assert dialog.findChild(QTableWidget).rowCount() == 0
    dialog.show_problem(say("test", "No such folder.")())
    assert dialog._found.text() == "No such folder."
    type_path(dialog._place, tmp_path / "gone")
    assert "nothing" in dialog._found.text()
    assert not button(dialog, "Import").isEnabled()


# -- crop ----------------------------------------------------------------------------------------


class Preview(QObject):
    """Answers at once."""

    shown = Signal(object, int)
    found = Signal(list)
    failed = Signal(object)

    def __init__(self, grey: np.ndarray) -> None:
        super().__init__()
        self.grey, self.size = grey, grey.shape

    def look(self, threshold: int) -> None:
        self.found.emit(all_rois(self.grey, threshold))


def crop_dialog(qtbot: QtBot, tmp_path: Path) -> tuple[CropDialog, Preview]:
    grey = np.full((200, 300), 20, np.uint8)
    grey[10:60, 10:60] = 210
    grey[100:190, 100:290] = 250
    preview = Preview(grey)
    image = ImageRef("part.png", tmp_path / "part.png")
    dialog = CropDialog(preview, image, tmp_path / "crops")
    qtbot.addWidget(dialog)
    dialog.show()
    preview.shown.emit(grey, 1)
    preview.look(dialog.settings().threshold)
    return dialog, preview


def test_sliders_say_what_is_of_interest(qtbot: QtBot, tmp_path: Path) -> None:
    dialog, _ = crop_dialog(qtbot, tmp_path)
    told = [label.text() for label in dialog.findChildren(QLabel)]
    assert any("part.png" in text for text in told)
    assert dialog._count.text().startswith("2 of 2")
    dialog._threshold.slider.setValue(220)
    assert dialog._count.text().startswith("1 of 1")
    dialog._threshold.box.setValue(100)
    dialog._most.box.setValue(5000)
    assert dialog._count.text().startswith("1 of 2")
    settings = dialog.settings()
    assert (settings.threshold, settings.most_area_px) == (100, 5000)
    dialog._most.slider.setValue(dialog._most.slider.maximum())
    assert dialog.settings().most_area_px == float("inf")
    dialog._least.slider.setValue(0)
    assert dialog.settings().least_area_px == 0


def test_the_boxes_are_drawn_on_the_picture(qtbot: QtBot, tmp_path: Path) -> None:
    dialog, _ = crop_dialog(qtbot, tmp_path)
    dialog._most.box.setValue(5000)
    picture = dialog._view.grab().toImage()
    colours = {
        picture.pixelColor(x, y).name()
        for x in range(0, picture.width())
        for y in range(0, picture.height(), 3)
    }
    assert {"#00c853", "#9e9e9e"} <= colours


def test_only_an_empty_folder_will_do(qtbot: QtBot, tmp_path: Path) -> None:
    dialog, _ = crop_dialog(qtbot, tmp_path)
    dialog.set_check(lambda path: path.name == "crops")
    assert button(dialog, "Crop all images").isEnabled()
    dialog._root.line.setText(str(tmp_path))
    assert not button(dialog, "Crop all images").isEnabled()
    assert "empty folder" in dialog._problem.text()
    assert dialog.root() == tmp_path
