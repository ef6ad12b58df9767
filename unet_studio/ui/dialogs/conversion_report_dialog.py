"""The dialog that says what a conversion of labels carried over, and what it could not."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSaveFile, Qt
from PySide6.QtGui import QColor, QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHeaderView,
    QLabel,
    QListWidget,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from unet_studio.domain.conversion_report import HEADINGS
from unet_studio.ui.theme import WARNING_COLOUR
from unet_studio.ui.translations import render, translate

if TYPE_CHECKING:
    from unet_studio.domain.conversion_report import ClassRow, ConversionReport
    from unet_studio.domain.message import Message

_COUNTS = ("shapes", "regions", "pixels")
_MOST_LINES = 1000


class ConversionReportDialog(QDialog):
    """A table of counts before and after, the losses with their reasons, Copy and Save."""

    def __init__(self, report: ConversionReport, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._report = report
        self.setWindowTitle(render(report.title))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        # It comes when a task ends: whoever is typing or drawing then goes on doing so.
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        column = QVBoxLayout(self)
        column.addWidget(QLabel(_summary(report), wordWrap=True))
        rows = report.rows
        if rows:
            column.addWidget(_table(rows), 2)
        if report.note is not None:
            column.addWidget(QLabel(render(report.note), wordWrap=True))
        losses = report.not_carried
        if losses:
            column.addWidget(QLabel(translate("report", "Could not be carried over:")))
            column.addWidget(self._list(losses), 1)
        column.addWidget(self._buttons())
        self.resize(640, 200 + 28 * min(len(rows), 8) + (180 if losses else 0))

    def _list(self, losses: list[tuple[str, Message]]) -> QListWidget:
        shown = QListWidget()
        shown.setWordWrap(True)
        shown.setAccessibleName(translate("report", "What could not be carried over"))
        shown.addItems(_lines(self._report)[:_MOST_LINES])
        if len(losses) > _MOST_LINES:
            more = translate("report", "… and {n} more; save the report to read them all.")
            shown.addItem(more.format(n=len(losses) - _MOST_LINES))
        return shown

    def _buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        for text, deed in (
            (translate("report", "Copy"), self.copy),
            (translate("report", "Save as text…"), self._save),
        ):
            button = QPushButton(text)
            button.clicked.connect(deed)
            buttons.addButton(button, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.rejected.connect(self.close)
        return buttons

    def text(self) -> str:
        """The whole report, as it is copied and saved."""
        return self._report.as_text(render)

    def copy(self) -> None:
        """Put the report on the clipboard."""
        QGuiApplication.clipboard().setText(self.text())

    def _save(self) -> None:
        name = translate("report", "report.txt")
        folder = self._report.out or Path.home()
        chosen, _ = QFileDialog.getSaveFileName(
            self, translate("report", "Save the report"), str(folder / name)
        )
        if chosen:
            self.save(Path(chosen))

    def save(self, path: Path) -> None:
        """Write the report into a file; say so in the title if that fails."""
        file = QSaveFile(str(path))
        content = self.text().encode("utf-8")
        is_written = file.open(QSaveFile.OpenModeFlag.WriteOnly) and file.write(content) >= 0
        if not (is_written and file.commit()):
            text = translate("report", "Cannot write {path}: {reason}")
            self.setWindowTitle(text.format(path=path, reason=file.errorString()))


def _summary(report: ConversionReport) -> str:
    losses = len(report.not_carried)
    text = translate("report", "Images converted: {n}.").format(n=report.carried)
    if report.out is not None:
        text += "\n" + str(report.out)
    if not losses:
        return text + "\n" + translate("report", "Everything was carried over.")
    return text


def _table(rows: list[ClassRow]) -> QTableWidget:
    table = QTableWidget(len(rows), 1 + len(_COUNTS))
    table.setHorizontalHeaderLabels([render(heading()) for heading in HEADINGS])
    table.setAccessibleName(translate("report", "Counts before and after, class by class"))
    table.verticalHeader().hide()
    table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
    table.setSelectionMode(QTableWidget.SelectionMode.NoSelection)
    table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    for at, row in enumerate(rows):
        table.setItem(at, 0, QTableWidgetItem(row.name))
        for column, key in enumerate(_COUNTS, start=1):
            table.setItem(at, column, _count(row, key))
    header = table.horizontalHeader()
    header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    return table


def _count(row: ClassRow, key: str) -> QTableWidgetItem:
    before, after = (getattr(side, key) for side in (row.before, row.after))
    shown = ["–" if n is None else f"{n:,}" for n in (before, after)]
    item = QTableWidgetItem(shown[0] if before == after else f"{shown[0]} → {shown[1]}")
    item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    if key == "regions" and not row.is_same:
        item.setForeground(QColor(WARNING_COLOUR))
        font = item.font()
        font.setBold(True)
        item.setFont(font)
    tip = translate("report", "{before} before, {after} after")
    item.setToolTip(tip.format(before=shown[0], after=shown[1]))
    return item


def _lines(report: ConversionReport) -> list[str]:
    return [f"{name}: {render(m)}" if name else render(m) for name, m in report.not_carried]
