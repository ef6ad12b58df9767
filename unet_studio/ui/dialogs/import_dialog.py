"""The dialog that asks which labels to take into the open project, and as what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPixmap
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFormLayout,
    QHeaderView,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from unet_studio.domain.label_class import BACKGROUND_NAME
from unet_studio.domain.message import filled
from unet_studio.ui.parts.choice_buttons import ChoiceButtons
from unet_studio.ui.parts.path_field import PathField
from unet_studio.ui.translations import render, translate
from unet_studio.workspace.project.exchange_wish import (
    ImportFindings,
    ImportForm,
    ImportKind,
    ImportWish,
)
from unet_studio.workspace.project.exchange_wish import LabelledPolicy as Policy
from unet_studio.workspace.project.import_guess import (
    IGNORE,
    are_colours,
    likely_class,
    likely_meaning,
)

if TYPE_CHECKING:
    from unet_studio.domain.label_class import ClassTable
    from unet_studio.domain.message import Message


class ImportDialog(QDialog):
    """Kind, place, what each class becomes, and what happens to images labelled already.

    Signals
    -------
    source_chosen()
        Other labels were chosen: `show_findings` or `show_problem` is wanted for `wish`.
    """

    source_chosen = Signal()

    def __init__(self, classes: ClassTable, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(translate("import", "Import labels"))
        self.setMinimumSize(680, 420)
        self._classes = classes
        self._findings: ImportFindings | None = None
        self._kind = _combo(_kinds())
        self._place = PathField("")
        self._found = QLabel(wordWrap=True)
        self._table = QTableWidget(0, 3)
        self._form = _combo(_region_forms())
        self._policy = _combo(_policies())
        self._partial = QCheckBox(
            translate("import", "They show only a part: what they do not cover is unknown")
        )
        self._lay_out()
        self._kind.currentIndexChanged.connect(self._show_kind)
        self._place.changed.connect(self._ask_again)
        self._show_kind()

    def _lay_out(self) -> None:
        self._table.setHorizontalHeaderLabels(
            [
                translate("import", "In the labels"),
                translate("import", "Share of pixels"),
                translate("import", "Becomes"),
            ]
        )
        self._table.verticalHeader().hide()
        self._table.setSelectionMode(QTableWidget.SelectionMode.NoSelection)
        header = self._table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        self._table.setAccessibleName(translate("import", "What each class becomes"))
        top = QFormLayout()
        top.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        top.addRow(translate("import", "Labels"), self._kind)
        top.addRow(translate("import", "Where they lie"), self._place)
        below = QFormLayout()
        below.addRow(translate("import", "Regions come in as"), self._form)
        below.addRow(translate("import", "Images labelled already"), self._policy)
        below.addRow("", self._partial)
        self._buttons = ChoiceButtons(translate("import", "Import"), self)
        column = QVBoxLayout(self)
        column.addLayout(top)
        column.addWidget(self._found)
        column.addWidget(self._table, 1)
        column.addLayout(below)
        column.addWidget(self._buttons)

    # ---- What is set ----

    @property
    def has_place(self) -> bool:
        """Whether a person said where the labels lie."""
        return not self._place.is_empty and self._place.path().exists()

    def wish(self) -> ImportWish:
        """What is set now."""
        return ImportWish(
            ImportKind(self._kind.currentData()),
            self._place.path(),
            form=ImportForm(self._form.currentData()),
            policy=Policy(self._policy.currentData()),
            partial=self._partial.isChecked(),
            becomes=self._becomes(),
        )

    def _becomes(self) -> dict[str | int, str | None]:
        chosen: dict[str | int, str | None] = {}
        for row in range(self._table.rowCount()):
            item, box = self._table.item(row, 0), self._table.cellWidget(row, 2)
            if item is not None and isinstance(box, QComboBox):
                is_out = box.currentIndex() >= 0 and box.currentData() is False
                text = box.currentText().strip()
                same = not is_out or text != box.itemText(box.currentIndex())
                chosen[item.data(Qt.ItemDataRole.UserRole)] = (text or None) if same else None
        return chosen

    # ---- What was found ----

    def show_findings(self, findings: ImportFindings) -> None:
        """Show the classes, or the values of masks, and let a person say what each becomes."""
        self._findings = findings
        self._table.setRowCount(0)
        if findings.values is not None:
            has_colours = are_colours(findings.values)
            for value, share in findings.values.items():
                meaning = likely_meaning(value, findings.values, self._classes)
                text = f"#{value:06x}" if has_colours else str(value)
                self._add(value, text, f"{share:.1%}", meaning, can_leave=False)
        for name in findings.classes:
            self._add(name, name, "", likely_class(name, self._classes), can_leave=True)
        self._table.setColumnHidden(1, findings.values is None)
        self._found.setText(_found_text(findings))
        self._buttons.main.setEnabled(self._table.rowCount() > 0)

    def show_problem(self, message: Message) -> None:
        """Say why these labels cannot be taken in."""
        self._forget()
        self._found.setText(render(message))

    def _add(self, key: str | int, text: str, share: str, becomes: str, *, can_leave: bool) -> None:
        row = self._table.rowCount()
        self._table.insertRow(row)
        item = QTableWidgetItem(text)
        if isinstance(key, int) and text.startswith("#"):
            item.setIcon(_swatch(text))
        item.setData(Qt.ItemDataRole.UserRole, key)
        for column, cell in enumerate((item, QTableWidgetItem(share))):
            cell.setFlags(Qt.ItemFlag.ItemIsEnabled)
            self._table.setItem(row, column, cell)
        box = QComboBox(editable=True)
        box.setAccessibleName(translate("import", "{name} becomes").format(name=text))
        for known in self._classes:
            box.addItem(_swatch(known.colour), known.name)
        if can_leave:
            box.addItem(translate("import", "(leave out)"), False)
        else:
            box.addItem(BACKGROUND_NAME)
            box.addItem(IGNORE)
        if box.findText(becomes) < 0:
            box.insertItem(0, becomes)
        box.setCurrentIndex(box.findText(becomes))
        self._table.setCellWidget(row, 2, box)

    # ---- What changed ----

    def _show_kind(self) -> None:
        kind = ImportKind(self._kind.currentData())
        pattern = translate("import", "COCO files (*.json)") if kind is ImportKind.COCO else ""
        self._place.ask(_place_title(kind), pattern)
        has_choice = kind is not ImportKind.LABELME
        self._form.setEnabled(has_choice)
        has_outlines = kind in (ImportKind.COCO, ImportKind.YOLO, ImportKind.LABELME)
        wanted = ImportForm.AS_THEY_ARE if has_outlines else ImportForm.REGION_MASKS
        self._form.setCurrentIndex(self._form.findData(wanted))
        self._ask_again()

    def _ask_again(self) -> None:
        self._forget()
        if self.has_place:
            self._found.setText(translate("import", "Looking into them…"))
            self.source_chosen.emit()
        elif not self._place.is_empty:
            self._found.setText(translate("import", "There is nothing at this place."))

    def _forget(self) -> None:
        self._findings = None
        self._table.setRowCount(0)
        self._found.clear()
        self._buttons.main.setEnabled(False)


def _combo(entries: list[tuple[object, str]]) -> QComboBox:
    box = QComboBox()
    for key, name in entries:
        box.addItem(name, key)
    return box


def _kinds() -> list[tuple[object, str]]:
    return [
        (ImportKind.MASKS, translate("import", "Masks: each value is a class")),
        (ImportKind.OBJECT_MASKS, translate("import", "Masks: each value is one object")),
        (ImportKind.VOC, translate("import", "VOC: a folder with SegmentationClass")),
        (ImportKind.COCO, translate("import", "COCO: a file of instances")),
        (ImportKind.YOLO, translate("import", "YOLO: a folder with data.yaml")),
        (ImportKind.LABELME, translate("import", "labelme: a folder of its files")),
    ]


def _region_forms() -> list[tuple[object, str]]:
    return [
        (ImportForm.AS_THEY_ARE, translate("import", "what they are: outlines or masks")),
        (ImportForm.REGION_MASKS, translate("import", "masks, one for each region")),
        (ImportForm.POLYGONS, translate("import", "polygons, one for each region")),
        (ImportForm.CLASS_MASKS, translate("import", "masks, one for each class")),
    ]


def _policies() -> list[tuple[object, str]]:
    return [
        (Policy.KEEP, translate("import", "keep their labels")),
        (
            Policy.REPLACE,
            translate("import", "get the new labels; earlier ones are kept aside"),
        ),
        (Policy.ADD, translate("import", "get the new labels drawn over theirs")),
    ]


def _place_title(kind: ImportKind) -> str:
    titles = {
        ImportKind.COCO: translate("import", "Choose the COCO file"),
        ImportKind.YOLO: translate("import", "Choose the folder of the YOLO data set"),
        ImportKind.VOC: translate("import", "Choose the VOC folder"),
        ImportKind.LABELME: translate("import", "Choose the folder of labelme files"),
    }
    return titles.get(kind, translate("import", "Choose the folder of masks"))


def _found_text(findings: ImportFindings) -> str:
    lines = []
    if findings.images is not None:
        text = translate("import", "They speak of {n} {n:image|images} of this project.")
        lines.append(filled(text, n=findings.images))
    if findings.values is not None:
        lines.append(
            translate(
                "import",
                "Say what each value stands for: a class, “background” for what is none, or "
                "“ignore” for pixels that must not count.",
            )
        )
    return "\n".join(lines + [render(loss) for loss in findings.losses])


def _swatch(colour: str) -> QIcon:
    picture = QPixmap(16, 16)
    picture.fill(QColor(colour))
    return QIcon(picture)
